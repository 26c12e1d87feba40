"""Front matter: what stands at the top of a text, apart from it → the columns of a manifest.

YAML between two lines of ``---`` (or ``---`` and ``...``), TOML between two of ``+++``. YAML that
is none, such as `title: Weather: a report`, is read as `column: value` a line.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_YAML = re.compile(r"\A---[ \t]*\n(?P<fields>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<fields>.*?\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(?P<name>[^\s:#-][^:\n]*):[ \t]*(?P<value>.*)")
#: A value with a colon in it, which people write without the quotation marks that YAML asks for.
_COLON_WITHIN = re.compile(
    r"^(?P<name>[^\s:#-][^:\n]*):[ \t]+(?P<value>[^\s\"'\[{|>&*!#%@`][^\n]*:[ \t][^\n]*?)[ \t]*$",
    re.MULTILINE,
)
_ITEM = re.compile(r"\s*-\s+(?P<value>.+)")
#: More isn't front matter but a text, and nobody nests or repeats values as often as this.
_MOST_CHARACTERS, _MOST_VALUES, _DEEPEST = 64 * 1024, 1000, 8


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields at the top of a text, and what follows them."""
    for pattern, read in ((_YAML, _of_yaml), (_TOML, _of_toml)):
        found = pattern.match(text)
        if found and found.end() <= _MOST_CHARACTERS:
            fields = read(found["fields"])
            # Three dashes may also be a line drawn by hand.
            return (fields, text[found.end() :]) if fields else ({}, text)
    return {}, text


def _of_yaml(written: str) -> dict[str, str]:
    for given in (written, _COLON_WITHIN.sub(_quoted, written)):
        try:
            # This loader leaves every value the text that it is: 0055, no, 1945-04-22.
            found = yaml.load(given, Loader=yaml.BaseLoader)  # noqa: S506 - makes only text
            return _flat(found) if isinstance(found, dict) else {}
        except (yaml.YAMLError, RecursionError, ValueError):
            continue
    return _line_by_line(written)


def _quoted(line: re.Match[str]) -> str:
    return f"{line['name']}: {json.dumps(line['value'], ensure_ascii=False)}"


def _of_toml(written: str) -> dict[str, str]:
    try:
        return _flat(tomllib.loads(written))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return {}


def _flat(found: dict[str, object]) -> dict[str, str]:
    """Values as text: those of a list with `|` between them, those of a table by both names.

    Raises:
        ValueError: there are too many, or they are too deep, as in an alias within an alias.
    """
    fields: dict[str, list[str]] = {}
    for count, (name, value) in enumerate(_values(found, ""), 1):
        if count > _MOST_VALUES:
            raise ValueError("too many values")
        fields.setdefault(name, []).append(value)
    return {name: "|".join(filter(None, values)) for name, values in fields.items()}


def _values(value: object, name: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, dict):
        for each, within in value.items():
            # Of an entry of a list (`people: [{name: …}]`) the list is what it is called by.
            called = (
                name if str(each) == "name" and name else ".".join(filter(None, (name, str(each))))
            )
            yield from _values(within, called, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _values(each, name, depth + 1)
    else:
        yield name, str(value).strip()


def _line_by_line(written: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in written.splitlines():
        item, field = _ITEM.fullmatch(line), _FIELD.fullmatch(line)
        if item and name:
            value = item["value"].strip().strip("\"'")
            fields[name] = f"{fields[name]}|{value}" if fields[name] else value
        elif field:
            name = field["name"].strip()
            fields[name] = field["value"].strip().strip("\"'")
    return fields
