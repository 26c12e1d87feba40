"""Texts in different languages → which of them are probably versions of one record.

Every pair that has something in common is weighed: what the texts share (numbers, names, loan
words, by the aligner's own comparison), their lengths, dates, codes and the files' names. The
weights are log-odds; a pair competes with every other that one of its texts is in, so that of two
pairs that are as likely neither is sure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from archsearch.holdings.latin import latin
from archsearch.holdings.shelf_mark import reference_keys
from archsearch.parallel.comparison import comparison
from archsearch.parallel.verdict import TOO_FEW, kinship_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archsearch.holdings import ArchivalDate, Reference

#: Pairs as likely as this are proposed as one record; as likely as that, mentioned.
PROPOSED, MENTIONED = 0.75, 0.25
#: With so many texts in the other language, each is compared with each; of more, the likeliest.
_COMPARED_ALL, _COMPARED_FEW = 60, 12
#: A feature that more texts have than this tells nothing.
_COMMON = 40
#: What two texts' own kinship counts at most, in nats: it isn't to outweigh everything else.
_MOST_KINSHIP = 5.0
#: Nats for what agrees and disagrees. Judgements: a folder differs from every other.
_SAME_NAME, _LIKE_NAME, _OTHER_NUMBER = 3.0, 1.5, -2.0
_SAME_DAY, _DATES_MEET, _DATES_APART = 2.0, 0.5, -4.0
_SAME_CODE, _SAME_DELO, _OTHER_CODE = 4.0, 0.5, -3.0
_FIT, _MISFIT = 0.5, -2.0
#: Without text in Russian and English nothing is known of kinship.
_UNKNOWN = -2.0
#: Characters of a translation for one of its original, at least and at most.
_SHORTEST, _LONGEST = 0.5, 2.0
#: Words in files' names that say which version it is, not which record.
_VERSION_WORDS = re.compile(
    r"(?<![^\W\d_])(?:ru|en|rus|eng|russian|english|original|orig|copy|translation|transl|tr|"
    r"рус\w*|англ\w*|оригинал|копия|перевод\w*|пер)(?![^\W\d_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Side:
    """A text that may have a counterpart.

    Attributes:
        name: its file's name, without suffix.
        sample: the beginning of the text, `SAMPLE` characters.
        length: characters of all of it.
        language: BCP 47 tag.
        date: when it was made.
        reference: where it is kept.
    """

    name: str
    sample: str
    length: int
    language: str
    date: ArchivalDate
    reference: Reference


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two texts that may be versions of one record.

    Attributes:
        left, right: indexes of the texts.
        confidence: from 0 to 1.
        evidence: what speaks for it, for a person ("text, date").
    """

    left: int
    right: int
    confidence: float
    evidence: str


def propose(sides: Sequence[Side]) -> list[Proposal]:
    """The pairs worth mentioning, the surest first; no text is in two that are proposed."""
    weighed = dict(_weighed(sides))
    chances = {pair: exp(score) for pair, (score, _) in weighed.items()}
    of_text: Counter[int] = Counter()
    for (left, right), chance in chances.items():
        of_text[left] += chance  # type: ignore[assignment]  # counts may be fractions
        of_text[right] += chance  # type: ignore[assignment]
    found = []
    for (left, right), chance in chances.items():
        confidence = chance / (1 + of_text[left] + of_text[right] - chance)
        if confidence >= MENTIONED:
            found.append(Proposal(left, right, confidence, weighed[left, right][1]))
    return sorted(found, key=lambda each: (-each.confidence, each.left, each.right))


def _weighed(sides: Sequence[Side]) -> Iterator[tuple[tuple[int, int], tuple[float, str]]]:
    by = comparison(None)
    features = [by.features(side.sample) for side in sides]
    for left, right in _candidates(sides, features):
        one, other = sides[left], sides[right]
        said = {
            "text": _kinship(one, other, features[left], features[right]),
            "length": _length(one, other),
            "date": _date(one.date, other.date),
            "reference": _reference(one.reference, other.reference),
            "name": _name(one.name, other.name),
        }
        speaking = ", ".join(name for name, weight in said.items() if weight > 0)
        yield (left, right), (sum(said.values()), speaking)


