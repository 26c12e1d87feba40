"""How far a writer is while it writes: told part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_Part = TypeVar("_Part")


class Told(Protocol):
    """Told how far something is, often."""

    def __call__(self, done: int, total: int) -> None:
        """So many of `total` are done, whatever it is that is counted."""


def untold(done: int, total: int) -> None:
    """Nobody wants to know."""


def telling(
    parts: Iterable[_Part], size: Callable[[_Part], int], total: int, told: Told
) -> Iterator[_Part]:
    """The same parts; `told` hears of each when it is done with."""
    done = 0
    for part in parts:
        yield part
        done += size(part)
        told(done, total)
