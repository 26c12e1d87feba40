"""Pairs cut into units → what a letter group becomes, by the letters around it.

"c" is «к» before "a", «с» before "e" in most languages, «ц» at the end of a Serbian name. So the
probability of a unit is conditioned on a window around it, as wide as the pairs can support: each
window's distribution is interpolated with that of the next narrower one (Dirichlet smoothing), and
windows are only kept where they say something that the narrower one doesn't.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from archsearch.analysis.names.costs import END, START, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: What a group becomes: how many letters it has, and the letters that they become.
Outcome = tuple[int, str]
Distribution = dict[Outcome, float]

#: How many observations the narrower window's opinion is worth.
SMOOTHING = 2.0
#: A window needs this many observations,
FEWEST = 4
#: must change some outcome's probability by this much,
DIFFERENCE = 0.12
#: and forgets outcomes less probable than this.
FLOOR = 0.002


def learn_contexts(
    cuts: Iterable[Sequence[tuple[str, str]]],
) -> dict[tuple[str, str], Distribution]:
    """Distributions by window: the letters before a group, and those from its first letter on."""
    counts = _count(cuts)
    kept: dict[tuple[str, str], Distribution] = {}
    for width, windows in enumerate(counts):
        for (before, after), outcomes in windows.items():
            total = sum(outcomes.values())
            if width and total < FEWEST:
                continue
            narrower = _narrower(kept, before, after, width)
            share = total / (total + SMOOTHING) if narrower else 1.0
            mixed = {outcome: p * (1 - share) for outcome, p in narrower.items()}
            for outcome, n in outcomes.items():
                mixed[outcome] = mixed.get(outcome, 0.0) + share * n / total
            if not width or _difference(mixed, narrower) >= DIFFERENCE:
                kept[before, after] = {o: p for o, p in mixed.items() if p >= FLOOR}
    return kept


def _count(
    cuts: Iterable[Sequence[tuple[str, str]]],
) -> list[defaultdict[tuple[str, str], Counter[Outcome]]]:
    counts: list[defaultdict[tuple[str, str], Counter[Outcome]]] = [
        defaultdict(Counter) for _ in WINDOWS
    ]
    for units in cuts:
        word = START + "".join(source for source, _ in units) + END
        at = len(START)
        for source, target in units:
            for windows, (left, right) in zip(counts, WINDOWS, strict=True):
                windows[word[at - left : at], word[at : at + right]][len(source), target] += 1
            at += len(source)
    return counts


def _narrower(
    kept: dict[tuple[str, str], Distribution], before: str, after: str, width: int
) -> Distribution:
    for left, right in reversed(WINDOWS[:width]):
        found = kept.get((before[len(before) - left :], after[:right]))
        if found is not None:
            return found
    return {}


def _difference(one: Distribution, other: Distribution) -> float:
    return max(abs(one.get(each, 0) - other.get(each, 0)) for each in one.keys() | other.keys())


def to_lines(contexts: dict[tuple[str, str], Distribution]) -> list[str]:
    """The lines of a table of costs: window, then ``length outcome cost`` for each outcome."""
    lines = []
    for (before, after), outcomes in sorted(contexts.items()):
        ordered = sorted(outcomes.items(), key=lambda item: (-item[1], item[0]))
        cells = [f"{length} {target} {-math.log(p):.2f}" for (length, target), p in ordered]
        lines.append("\t".join([f"{before}|{after}", *cells]))
    return lines