def _candidates(sides: Sequence[Side], features: Sequence[set[int]]) -> Iterator[tuple[int, int]]:
    """Pairs in different languages that may be worth weighing, each once."""
    by_language = defaultdict(list)
    for number, side in enumerate(sides):
        by_language[side.language.partition("-")[0]].append(number)
    languages = sorted(by_language, key=lambda language: (language != "ru", language))
    for at, language in enumerate(languages):
        for other in languages[at + 1 :]:
            left, right = by_language[language], by_language[other]
            if len(right) <= _COMPARED_ALL or len(left) <= 1:
                yield from ((one, two) for one in left for two in right)
            else:
                yield from _likeliest(left, right, sides, features)


def _likeliest(
    left: Sequence[int],
    right: Sequence[int],
    sides: Sequence[Side],
    features: Sequence[set[int]],
) -> Iterator[tuple[int, int]]:
    having: Mapping[object, list[int]] = defaultdict(list)
    for two in right:
        for feature in (*features[two], *_marks(sides[two])):
            having[feature].append(two)
    for one in left:
        shared: Counter[int] = Counter()
        for feature in (*features[one], *_marks(sides[one])):
            found = having.get(feature, ())
            if len(found) <= _COMMON:
                shared.update({two: log(len(right) / len(found)) for two in found})
        yield from ((one, two) for two, _ in shared.most_common(_COMPARED_FEW))


def _marks(side: Side) -> Iterator[object]:
    """What a text has beside its words by which its counterpart is found."""
    yield ("name", _plain_name(side.name))
    if side.date.edtf:
        yield ("date", side.date.edtf)
    if side.reference.fond:
        yield ("reference", reference_keys(side.reference)[-1], side.reference.folios)


def _kinship(one: Side, other: Side, features: set[int], others: set[int]) -> float:
    if {one.language.partition("-")[0], other.language.partition("-")[0]} != {"ru", "en"}:
        return _UNKNOWN
    if min(len(features), len(others)) < TOO_FEW:
        return 0.0
    found = kinship_of(features, others, comparison(None))
    return max(-_MOST_KINSHIP, min(_MOST_KINSHIP, found))


def _length(one: Side, other: Side) -> float:
    ratio = (other.length + 1) / (one.length + 1)
    return _FIT if _SHORTEST <= ratio <= _LONGEST else _MISFIT


def _date(one: ArchivalDate, other: ArchivalDate) -> float:
    if not one.edtf or not other.edtf:
        return 0.0
    if one.edtf == other.edtf:
        return _SAME_DAY if one.start == one.end else _DATES_MEET
    begin = max(each.start or 0 for each in (one, other))
    end = min(each.end or begin for each in (one, other))
    return _DATES_MEET if begin <= end else _DATES_APART


def _reference(one: Reference, other: Reference) -> float:
    if not one.fond or not other.fond:
        return 0.0
    # The repository may be missing from one of them: the keys without it decide.
    mine, theirs = (
        {key for key in reference_keys(each) if key.startswith("/")} or set(reference_keys(each))
        for each in (one, other)
    )
    if mine != theirs:
        return _OTHER_CODE
    same = re.findall(r"\d+", one.folios) == re.findall(r"\d+", other.folios)
    return _SAME_CODE if same and one.delo else _SAME_DELO


def _name(one: str, other: str) -> float:
    left, right = _plain_name(one), _plain_name(other)
    numbers = [re.findall(r"\d+", each) for each in (left, right)]
    weight = _OTHER_NUMBER if all(numbers) and numbers[0] != numbers[1] else 0.0
    words = [re.sub(r"[\d\W_]+", "", each) for each in (left, right)]
    if not all(words):
        return weight + (_SAME_NAME if left == right and left else 0.0)
    alike = fuzz.ratio(*words) / 100
    return weight + (_SAME_NAME if alike >= 0.9 else _LIKE_NAME if alike >= 0.7 else 0.0)


def _plain_name(name: str) -> str:
    return re.sub(r"[\W_]+", " ", latin(_VERSION_WORDS.sub(" ", name.replace("_", " ")))).strip()
