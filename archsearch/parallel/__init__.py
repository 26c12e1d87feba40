"""The versions of one document together: aligned passages and the learned bilingual lexicon."""

from archsearch.parallel.alignment import align
from archsearch.parallel.lexicon import Lexicon
from archsearch.parallel.passage import Alignment, Passage
from archsearch.parallel.sentences import split_sentences
from archsearch.parallel.terms import lexicon_pairs

__all__ = ["Alignment", "Lexicon", "Passage", "align", "lexicon_pairs", "split_sentences"]
