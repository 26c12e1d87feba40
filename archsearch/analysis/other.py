"""Words of languages that have no chain of their own → plain folded forms.

Arabic letters are folded across the keyboards and languages that write them (Arabic, Persian,
Uyghur); Han characters to the simplified ones, by the table that comes from OpenCC.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from archsearch.analysis.tables import read_table

#: Variants of one letter: the Arabic, Persian, Urdu and Uyghur code points, tatweel dropped.
_ARABIC: Final = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ئ": "ی", "ې": "ی", "ے": "ی", "ك": "ک", "ڪ": "ک", "ة": "ه", "ھ": "ه",
        "ہ": "ه", "ۀ": "ه", "ە": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ۇ": "و",
        "ۆ": "و", "ۈ": "و", "ۋ": "و", "ء": None, "ـ": None, "ڭ": "ن", "ۅ": "و", "ۉ": "و",
    }
)  # fmt: skip


def arabic_terms(word: str) -> tuple[str, ...]:
    """The folded word with the variants of each Arabic letter taken as one."""
    return (word.translate(_ARABIC) or word,)


@cache
def _simplified() -> dict[int, str]:
    """Code point of a traditional character → the simplified one."""
    return {
        ord(old): new
        for traditional, simplified in read_table("han.tsv")
        for old, new in zip(traditional, simplified, strict=True)
    }


def simplify(text: str) -> str:
    """Han text with simplified characters; of the same length."""
    return text.translate(_simplified())
