"""Whole folders, as librarians have them."""

import json
import shutil
from pathlib import Path

import pytest

from archsearch.holdings import Access, Role
from archsearch.readers import read_holdings
from archsearch.settings import ReadingSettings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "holdings"
    path.mkdir()
    return path


def read(*paths, **settings):
    reading = read_holdings(paths, ReadingSettings(**settings))
    return {document.id: document for document in reading}, reading.report


def write_lines(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def record(number, **columns):
    return {"id": f"r-{number}", "title_en": f"Record {number}", "text_en": "A text.", **columns}


def test_a_table_with_files_beside_it(folder):
    (folder / "ru.txt").write_text("Сводка погоды", encoding="utf-8")
    (folder / "en.txt").write_text("Weather report", encoding="utf-8-sig")
    (folder / "list.csv").write_text(
        "id,title_ru,title_en,date,reference,file_ru,file_en,translator_en,people,access,Shelf\n"
        'w-1,Сводка,Report,5 мая 1946 г.,"ГАРФ, ф. 1, оп. 2, д. 3",ru.txt,en.txt,A. Dove,'
        "Исламбеков|Петровский,reading-room,A 12\n",
        encoding="utf-8",
    )
    documents, report = read(folder)
    (document,) = documents.values()
    assert report.problems == []
    assert report.formats == {"table": 1}
    assert document.titles == {"ru": "Сводка", "en": "Report"}
    assert [(v.key, v.role, v.text) for v in document.versions] == [
        ("ru", Role.ORIGINAL, "Сводка погоды"),
        ("en", Role.TRANSLATION, "Weather report"),
    ]
    assert document.version("en").translator == "A. Dove"
    assert document.people == ("Исламбеков", "Петровский")
    assert document.date.edtf == "1946-05-05"
    assert document.reference.delo == "3"
    assert document.access is Access.READING_ROOM
    assert document.notes == (("Shelf", "A 12"),)
    assert document.source == "list.csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "headings", [("id", "title_en", "text_en"), ("Номер", "Название_en", "Текст_en")]
)
def test_tables_come_with_any_delimiter_and_in_either_language(folder, delimiter, headings):
    rows = [headings, ("a", "A title", "A text")]
    (folder / "t.csv").write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    documents, report = read(folder)
    assert report.problems == []
    assert documents["a"].version("en").text == "A text"


def test_json_lines_with_lists_and_several_versions(folder):
    write_lines(
        folder / "l.jsonl",
        record(
            1, text_ru="Текст", **{"text_en-2": "Another text."}, text_zh="文本", people=["A", "B"]
        ),
    )
    documents, _ = read(folder)
    versions = documents["r-1"].versions
    assert {version.key: version.language for version in versions} == {
        "ru": "ru",
        "en": "en",
        "en-2": "en",
        "zh": "zh",
    }
    assert documents["r-1"].people == ("A", "B")


def test_a_record_may_have_no_text(folder):
    write_lines(folder / "l.jsonl", {"id": "bare", "title": "Only described"})
    documents, report = read(folder)
    assert documents["bare"].versions == ()
    assert report.problems == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"title_en": "No id"}, "has no id"),
        ({"id": "x"}, "has no title"),
        (record("x", file_ru="absent.txt"), "absent.txt, which isn't there"),
        (record("x", file_ru="../../etc/passwd"), "outside of the holdings folder"),
        (record("x", file_ru="/etc/passwd"), "outside of the holdings folder"),
        (record("x", role_en="author"), "“author” is no role"),
        (record("x", access="perhaps"), "“perhaps” is no kind of access"),
    ],
)
def test_a_bad_record_is_named_and_the_others_are_kept(folder, row, problem):
    write_lines(folder / "l.jsonl", record(1), row, record(2))
    documents, report = read(folder)
    assert set(documents) == {"r-1", "r-2"}
    (found,) = report.problems
    assert problem in str(found)
    assert found.place == "line 2"
    assert found.path.endswith("l.jsonl")
    assert report.refused == 1


def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    write_lines(folder / "l.jsonl", record(1, file_ru="link.txt"), record(2))
    documents, report = read(folder)
    assert set(documents) == {"r-2"}
    assert ["leads out" in str(each) for each in report.problems] == [True, False]
    assert "outside" in str(report.problems[1])


