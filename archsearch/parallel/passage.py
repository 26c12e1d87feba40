"""A passage: a stretch of a document that its versions share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Passage:
    """One row of a document's alignment.

    Attributes:
        spans: ``[start, end)`` character offsets into each version's text, by version key;
            a version that has no counterpart for this passage is absent.
    """

    spans: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the versions of a document correspond.

    Attributes:
        passages: in reading order; the spans of one version cover its text in ascending order
            (white space between paragraphs apart) and never overlap.
        aligned: False where the versions are not translations of each other: then every
            passage has a single version.
    """

    passages: tuple[Passage, ...]
    aligned: bool = True
