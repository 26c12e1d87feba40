"""Surnames made from Turkic, Persian and Arabic names → the name within.

Qasim, Qasimi, Касыми and Касимов are one man in four chancelleries. A surname's suffix is only
taken off where a given name or a usual element of one (-джан, -хан, -бек) remains: Иванов stays
what it is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from archsearch.analysis.names.costs import table_lines
from archsearch.analysis.names.scripts import Alphabet

#: Patronymic and family suffixes: Russian, Persian, Turkic (Azeri, Kazakh, Kyrgyz, Uyghur).
_SUFFIXES: Final = {
    Alphabet.CYRILLIC: (
        *("ов", "ев", "ова", "ева", "и", "ий", "заде", "зада", "оглы", "оглу", "огли", "углы"),
        *("улы", "уулу", "кызы", "бек", "бай", "хан", "джан", "жан", "овна", "ович", "евич"),
    ),
    Alphabet.LATIN: (
        *("ov", "ev", "off", "eff", "ow", "ew", "ova", "eva", "i", "y", "iy", "zade", "zadeh"),
        *("oglu", "oghlu", "oghli", "ogly", "ughli", "uly", "uulu", "qizi", "kyzy", "bek", "beg"),
        *("bai", "bay", "khan", "jan", "zhan"),
    ),
}
_SHORTEST_ROOT: Final = 3
#: Elements that end a compound given name.
_ELEMENTS: Final = {
    Alphabet.CYRILLIC: ("джан", "жан", "хан", "бек", "дин", "улла", "али", "бай", "мат"),
    Alphabet.LATIN: ("jan", "zhan", "dzhan", "han", "khan", "bek", "din", "ulla", "ullah", "ali"),
}
_LONGEST_SUFFIX: Final = 5
#: Sounds that the spellings of these names confuse, as one letter each.
_SOUNDS: Final = {
    "dzh": "ж",
    "dj": "ж",
    "zh": "ж",
    "j": "ж",
    "дж": "ж",
    "kh": "х",
    "gh": "г",
    "sh": "ш",
    "ch": "ч",
    "x": "х",
    "h": "х",
    "q": "к",
    "k": "к",
    "g": "г",
    "w": "в",
    "v": "в",
    "b": "б",
    "p": "п",
    "f": "ф",
    "m": "м",
    "n": "н",
    "l": "л",
    "r": "р",
    "s": "с",
    "z": "з",
    "t": "т",
    "d": "д",
    "c": "ж",
    "ts": "ц",
    "щ": "ш",
    "ь": "",
    "ъ": "",
    **dict.fromkeys(("a", "e", "а", "э", "е", "я", "ya", "ia"), "а"),
    **dict.fromkeys(("i", "y", "и", "ы", "й", "iy"), "и"),
    **dict.fromkeys(("o", "u", "о", "у", "ю", "yu"), "у"),
}
_SOUND: Final = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_REPEATS: Final = re.compile(r"(.)\1+")


def roots(letters: str, alphabet: Alphabet) -> list[str]:
    """The names that a surname may be made from; usually none."""
    found: list[str] = []
    if not letters.endswith(_SUFFIXES[alphabet]):
        return found
    suffixes = _suffixes(alphabet)
    for length in range(1, min(_LONGEST_SUFFIX, len(letters) - _SHORTEST_ROOT) + 1):
        if letters[-length:] in suffixes:
            root = letters[:-length]
            if root.endswith(_ELEMENTS[alphabet]) or _sound(root) in _given_names():
                found.append(root)
    return found


@cache
def _suffixes(alphabet: Alphabet) -> frozenset[str]:
    return frozenset(_SUFFIXES[alphabet])


@cache
def _given_names() -> frozenset[str]:
    return frozenset(map(_sound, table_lines("given_names.tsv")))


def _sound(letters: str) -> str:
    heard = _SOUND.sub(lambda match: _SOUNDS[match[0]], letters)
    return _REPEATS.sub(r"\1", heard)
