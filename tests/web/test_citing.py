from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest
import rispy

from archsearch.holdings import ArchivalDate, Document, Reference, Role, Version
from archsearch.web import create_app
from archsearch.web.citing import FORMATS, cite
from archsearch.web.citing.chicago import chicago_note
from archsearch.web.citing.romanise import romanise

if TYPE_CHECKING:
    from flask.testing import FlaskClient

LETTER = Document(
    id="121726",
    titles={"en": "Letter to “Stalin”", "ru": "Письмо Сталину"},
    versions=(
        Version("ru", "ru", Role.COPY, "текст"),
        Version("en", "en", Role.TRANSLATION, "text", translator="Gary Goldberg"),
    ),
    date=ArchivalDate("1945-04-22", "22 апреля 1945г."),
    reference=Reference("ГАРФ", "Р-9401сс", "2", "95", "352-359", "…"),
)


def test_the_note_names_item_date_file_leaf_and_translator():
    assert chicago_note(cite(LETTER, "https://x.example/documents/121726")) == (
        "“Letter to ‘Stalin’,” April 22, 1945, ГАРФ, f. Р-9401сс, op. 2, d. 95, ll. 352–359, "
        "trans. Gary Goldberg, https://x.example/documents/121726."
    )


def test_the_note_is_romanised_on_request():
    note = chicago_note(cite(LETTER, "", romanised=True))
    assert note.startswith("“Pisʹmo Stalinu,” April 22, 1945, GARF, f. R-9401ss, op. 2")
    assert not any("CYRILLIC" in unicodedata.name(letter, "") for letter in note)


def test_what_the_holding_does_not_say_is_not_cited():
    bare = Document(id="x", titles={"en": "Untitled list"})
    assert chicago_note(cite(bare, "")) == "“Untitled list,” n.d."


def test_one_leaf_is_one_leaf():
    single = replace(LETTER, reference=replace(LETTER.reference, folios="7 об."))
    assert "d. 95, l. 7 об." in chicago_note(cite(single, ""))


@pytest.mark.parametrize(
    ("russian", "latin"),
    [
        ("Щукин", "Shchukin"),
        ("Цыганъ", "T͡sygan"),
        ("объезд", "obʺezd"),
        ("ЮРИЙ", "I͡URIĬ"),
        ("Я", "I͡a"),
        ("ѣзда", "i͡ezda"),
        ("Latin stays, 1945", "Latin stays, 1945"),
    ],
)
def test_romanisation_follows_the_table(russian: str, latin: str):
    assert romanise(russian) == latin


def test_ris_is_read_by_another_reader_as_a_manuscript_with_archive_and_location():
    (reference,) = rispy.loads(FORMATS["ris"].write([cite(LETTER, "https://x.example/1")]))
    assert reference["type_of_reference"] == "MANSCPT"
    assert reference["name_of_database"] == "ГАРФ"
    assert reference["accession_number"] == "f. Р-9401сс, op. 2, d. 95, ll. 352–359"
    assert reference["date"] == "1945/04/22"
    assert reference["subsidiary_authors"] == ["Gary Goldberg"]


def test_bibtex_escapes_what_tex_would_read():
    awkward = replace(LETTER, titles={"en": r"100% of {it} & \that_"})
    entry = FORMATS["bib"].write([cite(awkward, "")])
    assert r"100\% of \{it\} \& \textbackslash{}that\_" in entry
    assert entry.count("{") == entry.count("}")


def test_csl_is_a_manuscript():
    (item,) = json.loads(FORMATS["csl.json"].write([cite(LETTER, "")]))
    assert item["type"] == "manuscript"
    assert item["issued"] == {"date-parts": [[1945, 4, 22]]}
    assert item["translator"] == [{"literal": "Gary Goldberg"}]


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_has_an_address(client: FlaskClient, ending: str):
    answer = client.get(f"/documents/121726.{ending}")
    assert answer.status_code == 200
    assert answer.content_type.startswith(FORMATS[ending].media_type)
    assert "Letter from Alihan Tore" in answer.text
    assert client.get(f"/documents/zzabsent.{ending}").status_code == 404


def test_the_page_carries_its_metadata(client: FlaskClient):
    page = client.get("/documents/121726").text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block
    described = json.loads(block[1])
    assert "ArchiveComponent" in described["@type"]
    assert described["dateCreated"] == "1945-04-22"
    metas = dict(re.findall(r'<meta name="([^"]+)" content="([^"]*)">', page))
    assert metas["citation_title"].startswith("Letter from Alihan Tore")
    assert "GARF" in unescape(metas["DC.source"])


def test_a_title_can_not_end_the_metadata_block(client: FlaskClient):
    page = client.get("/documents/hostile").text
    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert "<script>" in json.loads(block)["name"]


def test_citations_name_the_public_address_where_one_is_set(settings):
    web = replace(settings.web, public_url="https://archive.example/catalogue/")
    client = create_app(replace(settings, web=web)).test_client()
    address = "https://archive.example/catalogue/documents/121726"
    assert address in client.get("/documents/121726.ris").text
    assert f'<link rel="canonical" href="{address}">' in client.get("/documents/121726").text
