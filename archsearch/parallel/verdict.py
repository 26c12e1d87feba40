"""Whether two texts are translations of each other.

Two texts arrive, yes or no leaves. A translation says most of what its original says: numbers,
names, loan words and frequent words of the one turn up in the other far more often than in an
unrelated text of the same size. Only Russian and English are judged; of other languages too
little is known here, and they are taken on trust.
"""

from __future__ import annotations

from math import inf, log1p
from typing import TYPE_CHECKING

from archsearch.parallel.comparison import comparison

if TYPE_CHECKING:
    from archsearch.parallel.comparison import Comparison
    from archsearch.parallel.paragraphs import Text

#: Characters of either text that are looked at, from its beginning and then from its end.
SAMPLE = 3000
#: Fewer different features than this say nothing of a short text. A text longer than `_SHORT`
#: characters with so few isn't in its language at all (its encoding was lost).
TOO_FEW = 12
_SHORT = 600

#: Logistic regression on news, medical and encyclopaedic texts with a tenth of their sentences
#: dropped, a third of their translations cut off, against the same texts paired wrongly and
#: diplomatic papers beside novels.
_COVERAGE = 72.0
_SMALLER_SIZE = 1.5
_LARGER_SIZE = -5.8
_CONSTANT = 9.8
#: Texts are said to be strangers only when they surely are: separating a translation is worse
#: than pairing two texts that a librarian has filed as versions of one document.
_SURE = -2.0


def are_translations(left: Text, right: Text) -> bool:
    """Whether one text translates the other, as far as can be told; yes in doubt."""
    if {left.language.partition("-")[0], right.language.partition("-")[0]} != {"ru", "en"}:
        return True
    # Always without a learned lexicon: the constants know the coverage of the seed dictionary.
    by = comparison(None)
    if _kinship(left.text[:SAMPLE], right.text[:SAMPLE], by) > _SURE:
        return True
    if min(len(left.text), len(right.text)) < 2 * SAMPLE:
        return False
    # One version may have a preface of its own.
    return _kinship(left.text[-SAMPLE:], right.text[-SAMPLE:], by) > _SURE


def _kinship(left: str, right: str, by: Comparison) -> float:
    features, others = by.features(left), by.features(right)
    if min(len(features), len(others)) < TOO_FEW:
        return 0.0 if min(len(left), len(right)) < _SHORT else -inf
    return kinship_of(features, others, by)


def kinship_of(features: set[int], others: set[int], by: Comparison) -> float:
    """Log-odds that the text with some features translates that with the others.

    Args:
        features: of `SAMPLE` characters of the one text.
        others: of so many of the other.
        by: what the features are from.
    """
    smaller, larger = sorted((features, others), key=len)
    covered = by.counterpart_count(smaller, larger)
    return (
        _COVERAGE * covered / (len(smaller) + 1)
        + _SMALLER_SIZE * log1p(len(smaller))
        + _LARGER_SIZE * log1p(len(larger))
        + _CONSTANT
    )
