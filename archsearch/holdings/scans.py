"""Page images of a document, and where the words of a text stand on them."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: A box is measured in so many parts of its page's width or height, so that it fits the image in
#: whatever size it is shown; one part is less than a pixel of a letter scanned at 600 dpi.
PAGE_PARTS = 10_000
#: Images that every browser shows and none runs, by media type.
SHOWN_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
#: What a web address begins with.
ADDRESS = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Scan:
    """An image of one page or leaf.

    Attributes:
        source: a path below the holdings folder ("scans/0001.jpg"), or a web address.
        label: the page or leaf that it shows, as the source names it, or "".
        media_type: "image/jpeg", … told by the file's content; "" for an address.
        size: bytes of the file, 0 for an address. A file of another size isn't the one that was
            described.
        width, height: of the image in pixels, 0 where nobody knows.
    """

    source: str
    label: str = ""
    media_type: str = ""
    size: int = 0
    width: int = 0
    height: int = 0

    @property
    def is_file(self) -> bool:
        """Whether it lies in the holdings folder, not somewhere on the web."""
        return not self.source.startswith(ADDRESS)


class WordBox(NamedTuple):
    """Where a word, or the part of it on one line, stands on its page.

    The page is that on which `start` lies. Lengths are in parts (`PAGE_PARTS`) of the page's
    width and height, from its upper left corner.
    """

    start: int
    end: int
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class WordBoxes:
    """The boxes of a text, in the order of its words.

    A volume has hundreds of thousands of words, and most readers look at its text alone; so the
    numbers are kept as bytes until somebody asks for some.

    Attributes:
        starts: offsets in the text, four bytes each, little-endian, ascending.
        lengths: characters of each word, two bytes each, as are all that follow.
        lefts, tops, widths, heights: as in `WordBox`.
    """

    starts: bytes = b""
    lengths: bytes = b""
    lefts: bytes = b""
    tops: bytes = b""
    widths: bytes = b""
    heights: bytes = b""

    @classmethod
    def of(cls, boxes: Iterable[WordBox]) -> WordBoxes:
        """Keep some boxes; what lies beyond its page is cut at the page's edge."""
        found = sorted(boxes, key=lambda box: box.start)
        edges = [_within_page(box) for box in found]
        return cls(
            _packed("I", (box.start for box in found)),
            _packed("H", (min(box.end - box.start, 0xFFFF) for box in found)),
            *(_packed("H", (edge[at] for edge in edges)) for at in range(4)),
        )

    def __len__(self) -> int:
        """How many boxes there are."""
        return len(self.lengths) // 2

    def __iter__(self) -> Iterator[WordBox]:
        """All boxes."""
        return self._boxes(0, len(self))

    def within(self, start: int, end: int) -> tuple[WordBox, ...]:
        """The boxes of the words that have characters in ``[start, end)``."""
        starts = _unpacked("I", self.starts)
        first = bisect_left(starts, start)
        # A word that begins before may reach into it; one that is on two lines has two boxes.
        while first and starts[first - 1] > start - _LONGEST_WORD:
            first -= 1
        found = self._boxes(first, bisect_left(starts, end))
        return tuple(box for box in found if box.end > start)

    def part(self, start: int, end: int) -> WordBoxes:
        """The boxes of the words that begin in ``[start, end)``, counted from `start`."""
        if not self.lengths:
            return self
        found = (box for box in self.within(start, end) if box.start >= start)
        return WordBoxes.of(
            box._replace(start=box.start - start, end=min(box.end, end) - start) for box in found
        )

    def _boxes(self, first: int, last: int) -> Iterator[WordBox]:
        starts = _unpacked("I", self.starts[4 * first : 4 * last])
        columns = (self.lengths, self.lefts, self.tops, self.widths, self.heights)
        lengths, *edges = (_unpacked("H", each[2 * first : 2 * last]) for each in columns)
        for start, length, *edge in zip(starts, lengths, *edges, strict=True):
            yield WordBox(start, start + length, *edge)


NO_BOXES = WordBoxes()
#: A line that was recognised without its words is one box; lines aren't longer.
_LONGEST_WORD = 1_000


def _within_page(box: WordBox) -> tuple[int, int, int, int]:
    left, top = (max(0, min(edge, PAGE_PARTS)) for edge in (box.left, box.top))
    width = max(0, min(box.left + box.width, PAGE_PARTS) - left)
    return left, top, width, max(0, min(box.top + box.height, PAGE_PARTS) - top)


def _packed(kind: str, numbers: Iterable[int]) -> bytes:
    return _little_endian(array(kind, numbers)).tobytes()


def _unpacked(kind: str, packed: bytes) -> array[int]:
    found = array(kind)
    found.frombytes(packed)
    return _little_endian(found)


def _little_endian(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
