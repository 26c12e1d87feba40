"""An update against a build of the same holdings: the same answers to every question."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archsearch import open_index
from archsearch.analysis.names import NameTable
from archsearch.errors import IndexingError, IndexUnavailableError
from archsearch.indexing import withdrawn
from archsearch.indexing.generations import Generations
from archsearch.indexing.inspection import inspect
from archsearch.indexing.ledger import read_ledger
from archsearch.readers import json_manifest
from archsearch.search.golden import proof
from tests.indexing.holdings import Holdings, record

TEXTS = (
    "The caravan left Kuldja in April.",
    "Petrovsky wrote to the consul about hay and horses.",
    "The telegraph office was closed in winter.",
    "Comrade Stalin received the delegation from Urumchi.",
)
QUERIES = (
    "caravan",
    "караван",
    "Petrovsky",
    "Петровский",
    "telegraph office",
    "Stalin",
    "Kulja",
    "winter OR hay",
    '"delegation from"',
    "Urumchi letter",
    "title:letter",
    "lettre",
    "Kuld*",
    "date:none",
)
FILES, IDS = ("a", "b"), ("1", "2", "3", "4", "5")
#: For each file, the text of each of its documents.
states = st.fixed_dictionaries(
    {name: st.dictionaries(st.sampled_from(IDS), st.sampled_from(TEXTS)) for name in FILES}
)


def lay(holdings: Holdings, state: dict[str, dict[str, str]]) -> None:
    for name, documents in state.items():
        holdings.write(name, *(record(f"{name}{key}", text) for key, text in documents.items()))


def answers(holdings: Holdings) -> list[tuple]:
    searcher = open_index(holdings.settings.index.path, holdings.settings)
    found = []
    for query in QUERIES:
        results = searcher.search(query, limit=50)
        hits = {
            (hit.id, round(hit.score, 3), hit.matched, tuple(hit.marks.items()))
            for hit in results.hits
        }
        facets = tuple((facet.name, facet.values) for facet in results.facets)
        suggested = tuple(each.query for each in results.suggestions)
        found.append((query, results.total, frozenset(hits), facets, suggested))
    found += [(begun, tuple(searcher.complete(begun))) for begun in ("ca", "кар", "pet", "sta")]
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(states.filter(lambda state: any(state.values())), st.lists(states, min_size=1, max_size=3))
def test_updates_answer_as_a_build_would(first, later):
    later = [state for state in later if any(state.values())]
    with tempfile.TemporaryDirectory() as name:
        updated = Holdings(Path(name) / "updated")
        lay(updated, first)
        updated.build()
        for state in later:
            lay(updated, state)
            updated.update()
        built = Holdings(Path(name) / "built")
        lay(built, later[-1] if later else first)
        built.build()
        _take_lexicon(updated, built)
        assert answers(updated) == answers(built)
        current = Generations(updated.settings.index.path).current()
        manifest = inspect(current, updated.settings, proof(updated.settings))
        other = Generations(built.settings.index.path).current().manifest()
        assert manifest.digest == other.digest
        assert (manifest.documents, manifest.passages) == (other.documents, other.passages)


def _take_lexicon(source: Holdings, target: Holdings) -> None:
    paths = [
        Generations(each.settings.index.path).current().lexicon_path for each in (source, target)
    ]
    shutil.rmtree(paths[1])
    shutil.copytree(*paths)


@pytest.fixture
def holdings(tmp_path):
    made = Holdings(tmp_path)
    made.write("a", record("a1", TEXTS[0]), record("a2", TEXTS[1]))
    made.write("b", record("b1", TEXTS[2]))
    made.build()
    return made


def test_only_what_changed_is_analysed(holdings):
    holdings.write("a", record("a1", TEXTS[0]), record("a2", TEXTS[3]), record("a3", TEXTS[3]))
    built = holdings.update()
    assert (built.indexed, built.unchanged, built.removed) == (2, 2, 0)


def test_documents_among_many_are_replaced_and_the_index_proved(tmp_path):
    """Among many, replaced documents keep their places, marked as deleted."""
    holdings = Holdings(tmp_path)
    long = record("a0", f"{TEXTS[0]}\n\n{TEXTS[1]}", text_ru="Караван ушёл.\n\nО сене и лошадях.")
    others = [record(f"a{n}", TEXTS[n % 4]) for n in range(1, 12)]
    holdings.write("a", long, *others)
    before = holdings.build().manifest
    holdings.write("a", record("a0", TEXTS[0]), *others)
    after = holdings.update().manifest
    assert after.passages == before.passages - 1
    inspect(Generations(holdings.settings.index.path).current(), holdings.settings)
    assert open_index(holdings.settings.index.path).search("a0").total == 1


def test_nothing_changed_makes_no_generation(holdings):
    before = Generations(holdings.settings.index.path).pointed()
    built = holdings.update()
    assert (built.indexed, built.unchanged) == (0, 3)
    assert Generations(holdings.settings.index.path).pointed() == before


def test_a_path_removes_only_what_lay_under_it(holdings):
    holdings.write("a", record("a1", TEXTS[0]))
    (holdings.folder / "b.jsonl").unlink()
    built = holdings.update(holdings.folder / "a.jsonl")
    assert built.removed == 1
    searcher = open_index(holdings.settings.index.path)
    assert set(searcher.document_ids()) == {"a1", "b1"}
    assert holdings.update().removed == 1
    assert set(open_index(holdings.settings.index.path).document_ids()) == {"a1"}


def test_a_new_path_is_added_to_what_the_index_is_built_from(holdings, tmp_path):
    other = Holdings(tmp_path / "other")
    other.write("c", record("c1", TEXTS[3]))
    holdings.update(other.folder)
    assert open_index(holdings.settings.index.path).search("delegation").total == 1
    assert str(other.folder.resolve()) in holdings.update().manifest.holdings


def test_an_id_that_lies_elsewhere_too_is_refused_and_loses_nothing(holdings, tmp_path):
    other = Holdings(tmp_path / "other")
    other.write("c", record("a1", TEXTS[3]), record("c1", TEXTS[3]))
    built = holdings.update(other.folder)
    assert [problem.message for problem in built.report.problems if "a1" in problem.message]
    assert open_index(holdings.settings.index.path).search("caravan left").hits[0].id == "a1"


def test_a_removed_document_is_gone_from_answers_and_suggestions(holdings):
    holdings.write("b")
    (holdings.folder / "b.jsonl").unlink()
    holdings.update()
    searcher = open_index(holdings.settings.index.path)
    assert searcher.search("telegraph").total == 0
    assert not searcher.complete("telegr")
    assert searcher.is_gone("b1")
    assert not searcher.is_gone("a1")


def test_an_index_for_another_audience_is_built_anew(holdings):
    closed = record("a1", TEXTS[0], access="closed")
    holdings.write("a", closed, record("a2", TEXTS[1]))
    assert holdings.update().removed == 1
    for_staff = replace(holdings.settings.index, audience="staff")
    holdings.settings = replace(holdings.settings, index=for_staff)
    assert holdings.update().indexed == 3


def test_without_an_index_there_is_nothing_to_update(tmp_path):
    with pytest.raises(IndexUnavailableError, match="Build one"):
        Holdings(tmp_path).update()


def test_strict_keeps_what_is_served(holdings):
    before = Generations(holdings.settings.index.path).pointed()
    (holdings.folder / "bad.jsonl").write_text("{not json\n", encoding="utf-8")
    holdings.write("a", record("a1", TEXTS[3]))
    with pytest.raises(IndexingError, match="--strict"):
        holdings.update(strict=True)
    with pytest.raises(IndexingError, match="--strict"):
        holdings.build(strict=True)
    assert Generations(holdings.settings.index.path).pointed() == before
    assert holdings.update().indexed == 1


def test_a_golden_query_that_finds_nothing_keeps_what_is_served(holdings):
    (holdings.folder / "golden.toml").write_text(
        '[[query]]\nq = "caravan left"\nids = ["a1"]\n', encoding="utf-8"
    )
    holdings.build()
    before = Generations(holdings.settings.index.path).pointed()
    holdings.write("a", record("a2", TEXTS[1]))
    for make in (holdings.update, holdings.build):
        with pytest.raises(IndexingError, match="a1"):
            make()
    assert Generations(holdings.settings.index.path).pointed() == before
    assert open_index(holdings.settings.index.path).search("caravan left").total == 1


def test_a_folder_that_is_not_there_is_no_empty_one(holdings):
    before = Generations(holdings.settings.index.path).pointed()
    holdings.folder.rename(holdings.folder.with_name("unmounted"))
    with pytest.raises(IndexingError, match="3 documents came from it"):
        holdings.update()
    assert Generations(holdings.settings.index.path).pointed() == before


def test_an_update_that_would_leave_nothing_leaves_the_index(holdings):
    for path in holdings.folder.iterdir():
        path.unlink()
    with pytest.raises(IndexingError, match="Nothing would be left"):
        holdings.update()
    assert open_index(holdings.settings.index.path).document_count == 3


def test_rows_that_have_not_changed_are_not_read_again(holdings, monkeypatch):
    parsed = []
    parse = json_manifest.json_row
    monkeypatch.setattr(
        json_manifest, "json_row", lambda line, *rest: parsed.append(line) or parse(line, *rest)
    )
    holdings.write("a", record("a1", TEXTS[0]), record("a2", TEXTS[3]))
    holdings.update()
    # The survey, and no other row.
    assert {json.loads(line)["id"] for line in parsed} == {"a2"}


def test_what_was_said_about_a_row_that_is_passed_over_is_said_again(tmp_path):
    holdings = Holdings(tmp_path)
    text = TEXTS[1] * 3
    rows = [record("a#1", text), record("a2", text), record("a3", TEXTS[2])]
    holdings.write("a", *rows)
    first = holdings.build().report
    assert len(first.problems) == 2
    holdings.write("a", record("a0", TEXTS[3]), *rows)
    again = holdings.update().report
    fresh = Holdings(tmp_path / "fresh")
    fresh.write("a", record("a0", TEXTS[3]), *rows)
    anew = fresh.build().report
    assert [(each.message, each.place) for each in again.problems] == [
        (each.message, each.place) for each in anew.problems
    ]
    assert again.summary() == anew.summary()


def test_a_withdrawn_record_whose_row_has_not_changed_goes_and_comes_back(holdings):
    withdrawn.withdraw(holdings.settings.index.path, "a1")
    built = holdings.update()
    assert (built.removed, built.withheld.withdrawn) == (1, 1)
    withdrawn.restore(holdings.settings.index.path, "a1")
    assert holdings.update().indexed == 1


def test_a_row_that_came_back_as_it_was_is_read(holdings):
    first = record("a1", TEXTS[0]), record("a2", TEXTS[1])
    for changed in (record("a1", TEXTS[0], images="https://example.org/1.jpg"), first[0]):
        holdings.write("a", changed, first[1])
        assert holdings.update().indexed == 1
    assert not open_index(holdings.settings.index.path).document("a1").scans


def test_of_a_row_that_is_there_twice_once_more_it_is_refused(holdings):
    holdings.write("a", record("a1", TEXTS[0]), record("a2", TEXTS[1]))
    holdings.write("c", record("a1", TEXTS[3]))
    built = holdings.update()
    assert built.removed == 1
    assert built.report.refused == 2


@pytest.mark.parametrize("damage", ["", "[", '["other"]\n', "\xff"])
def test_without_what_is_known_of_rows_all_are_read(holdings, damage):
    path = Generations(holdings.settings.index.path).current().rows_path
    path.write_text(damage, encoding="latin-1")
    holdings.write("b", record("b1", TEXTS[3]))
    built = holdings.update()
    assert (built.indexed, built.unchanged) == (1, 2)
    assert (
        len(Generations(holdings.settings.index.path).current().rows_path.read_text().splitlines())
        == 4
    )


def test_a_file_that_moved_is_said_to_lie_where_it_lies(holdings, tmp_path):
    (holdings.folder / "b.jsonl").rename(holdings.folder / "c.jsonl")
    built = holdings.update()
    assert (built.indexed, built.unchanged) == (1, 2)
    document = open_index(holdings.settings.index.path).document("b1")
    assert document.source == "c.jsonl"
    assert holdings.update().indexed == 0


def test_the_name_table_is_made_of_what_is_new_alone(holdings, monkeypatch):
    monkeypatch.setattr(NameTable, "build", None)
    holdings.write("b", record("b1", "Then Comrade Zorkabi came."))
    holdings.update()
    assert open_index(holdings.settings.index.path).search("Зоркаби").total == 1


def test_a_name_table_of_other_rules_is_made_anew(holdings, monkeypatch):
    path = Generations(holdings.settings.index.path).current().names_path / "made-by.txt"
    path.write_text("the rules of another release", "utf-8")
    monkeypatch.setattr(NameTable, "remade", None)
    holdings.write("b", record("b1", "Then Comrade Zorkabi came."))
    holdings.update()
    assert open_index(holdings.settings.index.path).search("Зоркаби").total == 1


def test_times_decide_nothing(holdings):
    path = holdings.folder / "a.jsonl"
    found = path.stat()
    os.utime(path)
    assert holdings.update().indexed == 0
    path.write_text(path.read_text("utf-8").replace("Kuldja", "Ghulja"), "utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (found.st_size, found.st_mtime_ns)
    assert holdings.update().indexed == 1


@pytest.fixture
def pair(tmp_path):
    made = Holdings(tmp_path)
    (made.folder / "letter.ru.txt").write_text("Караван ушёл в Кульджу.", "utf-8")
    (made.folder / "letter.en.txt").write_text("The caravan left for Kuldja.", "utf-8")
    (made.folder / "other.txt").write_text("The telegraph office.", "utf-8")
    return made


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_update_of_one_file_knows_its_neighbours(pair, language):
    pair.build()
    path = pair.folder / f"letter.{language}.txt"
    path.write_text(path.read_text("utf-8") + " Petrovsky.", "utf-8")
    built = pair.update(path)
    assert (built.indexed, built.unchanged, built.removed) == (1, 1, 0)
    updated = Generations(pair.settings.index.path).current()
    pair.build()
    built = Generations(pair.settings.index.path).current()
    assert read_ledger(updated.ledger_path) == read_ledger(built.ledger_path)


def test_a_file_that_makes_a_pair_takes_the_place_of_the_one_alone(pair):
    (pair.folder / "letter.ru.txt").rename(pair.folder / ".kept")
    pair.build()
    (pair.folder / ".kept").rename(pair.folder / "letter.ru.txt")
    built = pair.update(pair.folder / "letter.ru.txt")
    assert (built.indexed, built.unchanged, built.removed) == (1, 1, 1)
    assert set(open_index(pair.settings.index.path).document_ids()) == {"letter", "other"}


def test_a_text_that_a_manifest_names_is_no_record_of_its_own(pair):
    row = {"id": "k1", "title": "Office", "file": "other.txt"}
    pair.write("manifest", row)
    pair.build()
    (pair.folder / "other.txt").write_text("Petrovsky wrote.", "utf-8")
    built = pair.update(pair.folder / "other.txt")
    assert (built.indexed, built.removed) == (1, 0)
    assert open_index(pair.settings.index.path).search("Petrovsky").hits[0].id == "k1"
