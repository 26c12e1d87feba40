"""Characters → tokens: repair, tokenizer, Russian and English, folding; no I/O but own tables."""

from archsearch.analysis.analyzer import ANALYZER_VERSION, Analyzer
from archsearch.analysis.explain import Explanation
from archsearch.analysis.fold import fold
from archsearch.analysis.function_words import is_function_word
from archsearch.analysis.script import language_of, script_of
from archsearch.analysis.token import Columns, Token, Vocabulary
from archsearch.analysis.via import Via

__all__ = [
    "ANALYZER_VERSION",
    "Analyzer",
    "Columns",
    "Explanation",
    "Token",
    "Via",
    "Vocabulary",
    "fold",
    "is_function_word",
    "language_of",
    "script_of",
]
