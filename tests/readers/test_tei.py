"""TEI: the readings, breaks, names and languages of encoded texts."""

import shutil
from pathlib import Path

import pytest

from archsearch.readers import Severity, read_holdings
from archsearch.settings import ReadingSettings

HEADER = """<teiHeader><fileDesc><titleStmt><title>Письмо</title></titleStmt><publicationStmt><p/>
</publicationStmt><sourceDesc><msDesc><msIdentifier><repository>ГАРФ</repository>
<idno>ф. Р-1, оп. 2, д. 3, л. 4</idno></msIdentifier></msDesc></sourceDesc></fileDesc>
<profileDesc><creation><date when="1945-04-22">22 апреля 1945г.</date></creation></profileDesc>
</teiHeader>"""


IMAGE = Path(__file__).parent / "files" / "ocr" / "report_0001.png"


def tei(body, root="TEI"):
    return (
        f'<?xml version="1.0"?><{root} xmlns="http://www.tei-c.org/ns/1.0">{HEADER}{body}</{root}>'
    )


def read(path, **settings):
    reading = read_holdings([path], ReadingSettings(**settings))
    return list(reading), reading.report


@pytest.fixture
def document(tmp_path):
    def make(body, root="TEI"):
        (tmp_path / "a.xml").write_text(tei(body, root), "utf-8")
        (found,), report = read(tmp_path)
        assert report.problems == []
        return found

    return make


def test_real_files_are_read(shared_data):
    documents, report = read(shared_data / "formats" / "tei")
    (missing,) = report.problems
    assert missing.severity is Severity.NOTED
    assert "084-1.jpg lies outside of the holdings folder" in missing.message
    by_id = {each.id: each for each in documents}
    letter = by_id["archive_084"]
    assert letter.date.edtf == "1798-11-17"
    assert "Государю Императору" in letter.people
    assert [page.label for page in letter.versions[0].pages] == ["084-1", "084-2"]
    assert "нарашающаго" not in letter.versions[0].text, "what was struck out isn't the text"
    assert by_id["frus1918Russiav03_d7"].places[:2] == ("Washington", "Petrograd")


def test_the_header_describes(document):
    found = document("<text xml:lang='ru'><body><p>Текст письма.</p></body></text>")
    assert found.titles == {"ru": "Письмо"}
    assert (found.reference.repository, found.reference.delo) == ("ГАРФ", "3")
    assert found.date.edtf == "1945-04-22"


def test_readings_are_those_that_were_meant(document):
    found = document(
        "<text><body><p>Взял <del>два</del><add>три</add> <choice><sic>ящка</sic>"
        "<corr>ящика</corr></choice> <unclear>книг</unclear><supplied>и</supplied>."
        "<note>позже</note></p></body></text>"
    )
    assert found.versions[0].text == "Взял три ящика книги."


def test_lines_and_pages_are_kept(document):
    found = document(
        "<text><body><pb n='1'/><p>прави-<lb/>тельство и пере<lb break='no'/>воз<pb n='1 об.'/>ка"
        "</p><p>Конец.</p></body></text>"
    )
    (version,) = found.versions
    assert version.text == "прави-\nтельство и перевозка\n\nКонец."
    assert [(page.label, version.text[page.offset :][:2]) for page in version.pages] == [
        ("1", "пр"),
        ("1 об.", "ка"),
    ]


@pytest.mark.parametrize(
    "divisions",
    [
        (
            "<div xml:lang='ru'><p>Книги получены.</p></div>"
            "<div xml:lang='en'><p>The books were received.</p></div>"
        ),
        (
            "<div xml:id='a'><p>Книги получены.</p></div>"
            "<div corresp='#a'><p>The books were received.</p></div>"
        ),
    ],
)
def test_two_languages_are_two_versions(document, divisions):
    found = document(f"<text><body>{divisions}</body></text>")
    assert {version.key: version.text for version in found.versions} == {
        "ru": "Книги получены.",
        "en": "The books were received.",
    }


