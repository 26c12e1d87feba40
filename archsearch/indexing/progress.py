"""How far a build or an update is: the stages it goes through, and who is told."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """What is under way, in the order of it; an update has no `LEXICON`."""

    SURVEY = "survey"
    INDEX = "index"
    WRITE = "write"
    NAMES = "names"
    LEXICON = "lexicon"
    VERIFY = "verify"
    PROVE = "prove"
    SWAP = "swap"


class Progress(Protocol):
    """Told how far it is, often: once for each record while `Stage.INDEX` is under way."""

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """So many of `total` are done; a total of 0 is not known."""


def unseen(stage: Stage, done: int, total: int) -> None:
    """Progress that nobody looks at."""
