"""Numbers of documents by year → a drawing that needs no script and no style of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: The drawing, in units of its own.
WIDTH = 1000
HEIGHT = 100
#: Bars are as many as can be told apart; more years share a bar.
MAX_BARS = 120


@dataclass(frozen=True, slots=True)
class Bar:
    """Some years: from, to, how many documents, where it stands, and what shows the documents."""

    first: int
    last: int
    count: int
    x: float
    y: float
    width: float
    height: float
    address: str = ""

    @property
    def label(self) -> str:
        """The years that it stands for."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars from the first to the last year."""

    bars: tuple[Bar, ...]
    first: int
    last: int


def timeline(
    years: Mapping[int, int], address: Callable[[int, int], str] | None = None
) -> Timeline | None:
    """Draw the numbers of documents by year; None where fewer than two years have any.

    Args:
        years: documents by year.
        address: the page of the documents from one year to another.
    """
    if len(years) < 2:
        return None
    first, last = min(years), max(years)
    step = -(-(last - first + 1) // MAX_BARS)
    starts = range(first, last + 1, step)
    counts = [sum(years.get(year, 0) for year in range(s, s + step)) for s in starts]
    most, width = max(counts), WIDTH / len(starts)
    bars = tuple(
        Bar(
            first=start,
            last=min(start + step - 1, last),
            count=count,
            x=round(order * width, 2),
            y=round(HEIGHT - HEIGHT * count / most, 2),
            width=round(width * 0.85, 2),
            height=round(HEIGHT * count / most, 2),
            address=address(start, min(start + step - 1, last)) if address else "",
        )
        for order, (start, count) in enumerate(zip(starts, counts, strict=True))
    )
    return Timeline(bars, first, last)