def test_p4_is_read(document):
    found = document("<text lang='ru'><body><p>Текст письма.</p></body></text>", "TEI.2")
    assert found.versions[0].text == "Текст письма."


def test_names_keep_their_keys(document):
    found = document(
        "<text><body><p><persName key='stalin'>Сталину</persName> от <persName ref='#stalin'>"
        "Филиппова</persName> из <placeName>Кульджи</placeName></p></body></text>"
    )
    assert found.people == ("Сталину", "Филиппова")
    assert found.places == ("Кульджи",)
    assert found.notes == (("Person", "stalin: Сталину; Филиппова"),)


def test_a_file_without_text_is_refused(tmp_path):
    (tmp_path / "a.xml").write_text(tei("<text><body/></text>"), "utf-8")
    documents, report = read(tmp_path)
    assert documents == []
    assert "has no text" in report.problems[0].message


def body(divisions, before=""):
    return (
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>T</title>"
        f"</titleStmt></fileDesc></teiHeader>{before}<text><body>{divisions}</body></text></TEI>"
    )


def one(folder, text):
    (folder / "t.xml").write_text(text, encoding="utf-8")
    documents, report = read(folder)
    assert report.refused == 0, report.problems
    (document,) = documents
    return document, report


def test_several_linked_letters_lose_none(tmp_path):
    text = body(
        "<head>Письма</head>"
        "<div xml:id='a'><p>Снег сошёл.</p></div><div corresp='#a'><p>The snow has gone.</p></div>"
        "<div xml:id='b'><p>Дорога открыта.</p></div>"
        "<div corresp='#b'><p>The road is open.</p></div><div><p>Верно.</p></div>"
    )
    document, _ = one(tmp_path, text)
    assert {v.key: v.text for v in document.versions} == {
        "ru": "Письма\n\nСнег сошёл.\n\nДорога открыта.\n\nВерно.",
        "en": "The snow has gone.\n\nThe road is open.",
    }


def test_a_division_around_the_two_languages_is_looked_into(tmp_path):
    text = body(
        "<div type='letter'><head xml:lang='en'>A letter</head>"
        "<div xml:lang='ru'><p>Снег.</p></div>"
        "<pb n='2'/><div xml:lang='en'><p>Snow.</p></div></div>"
    )
    document, _ = one(tmp_path, text)
    assert {v.key: v.text for v in document.versions} == {"ru": "Снег.", "en": "A letter\n\nSnow."}
    english = document.version("en")
    assert [(p.label, english.text[p.offset :]) for p in english.pages] == [("2", "Snow.")]


def test_links_within_one_language_are_no_translations(tmp_path):
    text = body("<div xml:id='a'><p>Снег.</p></div><div corresp='#a'><p>Лёд.</p></div>")
    document, _ = one(tmp_path, text)
    assert [v.text for v in document.versions] == ["Снег.\n\nЛёд."]


def test_pages_without_numbers_are_counted(tmp_path):
    document, _ = one(tmp_path, body("<p><pb/>Снег.</p><p><pb/>Лёд.</p>"))
    assert [page.label for page in document.versions[0].pages] == ["1", "2"]


def test_pages_know_their_images(tmp_path):
    shutil.copy(IMAGE, tmp_path / "2.png")
    facsimile = (
        "<facsimile><surface xml:id='s1'><graphic url='https://example.org/1.jpg'/></surface>"
        "</facsimile>"
    )
    text = (
        "<p><pb n='1' facs='#s1'/>Снег.</p><p><pb n='2' facs='2.png'/>Лёд.<pb facs='3.png'/>Да</p>"
    )
    document, report = one(tmp_path, body(text, facsimile))
    assert [scan.source for scan in document.scans] == ["https://example.org/1.jpg", "2.png"]
    assert [page.scan for page in document.versions[0].pages] == [0, 1, None]
    (said,) = report.problems
    assert (said.severity, "3.png isn't there" in said.message) == (Severity.NOTED, True)
