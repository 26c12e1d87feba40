"""TEI: the readings, breaks, names and languages of encoded texts."""

import pytest

from archsearch.readers import read_holdings
from archsearch.settings import ReadingSettings

HEADER = """<teiHeader><fileDesc><titleStmt><title>Письмо</title></titleStmt><publicationStmt><p/>
</publicationStmt><sourceDesc><msDesc><msIdentifier><repository>ГАРФ</repository>
<idno>ф. Р-1, оп. 2, д. 3, л. 4</idno></msIdentifier></msDesc></sourceDesc></fileDesc>
<profileDesc><creation><date when="1945-04-22">22 апреля 1945г.</date></creation></profileDesc>
</teiHeader>"""


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
    assert report.problems == []
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
