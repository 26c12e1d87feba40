"""What was analysed once isn't analysed again, and nobody could tell by the index."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.analysis import Analyzer, Vocabulary
from archsearch.holdings import Document, Role, Version
from archsearch.indexing import batches, recipe
from archsearch.indexing.analysed import analyse_document
from archsearch.indexing.cache import FILE, AnalysisCache
from archsearch.indexing.files import checksum
from archsearch.indexing.generation import MANIFEST
from archsearch.indexing.generations import Generations
from archsearch.indexing.outcome import pack_outcome, unpack_outcome
from archsearch.settings import AnalysisSettings
from tests.indexing.holdings import Holdings, record

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes of the page that has the schema.
PAGE = 4096
MANY = 3 * 64 + 10
#: These say when the generation was made, and who reads it.
OWN = {MANIFEST, "report.html", "in-use"}
WORDS = ["caravan", "consul", "Petrovsky", "left", "Kuldja", "with", "hay", "in", "April"]


def laid(folder: Path, documents: int = 12) -> Holdings:
    holdings = Holdings(folder)
    drawn = random.Random(documents)  # noqa: S311 - texts, not secrets
    holdings.write(
        "a", *(record(f"a{n}", " ".join(drawn.choices(WORDS, k=30))) for n in range(documents))
    )
    return holdings


def files_of(holdings: Holdings) -> dict[str, str]:
    """Checksums of the files of the current generation that its holdings alone decide."""
    path = Generations(holdings.settings.index.path).current().path
    return {
        str(each.relative_to(path)): checksum(each)
        for each in sorted(path.rglob("*"))
        if each.is_file() and each.name not in OWN
    }


def cache_of(holdings: Holdings) -> Path:
    return holdings.settings.index.path / FILE


def kept_by(holdings: Holdings) -> int:
    with sqlite3.connect(cache_of(holdings)) as database:
        return database.execute("SELECT count(*) FROM result").fetchone()[0]


def finished_by(holdings: Holdings) -> int:
    """As `kept_by`, while a build is under way."""
    try:
        return kept_by(holdings) if cache_of(holdings).exists() else 0
    except sqlite3.OperationalError:
        return 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_from_what_is_known_makes_the_same_files(tmp_path, jobs):
    holdings = laid(tmp_path, MANY)
    assert holdings.build().reused == 0
    anew = files_of(holdings)
    assert holdings.build(jobs=jobs).reused == MANY
    assert files_of(holdings) == anew


def test_only_what_changed_is_analysed_by_a_build(tmp_path):
    holdings = laid(tmp_path)
    holdings.build()
    holdings.write("b", record("b1", "A new letter."))
    built = holdings.build()
    assert (built.indexed, built.reused) == (13, 12)


def test_a_change_of_settings_that_analysis_does_not_see_analyses_nothing(tmp_path):
    holdings = laid(tmp_path)
    holdings.build()
    holdings.settings = replace(
        holdings.settings, index=replace(holdings.settings.index, audience="staff", keep=3)
    )
    assert holdings.build().reused == 12


def test_other_settings_of_the_analysis_analyse_everything(tmp_path):
    holdings = laid(tmp_path)
    holdings.build()
    holdings.settings = replace(
        holdings.settings, analysis=AnalysisSettings(abbreviations={"ген": "генерал"})
    )
    assert holdings.build().reused == 0
    assert holdings.build().reused == 12


def test_another_analyser_analyses_everything(tmp_path, monkeypatch):
    holdings = laid(tmp_path)
    holdings.build()
    monkeypatch.setattr(recipe, "_code", lambda _sources: "of another release")
    assert holdings.build().reused == 0
    assert kept_by(holdings) == 12


def test_the_recipe_is_of_every_source_that_takes_part():
    found = {path.name for path in recipe._files(recipe._SOURCES)}
    assert {"analyzer.py", "aligner.py", "document.py", "record.py", "outcome.py"} <= found
    assert "build.py" not in found
    for sources in (recipe._SOURCES, recipe._READING, recipe._NAMING):
        assert all((recipe.PACKAGE / source).exists() for source in sources)


def test_a_file_that_moved_is_said_to_lie_where_it_lies(tmp_path):
    """The digest of a document leaves out where it is from; its record doesn't."""
    holdings = laid(tmp_path)
    holdings.build()
    (holdings.folder / "a.jsonl").rename(holdings.folder / "b.jsonl")
    assert holdings.build().reused == 0


