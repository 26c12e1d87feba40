"""Codes and abbreviations in one script, so that both notations of them compare equal."""

from __future__ import annotations

#: Cyrillic letters of codes and of repositories' names in Latin (ALA-LC without diacritics, as
#: English citations write them: ГАРФ is GARF, АВПРФ is AVPRF).
_LATIN = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True)),
        "ё": "e",
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ю": "iu",
        "я": "ia",
        "–": "-",
        "—": "-",
        "№": "",
    }
)


def latin(part: str) -> str:
    """A part of a code in small Latin letters."""
    return " ".join(part.casefold().translate(_LATIN).split())
