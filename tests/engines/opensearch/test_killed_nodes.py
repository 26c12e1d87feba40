"""A node dies while an index is built and while it is read: nothing is lost, nothing is wrong."""

from __future__ import annotations

import json
import lzma
import os
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import replace

import pytest
from whoosh import query

from archsearch import open_index
from archsearch.engines import OpenSearchEngine
from archsearch.engines.opensearch.connection import connect
from archsearch.indexing.build import build_index
from archsearch.search.widen import LACKING
from archsearch.settings import IndexSettings, OpenSearchSettings, Settings
from tests.engines.conftest import SCRIPT, lacking, started
from tests.engines.corpora import FIELDS, Source, indexed

pytestmark = pytest.mark.slow
SMALL = 6000
LARGE_QUERIES = ("Сталин", "президента", '"министр иностранных дел"', "president")
WORDS = ["сталь", "стать", "письмо", "караван", "книга", "город", "letter", "caravan"]


class Cluster:
    """Three nodes of their own, because they are killed."""

    def __init__(self, folder):
        self.folder = folder
        self.settings = OpenSearchSettings(hosts=tuple(started(folder, os.getpid())), shards=3)

    def do(self, command, node):
        subprocess.run([sys.executable, SCRIPT, command, self.folder, node], check=True)

    def health(self):
        with urllib.request.urlopen(
            f"{self.settings.hosts[0]}/_cluster/health?wait_for_status=green&timeout=120s",
            timeout=130,
        ) as answer:
            return json.load(answer)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    missing = lacking()
    if missing:
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    made = Cluster(tmp_path_factory.mktemp("killed"))
    yield made
    subprocess.run([sys.executable, SCRIPT, "stop", made.folder], check=True)


def source(number):
    slots = [(place, [WORDS[(number >> place) % len(WORDS)]]) for place in range(40)]
    return Source(f"d{number}", {"text": slots}, {}, {"year": 1900 + number % 50}, {})


def small_index(settings, path, during=lambda: None):
    """An index of `SMALL` documents; `during` runs as soon as the first ones are there."""
    path.mkdir()
    numbers = {}
    writer = OpenSearchEngine(settings).writer(path, FIELDS)
    for number in range(SMALL):
        writer.add(indexed(source(number), numbers))
    client = connect(settings)
    committing = threading.Thread(target=writer.commit, args=[list(numbers)])
    committing.start()
    while committing.is_alive():
        if any(int(each["docs.count"] or 0) for each in client.cat.indices(format="json")):
            break
        client.indices.refresh(index=f"{settings.prefix}-*")
        time.sleep(0.05)
    during()
    committing.join()
    return OpenSearchEngine(settings).reader(path)


def expected(word):
    return sum(any(word in terms for _, terms in source(n).fields["text"]) for n in range(SMALL))


def assert_whole(reader):
    reader.verify()
    assert reader.document_count == SMALL
    found = reader.search(query.Every(), limit=SMALL)
    assert found.complete
    assert {reader.document_id(n) for n in found.numbers} == {f"d{n}" for n in range(SMALL)}
    for word in WORDS:
        assert reader.search(query.Term("text", word)).total == expected(word)


def test_no_document_is_lost_when_a_node_dies_during_a_build(cluster, tmp_path):
    settings = replace(cluster.settings, prefix="during", replicas=1)
    reader = small_index(settings, tmp_path / "index", lambda: cluster.do("kill", "node-3"))
    assert_whole(reader)
    cluster.do("restart", "node-3")
    assert cluster.health()["status"] == "green"
    assert_whole(reader)


def test_no_answer_is_wrong_when_a_node_dies_during_reading(cluster, tmp_path):
    settings = replace(cluster.settings, prefix="reading", replicas=1)
    reader = small_index(settings, tmp_path / "index")
    totals = {word: expected(word) for word in WORDS}
    wrong, asked, stop = [], [], threading.Event()

    def ask():
        while not stop.is_set():
            for word in WORDS:
                found = reader.search(query.Term("text", word))
                asked.append(word)
                # What is not whole has to say so.
                if found.total != totals[word] and found.complete:
                    wrong.append((word, found))

    readers = [threading.Thread(target=ask) for _ in range(3)]
    for each in readers:
        each.start()
    cluster.do("kill", "node-2")
    before = len(asked)
    time.sleep(10)
    stop.set()
    for each in readers:
        each.join()
    assert wrong == []
    assert len(asked) > before
    cluster.do("restart", "node-2")
    assert cluster.health()["status"] == "green"
    assert_whole(reader)


def test_a_missing_part_is_told_to_the_reader(cluster, tmp_path):
    settings = Settings(
        index=IndexSettings(path=tmp_path / "index", engine="opensearch"),
        opensearch=replace(cluster.settings, prefix="without", replicas=0),
    )
    rows = [
        {"id": f"r{n}", "title_ru": f"Письмо {n}", "text_ru": f"Караван номер {n} вышел."}
        for n in range(60)
    ]
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    build_index([manifest], settings)
    searcher = open_index(tmp_path / "index", settings)
    assert searcher.search("караван").total == len(rows)
    assert LACKING not in searcher.search("караван").notices
    cluster.do("kill", "node-2")
    results = searcher.search("караваны")
    assert results.total < len(rows)
    assert LACKING in results.notices
    cluster.do("restart", "node-2")
    assert cluster.health()["status"] == "green"
    assert searcher.search("каравана").total == len(rows)


def test_the_large_set_survives_a_node(cluster, tmp_path, shared_data):
    manifest = tmp_path / "manifest.jsonl"
    count = 0
    with (
        lzma.open(
            shared_data / "scale" / "bilingual-12k.jsonl.xz", "rt", encoding="utf-8"
        ) as lines,
        manifest.open("w", encoding="utf-8") as file,
    ):
        for line in lines:
            values = json.loads(line)
            row = {"id": values["id"], "title_en": values["title"]}
            row |= {"text_ru": values["ru"], "text_en": values["en"]}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    settings = Settings(
        index=IndexSettings(path=tmp_path / "index", engine="opensearch"),
        opensearch=replace(cluster.settings, prefix="large", replicas=1),
    )
    killed = threading.Event()

    def progress(stage, _done, _total):
        if stage == "write" and not killed.is_set():
            killed.set()
            # A moment later the documents are under way.
            threading.Timer(8, cluster.do, ["kill", "node-3"]).start()

    built = build_index([manifest], settings, progress)
    assert built.manifest.documents == count
    searcher = open_index(tmp_path / "index", settings)
    assert searcher.document_count == count
    without_it = [searcher.search(text) for text in LARGE_QUERIES]
    assert all(found.total and LACKING not in found.notices for found in without_it)
    cluster.do("restart", "node-3")
    assert cluster.health()["status"] == "green"
    again = open_index(tmp_path / "index", settings)
    assert again.document_count == count
    assert [again.search(text).total for text in LARGE_QUERIES] == [
        found.total for found in without_it
    ]
