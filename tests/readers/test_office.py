"""PDF, DOCX, ODT and HTML: made by the programs that people make them with."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter

from archsearch.holdings import PageBreak, Role
from archsearch.readers import Severity, read_holdings
from archsearch.readers.paged import leaf_breaks, paged
from archsearch.settings import ReadingSettings

#: Printed by Chromium: two pages in Russian, one of their translation.
LETTER = Path(__file__).parent / "files" / "letter.pdf"
PAGE = Path(__file__).parents[2] / "data/holdings/121726-letter-from-alihan-tore-to-stalin.txt"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "holdings"
    path.mkdir()
    return path


def read(*paths, **limits):
    reading = read_holdings(paths, ReadingSettings(**limits))
    return {document.id: document for document in reading}, reading.report


def texts(document):
    return {version.key: version.text for version in document.versions}


def test_the_pages_of_a_pdf_are_numbered_in_both_languages(folder):
    (folder / "letter.pdf").write_bytes(LETTER.read_bytes())
    documents, report = read(folder)
    document = documents["letter"]
    russian, english = document.version("ru"), document.version("en")
    assert (report.problems, report.formats) == ([], {"PDF": 1})
    assert document.titles == {"ru": "Письмо Алихана-Торе"}
    assert [page.label for page in russian.pages] == ["1", "2"]
    assert russian.text[russian.pages[1].offset :].startswith("Дорога на г.Кульджу открыта")
    assert english.pages == (PageBreak(0, "3"),)
    assert english.text.startswith("To the Commander-in-Chief")


def test_a_scan_is_indexed_by_its_description_and_counted(folder):
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(200, 300)
    writer.add_metadata({"/Title": "Докладная записка", "/Keywords": "Кульджа; Хоргос"})
    writer.write(folder / "scan 7.pdf")
    documents, report = read(folder)
    document = documents["scan-7"]
    assert (document.versions, document.titles) == ((), {"ru": "Докладная записка"})
    assert document.subjects == ("Кульджа", "Хоргос")
    assert (report.records, report.no_text) == (1, 1)
    assert [problem.severity for problem in report.problems] == [Severity.WARNED]
    assert "has no text layer" in report.problems[0].message
    assert report.summary().startswith("Read 1 record, 1 without text (PDF 1)")


def test_pages_without_text_between_others_are_said(folder):
    writer = PdfWriter(clone_from=LETTER)
    writer.insert_blank_page(200, 300, 1)
    writer.write(folder / "a.pdf")
    documents, report = read(folder)
    assert [page.label for page in documents["a"].version("ru").pages] == ["1", "3"]
    assert "no text on 1 of 4 pages" in report.problems[0].message


def test_a_pdf_that_needs_a_password_says_so(folder):
    writer = PdfWriter(clone_from=LETTER)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(folder / "a.pdf")
    _, report = read(folder)
    assert [problem.message for problem in report.problems] == ["needs a password"]


def test_a_pdf_over_the_limit_of_pages_is_refused(folder):
    (folder / "a.pdf").write_bytes(LETTER.read_bytes())
    _, report = read(folder, max_pages=2)
    assert "has 3 pages, more than 2" in report.problems[0].message


def save_word(path, *paragraphs, table=(), title=""):
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, values in zip(grid.rows, table, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    document.save(path)
    return document


BILINGUAL = (
    ("Русский", "English"),
    ("Дорога на г.Кульджу открыта.", "The road to Ghulja is open."),
    ("Снег сошёл, обозы идут.", "The snow has gone, the carts move."),
)


def test_a_bilingual_table_is_two_versions(folder):
    save_word(folder / "a.docx", "Сводка погоды", "Weather report", table=BILINGUAL)
    documents, report = read(folder)
    assert (report.problems, report.formats) == ([], {"DOCX": 1})
    assert texts(documents["a"]) == {
        "ru": "Сводка погоды\n\nДорога на г.Кульджу открыта.\n\nСнег сошёл, обозы идут.",
        "en": "Weather report\n\nThe road to Ghulja is open.\n\nThe snow has gone, the carts move.",
    }
    assert [version.role for version in documents["a"].versions] == [
        Role.ORIGINAL,
        Role.TRANSLATION,
    ]


def test_numbered_rows_and_the_translation_first(folder):
    rows = [
        (str(number), english, russian) for number, (russian, english) in enumerate(BILINGUAL[1:])
    ]
    save_word(folder / "a.docx", table=rows)
    assert texts(read(folder)[0]["a"])["ru"].startswith("Дорога на г.Кульджу")


def test_another_table_is_lines_of_one_text(folder):
    save_word(folder / "a.docx", "Список", table=[("Алихан-Торе", "глава"), ("Афанди", "писарь")])
    assert texts(read(folder)[0]["a"]) == {"ru": "Список\n\nАлихан-Торе\tглава\nАфанди\tписарь"}


def test_the_pages_of_a_word_document(folder):
    document = docx.Document()
    document.add_paragraph("Первая страница.").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Вторая страница.")
    paragraph = document.add_paragraph("Третья.")
    paragraph.paragraph_format.page_break_before = True
    document.save(folder / "a.docx")
    (version,) = read(folder)[0]["a"].versions
    assert version.text == "Первая страница.\n\nВторая страница.\n\nТретья."
    assert [(page.label, version.text[page.offset :][:6]) for page in version.pages] == [
        ("1", "Первая"),
        ("2", "Вторая"),
        ("3", "Третья"),
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("О дороге", "О дороге"), ("Microsoft Word - x.doc", "Снег"), ("Документ1", "Снег")],
)
def test_a_title_that_a_program_wrote_is_none(folder, title, expected):
    save_word(folder / "a.docx", "Снег", "сошёл", title=title)
    assert read(folder)[0]["a"].titles == {"ru": expected}


def test_what_was_deleted_is_not_read_and_what_is_noted_is(folder):
    save_word(folder / "a.docx", "Дорога NEW")
    with zipfile.ZipFile(folder / "a.docx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode()
    changed = (
        "<w:r><w:t>открыта</w:t></w:r><w:del><w:r><w:delText>закрыта</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>вчера</w:t></w:r></w:moveFrom>"
        '<w:r><w:footnoteReference w:id="2"/></w:r>'
    )
    parts["word/document.xml"] = body.replace("</w:r></w:p>", f"</w:r>{changed}</w:p>").encode()
    parts["word/footnotes.xml"] = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Так в тексте.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    ).encode()
    relation = (
        '<Relationship Id="rId99" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].decode().replace("</Relationships>", relation).encode()
    with zipfile.ZipFile(folder / "a.docx", "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    documents, report = read(folder)
    assert report.problems == []
    assert texts(documents["a"])["ru"] == "Дорога NEWоткрыта[1]\n\n[1] Так в тексте."


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = f"""<?xml version="1.0"?><office:document-content xmlns:office="{OFFICE}:office:1.0"
 xmlns:text="{OFFICE}:text:1.0" xmlns:table="{OFFICE}:table:1.0"
 xmlns:fo="{OFFICE}:xsl-fo-compatible:1.0" xmlns:style="{OFFICE}:style:1.0">