def test_a_damaged_result_is_analysed_again(tmp_path):
    holdings = laid(tmp_path)
    holdings.build()
    anew = files_of(holdings)
    with sqlite3.connect(cache_of(holdings)) as database:
        database.execute(
            "UPDATE result SET data = zeroblob(9) WHERE rowid IN (SELECT rowid FROM result LIMIT 2)"
        )
    assert holdings.build().reused == 10
    assert holdings.build().reused == 12
    assert files_of(holdings) == anew


@pytest.mark.parametrize("seed", range(8))
def test_a_file_damaged_anywhere_costs_time_alone(tmp_path, seed):
    holdings = laid(tmp_path)
    holdings.build()
    anew = files_of(holdings)
    drawn = random.Random(seed)  # noqa: S311 - places, not secrets
    data = bytearray(cache_of(holdings).read_bytes())
    for _ in range(40):
        data[drawn.randrange(len(data))] ^= 1 << drawn.randrange(8)
    cache_of(holdings).write_bytes(data[: drawn.randrange(len(data))] if seed % 2 else data)
    for _ in range(2):
        assert holdings.build().reused <= 12
        assert files_of(holdings) == anew


@pytest.mark.parametrize("part", range(8))
def test_a_damaged_cache_raises_nothing_and_gives_nothing_wrong(tmp_path, part):
    """Whatever its head, its schema or its pages say; and it is whole again the next time."""
    drawn = random.Random(part)  # noqa: S311 - places, not secrets
    results = {f"{drawn.getrandbits(128):032x}": drawn.randbytes(1500) for _ in range(12)}
    cache = AnalysisCache(tmp_path, "recipe", 1_000_000)
    cache.put(results)
    cache.close()
    path = tmp_path / FILE
    whole = path.read_bytes()
    for _ in range(40):
        data = bytearray(whole)
        end = drawn.choice([PAGE, len(data)])
        for _ in range(drawn.choice([3, 40])):
            data[drawn.randrange(100, end)] ^= 1 << drawn.randrange(8)
        path.write_bytes(data)
        # What is damaged shows when it is read, written or removed, one after the other.
        for _ in range(5):
            cache = AnalysisCache(tmp_path, "recipe", 1_000_000)
            found = cache.get(list(results))
            assert found.items() <= results.items()
            cache.put({name: data for name, data in results.items() if name not in found})
            cache.keep_only(results)
            cache.close()
        assert found == results


def test_a_folder_in_the_place_of_the_file_keeps_nothing_and_breaks_nothing(tmp_path):
    holdings = laid(tmp_path)
    (cache_of(holdings) / "something").mkdir(parents=True)
    assert holdings.build().indexed == 12


def test_what_is_served_no_more_is_removed(tmp_path):
    """However many generations are kept: what an earlier one has may have been closed since."""
    holdings = laid(tmp_path)
    holdings.build()
    holdings.write("a", record("a1", "Zanzibar zanzibar zanzibar."))
    holdings.build()
    assert kept_by(holdings) == 1
    holdings.write("a", record("a1", "Something else."))
    holdings.update()
    assert kept_by(holdings) == 1
    assert len(Generations(holdings.settings.index.path).all()) == 2


