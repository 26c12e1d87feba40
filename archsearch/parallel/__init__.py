"""The versions of one document together: aligned passages and the learned bilingual lexicon."""

from archsearch.parallel.alignment import align
from archsearch.parallel.counterparts import Side, counterparts
from archsearch.parallel.curated import CURATED_FILE, read_curated
from archsearch.parallel.lexicon import Lexicon
from archsearch.parallel.pairing import pair_sentences
from archsearch.parallel.paragraphs import Text
from archsearch.parallel.passage import Alignment, Passage
from archsearch.parallel.sentences import split_sentences
from archsearch.parallel.terms import lexicon_pairs

__all__ = [
    "CURATED_FILE",
    "Alignment",
    "Lexicon",
    "Passage",
    "Side",
    "Text",
    "align",
    "counterparts",
    "lexicon_pairs",
    "pair_sentences",
    "read_curated",
    "split_sentences",
]
