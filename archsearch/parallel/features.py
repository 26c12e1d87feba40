"""What can be compared between two languages: numbers, months, names, cognates, word stubs.

Stretches of text arrive, for each a set of small integers leaves. Two stretches that share a
number, a name or a loan word share an integer whatever their scripts. No dictionary of forms is
used: the aligner reads every text of a build, so this has to be fast, and a stub that conflates
a few unlike words does no harm where only sums over many words count.
"""

from __future__ import annotations

import re
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING

from archsearch.parallel.tables import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A number with its thousands or decimals («3 000», "3,000", "1.05"), or a run of letters.
_WORD = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?|[^\W\d_]{2,}")
_SEPARATORS = str.maketrans("", "", ".,\u00a0\u202f ")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")

#: Letters that a stub keeps. Five letters of a Russian or English word hold its stem without
#: most of its endings and still tell it from its neighbours in the dictionary.
STUB_LETTERS = 5
_SOFT_ENDING = "аеиоуыэюяйьѣъi"

#: Letters of a consonant skeleton, and the fewest that identify a word.
_SKELETON_LETTERS = 4
_SKELETON_LEAST = 3

#: Russian endings with a consonant of their own, which a Latin spelling doesn't have.
_CASE_ENDING = re.compile(
    r"(?<=[а-я]{3})(?:ами|ями|ого|его|ому|ему|ыми|ими|ах|ях|ов|ев|ам|ям|ом|ем|ым|им|ых|их)$"
)

_REPEATED = re.compile(r"(.)\1+")

#: Consonants as the class that both scripts' spellings fall into; vowels and signs are dropped.
_CYRILLIC_CLASSES = str.maketrans(
    "бвгджзклмнпрстфхцчшщѳ", "bvgdssklmnprstfgssssf", "аеёиіѣйоуыэюяьъѵєїў'"
)
#: Groups of Latin letters, as capitals: they are past the rules for single letters.
_LATIN_GROUPS = re.compile(
    r"shch|tch|sch|dzh|dg(?=e)|dj|zh|kh|ch|sh|ph|th|ts|tz|gh|ck|qu|x|[st]ion|c(?=[eiy])"
    r"|(?<=[aeiouy])h(?![aeiouy])|w(?![aeiouyr])"
)
_LATIN_GROUP_CLASSES = {
    "shch": "S", "tch": "S", "sch": "S", "dzh": "S", "dg": "S", "dj": "S", "zh": "S", "kh": "G",
    "ch": "S", "sh": "S", "ph": "F", "th": "T", "ts": "S", "tz": "S", "gh": "G", "ck": "K",
    "qu": "KV", "x": "KS", "tion": "S", "sion": "S", "c": "S", "h": "", "w": "",
}  # fmt: skip
_LATIN_CLASSES = str.maketrans(
    "bcdfghjklmnpqrstvwzçčšžłñşğSGFTKV",
    "bkdfggsklmnpkrstvvssssslnsgsgftkv",
    "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāēīōūœ",
)

#: Forget what words mean to the aligner when so many have been seen, so that memory stays bounded.
_REMEMBERED_WORDS = 500_000


class Features:
    """Numbers the features of words. One serves a whole build, and several threads at once."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._kept = 0
        self._words: dict[str, tuple[int, ...]] = {}
        self._learning = Lock()
        self._months = {
            word: month
            for line in lines_of("months.tsv")
            for month, words in [line.split("\t")]
            for word in words.split()
        }

    def of(self, text: str) -> set[int]:
        """The features of a text."""
        words = set(_WORD.findall(text))
        known = self._words.get
        # A word always has features, so what is empty isn't known yet.
        return set().union(*[known(word) or self._learn(word) for word in words])

    def keep(self, name: str) -> int:
        """The number of the feature `name`, for good; before any text is read."""
        number = self._id(name)
        self._kept = len(self._ids)
        return number

    def _id(self, name: str) -> int:
        return self._ids.setdefault(name, len(self._ids))

    def _learn(self, word: str) -> tuple[int, ...]:
        with self._learning:
            if len(self._words) >= _REMEMBERED_WORDS:
                self._words = {}
                self._ids = dict(islice(self._ids.items(), self._kept))
            ids = self._words[word] = tuple(self._id(name) for name in self._names(word))
        return ids

    def _names(self, word: str) -> Iterable[str]:
        if word[0].isdecimal():
            whole = re.fullmatch(r"\d+(?:\D\d{3})+", word)
            yield "#" + (word.translate(_SEPARATORS) if whole else word.replace(",", "."))
            return
        folded = word.lower().replace("ё", "е")
        month = self._months.get(folded) or self._months.get(word)
        if month:
            yield "#m" + month
            return
        yield stub(folded)
        skeleton = consonants(folded)
        if len(skeleton) >= _SKELETON_LEAST:
            yield "=" + skeleton
        without_case = _CASE_ENDING.sub("", folded)
        if without_case != folded:
            shorter = consonants(without_case)
            if shorter != skeleton and len(shorter) >= _SKELETON_LEAST:
                yield "=" + shorter


def stub(word: str) -> str:
    """The beginning of a folded word without a soft ending: «мира», «мир» → «мир»."""
    return word.rstrip(_SOFT_ENDING)[:STUB_LETTERS] or word


def consonants(word: str) -> str:
    """The beginning of a folded word's consonant skeleton: enough to compare running text."""
    return skeleton(word)[:_SKELETON_LETTERS]


def skeleton(word: str) -> str:
    """The consonant skeleton that a folded word has in either script.

    «вашингтон» and "washington" are both "vsngtn". Classes are coarse on purpose (all sibilants
    are one): a transliteration table must not decide whether two names meet.
    """
    if _CYRILLIC.match(word):
        classes = word.replace("дж", "ж").translate(_CYRILLIC_CLASSES)
    else:
        marked = _LATIN_GROUPS.sub(lambda match: _LATIN_GROUP_CLASSES[match[0]], word)
        classes = marked.translate(_LATIN_CLASSES)
    return _REPEATED.sub(r"\1", classes)
