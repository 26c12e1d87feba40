"""Authority files → `Authority` values: ``authorities.toml``, or CSV with the same columns.

TOML has a table for each authority, ``[[person]]``, ``[[place]]`` or ``[[organisation]]``, with
``id``, ``forms`` (the preferred name first), ``dates`` and ``note``. CSV has the columns ``kind``,
``id``, ``forms`` (separated by ``|``), ``dates`` and ``note``. Only ``forms`` must be there. An
authority file isn't a holding: nothing of it is indexed.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from archsearch.errors import HoldingError
from archsearch.holdings.authority import Authority, AuthorityKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: A curated file is some hundred kilobytes; more isn't one.
MAX_BYTES = 16 * 1024 * 1024
_ID = re.compile(r"[\w.~-]+")
_NOT_ID = re.compile(r"[^\w.~-]+")
_TEXTS = ("id", "dates", "note")


def read_authorities(path: Path) -> tuple[Authority, ...]:
    """Read an authority file.

    Args:
        path: a ``.toml`` or ``.csv`` file, UTF-8.

    Raises:
        HoldingError: it can't be read, or an entry isn't as the module describes it.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise HoldingError(f"larger than {MAX_BYTES:,} bytes", path)
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise HoldingError(f"can't be read: {error.strerror}", path) from error
    except UnicodeDecodeError as error:
        raise HoldingError("isn't UTF-8 text", path, remedy="save it as UTF-8") from error
    return parse_authorities(text, str(path))


def starter_authorities() -> tuple[Authority, ...]:
    """The authorities that archsearch brings: Xinjiang, Central Asia, wartime diplomacy."""
    file = files("archsearch").joinpath("analysis", "names", "data", "authorities.toml")
    return parse_authorities(file.read_text(encoding="utf-8"), file.name)


def parse_authorities(text: str, source: str) -> tuple[Authority, ...]:
    """Read the text of an authority file; `source` names it, its ending says which format.

    Raises:
        HoldingError: it isn't as the module describes it.
    """
    rows = _csv_rows(text) if source.lower().endswith(".csv") else _toml_rows(text, source)
    found: dict[str, Authority] = {}
    for place, kind, row in rows:
        authority = _authority(kind, row, source, place)
        if authority.id in found:
            raise HoldingError(f"the id “{authority.id}” is there twice", source, place=place)
        found[authority.id] = authority
    return tuple(found.values())


def _toml_rows(text: str, source: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise HoldingError(f"not valid TOML: {error}", source) from error
    for kind, entries in tables.items():
        if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            raise HoldingError(f"“{kind}” must be written as [[{kind}]]", source)
        for at, entry in enumerate(entries, 1):
            yield f"[[{kind}]] {at}", kind, entry


def _csv_rows(text: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for at, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        entry: dict[str, Any] = {name: row.get(name) or "" for name in _TEXTS}
        entry["forms"] = [form.strip() for form in (row.get("forms") or "").split("|")]
        yield f"row {at}", (row.get("kind") or "").strip().lower(), entry


def _authority(kind: str, row: dict[str, Any], source: str, place: str) -> Authority:
    if kind not in set(AuthorityKind):
        kinds = ", ".join(AuthorityKind)
        raise HoldingError(f"“{kind}” isn't a kind of authority", source, place=place, remedy=kinds)
    unknown = sorted(set(row) - {*_TEXTS, "forms"})
    if unknown:
        raise HoldingError(f"“{unknown[0]}” isn't known", source, place=place)
    forms = row.get("forms", [])
    if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
        raise HoldingError("“forms” must be a list of names", source, place=place)
    texts = {name: row.get(name, "") for name in _TEXTS}
    wrong = [name for name, value in texts.items() if not isinstance(value, str)]
    if wrong:
        raise HoldingError(f"“{wrong[0]}” must be a text", source, place=place)
    kept = tuple(dict.fromkeys(form.strip() for form in forms if form.strip()))
    if not kept:
        raise HoldingError("has no forms", source, place=place)
    identifier = texts["id"].strip() or _NOT_ID.sub("-", kept[0].casefold()).strip("-")
    if not _ID.fullmatch(identifier):
        raise HoldingError(
            f"the id “{identifier}” must be letters, digits and -._~", source, place=place
        )
    return Authority(identifier, AuthorityKind(kind), kept, texts["dates"], texts["note"])
