"""The librarian's own lexicon: lexicon.tsv in a folder of holdings.

A file of word pairs arrives, pairs of terms leave. A line is a word, a tab, its translation;
lines that begin with "#" and empty lines are comments. Only single words can be told: the lexicon
translates terms, and a term is one word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.errors import HoldingError

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.analysis import Analyzer

#: Name of the file in a folder of holdings.
CURATED_FILE = "lexicon.tsv"
#: A larger file isn't a person's work.
_MOST_BYTES = 16 * 1024 * 1024


def read_curated(path: Path, analyzer: Analyzer) -> list[tuple[str, str]]:
    """Read the pairs of a curated lexicon as terms.

    Raises:
        HoldingError: the file can't be read, or a line isn't two words.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise HoldingError("the lexicon is too large", path)
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise HoldingError(f"can't be read: {error.strerror}", path) from error
    except UnicodeDecodeError as error:
        raise HoldingError("isn't UTF-8 text", path, remedy="save it as UTF-8") from error
    pairs = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        terms = [_term(cell, analyzer) for cell in cells]
        if len(terms) != 2 or not all(terms):
            raise HoldingError(
                "expected one word, a tab and its translation in one word",
                path,
                place=f"line {number}",
            )
        pairs.append((terms[0], terms[1]))
    return pairs


def _term(cell: str, analyzer: Analyzer) -> str:
    tokens = analyzer.tokens(cell, "und")
    whole = [token for token in tokens if token.end - token.start == len(cell)]
    return whole[0].terms[0] if whole else ""
