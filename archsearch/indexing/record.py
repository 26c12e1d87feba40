"""The stored record of a document: everything that showing it takes.

Beside the document and its passages a record carries, for each version, a *forward index*: the
tokens of the text with their offsets. So the marks of a hit are found from its record alone,
whatever the engine, without analysing a text again, and an answer never depends on the analyser
of today agreeing with the one that built the index. Records are MessagePack; nothing in them is
executed when they are read.
"""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgpack

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
from archsearch.indexing.forward_index import ForwardIndex
from archsearch.parallel import Alignment, Passage

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Raised by one whenever what is packed changes its meaning.
RECORD_FORMAT = 3


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
