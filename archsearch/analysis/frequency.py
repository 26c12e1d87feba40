"""How common a word is in running text, for telling where one spaced word ends.

Counts of word forms in public-domain prose and papers; `scripts/count-words` makes the tables
and names the sources. A word that isn't in them gets a share by its length, higher if the
dictionary knows it.
"""

from __future__ import annotations

import lzma
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from archsearch.analysis.russian import is_word
from archsearch.analysis.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Log probability of a word of the dictionary that was never counted, and of any other word;
#: each letter more makes it rarer. Found by trial on one half of spaced-out sentences, and as
#: good on the other.
_KNOWN: Final = -13.5
_UNKNOWN: Final = -10.0
_KNOWN_LETTER: Final = -0.15
_UNKNOWN_LETTER: Final = -2.4
#: The longest ending behind a stem of `stems.tsv`.
_LONGEST_ENDING: Final = 4
_CACHED: Final = 1 << 14


@cache
def _log_shares(script: str) -> Mapping[str, float]:
    """Word → log of its share of running text, from the packed table of a script.

    The table's lines are a log share in hundredths and the words that have it.
    """
    packed = files("archsearch.analysis").joinpath("data", f"frequencies-{script}.txt.xz")
    shares: dict[str, float] = {}
    for line in lzma.decompress(packed.read_bytes()).decode("utf-8").splitlines():
        share, *words = line.split(" ")
        shares.update(dict.fromkeys(words, -int(share) / 100))
    return shares


@lru_cache(_CACHED)
def log_share(word: str, script: str) -> float:
    """Log of the probability that a running word is the folded `word`.

    Args:
        word: the folded word.
        script: "Cyrl" or "Latn".
    """
    counted = _log_shares(script).get(word)
    if counted is not None:
        return counted
    if script == "Cyrl" and len(word) > 1 and (_has_listed_stem(word) or is_word(word)):
        return _KNOWN + _KNOWN_LETTER * len(word)
    return _UNKNOWN + _UNKNOWN_LETTER * len(word)


@cache
def _stems() -> frozenset[str]:
    return frozenset(stem for (stem,) in read_table("stems.tsv"))


def _has_listed_stem(word: str) -> bool:
    return any(word[:end] in _stems() for end in range(len(word), len(word) - _LONGEST_ENDING, -1))


def is_common(word: str) -> bool:
    """Whether a folded word is in the dictionary of its script, or often met."""
    script = "Latn" if word.isascii() else "Cyrl"
    return word in _log_shares(script) or (script == "Cyrl" and is_word(word))