def test_a_link_among_the_holdings_is_named_where_it_leads_out(folder, tmp_path):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "a.txt").write_text("Дорога", encoding="utf-8")
    (folder / "b.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "c.txt").symlink_to(folder / "absent.txt")
    (folder / "d").symlink_to(tmp_path)
    (folder / "e.txt").symlink_to(folder / "a.txt")
    documents, report = read(folder)
    assert set(documents) == {"a"}
    assert [(Path(each.path).name, each.message) for each in report.problems] == [
        ("b.txt", "is a link that leads out of the folder"),
        ("c.txt", "is a link that leads nowhere"),
        ("d", "is a link that leads out of the folder"),
    ]


def test_lines_that_are_not_records_are_named(folder):
    (folder / "l.jsonl").write_text(
        json.dumps(record(1)) + "\n{broken\n[1]\n" + json.dumps(record(2)), encoding="utf-8"
    )
    documents, report = read(folder)
    assert set(documents) == {"r-1", "r-2"}
    assert [problem.place for problem in report.problems] == ["line 2", "line 3"]


def test_a_row_with_too_many_cells_is_named(folder):
    (folder / "t.csv").write_text("id,title\na,A\nb,B,surplus\nc,C\n", encoding="utf-8")
    documents, report = read(folder)
    assert set(documents) == {"a", "c"}
    assert report.problems[0].place == "line 3"


def test_of_two_records_with_one_id_neither_is_taken(folder):
    write_lines(folder / "a.jsonl", record(1), record(2))
    write_lines(folder / "b.jsonl", record(1, text_en="Another."))
    documents, report = read(folder)
    assert set(documents) == {"r-2"}
    assert [problem.path.rsplit("/", 1)[1] for problem in report.problems] == ["a.jsonl", "b.jsonl"]
    assert all("has the id r-1" in problem.message for problem in report.problems)


def test_an_id_that_a_record_says_never_hides_that_of_a_file(folder):
    (folder / "a.txt").write_text("---\nid: b\n---\nДорога", encoding="utf-8")
    (folder / "b.txt").write_text("Снег", encoding="utf-8")
    (folder / "c.txt").write_text("---\nid: d\n---\nОбозы", encoding="utf-8")
    reading = read_holdings([folder], ReadingSettings())
    assert [document.id for document in reading] == ["b", "d"]
    (problem,) = reading.report.problems
    assert problem.path.endswith("a.txt")
    assert "b.txt" in problem.message


def test_the_same_record_twice_is_one(folder):
    write_lines(folder / "a.jsonl", record(1))
    write_lines(folder / "b.jsonl", record(1))
    documents, report = read(folder)
    assert set(documents) == {"r-1"}
    assert report.refused == 0


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.txt", b"\x00\x01\x02", "not a text file"),
        ("a.txt", b"", "empty"),
        ("a.log", "Просто текст".encode(), "no format that is known"),
    ],
)
def test_a_file_that_is_no_holding_is_named(folder, name, data, problem):
    (folder / name).write_bytes(data)
    write_lines(folder / "l.jsonl", record(1))
    documents, report = read(folder)
    assert set(documents) == {"r-1"}
    assert problem in str(report.problems[0])


def test_a_file_over_the_limit_is_refused(folder):
    (folder / "big.txt").write_text("x" * 1000, encoding="utf-8")
    write_lines(folder / "l.jsonl", record(1, file_ru="big.txt"), record(2))
    documents, report = read(folder, max_file_bytes=500)
    assert set(documents) == {"r-2"}
    assert "more than 500" in str(report.problems[0])


def test_paths_that_hold_nothing_are_named(tmp_path, folder):
    _, report = read(folder, tmp_path / "nowhere")
    assert ["no files" in str(report.problems[0]), "does not exist" in str(report.problems[1])] == [
        True,
        True,
    ]


def test_what_stands_beside_holdings_is_skipped(folder):
    names = ("authorities.toml", "golden.toml", "lexicon.tsv", "~$list.xlsx", ".hidden")
    programs = ("Thumbs.db", ".DS_Store", ".~lock.a.odt#", "~WRL0001.tmp", "a.docx.bak", "a.lnk")
    for name in (*names, *programs):
        (folder / name).write_text("x", encoding="utf-8")
    write_lines(folder / "l.jsonl", record(1))
    documents, report = read(folder)
    assert (set(documents), report.problems, report.skipped) == ({"r-1"}, [], 11)


def test_ids_do_not_depend_on_where_the_folder_lies(folder, tmp_path):
    shutil.copy(
        ROOT / "data/holdings/121726-letter-from-alihan-tore-to-stalin.txt", folder / "a.txt"
    )
    text = (folder / "a.txt").read_text(encoding="utf-8")
    (folder / "a.txt").write_text(text.replace("/document/121726", "/"), encoding="utf-8")
    moved = tmp_path / "elsewhere"
    shutil.copytree(folder, moved)
    assert list(read(folder)[0]) == list(read(moved)[0]) == ["a"]


def test_the_order_is_that_of_the_names(folder):
    for name in ("b", "a", "c"):
        write_lines(folder / f"{name}.jsonl", record(name))
    assert list(read(folder)[0]) == ["r-a", "r-b", "r-c"]


def test_the_summary_counts(folder):
    write_lines(folder / "l.jsonl", record(1), {"id": "x"})
    _, report = read(folder)
    assert report.summary() == (
        "Read 1 record (JSON lines 1); 0 warned, 1 refused, 0 files skipped."
    )
