from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archsearch.errors import SettingsError
from archsearch.web import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from archsearch.settings import Settings


def client_with(settings: Settings, **web: object) -> FlaskClient:
    return create_app(replace(settings, web=replace(settings.web, **web))).test_client()


def test_the_reading_rooms_own_look(settings: Settings, tmp_path: Path):
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    client = client_with(
        settings, title="Архив", colours={"accent": "#7a1f2b"}, logo=str(logo), introduction="Свои"
    )
    page = client.get("/").text
    assert "<title>Архив</title>" in page
    assert "Свои" in page
    assert 'href="/theme.css"' in page
    assert "--accent: #7a1f2b;" in client.get("/theme.css").text
    with client.get("/logo") as answer:
        assert answer.content_type.startswith("image/svg+xml")


@pytest.mark.parametrize(
    "colours", [{"accent": "red; } body { display: none"}, {"accent": "url(x)"}, {"border": "red"}]
)
def test_what_is_no_colour_is_refused_at_once(settings: Settings, colours: dict[str, str]):
    with pytest.raises(SettingsError, match=r"web\.colours"):
        client_with(settings, colours=colours)


@pytest.mark.parametrize("logo", ["", "/absent.png", "/etc/passwd"])
def test_only_a_picture_is_a_logo(settings: Settings, logo: str):
    assert client_with(settings, logo=logo).get("/logo").status_code == 404


def test_other_spellings_can_be_switched_off_and_stay_off_in_the_document(client: FlaskClient):
    page = client.get("/?q=Alihan+Tore&variants=0").text
    assert "Every spelling of names" in page
    assert "АЛИХАН</mark>" not in page
    document = client.get("/documents/121726?q=Alihan+Tore&variants=0").text
    assert "АЛИХАН</mark>" not in document
    assert "ALIHAN</mark>" in document


def test_the_box_on_other_pages_learns_the_look(settings: Settings):
    own = {"title": "Зал", "colours": {"accent": "#123456"}, "box_texts": {"label_ru": "Искать"}}
    client = create_app(replace(settings, web=replace(settings.web, **own))).test_client()
    assert client.get("/api/site").get_json() == {
        "title": "Зал",
        "logo": None,
        "colours": {"accent": "#123456"},
        "texts": {"label_ru": "Искать"},
    }


def test_a_text_that_the_box_does_not_have_is_refused(settings: Settings):
    web = replace(settings.web, box_texts={"lable_ru": "Искать"})
    with pytest.raises(SettingsError, match="lable_ru"):
        create_app(replace(settings, web=web))
