"""The stored record of a document: everything that showing it takes.

Beside the document and its passages a record carries, for each version, a *forward index*: the
tokens of the text with their offsets. So the marks of a hit are found from its record alone,
whatever the engine, without analysing a text again, and an answer never depends on the analyser
of today agreeing with the one that built the index. Records are MessagePack; nothing in them is
executed when they are read.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgpack
import numpy as np

from archsearch.analysis.row import begins, ranges
from archsearch.errors import OtherReleaseError
from archsearch.holdings import (
    Access,
    ArchivalDate,
    Document,
    PageBreak,
    Reference,
    Rights,
    Role,
    Scan,
    Version,
    WordBoxes,
)
from archsearch.indexing.packing import (
    by_appearance,
    order_of,
    pack_array,
    unpack_array,
)
from archsearch.parallel import Alignment, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from archsearch.analysis import Columns

#: Raised by one whenever what is packed changes its meaning.
RECORD_FORMAT = 3


@dataclass(frozen=True)
class ForwardIndex:
    """The tokens of one text, by number of a local form.

    Attributes:
        forms: (f,) folded surface forms that occur in the text; equal ones stand together.
        terms: (t,) distinct terms that the forms are indexed under.
        counts: (t,) how many of the forms each term has.
        owners: (sum of counts,) index into `forms`: the forms of the first term, of the second …
        tokens: (n,) index into `forms` for each token, in order.
        positions, starts, ends: (n,) as in `archsearch.analysis.Columns`.
    """

    forms: tuple[str, ...]
    terms: tuple[str, ...]
    counts: NDArray[np.int32]
    owners: NDArray[np.int32]
    tokens: NDArray[np.int32]
    positions: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    @classmethod
    def of(cls, columns: Columns) -> ForwardIndex:
        """Take it from the columns of an analysed text.

        A form may stand for different terms in different places (initials, old spelling); each
        combination is a local form of its own.
        """
        strings = columns.vocabulary.strings
        # Numbered by the text alone, so that no vocabulary shows in the record.
        exact_ids, exact = by_appearance(columns.exact)
        term_ids, numbers = by_appearance(columns.terms)
        columns = dataclasses.replace(columns, exact=exact, terms=numbers)
        kinds = _kinds(columns)
        by_kind = np.argsort(kinds)
        new = begins(kinds[by_kind])
        # One token of each kind; which one doesn't matter.
        shown = by_kind[new]
        tokens = np.empty(kinds.size, np.int32)
        tokens[by_kind] = np.cumsum(new, dtype=np.int32) - np.int32(1)
        sizes = np.diff(columns.offsets)[shown]
        stacked = columns.terms[ranges(columns.offsets[shown], sizes)]
        order = order_of(stacked)
        first = np.flatnonzero(begins(stacked[order]))
        terms, counts = stacked[order[first]], np.diff(first, append=stacked.size)
        return cls(
            forms=tuple(map(strings.__getitem__, exact_ids[columns.exact[shown]].tolist())),
            terms=tuple(map(strings.__getitem__, term_ids[terms].tolist())),
            counts=counts.astype(np.int32),
            owners=np.repeat(np.arange(shown.size, dtype=np.int32), sizes)[order],
            tokens=tokens,
            positions=columns.positions,
            starts=columns.starts,
            ends=columns.ends,
        )

    def with_forms(self, wanted: AbstractSet[str]) -> list[tuple[int, str]]:
        """Numbers of the local forms that are one of these surface forms, each with its form."""
        return _among(self.forms, wanted)

    def with_terms(self, wanted: AbstractSet[str]) -> list[tuple[int, str]]:
        """Numbers of the local forms that are indexed under one of these terms, each with it."""
        return [
            (form, term)
            for place, term in _among(self.terms, wanted)
            for form in self._owned(place)
        ]

    def tokens_of(self, forms: Sequence[int]) -> NDArray[np.intp]:
        """Numbers of the tokens that are one of these local forms, rising."""
        accepted = np.zeros(len(self.forms), np.bool_)
        accepted[forms] = True
        return np.flatnonzero(accepted[self.tokens])

    def occurrences(self) -> Iterator[tuple[str, int]]:
        """Each term with how many of the tokens are indexed under it."""
        times = np.bincount(self.tokens, minlength=len(self.forms))[self.owners]
        starts = np.cumsum(self.counts) - self.counts
        summed = np.add.reduceat(times, starts) if starts.size else times
        return zip(self.terms, summed.tolist(), strict=True)

    def _owned(self, place: int) -> list[int]:
        end = int(self.counts[: place + 1].sum())
        owned: list[int] = self.owners[end - int(self.counts[place]) : end].tolist()
        return owned

    def pack(self) -> dict[str, Any]:
        """As MessagePack can hold it; numbers as differences, which compress well."""
        return {
            "forms": "\n".join(self.forms),
            "terms": "\n".join(self.terms),
            "counts": pack_array(self.counts),
            "owners": pack_array(self.owners),
            "tokens": pack_array(self.tokens),
            "positions": pack_array(np.diff(self.positions, prepend=0)),
            "starts": pack_array(np.diff(self.starts, prepend=0)),
            "lengths": pack_array(self.ends - self.starts),
        }

    @classmethod
    def unpack(cls, packed: Mapping[str, Any]) -> ForwardIndex:
        """The inverse of `pack`."""
        starts = np.cumsum(unpack_array(packed["starts"]), dtype=np.int32)
        return cls(
            forms=tuple(packed["forms"].split("\n")) if packed["forms"] else (),
            terms=tuple(packed["terms"].split("\n")) if packed["terms"] else (),
            counts=unpack_array(packed["counts"]),
            owners=unpack_array(packed["owners"]),
            tokens=unpack_array(packed["tokens"]),
            positions=np.cumsum(unpack_array(packed["positions"]), dtype=np.int32),
            starts=starts,
            ends=starts + unpack_array(packed["lengths"]),
        )


def _among(strings: Sequence[str], wanted: AbstractSet[str]) -> list[tuple[int, str]]:
    """The places of those strings that are wanted."""
    if wanted.isdisjoint(strings):
        # So it is with most texts, and this is the fastest way to tell.
        return []
    return [(place, string) for place, string in enumerate(strings) if string in wanted]


class Record:
    """A stored record; its parts are unpacked when they are asked for."""

    def __init__(self, stored: bytes) -> None:
        """Unpack the outermost layer of what `pack_record` made.

        Raises:
            OtherReleaseError: another release of archsearch made it.
        """
        self._packed: dict[str, Any] = msgpack.unpackb(stored, strict_map_key=True)
        if self._packed["format"] != RECORD_FORMAT:
            raise OtherReleaseError("The index")

    @cached_property
    def document(self) -> Document:
        """The document as its reader made it."""
        return _unpack_document(self._packed["document"])

    @cached_property
    def alignment(self) -> Alignment:
        """How its versions correspond."""
        return Alignment(
            tuple(
                Passage({key: (start, end) for key, start, end in spans})
                for spans in self._packed["passages"]
            ),
            aligned=self._packed["aligned"],
        )

    @cached_property
    def forward(self) -> Mapping[str, ForwardIndex]:
        """Forward index by version key."""
        return {key: ForwardIndex.unpack(packed) for key, packed in self._packed["forward"].items()}


def pack_record(
    document: Document, alignment: Alignment, forward: Mapping[str, ForwardIndex]
) -> bytes:
    """The bytes from which `Record` reads the same again."""
    packed = {
        "format": RECORD_FORMAT,
        "document": _pack_document(document),
        "passages": [
            [(key, *span) for key, span in passage.spans.items()] for passage in alignment.passages
        ],
        "aligned": alignment.aligned,
        "forward": {key: index.pack() for key, index in forward.items()},
    }
    data: bytes = msgpack.packb(packed)
    return data


#: Shifts and multipliers of the finalizer of SplitMix64 (Steele, Lea and Flood, "Fast Splittable
#: Pseudorandom Number Generators", OOPSLA 2014); a sum of plain multiples would collide.
_MIXING = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1))
_PLACE_BITS = 8


def _kinds(columns: Columns) -> NDArray[np.int64]:
    """(n,) equal numbers for tokens of one form that stand for the same terms.

    The form in the upper half, a hash of its stacked terms in the lower: two stacks of one form
    would have to collide in 32 bits to be confused.
    """
    if not columns.exact.size:
        return np.zeros(0, np.int64)
    place = np.arange(columns.terms.size) - np.repeat(
        columns.offsets[:-1], np.diff(columns.offsets)
    )
    hashed = (columns.terms.astype(np.uint64) << np.uint64(_PLACE_BITS)) + place.astype(np.uint64)
    for shift, multiplier in _MIXING:
        hashed ^= hashed >> np.uint64(shift)
        hashed *= np.uint64(multiplier)
    stacks = (np.add.reduceat(hashed, columns.offsets[:-1]) & np.uint64(0xFFFFFFFF)).astype(
        np.int64
    )
    kinds: NDArray[np.int64] = (columns.exact.astype(np.int64) << 32) | stacks
    return kinds


def _pack_document(document: Document) -> dict[str, Any]:
    packed = {each.name: getattr(document, each.name) for each in dataclasses.fields(Document)}
    packed["titles"] = dict(document.titles)
    for name in ("versions", "scans"):
        packed[name] = [dataclasses.astuple(each) for each in packed[name]]
    for name in ("date", "reference", "rights"):
        packed[name] = dataclasses.asdict(packed[name])
    return packed


def _unpack_document(packed: Mapping[str, Any]) -> Document:
    values = dict(packed)
    values["versions"] = tuple(_unpack_version(version) for version in packed["versions"])
    values["scans"] = tuple(Scan(*scan) for scan in packed["scans"])
    values["date"] = ArchivalDate(**_tuples(packed["date"]))
    values["reference"] = Reference(**_tuples(packed["reference"]))
    values["rights"] = Rights(**packed["rights"])
    values["access"] = Access(packed["access"])
    values["notes"] = tuple((label, note) for label, note in packed["notes"])
    return Document(**_tuples(values))


def _unpack_version(packed: list[Any]) -> Version:
    key, language, role, text, copy_of, translator, pages, boxes = packed
    return Version(
        key=key,
        language=language,
        role=Role(role),
        text=text,
        copy_of=Role(copy_of) if copy_of else None,
        translator=translator,
        pages=tuple(PageBreak(*page) for page in pages),
        boxes=WordBoxes(*boxes),
    )


def _tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
