from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from archsearch import search, web
from archsearch.search import lenient
from archsearch.web.notices import KNOWN

if TYPE_CHECKING:
    from babel.messages import Catalog
    from flask.testing import FlaskClient

CATALOGUES = Path(inspect.getfile(web)).parent / "translations"


def test_the_address_chooses_the_language_and_links_carry_it_on(client: FlaskClient):
    answer = client.get("/?q=Alihan+Tore&lang=ru")
    assert '<html lang="ru">' in answer.text
    assert "Найти" in answer.text
    assert "/documents/121726?" in answer.text
    assert 'href="/documents/121726?q=Alihan+Tore&amp;lang=ru"' in answer.text
    assert 'name="lang" value="ru"' in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("accepted", "language"), [("ru-RU,ru;q=0.9", "ru"), ("en", "en"), ("de", "en"), ("", "en")]
)
def test_without_one_the_browsers_preference_holds(
    client: FlaskClient, accepted: str, language: str
):
    answer = client.get("/", headers={"Accept-Language": accepted})
    assert f'<html lang="{language}">' in answer.text
    assert "Accept-Language" in answer.headers["Vary"]
    assert "lang=" not in answer.text.split('class="examples"')[1].split("</section>")[0]


def test_an_unknown_language_is_none(client: FlaskClient):
    assert '<html lang="en">' in client.get("/?lang=xx").text


@pytest.mark.parametrize(
    ("query", "words"), [("Zzhostile", "1 документ по"), ("zzqqxx", "ничего не найдено")]
)
def test_russian_plurals(client: FlaskClient, query: str, words: str):
    assert words in client.get("/", query_string={"q": query, "lang": "ru"}).text


def test_texts_keep_their_own_language(client: FlaskClient):
    page = client.get("/documents/121726?lang=ru").text
    assert '<h1 lang="en"' in page
    assert 'class="cell" lang="en"' in page


def test_every_page_links_to_itself_in_the_other_language(client: FlaskClient):
    page = client.get("/documents/121726?q=Stalin&version=en").text
    assert 'href="/documents/121726?lang=ru&amp;keys' not in page
    assert 'hreflang="ru"' in page
    link = page.split('hreflang="ru"')[0].rpartition('href="')[2]
    assert "q=Stalin" in link
    assert "version=en" in link
    assert "lang=ru" in link


def test_every_message_is_translated_and_compiled():
    folder = CATALOGUES / "ru" / "LC_MESSAGES"
    with (folder / "archsearch.po").open("rb") as file:
        written = read_po(file, locale="ru")
    with (folder / "archsearch.mo").open("rb") as file:
        compiled = read_mo(file)
    untranslated = [message.id for message in written if message.id and not message.string]
    assert untranslated == []
    assert messages(written) == messages(compiled)


def messages(catalogue: Catalog) -> dict[str, object]:
    return {"".join(m.id): tuple(m.string) for m in catalogue if m.id}


def test_every_notice_of_the_search_is_in_the_catalogue():
    modules = [
        importlib.import_module(f"archsearch.search.{module.name}")
        for module in pkgutil.iter_modules(search.__path__)
    ]
    said = {
        value
        for module in modules
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and value.endswith(".") and " " in value
    }
    assert said
    for query in ('"open', "(open", "x" * 50):
        said |= set(lenient.mend(query, 20).notices)
    assert {notice.replace("20", "%(number)s") for notice in said} <= set(KNOWN)
