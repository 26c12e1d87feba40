"""The page images of a document → those that stand beside a part of its text.

Only files that lie among the holdings are shown: nothing is ever loaded from another host. An
image or a IIIF manifest elsewhere becomes a link.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.holdings.pages import page_at, page_name
from archsearch.holdings.scans import SHOWN_TYPES
from archsearch.web.languages import current
from archsearch.web.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archsearch.holdings import Document, Scan
    from archsearch.holdings.scans import WordBox
    from archsearch.search import Passage

#: Images offered beside one part.
MOST_BESIDE = 60


@dataclass(frozen=True, slots=True)
class ShownScan:
    """An image beside the text.

    Attributes:
        number: its place among the document's images, from 1.
        name: the page or leaf that it shows.
        width, height: in pixels, 0 where nobody knows.
        boxes: where the matches stand on it: left, top, width, height in ten thousandths.
    """

    number: int
    name: str
    width: int
    height: int
    boxes: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Scans:
    """The images of a part.

    Attributes:
        beside: those that are offered, in their order.
        shown: the one that is shown.
        before, after: numbers of the images around it, None at the ends.
        total: images of the document that can be shown.
    """

    beside: tuple[ShownScan, ...]
    shown: ShownScan
    before: int | None
    after: int | None
    total: int


def is_shown(scan: Scan) -> bool:
    """Whether the pages show it: a file of a kind that a browser shows."""
    return scan.is_file and scan.media_type in SHOWN_TYPES


def scans(document: Document, passages: Sequence[Passage], asked: int | None) -> Scans | None:
    """The images beside some passages, None where there are none.

    Args:
        document: whose they are.
        passages: of the part that is shown.
        asked: number of the image that the reader chose; else it is that of the first match, or
            of the first page of the part.
    """
    known = [at for at, scan in enumerate(document.scans) if is_shown(scan)]
    if not known:
        return None
    boxes = _boxes(document, passages)
    own = sorted({at for each in passages for at in _scans_of(each)} & set(known))
    marked = next((at for at in _marked(passages) if at in known), None)
    first = marked if marked is not None else (own or known)[0]
    here = asked - 1 if asked is not None and asked - 1 in known else first
    place = known.index(here)
    window = known[max(0, place - MOST_BESIDE // 2) :][:MOST_BESIDE]
    beside = [at for at in (own or window) if at in window] or window
    names = _names(document)
    return Scans(
        beside=tuple(_shown(document, at, names, boxes) for at in beside),
        shown=_shown(document, here, names, boxes),
        before=known[place - 1] + 1 if place else None,
        after=known[place + 1] + 1 if place + 1 < len(known) else None,
        total=len(known),
    )


def _shown(
    document: Document, at: int, names: Mapping[int, str], boxes: Mapping[int, list[WordBox]]
) -> ShownScan:
    scan = document.scans[at]
    label = page_name(scan.label, current()) if scan.label else names.get(at, "")
    return ShownScan(
        number=at + 1,
        name=label or _("image %(number)s", number=at + 1),
        width=scan.width,
        height=scan.height,
        boxes=tuple((box.left, box.top, box.width, box.height) for box in boxes.get(at, ())),
    )


def _names(document: Document) -> dict[int, str]:
    """The page or leaf that the texts say an image shows."""
    return {
        page.scan: page_name(page.label, current())
        for version in reversed(document.versions)
        for page in version.pages
        if page.scan is not None
    }


def _scans_of(passage: Passage) -> Iterator[int]:
    for text in passage.texts.values():
        for page in (text.page, *text.breaks):
            if page and page.scan is not None:
                yield page.scan


def _marked(passages: Sequence[Passage]) -> Iterator[int]:
    for passage in passages:
        for text in passage.texts.values():
            if text.marks and text.page and text.page.scan is not None:
                yield text.page.scan


def _boxes(document: Document, passages: Sequence[Passage]) -> dict[int, list[WordBox]]:
    """The boxes of the marked words, by image."""
    found: dict[int, list[WordBox]] = defaultdict(list)
    for passage in passages:
        for key, text in passage.texts.items():
            version = document.version(key)
            if version is None or not len(version.boxes):
                continue
            for start, end in text.marks:
                for box in version.boxes.within(text.start + start, text.start + end):
                    page = page_at(version.pages, box.start)
                    if page and page.scan is not None:
                        found[page.scan].append(box)
    return found
