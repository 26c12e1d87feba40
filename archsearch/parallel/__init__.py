"""The versions of one document together: aligned passages and the learned bilingual lexicon."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from archsearch.parallel.passage import Alignment, Passage

if TYPE_CHECKING:
    from archsearch.parallel.alignment import align
    from archsearch.parallel.curated import CURATED_FILE, read_curated
    from archsearch.parallel.lexicon import Lexicon
    from archsearch.parallel.pairing import pair_sentences
    from archsearch.parallel.paragraphs import Text
    from archsearch.parallel.sentences import split_sentences
    from archsearch.parallel.terms import lexicon_pairs

__all__ = [
    "CURATED_FILE",
    "Alignment",
    "Lexicon",
    "Passage",
    "Text",
    "align",
    "lexicon_pairs",
    "pair_sentences",
    "read_curated",
    "split_sentences",
]

_MODULES = {
    "CURATED_FILE": "curated",
    "Lexicon": "lexicon",
    "Text": "paragraphs",
    "align": "alignment",
    "lexicon_pairs": "terms",
    "pair_sentences": "pairing",
    "read_curated": "curated",
    "split_sentences": "sentences",
}


def __getattr__(name: str) -> object:
    # A search shows passages and looks words up; only building an index aligns and learns.
    if name in _MODULES:
        found: object = getattr(import_module(f"archsearch.parallel.{_MODULES[name]}"), name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
