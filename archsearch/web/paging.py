"""A total and a place in it → the page numbers to offer."""

from __future__ import annotations

from dataclasses import dataclass

#: Page numbers offered on either side of the current one.
NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page to go to: its number from 1, and the offset of its first item."""

    number: int
    offset: int
    current: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the reader is and where they can go.

    Attributes:
        links: the first and the last page and those around the current one, ascending; a gap
            in the numbers is a gap on the page.
        previous, next: offset of the neighbouring page, or None.
    """

    links: tuple[PageLink, ...]
    previous: int | None
    next: int | None


def pages(total: int, size: int, offset: int, max_offset: int) -> Pages:
    """The page numbers of `total` items, `size` on a page, when `offset` come before this page."""
    reachable = min(total, max_offset + size)
    last = max(1, -(-reachable // size))
    here = offset // size + 1
    wanted = {1, last, *range(here - NEIGHBOURS, here + NEIGHBOURS + 1)}
    links = tuple(
        PageLink(number, (number - 1) * size, number == here)
        for number in sorted(wanted)
        if 1 <= number <= last
    )
    return Pages(
        links=links if last > 1 or here > 1 else (),
        previous=min(max(0, offset - size), (last - 1) * size) if offset else None,
        next=offset + size if offset + size < reachable else None,
    )
