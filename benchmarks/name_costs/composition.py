"""Costs between two spellings of one alphabet, by way of the other alphabet.

Few pairs show that German "tsch" is Polish "cz", but many show that both are «ч». So what a group
becomes in its own alphabet is, for one half, what was learned from pairs of such spellings, and
for the other what it becomes there and back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.analysis.names.costs import WINDOWS

if TYPE_CHECKING:
    from benchmarks.name_costs.contexts import Distribution

Contexts = dict[tuple[str, str], "Distribution"]

#: Half of what is said comes from pairs of the same alphabet.
OWN_SHARE = 0.5
#: Outcomes less probable than this are forgotten; there are many, each of some use.
FLOOR = 0.004


def there_and_back(there: Contexts, back: Contexts, own: Contexts) -> Contexts:
    """Distributions from an alphabet to itself.

    Args:
        there: to the other alphabet.
        back: from it.
        own: learned from pairs of one alphabet.
    """
    mixed: Contexts = {}
    for window in {**there, **own}:
        composed = _composed(_nearest(there, window), back)
        learned = _nearest(own, window)
        share = OWN_SHARE if composed and learned else float(not composed)
        outcomes: Distribution = {}
        for distribution, part in ((learned, share), (composed, 1 - share)):
            for outcome, p in distribution.items():
                outcomes[outcome] = outcomes.get(outcome, 0.0) + part * p
        mixed[window] = {outcome: p for outcome, p in outcomes.items() if p >= FLOOR}
    return mixed


def _nearest(contexts: Contexts, window: tuple[str, str]) -> Distribution:
    """The distribution of the widest window within a window."""
    before, after = window
    for left, right in reversed(WINDOWS):
        if left <= len(before) and right <= len(after):
            found = contexts.get((before[len(before) - left :], after[:right]))
            if found is not None:
                return found
    return {}


def _composed(there: Distribution, back: Contexts) -> Distribution:
    found: Distribution = {}
    for (length, middle), p in there.items():
        for target, q in _spelt(middle, back).items():
            found[length, target] = found.get((length, target), 0.0) + p * q
    return found


def _spelt(letters: str, back: Contexts) -> dict[str, float]:
    """What letters become, read by themselves."""
    if not letters:
        return {"": 1.0}
    found: dict[str, float] = {}
    for (length, target), p in _nearest(back, ("", letters[:2])).items():
        if length <= len(letters):
            for rest, q in _spelt(letters[length:], back).items():
                found[target + rest] = found.get(target + rest, 0.0) + p * q
    return found
