"""Cyrillic → Latin letters by the ALA-LC table for Russian (Library of Congress, 2012)."""

from __future__ import annotations

import re

#: Marks two Latin letters that stand for one.
_TIE = "\N{COMBINING DOUBLE INVERTED BREVE}"
_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "ë", "ж": "zh", "з": "z",
    "и": "i", "й": "ĭ", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": f"t{_TIE}s", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "ʺ", "ы": "y", "ь": "ʹ", "э": "ė", "ю": f"i{_TIE}u", "я": f"i{_TIE}a",
    "і": "ī", "ѣ": f"i{_TIE}e", "ѳ": "ḟ", "ѵ": "ẏ",
}  # fmt: skip
#: The table leaves out a hard sign that ends a word, as it did until 1918.
_FINAL_HARD_SIGN = re.compile(r"(?<=\w)[ъЪ]\b")
_CYRILLIC = re.compile("[А-яЁёІіѢѣѲѳѴѵ]")


def romanise(text: str) -> str:
    """`text` with its Russian letters in Latin ones; everything else stays as it is."""
    return _CYRILLIC.sub(_letter, _FINAL_HARD_SIGN.sub("", text))


def _letter(found: re.Match[str]) -> str:
    letter = found.group()
    latin = _LETTERS[letter.lower()]
    if letter.islower():
        return latin
    whole, place = found.string, found.end()
    following = whole[place : place + 1] or whole[max(0, found.start() - 1) : found.start()]
    return latin.upper() if following.isupper() else latin[:1].upper() + latin[1:]