def test_the_room_is_bounded(tmp_path):
    drawn = random.Random(0)  # noqa: S311 - sizes, not secrets
    cache = AnalysisCache(tmp_path, "recipe", 2_000_000)
    for n in range(100):
        cache.put({str(n): drawn.randbytes(100_000)})
    assert 10 < len(cache.get([str(n) for n in range(100)])) < 21
    cache.keep_only(["1"])
    assert list(cache.get(["1", "2"])) == ["1"]
    cache.close()
    assert (tmp_path / FILE).stat().st_size < 300_000


def test_no_room_keeps_nothing(tmp_path):
    holdings = laid(tmp_path)
    holdings.build()
    index = replace(holdings.settings.index, cache_megabytes=0)
    holdings.settings = replace(holdings.settings, index=index)
    assert holdings.build().reused == 0
    assert not cache_of(holdings).exists()


def test_a_killed_build_keeps_what_was_finished(tmp_path):
    """Killed in the middle of the analysis, the next build analyses the rest alone."""
    holdings = laid(tmp_path, MANY)
    index = holdings.settings.index.path
    command = [sys.executable, "-m", "archsearch", "index", "build", holdings.folder]
    build = subprocess.Popen(
        [*map(str, command), "--index", str(index)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not finished_by(holdings):
        assert build.poll() is None, "the build ended before it could be killed"
        time.sleep(0.01)
    build.kill()
    build.wait()
    whole = kept_by(holdings)
    assert 0 < whole <= MANY
    built = holdings.build()
    assert (built.indexed, built.reused) == (MANY, whole)
    resumed = files_of(holdings)
    cache_of(holdings).unlink()
    holdings.build()
    assert files_of(holdings) == resumed


TEXTS = st.text(
    st.sampled_from("Кульджа Stalin 1945г.\n«С Т А Л И Н У»т.д.-Ghulja伊犁"), max_size=80
)


@given(TEXTS, TEXTS, st.dictionaries(st.sampled_from(["ru", "en"]), TEXTS))
def test_an_outcome_is_the_same_after_packing(russian, english, titles):
    document = Document(
        id="d1",
        titles=titles,
        versions=(
            Version(key="ru", language="ru", role=Role.ORIGINAL, text=russian),
            Version(key="en", language="en", role=Role.TRANSLATION, text=english),
        ),
    )
    vocabulary = Vocabulary(["something", "before"])
    outcome = analyse_document(document, Analyzer(AnalysisSettings()), vocabulary)
    alone = outcome.alone(vocabulary.strings)
    data = pack_outcome(document, alone)
    again = unpack_outcome(document, data)
    assert again is not None
    assert again.strings == alone.strings
    assert pack_outcome(document, again) == data
    known = batches.analyse_batch((document,), AnalysisSettings(), [data])
    fresh = batches.analyse_batch((document,), AnalysisSettings(), [None])
    assert known.reused == 1
    assert known.strings == fresh.strings
    assert known.documents[0].stored == fresh.documents[0].stored
    assert known.counts.tolist() == fresh.counts.tolist()
    assert json.dumps(known.documents[0].keywords) == json.dumps(fresh.documents[0].keywords)
    assert [
        (name, field.terms.tolist(), field.positions.tolist(), field.length)
        for name, field in known.documents[0].fields.items()
    ] == [
        (name, field.terms.tolist(), field.positions.tolist(), field.length)
        for name, field in fresh.documents[0].fields.items()
    ]


def test_another_document_of_the_same_digest_is_not_taken_for_it():
    document = Document(id="d1", titles={"ru": "А", "en": "B"}, source="a.txt")
    vocabulary = Vocabulary()
    outcome = analyse_document(document, Analyzer(AnalysisSettings()), vocabulary)
    data = pack_outcome(document, outcome.alone(vocabulary.strings))
    assert unpack_outcome(document, data) is not None
    assert unpack_outcome(replace(document, source="b.txt"), data) is None
    assert unpack_outcome(replace(document, titles={"en": "B", "ru": "А"}), data) is None
