"""What analysing one document came to, with a numbering of its own; as bytes, and back.

The bytes depend on the document and the analyser alone, so they can be kept and used by a later
build in the place of the analysis: MessagePack, compressed with zstd. Nothing in them is executed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgpack
import numpy as np
import zstandard

from archsearch.engines.base import FieldTerms, IndexedDocument
from archsearch.indexing.packing import by_appearance, pack_array, unpack_array
from archsearch.indexing.surfaces import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from archsearch.holdings import Document
    from archsearch.indexing.lessons import Pair

#: zstd's quickest: the analysis is kept to save time, and twice the time saves a tenth of the room.
_LEVEL = 1


class Outcome(NamedTuple):
    """An analysed document.

    Attributes:
        document: as the engine takes it; its term ids are indexes into `strings`.
        strings: terms and surface forms, in the order of their first use.
        forms: (n,) which of the strings are surface forms.
        counts: (n, KINDS) how each of these is written, from `archsearch.indexing.surfaces`.
        pairs: what its passages teach the lexicon.
    """

    document: IndexedDocument
    strings: tuple[str, ...]
    forms: NDArray[np.int32]
    counts: NDArray[np.int32]
    pairs: Sequence[Pair]

    def renumbered(self, numbers: NDArray[np.int32], strings: tuple[str, ...] = ()) -> Outcome:
        """The same with ``numbers[id]`` instead of each id, which are indexes into `strings`."""
        return Outcome(
            renumbered(self.document, numbers),
            strings,
            numbers[self.forms],
            self.counts,
            [(numbers[left], numbers[right]) for left, right in self.pairs],
        )

    def alone(self, strings: Sequence[str]) -> Outcome:
        """The same, numbered by itself.

        Args:
            strings: what its ids are indexes into now.
        """
        parts = [field.terms for field in self.document.fields.values()]
        used, _ = by_appearance(np.concatenate([np.zeros(0, np.int32), *parts]))
        # Only what is used is ever looked up; filling the rest would take longer than all else.
        numbers = np.empty(int(used.max(initial=-1)) + 1, np.int32)
        numbers[used] = np.arange(used.size, dtype=np.int32)
        return self.renumbered(numbers, tuple(map(strings.__getitem__, used.tolist())))


def renumbered(document: IndexedDocument, numbers: NDArray[np.int32]) -> IndexedDocument:
    """`document` with ``numbers[term]`` instead of each term."""
    fields = {
        name: FieldTerms(numbers[field.terms], field.positions, field.length)
        for name, field in document.fields.items()
    }
    return IndexedDocument(
        document.id,
        fields,
        document.keywords,
        document.numbers,
        document.sort_keys,
        document.stored,
    )


def pack_outcome(source: Document, outcome: Outcome) -> bytes:
    """The bytes from which `unpack_outcome` makes the same again.

    Args:
        source: what was analysed.
        outcome: numbered by itself.
    """
    document = outcome.document
    left, right = zip(*outcome.pairs, strict=True) if outcome.pairs else ((), ())
    packed = {
        "undigested": _undigested(source),
        "id": document.id,
        "fields": {
            name: (
                pack_array(field.terms),
                pack_array(np.diff(field.positions, prepend=0)),
                field.length,
            )
            for name, field in document.fields.items()
        },
        "keywords": document.keywords,
        "numbers": document.numbers,
        "sort_keys": document.sort_keys,
        "stored": document.stored,
        "strings": "\n".join(outcome.strings),
        "forms": pack_array(np.diff(outcome.forms, prepend=0)),
        "counts": pack_array(outcome.counts.ravel()),
        "pairs": [_pack_parts(left), _pack_parts(right)],
    }
    return zstandard.compress(msgpack.packb(packed), _LEVEL)


def unpack_outcome(source: Document, data: bytes) -> Outcome | None:
    """What `pack_outcome` packed, or None where that was another document than it seemed.

    Args:
        source: a document of the same digest.
        data: what was packed, unharmed.
    """
    packed: Mapping[str, Any] = msgpack.unpackb(zstandard.decompress(data), strict_map_key=True)
    if packed["undigested"] != _undigested(source):
        return None
    fields = {
        name: FieldTerms(
            unpack_array(terms), np.cumsum(unpack_array(positions), dtype=np.int32), length
        )
        for name, (terms, positions, length) in packed["fields"].items()
    }
    document = IndexedDocument(
        id=packed["id"],
        fields=fields,
        keywords={name: tuple(values) for name, values in packed["keywords"].items()},
        numbers=packed["numbers"],
        sort_keys=packed["sort_keys"],
        stored=packed["stored"],
    )
    return Outcome(
        document,
        tuple(packed["strings"].split("\n")) if packed["strings"] else (),
        np.cumsum(unpack_array(packed["forms"]), dtype=np.int32),
        unpack_array(packed["counts"]).reshape(-1, KINDS),
        list(zip(*map(_unpack_parts, packed["pairs"]), strict=True)),
    )


def _undigested(document: Document) -> list[str]:
    """What goes into a record although the digest of a document leaves it out."""
    return [document.source, *document.titles]


def _pack_parts(parts: Sequence[NDArray[np.int32]]) -> list[Any]:
    whole = np.concatenate([np.zeros(0, np.int32), *parts])
    return [pack_array(np.array([part.size for part in parts], np.int64)), pack_array(whole)]


def _unpack_parts(packed: Sequence[tuple[str, bytes]]) -> list[NDArray[np.int32]]:
    sizes, whole = map(unpack_array, packed)
    return np.split(whole, np.cumsum(sizes)[:-1]) if sizes.size else []
