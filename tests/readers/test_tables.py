"""Manifests as librarians have them: workbooks, tables of any program, AtoM's import."""

import datetime as dt
import json
import zipfile

import pytest
from openpyxl import Workbook

from archsearch.readers import Severity, read_holdings
from archsearch.readers.columns import column_of
from archsearch.settings import ReadingSettings

HEADINGS = ("id", "title_ru", "date", "fond", "opis", "delo", "folios", "text_ru")


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "holdings"
    path.mkdir()
    return path


def read(*paths, **settings):
    reading = read_holdings(paths, ReadingSettings(**settings))
    return {document.id: document for document in reading}, reading.report


def save(path, *rows, title="Лист1", formats=()):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for cell, number_format in formats:
        book.active[cell].number_format = number_format
    book.save(path)
    return book


def warnings_of(report):
    return [each.message for each in report.problems if each.severity is Severity.WARNED]


def test_a_workbook_is_a_manifest(folder):
    (folder / "w.txt").write_text("Дорога открыта.", encoding="utf-8")
    save(
        folder / "list.xlsx",
        ("Список писем",),
        ("ID", "Название (рус.)", "Title EN", "Дата", "Файл_ru", "Text (English)", "Полка"),
        ("w-1", "Сводка", "Report", "весной 1946 г.", "w.txt", "The road is open.", "A 12"),
        (None, None, None, None, None, None, None),
        ("w-2", "Письмо", None, dt.date(1946, 5, 5), None, None, 7),
    )
    documents, report = read(folder)
    assert report.problems == []
    assert report.formats == {"XLSX": 1}
    first, second = documents["w-1"], documents["w-2"]
    assert first.titles == {"ru": "Сводка", "en": "Report"}
    assert {version.key: version.text for version in first.versions} == {
        "ru": "Дорога открыта.",
        "en": "The road is open.",
    }
    assert (first.date.edtf, first.notes) == ("1946-21", (("Полка", "A 12"),))
    assert (second.date.edtf, second.notes) == ("1946-05-05", (("Полка", "7"),))


def test_a_workbook_is_known_by_its_content_and_its_rows_by_sheet(folder):
    book = save(folder / "a.xlsx", ("notes",), ("to do",), title="Заметки")
    sheet = book.create_sheet("Письма")
    for row in (("id", "title", "role_ru", "text_ru"), ("a", "A", "автор", "текст")):
        sheet.append(row)
    book.save(folder / "a.xlsx")
    (folder / "a.xlsx").rename(folder / "a.bin")
    documents, report = read(folder)
    assert documents == {}
    assert [problem.place for problem in report.problems] == ["sheet “Письма”, row 2"]


def test_what_a_format_shows_is_what_is_read(folder):
    save(
        folder / "a.xlsx",
        HEADINGS,
        (55, "А", dt.date(1945, 4, 1), 9401, 2, 95.0, 7, "т"),
        formats=(("A2", "0000"), ("C2", "mmm\\.yy"), ("G2", "000")),
    )
    documents, report = read(folder)
    document = documents["0055"]
    assert report.problems == []
    assert document.date.edtf == "1945-04"
    assert (document.reference.delo, document.reference.folios) == ("95", "007")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("a", "А", 16549, 1, 2, 3, 4), "“16549” in the column “date”"),
        (("a", "А", "1945", 1, 2, 3, dt.date(1945, 6, 5)), "looks like a date"),
        (("a", "А", "1945", 1, 2, 3, "05.июн"), "looks like a date"),
        (("a", "А", "1945", 100, 2, 3, 4), "lost leading zeros: 0100"),
        (("1.2E+15", "А", "1945", 1, 2, 3, 4), "power of ten"),
        ((1234567890123456789, "А", "1945", 1, 2, 3, 4), "more than fifteen figures"),
        (("a", "А", "#NAME?", 1, 2, 3, 4), "is an error"),
    ],
)
def test_what_a_spreadsheet_did_is_reported_and_the_record_taken(folder, row, said):
    save(folder / "a.xlsx", HEADINGS, row, ("b", "Б", "1945", "0101", 2, 3, 4))
    documents, report = read(folder)
    assert len(documents) == 2
    assert any(said in message for message in warnings_of(report))
    assert {problem.place for problem in report.problems} == {"sheet “Лист1”, row 2"}


def test_numbers_that_never_had_zeros_are_left_in_peace(folder):
    rows = [(f"r{number}", "А", 1945, number, 2, 3, "352-359") for number in (7, 55, 9401)]
    save(folder / "a.xlsx", HEADINGS, *rows)
    documents, report = read(folder)
    assert (len(documents), report.problems) == (3, [])
    assert documents["r7"].date.edtf == "1945"


