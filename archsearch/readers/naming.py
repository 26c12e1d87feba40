"""Where a file lies in its holdings folder → the id of the record in it, and what its name says.

A record that has no id of its own is called by its path without the suffix. Where that would be
the name of another record too, it is called by its whole name, suffix and all; so no two files
stand in each other's way, and none of it depends on where the holdings folder lies.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path, PurePath

_NOT_ID = re.compile(r"[^\w.~-]+")
#: Bytes of the digest that tells "letter 1.txt" from "letter-1.txt": one of 4 billion.
_DIGEST_SIZE = 4
#: What a file's name ends with to say its language, and the version key that it says.
_LANGUAGES = {
    **{tag: tag for tag in ("ru", "en", "zh", "ug", "de", "fr", "kk", "ky", "uz", "mn")},
    "рус": "ru",
    "англ": "en",
    "кит": "zh",
    "rus": "ru",
    "eng": "en",
}
_SUFFIX_LANGUAGE = re.compile(
    rf"(?P<stem>.*[^._-])[._-](?P<name>{'|'.join(_LANGUAGES)})(?P<number>-\d)?", re.IGNORECASE
)


def as_id(text: str) -> str:
    """`text` with only such characters as an id may have."""
    return _NOT_ID.sub("-", text).strip("-")


def default_id(path: Path, root: Path) -> str:
    """An id from where a file lies in its holdings folder, wherever that folder lies."""
    return as_id("-".join(path.relative_to(root).with_suffix("").parts))


def distinct_ids(
    called: Iterable[tuple[str, Path, Path]], others: Collection[str]
) -> dict[Path, str]:
    """New ids for the records whose default ids aren't theirs alone.

    Args:
        called: of the records called by their paths: default id, path and holdings folder.
        others: ids that records have of their own.

    Returns:
        id by path; files of one path in several holdings folders keep what they had.
    """
    by_id: dict[str, dict[Path, PurePath]] = defaultdict(dict)
    for number, path, root in called:
        by_id[number][path] = path.relative_to(root)
    found: dict[Path, str] = {}
    for number, places in by_id.items():
        if len({*places.values()}) == 1 and number not in others:
            continue
        names = [_whole_name(place) for place in {*places.values()}]
        for path, place in places.items():
            name = _whole_name(place)
            found[path] = name if names.count(name) == 1 else f"{name}~{_digest(place)}"
    return found


def _whole_name(place: PurePath) -> str:
    return as_id("-".join(place.parts))


def _digest(place: PurePath) -> str:
    return hashlib.blake2b(place.as_posix().encode(), digest_size=_DIGEST_SIZE).hexdigest()


def language_of_name(path: PurePath) -> str:
    """The version key that a file's name ends with ("letter.ru.txt", "letter_en-2.docx"), or ""."""
    found = _SUFFIX_LANGUAGE.fullmatch(path.stem)
    return _LANGUAGES[found["name"].lower()] + (found["number"] or "") if found else ""


def stem_of(path: PurePath) -> str:
    """A file's name without its suffix and language ("letter.ru.txt" is "letter")."""
    found = _SUFFIX_LANGUAGE.fullmatch(path.stem)
    return found["stem"] if found else path.stem
