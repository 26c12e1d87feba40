"""Inflected Russian names → the nominatives that they may be forms of.

By their endings, since most names of the holdings are foreign to any dictionary, and by the
dictionary, which knows what endings don't show (Павла: Павел). A form gives several nominatives
(Алихана: Алихан, Алихана), all of which are kept: which one was meant is decided by the name that
is looked for.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from archsearch.analysis.dictionary import morphology

#: Nominative endings and the endings of their other cases, from a grammar's tables of names:
#: masculine and feminine nouns, surnames in -ов and -ин, adjectives, plurals.
_DECLENSIONS: Final = (
    ("", "а у ом ем е ы и ым ых ам ами ах ов ев ей ыми"),
    ("й", "я ю ем е и ям ями ях ев"),
    ("ь", "я ю ем е и ью ям ями ях ей"),
    ("а", "ы и е у ой ою ей ею ам ами ах"),
    ("я", "и е ю ей ею ям ями ях"),
    ("ия", "ии ию ией"),
    ("ий", "ия ию ием ии ого его ому ему им ом ем ие их ими"),
    ("ый", "ого ому ым ом ые ых ыми"),
    ("ой", "ого ому ым им ом ые ие ых их ыми ими"),
    ("ая", "ой ую ою"),
    ("яя", "ей юю ею"),
    ("о", "а у ом е"),
    ("е", "я ю ем"),
    ("ы", "ов ам ами ах"),
    ("и", "ей ов ам ям ами ями ах ях"),
)
#: Shortest stem before an ending of one, two and three letters.
_SHORTEST_STEMS: Final = (2, 3, 4)
_VOWELS: Final = frozenset("аеиоуыэюя")
#: How a nominative's ending may begin after a stem's last letter.
_AFTER_VOWEL: Final = frozenset("йяеи")
_AFTER_CONSONANT: Final = frozenset(("", *"ьаяоеиы"))


def _by_ending() -> tuple[tuple[int, dict[str, tuple[str, ...]]], ...]:
    found: dict[str, list[str]] = {}
    for nominative, others in _DECLENSIONS:
        for ending in others.split():
            found.setdefault(ending, []).append(nominative)
    return tuple(
        (length, {e: tuple(n) for e, n in found.items() if len(e) == length})
        for length in (1, 2, 3)
    )


_BY_ENDING: Final = _by_ending()
#: "ов" and "ев" end more surnames than plurals, so that stripping them brings strangers.
_RARE: Final = frozenset({"ов", "ев"})


def nominatives(form: str) -> list[str]:
    """The nominatives that a folded Russian form may belong to by its ending, without itself."""
    found: list[str] = []
    for (length, endings), shortest in zip(_BY_ENDING, _SHORTEST_STEMS, strict=True):
        ending = form[-length:]
        stem = form[:-length]
        options = endings.get(ending)
        if options and len(stem) >= shortest and ending not in _RARE:
            after = _AFTER_VOWEL if stem[-1] in _VOWELS else _AFTER_CONSONANT
            found += [stem + option for option in options if option[:1] in after]
    return found


def dictionary_nominatives(form: str) -> list[str]:
    """The nouns and names of the dictionary that a folded Russian form belongs to."""
    morph = morphology()
    dictionary = morph.dictionary
    found = []
    for spelt, parses in dictionary.words.similar_items(form, morph.char_substitutes):
        for paradigm, place in parses:
            if _is_noun(paradigm, place):
                found.append(dictionary.build_normal_form(paradigm, place, spelt).replace("ё", "е"))
    return found


@cache
def _is_noun(paradigm: int, place: int) -> bool:
    """Whether a place of one of the dictionary's (few thousand) paradigms is a noun or a name.

    Plurals of given names don't count: «Иванов» is a surname, hardly ever several Ivans.
    """
    tag = morphology().dictionary.build_tag_info(paradigm, place)
    return bool(tag.POS == "NOUN" and not ("Name" in tag and tag.number == "plur"))


#: Parts of speech (OpenCorpora's) whose words are no names.
_FUNCTION_WORDS: Final = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "ADVB", "PRED", "NUMR"})


def is_function_word(form: str) -> bool:
    """Whether all that the dictionary knows a folded form as are words like «то», «если», «там»."""
    morph = morphology()
    return all(
        _is_function_word(paradigm, place)
        for _, parses in morph.dictionary.words.similar_items(form, morph.char_substitutes)
        for paradigm, place in parses
    )


@cache
def _is_function_word(paradigm: int, place: int) -> bool:
    tag = morphology().dictionary.build_tag_info(paradigm, place)
    # "Apro" marks pronouns that are declined as adjectives: «этот», «наш».
    return tag.POS in _FUNCTION_WORDS or "Apro" in tag
