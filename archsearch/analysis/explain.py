"""How a text was read: every stage of the chain, for a person who wants to know why.

Nothing is decided here; the stages are those that `Analyzer` goes through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archsearch.analysis.token import Token
    from archsearch.analysis.words import Chain


@dataclass(frozen=True, slots=True)
class ExplainedChunk:
    """A chunk of the text and what it may be part of.

    Attributes:
        start, end: characters ``[start, end)`` of the text.
        suspicions: what it was suspected of, in lower case ("letter", "abbreviation", ...).
    """

    start: int
    end: int
    suspicions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplainedRepair:
    """Chunks that were read together or in context.

    Attributes:
        start, end: characters ``[start, end)`` of the text.
        kind: "letter-spaced", "line end", "in context" or "look-alike".
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One text, read.

    Attributes:
        text: as it was handed in.
        language: the BCP 47 tag that it was read with.
        script: the ISO 15924 code of the script of most of its letters.
        chain: how its words were read.
        chunks: the text, cut up.
        repairs: what was read otherwise than chunk by chunk.
        tokens: what came out.
    """

    text: str
    language: str
    script: str
    chain: Chain
    chunks: tuple[ExplainedChunk, ...]
    repairs: tuple[ExplainedRepair, ...]
    tokens: tuple[Token, ...]
