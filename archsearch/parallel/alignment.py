"""The versions of one document as aligned passages.

A `Document` arrives, its `Alignment` leaves. Every version is paired with the original, and the
pairings are joined into rows that all versions share. Texts are never changed, and versions that
aren't translations of each other are left unpaired.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from archsearch.holdings import Role
from archsearch.parallel.grouping import join
from archsearch.parallel.pairing import pair_texts
from archsearch.parallel.paragraphs import Text, divide, split_paragraphs
from archsearch.parallel.passage import Alignment, Passage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archsearch.holdings import Document, Version
    from archsearch.parallel.grouping import Pair
    from archsearch.parallel.lexicon import Lexicon
    from archsearch.parallel.paragraphs import Span


def align(document: Document, lexicon: Lexicon | None = None) -> Alignment:
    """Align the versions of a document.

    Args:
        document: with any number of versions; the others are aligned with the first original, or
            with the first version where none is marked as original.
        lexicon: word translations, or None for numbers, names and lengths alone.

    Returns:
        Passages that cover every version's text. Versions without text have none.
    """
    versions = [version for version in document.versions if version.text.strip()]
    if not versions:
        return Alignment(())
    base = next((each for each in versions if each.role is Role.ORIGINAL), versions[0])
    others = [version for version in versions if version is not base]
    pairings: dict[str, list[Pair]] = {}
    strangers = []
    for other in others:
        pairs = pair_texts(
            Text(base.text, base.language), Text(other.text, other.language), lexicon
        )
        if pairs is None:
            strangers.append(other)
        else:
            pairings[other.key] = pairs
    rows = _rows(base.key, pairings) if pairings else _alone(base)
    for stranger in strangers:
        rows.extend(_alone(stranger))
    return Alignment(tuple(rows), aligned=bool(pairings) or not others)


def _alone(version: Version) -> list[Passage]:
    text = Text(version.text, version.language)
    spans = split_paragraphs(version.text)
    return [Passage({version.key: part}) for span in spans for part in divide(text, span)]


@dataclass(frozen=True, slots=True)
class _Row:
    """What one pairing has in one row: first what it alone has, then what it shares."""

    loose: tuple[Span, ...]
    base: Span | None
    other: Span | None


def _rows(base: str, pairings: Mapping[str, Sequence[Pair]]) -> list[Passage]:
    """Rows that end only where every pairing has a boundary in the base version."""
    ends = set.intersection(
        *({one[1] for one, _ in pairs if one is not None} for pairs in pairings.values())
    )
    columns = {key: _grouped(pairs, ends) for key, pairs in pairings.items()}
    passages: list[Passage] = []
    for cells in zip_longest(*columns.values()):
        row = {key: cell for key, cell in zip(columns, cells, strict=True) if cell is not None}
        passages.extend(Passage({key: span}) for key, cell in row.items() for span in cell.loose)
        shared = next((cell.base for cell in row.values() if cell.base is not None), None)
        spans = {base: shared, **{key: cell.other for key, cell in row.items()}}
        present = {key: span for key, span in spans.items() if span is not None}
        if present:
            passages.append(Passage(present))
    return passages


def _grouped(pairs: Sequence[Pair], ends: set[int]) -> list[_Row]:
    rows: list[_Row] = []
    loose: list[Span] = []
    base: Span | None = None
    other: Span | None = None
    for one, two in pairs:
        if one is None and base is None and two is not None:
            loose.append(two)
            continue
        base, other = join(base, one), join(other, two)
        if one is not None and one[1] in ends:
            rows.append(_Row(tuple(loose), base, other))
            loose, base, other = [], None, None
    if loose:
        rows.append(_Row(tuple(loose), None, None))
    return rows
