"""One text in two scripts → the part in each.

A page gives a Russian text and its English translation one after the other with no mark between
them. The boundary is where the fewest letters stand on the wrong side: a paragraph that quotes
the other language doesn't mislead it.
"""

from __future__ import annotations

import re
from itertools import accumulate

from archsearch.readers.paged import is_leaf_mark

CYRILLIC, LATIN, HAN, ARABIC = "Cyrl", "Latn", "Hani", "Arab"
_RANGES = {HAN: re.compile("[㐀-鿿]"), ARABIC: re.compile("[؀-ۿݐ-ݿﭐ-﷿ﹰ-ﻼ]")}
#: A text in which the rarer script has a smaller share of the letters is of one script alone.
LEAST_SHARE = 0.05


def letters_by_script(text: str) -> tuple[int, int]:
    """How many Cyrillic and how many Latin letters a text has."""
    cyrillic = sum("Ѐ" <= character <= "ԯ" for character in text)
    latin = sum(character.isalpha() and character < "ɐ" for character in text)
    return cyrillic, latin


def split_off(paragraphs: list[str], script: str) -> tuple[list[str], list[str]]:
    """The paragraphs that are mostly in a script of its own letters, and the others.

    Only a share of all letters that a version has counts; a seal or a signature stays where it is.
    """
    letters = _RANGES[script]
    own = [len(letters.findall(paragraph)) for paragraph in paragraphs]
    others = [sum(letters_by_script(paragraph)) for paragraph in paragraphs]
    if sum(own) < LEAST_SHARE * (sum(own) + sum(others)):
        return [], paragraphs
    apart = [each for each, mine, rest in zip(paragraphs, own, others, strict=True) if mine > rest]
    return apart, [each for each in paragraphs if each not in apart]


def split_by_script(paragraphs: list[str]) -> list[tuple[str, list[str]]]:
    """The paragraphs of each script, in order.

    Returns:
        (script, paragraphs) pairs: two for a text and its translation, one for a text alone,
        none for no letters.
    """
    # The mark of a leaf, in whichever script, belongs to what follows it.
    counts = [
        (0, 0) if is_leaf_mark(paragraph) else letters_by_script(paragraph)
        for paragraph in paragraphs
    ]
    cyrillic = sum(count for count, _ in counts)
    latin = sum(count for _, count in counts)
    if not cyrillic + latin:
        return []
    if min(cyrillic, latin) < LEAST_SHARE * (cyrillic + latin):
        return [(CYRILLIC if cyrillic > latin else LATIN, paragraphs)]
    # Letters on the wrong side if the first k paragraphs are Cyrillic and the others Latin.
    wrong = list(accumulate((of[1] - of[0] for of in counts), initial=cyrillic))
    russian_first = min(range(len(wrong)), key=wrong.__getitem__)
    english_first = max(range(len(wrong)), key=wrong.__getitem__)
    misplaced_if_english_first = cyrillic + latin - wrong[english_first]
    if wrong[russian_first] <= misplaced_if_english_first:
        order, boundary = (CYRILLIC, LATIN), russian_first
    else:
        order, boundary = (LATIN, CYRILLIC), english_first
    parts = zip(order, (paragraphs[:boundary], paragraphs[boundary:]), strict=True)
    return [(script, part) for script, part in parts if part]
