"""The holdings' own words and names: what a slip may have meant, what a beginning may become.

The terms of an index arrive once, near words and completions leave. Nothing is offered that the
holdings don't contain.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from archsearch.analysis import fold
from archsearch.analysis.typo import allowed_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

#: After the last character: ends the range of strings that begin alike.
_AFTER_ALL = "\U0010ffff"
#: Candidates at one distance among which the most frequent one is taken.
_NEAR = 20
#: Words among which those that may be offered are looked for.
_CANDIDATES = 500
#: A word with fewer letters is completed in too many ways.
_SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Completion:
    """What a beginning may become.

    Attributes:
        text: a name, a place or a word, as the holdings write it.
        kind: "person", "place" or "word".
        count: how many documents have it.
    """

    text: str
    kind: str
    count: int


class Words:
    """The words of one generation. Immutable; safe for use by several threads."""

    def __init__(
        self,
        counts: Mapping[str, int],
        named: Mapping[str, Mapping[str, int]] | None = None,
        offered: Callable[[str], bool] | None = None,
    ) -> None:
        """Take the words.

        Args:
            counts: folded surface forms with the documents each occurs in.
            named: values of keywords with counts, by kind; they are completed by any of
                their words.
            offered: tells which of the forms may be offered; None means all.
        """
        self._counts = dict(counts)
        self._offered = offered or (lambda _form: True)
        self._forms = sorted(form for form in counts if form.isalpha())
        self._entries = (
            sorted(
                (
                    (start, Completion(value, kind, count))
                    for kind, values in named.items()
                    for value, count in values.items()
                    for start in _starts(fold(value))
                ),
                key=lambda entry: (entry[0], entry[1].kind, entry[1].text),
            )
            if named
            else []
        )
        self._starts = [start for start, _ in self._entries]

    def nearest(self, word: str) -> str:
        """The form that a folded word may be a slip of: nearest, then most frequent; else ""."""
        edits = allowed_edits(word)
        if not edits or word in self._counts:
            return ""
        found = extract(
            word, self._forms, scorer=OSA.distance, score_cutoff=edits, limit=_NEAR, processor=None
        )
        ordered = sorted(found, key=lambda each: (each[1], -self._counts[each[0]], each[0]))
        return next((form for form, *_ in ordered if self._offered(form)), "")

    def complete(self, beginning: str, limit: int) -> list[Completion]:
        """Names and places that begin so, most frequent first; words after them.

        Args:
            beginning: as typed; what stands before its last word narrows names alone.
            limit: at most so many.
        """
        folded = fold(beginning).strip()
        if not folded:
            return []
        names = (each for _, each in self._entries[slice(*_span(self._starts, folded))])
        found = heapq.nlargest(limit, dict.fromkeys(names), key=lambda each: each.count)
        if len(found) < limit and len(folded) >= _SHORTEST_WORD and " " not in folded:
            forms = self._forms[slice(*_span(self._forms, folded))]
            ordered = heapq.nlargest(_CANDIDATES, forms, key=self._counts.__getitem__)
            best = islice(filter(self._offered, ordered), limit - len(found))
            found += [Completion(form, "word", self._counts[form]) for form in best]
        return found


def _span(ordered: list[str], beginning: str) -> tuple[int, int]:
    return bisect_left(ordered, beginning), bisect_left(ordered, beginning + _AFTER_ALL)


def _starts(folded: str) -> Iterable[str]:
    """A name from each of its words on."""
    words = folded.split()
    return (" ".join(words[at:]) for at in range(len(words)))