def test_zeros_are_missed_where_the_named_file_has_them(folder):
    (folder / "0055.txt").write_text("Текст", encoding="utf-8")
    (folder / "a.csv").write_text("id;title;file\n55;А;0055.txt\n", encoding="utf-8")
    documents, report = read(folder)
    assert set(documents) == {"55"}
    assert warnings_of(report) == ["“55” in the column “id” seems to have lost leading zeros: 0055"]
    assert "format “text”" in report.problems[0].remedy


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize(("delimiter", "first"), [(";", ""), ("\t", ""), (";", "sep=;\n")])
def test_a_table_as_programs_export_it(folder, encoding, delimiter, first):
    lines = ["Идентификатор,Название,Дата,Текст,Номер папки".replace(",", delimiter)]
    lines += [
        delimiter.join(("п-1", "Письмо из Кульджи", "22 апреля 1945г.", "Дорога открыта", "314"))
    ]
    (folder / "a.csv").write_bytes((first + "\r\n".join(lines)).encode(encoding))
    documents, report = read(folder)
    document = documents["п-1"]
    assert document.titles == {"ru": "Письмо из Кульджи"}
    assert document.version("ru").text == "Дорога открыта"
    assert document.notes == (("Номер папки", "314"),)
    assert all(problem.severity is Severity.NOTED for problem in report.problems)
    assert len(report.problems) == (encoding in {"cp1251", "utf-16"})


def test_the_import_of_atom(folder):
    (folder / "isad.csv").write_text(
        "legacyId,parentId,identifier,title,levelOfDescription,repository,scopeAndContent,language,"
        "culture,eventDates,eventActors,nameAccessPoints,placeAccessPoints,archivalHistory\n"
        '101,,"ф. Р-9401, оп. 2, д. 95",Особая папка,File,ГАРФ,Письма из Кульджи,ru,ru,'
        "1944–1946 гг.,НКВД,Алихан-Торе|Афанди,Кульджа,Передано в 1992 г.\n",
        encoding="utf-8",
    )
    documents, report = read(folder)
    document = documents["101"]
    assert report.problems == []
    assert (document.level, document.titles) == ("file", {"ru": "Особая папка"})
    reference = document.reference
    assert (reference.repository, reference.fond, reference.delo) == ("ГАРФ", "Р-9401", "95")
    assert document.people == ("НКВД", "Алихан-Торе", "Афанди")
    assert document.places == ("Кульджа",)
    assert (document.date.edtf, document.summary) == ("1944/1946", "Письма из Кульджи")
    assert (document.original_language, document.version("ru")) == ("ru", None)
    assert ("archivalHistory", "Передано в 1992 г.") in document.notes


def test_one_column_for_a_text_in_two_scripts(folder):
    (folder / "a.txt").write_text("Дорога открыта.\n\nThe road is open.", encoding="utf-8")
    (folder / "a.csv").write_text("id,title,file\na,A,a.txt\n", encoding="utf-8")
    documents, report = read(folder)
    assert report.formats == {"table": 1}
    assert [(v.key, v.text) for v in documents["a"].versions] == [
        ("ru", "Дорога открыта."),
        ("en", "The road is open."),
    ]


def test_two_columns_of_one_meaning_lose_nothing(folder):
    (folder / "a.csv").write_text(
        "id,title,creator,people,summary,description,,\na,A,B,C|D,E,F,G,H\n", encoding="utf-8"
    )
    (document,) = read(folder)[0].values()
    assert document.people == ("B", "C", "D")
    assert document.summary == "E"
    assert document.notes == (("description", "F"), ("column 7", "G"), ("column 8", "H"))


def test_former_ids_stay_with_the_document(folder):
    (folder / "a.csv").write_text("id,title,former_ids\nnew,A,old-1|old 2\n", encoding="utf-8")
    assert read(folder)[0]["new"].former_ids == ("old-1", "old-2")


def test_an_id_that_no_address_can_have_is_changed_and_said(folder):
    (folder / "a.csv").write_text("id,title\nф. 1/2,A\n", encoding="utf-8")
    documents, report = read(folder)
    assert set(documents) == {"ф.-1-2"}
    assert "became “ф.-1-2”" in report.problems[0].message


def test_files_are_found_by_the_paths_of_another_system(folder):
    (folder / "texts").mkdir()
    (folder / "texts" / "a.txt").write_text("Текст", encoding="utf-8")
    (folder / "a.csv").write_text("id,title,file_ru\na,A,texts\\a.txt\n", encoding="utf-8")
    documents, report = read(folder)
    assert (set(documents), report.problems) == ({"a"}, [])


