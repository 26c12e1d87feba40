"""Authority files: TOML, CSV, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archsearch.errors import HoldingError
from archsearch.holdings.authority import Authority, AuthorityKind
from archsearch.readers.authorities import read_authorities, starter_authorities

if TYPE_CHECKING:
    from pathlib import Path

GHULJA = Authority("ghulja", AuthorityKind.PLACE, ("Ghulja", "Кульджа"), "", "on the Ili")


def test_toml(tmp_path: Path) -> None:
    path = tmp_path / "authorities.toml"
    path.write_text(
        '[[place]]\nforms = ["Ghulja", "Кульджа", "Ghulja"]\nnote = "on the Ili"\n', "utf-8"
    )
    assert read_authorities(path) == (GHULJA,)


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "authorities.csv"
    path.write_text("kind,forms,note\nplace,Ghulja | Кульджа,on the Ili\n", "utf-8-sig")
    assert read_authorities(path) == (GHULJA,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[town]]\nforms = ['Ghulja']", "isn't a kind"),
        ("[[place]]\nid = 'a'", "has no forms"),
        ("[[place]]\nforms = 'Ghulja'", "list of names"),
        ("[[place]]\nforms = ['a']\ndate = '1'", "“date” isn't known"),
        ("[[place]]\nforms = ['a']\nnote = 1", "“note” must be a text"),
        ("[[place]]\nid = 'a b'\nforms = ['a']", "must be letters"),
        ("[[place]]\nid='a'\nforms=['a']\n[[person]]\nid='a'\nforms=['b']", "there twice"),
        ("[place]\nforms = ['a']", "must be written as"),
        ("[[place", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "authorities.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(HoldingError, match=message):
        read_authorities(path)


def test_missing_and_foreign_files(tmp_path: Path) -> None:
    with pytest.raises(HoldingError, match="can't be read"):
        read_authorities(tmp_path / "authorities.toml")
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(HoldingError, match="UTF-8"):
        read_authorities(tmp_path / "a.toml")


def test_the_starter_file() -> None:
    found = {authority.id: authority for authority in starter_authorities()}
    assert {"Ghulja", "Yining", "Кульджа"} <= set(found["kulja"].forms)
    assert len(found) > 100
