"""Letters of any script → sounds: one canonical string of phonemes, and its consonant classes.

The sounds are ASCII letters: ``Z`` ж, ``S`` ш and щ, ``C`` ч, ``c`` ц, ``h`` х, ``j`` й, the
others as they look. A Cyrillic word has one reading, so whole columns of words go through
`str.translate` at once; a Latin word has as many as its spelling leaves open.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфхц", "abvgdeZzijklmnoprstufhc", strict=False)),
    "ж": "Z",
    "з": "z",
    "и": "i",
    "й": "j",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "h",
    "ц": "c",
    "ч": "C",
    "ш": "S",
    "щ": "S",
    "ъ": "",
    "ы": "i",
    "ь": "",
    "э": "e",
    "ю": "u",
    "я": "a",
    "ё": "o",
    # Ukrainian, Kazakh, Kyrgyz, Uyghur, Uzbek and Tajik letters.
    "і": "i",
    "ї": "i",
    "є": "e",
    "ґ": "g",
    "ў": "o",
    "ә": "a",
    "ғ": "g",
    "қ": "k",
    "ң": "n",
    "ө": "o",
    "ұ": "u",
    "ү": "u",
    "һ": "h",
    "җ": "Z",
    "ҳ": "h",
    "ҷ": "C",
    "ӣ": "i",
    "ӯ": "u",
}
#: Uyghur Arabic script writes every vowel (Uyghur Latin alphabet, ULY, 2001).
_UYGHUR = {
    "ا": "a",
    "ە": "a",
    "ب": "b",
    "پ": "p",
    "ت": "t",
    "ج": "Z",
    "چ": "C",
    "خ": "h",
    "د": "d",
    "ر": "r",
    "ز": "z",
    "ژ": "Z",
    "س": "s",
    "ش": "S",
    "غ": "g",
    "ف": "f",
    "ق": "k",
    "ك": "k",
    "گ": "g",
    "ڭ": "n",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ھ": "h",
    "و": "o",
    "ۇ": "u",
    "ۆ": "o",
    "ۈ": "u",
    "ۋ": "v",
    "ې": "e",
    "ى": "i",
    "ي": "j",
    "ئ": "",
    "ه": "h",
    "ک": "k",
    "ی": "i",
    "ة": "a",
    "ع": "",
    "ح": "h",
    "ط": "t",
    "ص": "s",
}
_MARKS = dict.fromkeys("'’ʻʼ`´ʿʾ‘-‐‑–—.ʹʺ_", "")
#: Letters with one plain reading that survive folding in Latin script.
_LATIN = {
    "w": "v",
    "y": "i",
    "x": "ks",
    "q": "k",
    "c": "k",
    "ə": "a",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "æ": "e",
    "œ": "e",
    "đ": "d",
    "ð": "d",
    "þ": "t",
    "ħ": "h",
    "ŋ": "n",
    "ß": "s",
}
_SOUNDS = str.maketrans(_CYRILLIC | _UYGHUR | _MARKS | _LATIN)

_CLASSES = str.maketrans(
    {
        **dict.fromkeys("pb", "1"),
        **dict.fromkeys("vf", "2"),
        **dict.fromkeys("kghq", "3"),
        **dict.fromkeys("dt", "4"),
        **dict.fromkeys("ZSCczs", "5"),
        "l": "6",
        "m": "7",
        "n": "8",
        "r": "9",
        "j": "",
        **dict.fromkeys("aeiou", "a"),
    }
)
_INNER_VOWELS = re.compile("(?<!\n)a+")
_HISSES = re.compile("4+5+|5+")
_DOUBLES = re.compile(r"([1-9])\1+")
#: What a heavy key keeps: 15 hexadecimal digits fit into 64 bits.
_KEY_DIGITS = 15


def sounds(text: str) -> str:
    """The canonical reading of folded words; a column of words (one a line) stays a column."""
    return text.translate(_SOUNDS)


def heavy_column(readings: str) -> str:
    """Consonant classes of a column of readings, one a line, with a mark for a first vowel."""
    column = "\n" + readings.translate(_CLASSES)
    column = re.sub("[^1-9a\n]", "", column)
    column = re.sub("\na+", "\nA", column)
    column = column.replace("a", "")
    column = _HISSES.sub("5", column)
    column = _DOUBLES.sub(r"\1", column)
    return column[1:].replace("A", "a")


def heavy(reading: str) -> str:
    """Consonant classes of one reading."""
    return heavy_column(reading)


def key_number(key: str) -> int:
    """A heavy key as an integer below 2**60; 0 for the empty key."""
    return int(key[:_KEY_DIGITS], 16) if key else 0


#: Latin spellings and the readings that the languages give them, longest spelling first.
_GRAPHEMES: dict[str, tuple[str, ...]] = {
    "schtsch": ("S",), "chtch": ("S",), "szcz": ("S",), "shch": ("S",), "stsch": ("sC",),
    "tsch": ("C",), "tsh": ("C",), "tch": ("C",), "sch": ("S", "sk"), "dzh": ("Z",),
    "dsch": ("Z",), "zsch": ("C",), "czy": ("Ci",),
    "ch": ("C", "h", "k", "S"), "sh": ("S",), "zh": ("Z",), "kh": ("h",), "gh": ("g", ""),
    "ph": ("f",), "th": ("t",), "dh": ("d",), "cz": ("C", "c"), "sz": ("S", "s"), "rz": ("rz", "Z"),
    "ts": ("c",), "tz": ("c",), "tc": ("c",), "dj": ("Z",), "dz": ("Z",), "ck": ("k",), "cs": ("C",),
    "ng": ("ng", "n"), "qu": ("k", "kv"), "ou": ("u",), "oo": ("u",), "ee": ("i",), "wh": ("v", "u"),
    "c": ("k", "c"), "j": ("j", "Z", "h"), "x": ("ks", "h", "S"), "g": ("g", "Z"), "h": ("h", ""),
    "w": ("v", "u"), "y": ("i",), "q": ("k", "c"), "s": ("s",), "z": ("z",),
}  # fmt: skip
_GRAPHEME = re.compile("|".join(sorted(_GRAPHEMES, key=len, reverse=True)) + "|.")
_MAX_READINGS = 64


@lru_cache(maxsize=4096)
def readings(word: str) -> tuple[str, ...]:
    """Every plausible reading of one folded word, the plainest first.

    Args:
        word: folded, of any script.
    """
    found = [""]
    for grapheme in _GRAPHEME.findall(word):
        options = _GRAPHEMES.get(grapheme) or (grapheme,)
        if len(found) * len(options) > _MAX_READINGS:
            options = options[:1]
        found = [head + sounds(tail) for tail in options for head in found]
    return tuple(dict.fromkeys(found))
