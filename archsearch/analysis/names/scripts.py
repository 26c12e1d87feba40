"""Folded words of any script → spellings in one of two alphabets: Latin a–z, Russian а–я.

Everything later compares spellings. What has no Latin or Cyrillic letters (Chinese characters
without a pinyin table, numbers) has no spelling. Signs that names are written with or without
(apostrophes, hyphens, the ayn) are left out.

Sources: Uyghur Arabic script after the Uyghur Latin table of 2001 (ULY), in the spelling that
English and Russian papers of the 1940s use; Ukrainian, Kazakh, Kyrgyz, Uyghur, Uzbek and Tajik
Cyrillic after the practical transcription into Russian; Latin letters outside a–z after their
nearest English spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Alphabet(StrEnum):
    """The alphabet of a spelling."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word in one of the two alphabets.

    Attributes:
        alphabet: which.
        letters: a–z or а–я only, not empty.
    """

    alphabet: Alphabet
    letters: str


_CYRILLIC_LETTERS = {
    # Ukrainian and Belarusian.
    "і": "и",
    "ї": "и",
    "є": "е",
    "ґ": "г",
    "ў": "у",
    "ѣ": "е",
    "ѳ": "ф",
    "ѵ": "и",
    # Kazakh, Kyrgyz, Uyghur, Tatar.
    "ә": "а",
    "ғ": "г",
    "қ": "к",
    "ң": "н",
    "ө": "о",
    "ұ": "у",
    "ү": "у",
    "һ": "х",
    "җ": "дж",
    # Uzbek and Tajik; Serbian and Macedonian.
    "ҳ": "х",
    "ҷ": "дж",
    "ӣ": "и",
    "ӯ": "у",
    "ҝ": "г",
    "ҹ": "дж",
    "ј": "й",
    "љ": "ль",
    "њ": "нь",
    "ћ": "ч",
    "ђ": "дж",
    "џ": "дж",
    "ѕ": "дз",
    "ё": "е",
}
_ARABIC_LETTERS = {
    # ە stands for a in most Russian and English papers (ئەلىخان: Алихан, Alihan).
    "ا": "a",
    "ە": "a",
    "ې": "e",
    "ى": "i",
    "و": "o",
    "ۇ": "u",
    "ۆ": "o",
    "ۈ": "u",
    "ب": "b",
    "پ": "p",
    "ت": "t",
    "ج": "j",
    "چ": "ch",
    "خ": "kh",
    "د": "d",
    "ر": "r",
    "ز": "z",
    "ژ": "zh",
    "س": "s",
    "ش": "sh",
    "غ": "gh",
    "ف": "f",
    "ق": "q",
    "ك": "k",
    "گ": "g",
    "ڭ": "ng",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ھ": "h",
    "ۋ": "w",
    "ي": "y",
    # Arabic and Persian code points for the same letters.
    "ک": "k",
    "ی": "i",
    "ه": "a",
    "ة": "a",
    "آ": "a",
    "أ": "a",
    "إ": "i",
    "ؤ": "u",
    "ح": "h",
    "ص": "s",
    "ض": "z",
    "ط": "t",
    "ظ": "z",
    "ث": "s",
    "ذ": "z",
}
_LATIN_LETTERS = {
    "ə": "a",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŋ": "ng",
    "ß": "ss",
    "ƣ": "gh",
    "ȷ": "j",
}
#: A folded word's letters, all scripts; applied to whole columns of words at once.
LETTERS = str.maketrans(_CYRILLIC_LETTERS | _ARABIC_LETTERS | _LATIN_LETTERS)

_LATIN = re.compile("[a-z]+")
_CYRILLIC = re.compile("[а-я]+")
_FOREIGN = re.compile("[^a-zа-я]+")
_NOT_LATIN = re.compile("[^a-z]")
_NOT_CYRILLIC = re.compile("[^а-я]")


def spelling(word: str) -> Spelling | None:
    """The spelling of a folded word, or None if it has no letters of these scripts.

    A word of mixed alphabets counts as what most of its letters are.
    """
    if _LATIN.fullmatch(word):
        return Spelling(Alphabet.LATIN, word)
    if _CYRILLIC.fullmatch(word):
        return Spelling(Alphabet.CYRILLIC, word)
    letters = _FOREIGN.sub("", word.translate(LETTERS))
    latin = _NOT_LATIN.sub("", letters)
    if len(latin) == len(letters):
        return Spelling(Alphabet.LATIN, letters) if letters else None
    if 2 * len(latin) > len(letters):
        return Spelling(Alphabet.LATIN, latin)
    return Spelling(Alphabet.CYRILLIC, _NOT_CYRILLIC.sub("", letters))


def is_arabic(word: str) -> bool:
    """Whether a word is written in Arabic script."""
    return word[:1] in _ARABIC_LETTERS