def test_a_table_over_the_limit_is_refused_where_it_ends(folder):
    (folder / "a.csv").write_text("id,title\n" + "a,A\nb,B\nc,C\n", encoding="utf-8")
    _, report = read(folder, max_records=2)
    assert "has more than 2 rows" in report.problems[-1].message


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("TITLE", ("title", "")),
        ("dcterms:title", ("title", "")),
        ("Dublin Core:Title", ("title", "")),
        ("Язык оригинала", ("original_language", "")),
        ("Текст (английский)", ("text", "en")),
        ("text_en-2", ("text", "en-2")),
        ("Название_рус", ("title", "ru")),
        ("Original-Language", ("original_language", "")),
        ("Полка", ("", "")),
        ("text (draft)", ("", "")),
    ],
)
def test_a_heading_means_its_column(heading, column):
    assert column_of(heading) == column


def bomb(path, size):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * size)


def test_a_workbook_that_unpacks_to_too_much_is_refused(folder):
    bomb(folder / "a.xlsx", 50_000_000)
    documents, report = read(folder)
    assert documents == {}
    assert "times its size, more than 200" in report.problems[0].message


def test_a_workbook_with_entities_is_refused(folder):
    with zipfile.ZipFile(folder / "a.xlsx", "w") as package:
        package.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>')
    _, report = read(folder)
    assert "declares a document type" in report.problems[0].message


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_half_a_workbook_is_named(folder, share):
    save(folder / "a.xlsx", HEADINGS, ("a", "А", "1945"))
    data = (folder / "a.xlsx").read_bytes()
    (folder / "a.xlsx").write_bytes(data[: int(len(data) * share)])
    documents, report = read(folder)
    assert documents == {}
    assert len(report.problems) == 1


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        *(
            ("File Name", ("file", "")),
            ("fileName", ("file", "")),
            ("Ключевые слова", ("subjects", "")),
        ),
        *(("Ф.", ("fond", "")), ("Ед. хр.", ("delo", "")), ("Лл.", ("folios", ""))),
        *(("dc.contributor.author", ("people", "")), ("dc.date.issued", ("date", ""))),
        *(("dc.title[ru]", ("title", "ru")), ("dc.title[en_US]", ("title", "en"))),
        *(("dc.subject[en_US]", ("subjects", "")), ("dcterms:created", ("date", ""))),
        *(("ru_title", ("title", "ru")), ("Russian text", ("text", "ru"))),
        *(("Русский текст", ("text", "ru")), ("Title: English", ("title", "en"))),
        *(("text.en-2", ("text", "en-2")), ("Текст_англ.", ("text", "en"))),
        *(("pdf_file", ("", "")), ("raw text", ("", "")), ("Shelf", ("", ""))),
    ],
)
def test_headings_as_people_and_programs_write_them(heading, column):
    assert column_of(heading) == column


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a.csv", "Опись фонда;;\nСоставлена в 1998 г.;;\nid;title;text\nw-1;А;Дорога\n"),
        ("a.csv", "\n\nid,title,text\nw-1,А,Дорога\n"),
        ("a.json", '[{"id": "w-1", "title": {"ru": "А"}, "text": {"ru": "Дорога"}}]'),
        ("a.json", '{\n  "records": [\n{"id": "w-1", "title": "А", "text": "Дорога"}]}'),
        (
            "a.json",
            '{\n  "id": "w-1",\n  "title": "А", "text": "Дорога", "people": [{"name": "Б"}]\n}',
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_manifests_as_programs_write_them(folder, name, written, encoding):
    (folder / name).write_bytes(written.encode(encoding))
    documents, report = read(folder)
    assert documents["w-1"].titles == {"ru": "А"}
    assert documents["w-1"].version("ru").text == "Дорога"
    assert [p for p in report.problems if "was read as" not in p.message] == []


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "utf-16"])
def test_json_lines_in_any_encoding(folder, encoding):
    text = "Штаб фронта сообщает, что дорога на Кульджу открыта."
    lines = [json.dumps({"id": f"w-{n}", "title": text}, ensure_ascii=False) for n in (1, 2)]
    (folder / "a.jsonl").write_bytes("\n".join(lines).encode(encoding))
    documents, report = read(folder)
    assert [document.title() for document in documents.values()] == [text, text]
    assert len(report.problems) == 1
    assert "was read as" in report.problems[0].message


@pytest.mark.parametrize(("name", "written"), [("a.csv", "id;title\n"), ("a.json", "[{}]")])
def test_a_manifest_without_records_is_no_silent_success(folder, name, written):
    (folder / name).write_text(written, encoding="utf-8")
    _, report = read(folder)
    assert [problem.severity for problem in report.problems] == [Severity.REFUSED]


def test_a_table_of_other_headings_is_refused_with_the_remedy(folder):
    (folder / "a.csv").write_text("Начальник;Кабинет\nИванов;12\n", encoding="utf-8")
    _, report = read(folder)
    (problem,) = report.problems
    assert "without the headings of a manifest" in problem.message
    assert "id, title" in problem.remedy
