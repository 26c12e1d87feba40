"""Letters and digits of another script that look alike → the letters that were meant.

A typist's keyboard and OCR mix «С» with “C”, «О» with “0”. A word arrives, the repaired word of
the same length leaves, so offsets don't move. Words wholly in one script are left alone here:
whether “CCCP” is Cyrillic is decided where its neighbours are seen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_LATIN: Final = "ABCEHKMOPTXYIaceopxyki"
_CYRILLIC: Final = "АВСЕНКМОРТХУІасеорхукі"
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)
_LATIN_LETTER: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC_LETTER: Final = re.compile(r"[\u0400-\u052f]")
_LATIN_ONLY: Final = re.compile(rf"[{_LATIN}]{{2,}}")
_DIGITS: Final = str.maketrans("0346", "озчб")
_CAPITAL_DIGITS: Final = str.maketrans("0346", "ОЗЧБ")
#: A lone digit inside at least so many letters is a misread letter; «З0», «Т-34», «2й» aren't.
_MIN_LETTERS: Final = 3
_DIGIT_IN_WORD: Final = re.compile(r"[0346]")


def looks_cyrillic(word: str) -> bool:
    """Whether every letter of a Latin word could be Cyrillic, as in “CCCP” or “He”."""
    return _LATIN_ONLY.fullmatch(word) is not None


def to_cyrillic(word: str) -> str:
    """The word with its Latin look-alikes as Cyrillic letters."""
    return word.translate(_TO_CYRILLIC)


def repair_scripts(word: str, is_known: Callable[[str], bool]) -> str:
    """The word in one script, if it is a mixture that look-alike letters explain.

    Args:
        word: as it stands in the text.
        is_known: whether the Russian dictionary has a word.
    """
    if not _CYRILLIC_LETTER.search(word):
        return word
    if _LATIN_LETTER.search(word):
        word = _one_script(word)
    return _letters_for_digits(word, is_known)


def _one_script(word: str) -> str:
    cyrillic = word.translate(_TO_CYRILLIC)
    if not _LATIN_LETTER.search(cyrillic):
        latin = word.translate(_TO_LATIN)
        if _CYRILLIC_LETTER.search(latin) or _mostly_cyrillic(word):
            return cyrillic
        return latin
    latin = word.translate(_TO_LATIN)
    return word if _CYRILLIC_LETTER.search(latin) else latin


def _mostly_cyrillic(word: str) -> bool:
    return 2 * len(_CYRILLIC_LETTER.findall(word)) >= len(word) or word.isupper()


def _letters_for_digits(word: str, is_known: Callable[[str], bool]) -> str:
    digits = [character for character in word if character.isdigit()]
    if not digits or len(word) - len(digits) < _MIN_LETTERS or 2 * len(digits) > len(word):
        return word
    if "1" in digits:
        word = word.replace("1", "І" if word.isupper() else "і")
    repaired = word.translate(_CAPITAL_DIGITS if _is_capital(word) else _DIGITS)
    if repaired[0] != word[0] and not word[1:].isupper():
        repaired = repaired[0].upper() + repaired[1:]
    if any(character.isdigit() for character in repaired):
        return word
    return repaired if is_known(repaired) else word


def _is_capital(word: str) -> bool:
    return "".join(filter(str.isalpha, word)).isupper()
