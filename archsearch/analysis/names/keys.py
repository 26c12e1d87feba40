"""Spellings → consonant keys: the coarse sound of a name, by which candidates are found.

A key keeps a name's consonants in nine classes (к, г and х are one class, all hisses another)
and marks a vowel at its beginning. Doubled consonants count once. Latin letters have classes of
their own, by letter, not by sound: how a name may be spelt is the costs' knowledge, not the key's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Stands for one or more vowels until a key is finished.
VOWELS = "v"
_FIRST_VOWEL = "a"
_CLASSES = str.maketrans(
    {
        **dict.fromkeys("bpпб", "1"),
        **dict.fromkeys("vfwвф", "2"),
        **dict.fromkeys("kgqcкгх", "3"),
        **dict.fromkeys("dtдт", "4"),
        **dict.fromkeys("szжзсцчшщ", "5"),
        **dict.fromkeys("lл", "6"),
        **dict.fromkeys("mм", "7"),
        **dict.fromkeys("nн", "8"),
        **dict.fromkeys("rр", "9"),
        "x": "b",
        "j": "c",
        **dict.fromkeys("aeiouyаеиоуыэюя", VOWELS),
        # Written in one convention and left out in the next: kh or k, ph or f, й or и.
        **dict.fromkeys("hйьъ", ""),
    }
)
# A word may have no class at all («й»), so repeated line breaks stay.
_REPEATS = re.compile(r"([1-9bcv])\1+")
#: тс and ц, дж and ж.
_STOPPED_HISS = re.compile("45")
_FIRST = re.compile(f"^{VOWELS}", re.MULTILINE)
#: Sixteen hexadecimal digits would need the sign bit.
_LONGEST = 15


def classes(letters: str) -> str:
    """Letters as classes, vowels marked, repeats collapsed; a column of words stays a column.

    German sch and Dutch sj are one sound, as sh and s are to the keys.
    """
    hissing = letters.replace("sch", "s").replace("sj", "s")
    found = _REPEATS.sub(r"\1", hissing.translate(_CLASSES))
    return _REPEATS.sub(r"\1", _STOPPED_HISS.sub("5", found))


def joined(head: str, tail: str) -> str:
    """The classes of two spellings written as one: as `classes` of both together."""
    if not head or not tail:
        return head or tail
    if tail[0] == "5" and head[-1] == "4":
        head = head[:-1]
    return head + tail[1:] if head and head[-1] == tail[0] else head + tail


def finished(found: str) -> str:
    """The key that belongs to one word's `classes`."""
    if found[:1] == VOWELS:
        found = _FIRST_VOWEL + found
    return found.replace(VOWELS, "")


def key(letters: str) -> str:
    """The consonant key of one spelling, a string of hexadecimal digits."""
    return finished(classes(letters))


def end_to_end(one: str, other: str) -> str:
    """The key of two spellings written as one, from the key of each."""
    tail = other.removeprefix(_FIRST_VOWEL)
    # A vowel between two consonants of one class keeps both; without one they are doubled.
    return one + (tail[1:] if tail == other and tail[:1] == one[-1:] else tail)


def keys(spellings: Iterable[str]) -> list[str]:
    """The consonant keys of many spellings, none of them empty."""
    column = classes("\n".join(spellings))
    return _FIRST.sub(_FIRST_VOWEL, column).replace(VOWELS, "").split("\n")


def number(found: str) -> int:
    """A key as an integer below 2**60; longer keys are cut."""
    return int(found[:_LONGEST] or "0", 16)
