"""Two versions of a record in one language → whether they are nearly the same text.

Revised copies of one translation pass for two translations: readers are shown both, and every
search finds both. How alike two texts are is measured by the runs of words that they share (the
resemblance of Broder, "On the resemblance and containment of documents", 1997): of all runs of
either text, the share that both have.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from archsearch.holdings import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archsearch.holdings import Document

#: Words in a run, as in Manning, Raghavan and Schütze, "Introduction to Information Retrieval"
#: (2008), 19.6: shorter ones are phrases that any two translations share.
RUN = 4
#: From here on two texts are one: the threshold of Broder et al., "Syntactic clustering of the Web"
#: (1997). With runs of four words it is reached while one word in twelve differs, which is a
#: revision; two people who translate one text seldom agree on four words together.
ALIKE = 0.5
#: Texts of fewer words are formulas, which everybody translates alike.
FEWEST_WORDS = 20
_WORD = re.compile(r"\w+")


def near_duplicates(document: Document) -> Iterator[str]:
    """A sentence for each two versions of one language that are nearly the same."""
    texts = [each for each in document.versions if each.role is not Role.COPY]
    for one, other in combinations(texts, 2):
        if one.language != other.language:
            continue
        alike = resemblance(one.text, other.text)
        if alike >= ALIKE:
            how = "the same text" if alike == 1 else f"nearly the same text ({alike:.0%} alike)"
            yield f"the versions “{one.key}” and “{other.key}” are {how}"


def resemblance(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1; 0 for texts too short to tell."""
    runs = [_runs(text) for text in (one, other)]
    if not all(runs):
        return 0.0
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return frozenset()
    return frozenset(zip(*(words[at:] for at in range(RUN)), strict=False))
