"""Texts of the holdings → authorities that a curator may want.

«Ghulja [Yining]», "ALIHAN TORE [SHAKIRJAN]", «Филиппов [Сталин]»: a name followed by another one
in square brackets. A passage and its translation, in each of which one name is left over that is
no spelling of any in the other. Which of them says the same is for a person to judge; nothing here
is used without one.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from archsearch.analysis.dictionary import is_known, morphology
from archsearch.analysis.fold import fold
from archsearch.analysis.function_words import is_function_word
from archsearch.analysis.russian import russian_terms
from archsearch.analysis.script import script_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

#: One to three capitalised words, of either alphabet, then as many in brackets.
_NAME = r"[^\W\d_a-zа-яё][\w'’ʻ.-]*(?:[ \u00a0][^\W\d_a-zа-яё][\w'’ʻ.-]*){0,2}"
#: A capitalised word that begins no sentence.
_INSIDE = re.compile(r"(?<=[\w,;)»\"”] )([^\W\d_a-zа-яё][\w'’ʻ-]{2,})")
#: Labels of the notes that a reader makes of an encoder's keys.
KEYED = frozenset({"Person", "Place", "Organisation"})
#: Once is chance: any two names of a passage may be left over.
FEWEST_PASSAGES = 2
_BRACKETED = re.compile(rf"({_NAME})[ \u00a0]\[({_NAME})\]")


def bracketed_aliases(texts: Iterable[str]) -> list[tuple[str, str, int]]:
    """Names and the names in brackets after them, with how often each pair occurs.

    Args:
        texts: as the holdings have them; read once.

    Returns:
        The most frequent pairs first. Names in capitals are given with initial capitals, so that
        "GHULJA [YINING]" and "Ghulja [Yining]" are one.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for match in _BRACKETED.finditer(text):
            name, alias = (_without_opening(_in_lower_case(part)) for part in match.groups())
            if name and alias and not set(alias.casefold().split()) <= set(name.casefold().split()):
                counts[name, alias] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(name, alias, times) for (name, alias), times in ordered]


def keyed_aliases(notes: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """The forms of names to which an encoder gave one key.

    Args:
        notes: labels and texts of records; those of names are "key: form; form".

    Returns:
        Each form with the first of its key, and in how many records both stand.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for label, text in notes:
        _, colon, forms = text.partition(": ")
        if label in KEYED and colon:
            first, *others = forms.split("; ")
            counts.update((first, other) for other in others)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(name, alias, times) for (name, alias), times in ordered]


def left_over(
    pairs: Iterable[tuple[str, str]], spellings: Callable[[str], Collection[str]]
) -> list[tuple[str, str, int]]:
    """Names that stand where a passage's translation has quite another name.

    Args:
        pairs: a passage in Russian and its English counterpart; read once.
        spellings: the forms of the holdings that a folded word is a spelling of.

    Returns:
        The Russian form met most often, the English one, and in how many passages they were alone
        together; only pairs met at least `FEWEST_PASSAGES` times, most frequent first.
    """
    counts: Counter[tuple[str, str]] = Counter()
    written: dict[str, Counter[str]] = {}
    for russian, english in pairs:
        ours, theirs = _names_in(russian, "Cyrl"), _names_in(english, "Latn")
        alone = [each for each in ours if theirs.keys().isdisjoint(spellings(each))]
        met = {form for each in ours for form in spellings(each)}
        others = [each for each in theirs if each not in met]
        if len(alone) == len(others) == 1:
            stem = russian_terms(alone[0])[0][-1]
            written.setdefault(stem, Counter())[ours[alone[0]]] += 1
            counts[stem, theirs[others[0]]] += 1
    return [
        (written[stem].most_common(1)[0][0], name, times)
        for (stem, name), times in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if times >= FEWEST_PASSAGES
    ]


def _names_in(text: str, script: str) -> dict[str, str]:
    """Capitalised words of a script inside sentences as written, by their folded forms."""
    found = (match.group(1) for match in _INSIDE.finditer(text))
    return {
        folded: _in_lower_case(word)
        for word in found
        if script_of(word) == script and (folded := fold(word)) and not _is_ordinary(folded)
    }


def _is_ordinary(folded: str) -> bool:
    """Whether a folded Russian word is one that the dictionary knows, and knows for no name."""
    if not is_known(folded):
        return False
    parses = morphology().parse(folded)
    return not any({"Name", "Surn", "Geox", "Patr"} & parse.tag.grammemes for parse in parses)


def _without_opening(name: str) -> str:
    """A name without the word that only begins the sentence: "From Chuguchak"."""
    words = name.split()
    while words and is_function_word(fold(words[0])):
        del words[0]
    return " ".join(words)


def _in_lower_case(name: str) -> str:
    return " ".join(word.capitalize() if word.isupper() else word for word in name.split())
