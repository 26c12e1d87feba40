"""What is taken as one letter: case, ё and е, letters with and without their diacritics.

A string arrives, the folded string leaves; its length may differ. Spelling, morphology and
look-alike letters of another script aren't this module's business.
"""

from __future__ import annotations

import re
import unicodedata

#: Letters that no decomposition takes apart, and the several apostrophes that typists use.
_LETTERS = str.maketrans(
    {
        "ё": "е", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae",
        "œ": "oe", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "ʹ": "'", "′": "'", "`": "'", "´": "'",
        "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None,
        "\ufeff": None, "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip
#: Most words have nothing to fold but their case.
_PLAIN = re.compile("[-a-z0-9а-я']*")
#: Letters of their own that Unicode happens to compose from a letter and a mark.
_KEPT = frozenset({"и\u0306", "і\u0308", "у\u0306", "\u064a\u0654"})


def fold(text: str) -> str:
    """Casefold `text`, ё to е, and drop diacritics; й, ї and ў stay letters of their own."""
    folded = text.casefold().replace("ё", "е")
    if _PLAIN.fullmatch(folded):
        return folded
    folded = folded.translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", folded)
    if not any(map(unicodedata.combining, decomposed)):
        return unicodedata.normalize("NFC", decomposed).translate(_LETTERS)
    kept: list[str] = []
    for character in decomposed:
        if not unicodedata.combining(character):
            kept.append(character)
        elif kept and kept[-1] + character in _KEPT:
            kept[-1] = unicodedata.normalize("NFC", kept[-1] + character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)