<office:automatic-styles><style:style style:name="P1"><style:paragraph-properties
 fo:break-before="page"/></style:style></office:automatic-styles>
<office:body><office:text>%s</office:text></office:body></office:document-content>"""


def save_odt(path, body, meta=""):
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", CONTENT % body)
        if meta:
            package.writestr("meta.xml", meta)


def test_an_open_document_text(folder):
    save_odt(
        folder / "a.odt",
        "<text:tracked-changes><text:p>вычеркнуто</text:p></text:tracked-changes>"
        '<text:h>Сводка</text:h><text:p>Дорога<text:s text:c="2"/><text:span>открыта</text:span>'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Так."
        "</text:p></text:note-body></text:note>.<text:line-break/>Снег <text:soft-page-break/>"
        'сошёл.</text:p><text:list><text:list-item><text:p text:style-name="P1">Обозы</text:p>'
        "</text:list-item></text:list>",
        '<meta xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>О дороге</dc:title></meta>',
    )
    documents, report = read(folder)
    (version,) = documents["a"].versions
    assert (report.problems, report.formats) == ([], {"ODT": 1})
    assert version.text == "Сводка\n\nДорога  открыта[1].\nСнег сошёл.\n\nОбозы\n\n[1] Так."
    assert [version.text[page.offset :][:5] for page in version.pages] == [
        "Сводк",
        "сошёл",
        "Обозы",
    ]
    assert documents["a"].titles == {"ru": "О дороге"}


def test_a_bilingual_table_of_an_open_document_text(folder):
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in BILINGUAL
    )
    save_odt(folder / "a.odt", f"<table:table>{rows}</table:table>")
    assert set(texts(read(folder)[0]["a"])) == {"ru", "en"}


def test_a_web_page(folder):
    (folder / "a.html").write_bytes(
        """<!DOCTYPE html><html lang="ru"><head><meta charset="windows-1251"><title>Письмо</title>
        <meta name="DC.date" content="5 мая 1946 г."><meta name="DC.identifier"
        content="https://archive.example/7"><style>p {}</style></head><body><nav>Меню</nav>
        <h1>Письмо</h1><p>Дорога на&nbsp;<b>Куль</b>джу<br>открыта.</p><script>x()</script>
        <ul><li>Снег</ul></body></html>""".encode("cp1251")
    )
    documents, report = read(folder)
    document = documents["a"]
    assert report.formats == {"HTML": 1}
    assert texts(document) == {"ru": "Письмо\n\nДорога на\xa0Кульджу\nоткрыта.\n\nСнег"}
    assert (document.date.edtf, document.addresses) == (
        "1946-05-05",
        ("https://archive.example/7",),
    )
    assert [problem.severity for problem in report.problems] == [Severity.NOTED]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "cp866", "iso8859-5"])
@pytest.mark.parametrize(
    "declared", ["", "utf-8", "windows-1251", "koi8-r", "iso-8859-1", "x-unknown"]
)
def test_a_web_page_that_declares_a_wrong_encoding_or_none(folder, declared, encoding):
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    text = "Дорога на Кульджу открыта. Снег сошёл, станция Хоргос ждёт почту."
    page = f"<html><head>{meta if declared else ''}</head><body><p>{text}</p></body></html>"
    (folder / "a.html").write_bytes(page.encode(encoding))
    documents, report = read(folder)
    assert texts(documents["a"]) == {"ru": text}
    right = {"windows-1251": "cp1251"}.get(declared, declared)
    is_right = not declared or right == encoding
    said = "".join(problem.message for problem in report.problems)
    assert ("declares that it is in" in said) == (not is_right)


def test_a_web_page_in_an_encoding_that_only_its_declaration_tells(folder):
    page = '<html><head><meta charset="gb2312"></head><body><p>新疆的道路已经开放</p></body></html>'
    (folder / "a.html").write_bytes(page.encode("gb2312"))
    assert texts(read(folder)[0]["a"]) == {"zh": "新疆的道路已经开放"}


def test_the_parts_of_a_web_page_by_language(folder):
    (folder / "a.htm").write_text(
        '<html><body><div lang="de"><p>Der Weg ist frei.</p></div><div lang="ru-RU"><p>Дорога'
        "</p><p>открыта.</p></div></body></html>",
        encoding="utf-8",
    )
    assert texts(read(folder)[0]["a"]) == {"de": "Der Weg ist frei.", "ru": "Дорога\n\nоткрыта."}


def test_a_web_page_with_a_table_beside_its_translation(folder):
    rows = "".join(f"<tr><td>{russian}<td>{english}</tr>" for russian, english in BILINGUAL)
    (folder / "a.html").write_text(f"<html><table>{rows}</table></html>", encoding="utf-8")
    assert texts(read(folder)[0]["a"])["en"].startswith("The road to Ghulja")


def test_the_page_of_a_digital_archive_saved_from_a_word_processor(folder):
    lines = PAGE.read_text(encoding="utf-8").replace("*", "").strip().split("\n")
    save_word(folder / "a.docx", *[line.strip() for line in lines])
    documents, _ = read(folder)
    assert documents["121726"].reference.fond == "R-9401ss"
    assert set(texts(documents["121726"])) == {"ru", "en"}


def test_a_manifest_names_files_of_any_format(folder):
    (folder / "letter.pdf").write_bytes(LETTER.read_bytes())
    save_word(folder / "table.docx", table=BILINGUAL)
    save_word(folder / "only.docx", "Дорога открыта, Dear Sir.")
    (folder / "a.csv").write_text(
        "id,title,file,file_ru\na,A,letter.pdf,\nb,B,table.docx,\nc,C,,only.docx\n", "utf-8"
    )
    documents, report = read(folder)
    assert (report.problems, report.formats) == ([], {"table": 1})
    assert set(documents) == {"a", "b", "c"}
    assert [page.label for page in documents["a"].version("en").pages] == ["3"]
    assert set(texts(documents["b"])) == {"ru", "en"}
    assert texts(documents["c"]) == {"ru": "Дорога открыта, Dear Sir."}


def test_a_format_is_told_by_its_content(folder):
    (folder / "a.txt").write_bytes(LETTER.read_bytes())
    save_word(folder / "b.bin", "Снег")
    _, report = read(folder)
    assert report.formats == {"PDF": 1, "DOCX": 1}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("[л. 355] Дорога [л. 355 об.] открыта", ["л. 355", "л. 355 об."]),
        ("л. 3\nДорога", ["л. 3"]),
        ("Дорога\n— л. 3 об. —\nоткрыта\n— л. 4 —\n", ["л. 3 об.", "л. 4"]),
        ("The road [fol. 3v] is [fol. 4] open", ["fol. 3v", "fol. 4"]),
        ("См. ф. 1, оп. 2, д. 3, л. 4.", []),
        ("Как сказано на [л. 4] дела.", []),
        ("Дорога\fоткрыта", ["1", "2"]),
    ],
)
def test_leaves_are_where_a_transcript_marks_them(folder, text, labels):
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (version,) = read(folder)[0]["a"].versions
    assert [page.label for page in version.pages] == labels
    assert "\f" not in version.text


@given(st.lists(st.text(alphabet="аб \n", max_size=6), max_size=6))
def test_pages_lie_in_their_text_in_order(sheets):
    made = paged("\f".join(sheets))
    offsets = [page.offset for page in made.pages]
    assert offsets == sorted(offsets)
    assert all(not made.text[offset].isspace() for offset in offsets)
    assert made.text == "".join(sheets if sheets and sheets[-1].strip() else sheets[:-1])


def test_a_leaf_alone_in_running_text_is_a_mention():
    assert leaf_breaks("Смотри [л. 4] дела") == ()


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """Whole files of every format, made once: packages bear the time at which they were made."""
    tmp = tmp_path_factory.mktemp("whole")
    save_word(tmp / "a.docx", "Дорога открыта.", table=BILINGUAL)
    save_odt(tmp / "a.odt", "<text:p>Дорога</text:p>")
    book = Workbook()
    for row in (("id", "title", "date"), ("a", "А", 1945.5)):
        book.active.append(row)
    book.save(tmp / "a.xlsx")
    with zipfile.ZipFile(tmp / "a.zip", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a/b.txt", "Дорога " * 20)
    (tmp / "a.html").write_text("<html><table><tr><td>Дорога<td>Road</table>", encoding="utf-8")
    return [LETTER.read_bytes(), *(path.read_bytes() for path in sorted(tmp.iterdir()))]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_damaged_file_is_a_problem_and_never_a_crash(tmp_path_factory, samples, data):
    whole = data.draw(st.sampled_from(samples))
    damaged = bytearray(whole[: data.draw(st.integers(1, len(whole)))])
    for _ in range(data.draw(st.integers(0, 20))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "a.bin").write_bytes(bytes(damaged))
    documents, report = read(folder)
    assert documents or report.problems or report.skipped


def test_half_a_pdf_is_named(folder):
    (folder / "a.pdf").write_bytes(LETTER.read_bytes()[:3000])
    documents, report = read(folder)
    assert documents == {}
    assert report.problems[0].path.endswith("a.pdf")
    assert len(PdfReader(io.BytesIO(LETTER.read_bytes())).pages) == 3
