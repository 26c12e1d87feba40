"""Recognised pages (ALTO, PAGE XML, hOCR) → one text, its pages, and where its words stand.

A format's reader hands over pages of blocks of lines of words, in reading order. Words that a
line's end breaks are put together where the program that recognised them says so, or left a mark
that only such a break has; whether a plain hyphen is one, the analysis decides by its dictionary.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.holdings import PageBreak, WordBox, WordBoxes
from archsearch.holdings.languages import language_tag
from archsearch.holdings.scans import ADDRESS, PAGE_PARTS
from archsearch.readers.content import Content
from archsearch.readers.paged import PagedText, page_end
from archsearch.readers.report import Recognised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

#: Left, top, width and height, in whatever unit the page's own width and height are.
Box = tuple[float, float, float, float]
#: Soft hyphen, and the signs by which programs and encoders mark a break (FineReader's ¬, ⸗ of
#: German prints); a plain hyphen may belong to the word.
BREAK_MARKS = "\xad¬⸗"
#: Kinds of files that page images are, in the order in which they are looked for.
_IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".jp2")
#: Languages by the three letters of ISO 639-2, as programs that recognise texts give them.
_THREE_LETTERS = {"rus": "ru", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or its part on one line.

    Attributes:
        text: as it was recognised.
        box: where it stands, None where nobody says.
        confidence: from 0 to 1, None where nobody says.
        glued: whether it follows the one before without a space.
        breaks: whether the line's end breaks it, so that the next word is its second part.
        whole: what it is with its second part, where the file says so.
    """

    text: str
    box: Box | None = None
    confidence: float | None = None
    glued: bool = False
    breaks: bool = False
    whole: str = ""


Line = tuple[Word, ...]
Block = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes:
        blocks: in reading order.
        width, height: what the boxes are measured against; 0 where nobody says.
        label: its number as printed or as the file gives it, "" if it has none.
        image: its image as the file names it, or "".
        confidence: of the whole page, where the file gives none for words.
        languages: that the file says its parts are in.
    """

    blocks: tuple[Block, ...]
    width: float = 0
    height: float = 0
    label: str = ""
    image: str = ""
    confidence: float | None = None
    languages: frozenset[str] = frozenset()


def number(value: str | None) -> float | None:
    """A number as these files write it, None where there is none."""
    try:
        found = float(value) if value else None
    except ValueError:
        return None
    return found if found is not None and math.isfinite(found) else None


def recognised(pages: Sequence[Page], path: Path) -> Content:
    """What the pages of a file hold.

    Raises:
        HoldingError: there are none.
    """
    if not pages:
        raise HoldingError("has no pages in it", path)
    writer = _Writer()
    images: dict[str, int] = {}
    breaks = []
    for at, page in enumerate(pages, 1):
        image = image_beside(path, page.image, alone=len(pages) == 1)
        scan = images.setdefault(image, len(images)) if image else None
        start = len(writer.text)
        writer.write(page)
        if writer.text[start:].strip():
            # A page that is alone in its file needs no number there.
            number_here = str(at) if len(pages) > 1 else ""
            breaks.append(PageBreak(start, page.label or number_here, scan))
    text = writer.text.rstrip()
    return Content(
        PagedText(text, tuple(breaks), WordBoxes.of(writer.boxes)),
        language=_language(pages),
        images=tuple(images),
        recognised=_confidence(pages),
    )


def _language(pages: Iterable[Page]) -> str:
    """The language that all parts are in that say one, if it isn't Russian or English.

    These two are told by their scripts, and a program that was told one of them saw the other
    too; others can't be told so.
    """
    said = {each for page in pages for each in page.languages}
    tags = {_THREE_LETTERS.get(each.casefold()) or language_tag(each) for each in said}
    tag = tags.pop().split("-")[0] if len(tags) == 1 else ""
    return "" if tag in {"ru", "en"} else tag


def _confidence(pages: Sequence[Page]) -> Recognised:
    words = [word for page in pages for block in page.blocks for line in block for word in line]
    sure = [word.confidence for word in words if word.confidence is not None]
    if not sure:
        sure = [page.confidence for page in pages if page.confidence is not None]
    return Recognised(len(words), sum(sure) / len(sure) if sure else None)


def image_beside(path: Path, named: str, *, alone: bool) -> str:
    """The image of a page, by its path from the page's file; "" if there is none.

    It is sought by the name that the file gives and by the file's own name (`alone`: if it has
    no other page), beside the file and in the folder above, where Transkribus puts images.
    """
    if named.startswith(ADDRESS):
        return named
    own = [f"{path.stem}{suffix}" for suffix in _IMAGE_SUFFIXES] if alone else []
    given = PureWindowsPath(named)
    beside = [given.name] + [f"{given.stem}{suffix}" for suffix in _IMAGE_SUFFIXES]
    for name in (named.replace("\\", "/"), *(beside if named else ()), *own):
        for place in ("", "../"):
            if name and not name.startswith("/") and _is_file(path.parent / f"{place}{name}"):
                return f"{place}{name}"
    return ""


def _is_file(path: Path) -> bool:
    try:
        return path.is_file() and path.suffix.lower() in _IMAGE_SUFFIXES
    except (OSError, ValueError):
        return False


class _Writer:
    """Puts the words of pages together; `text` and `boxes` grow."""

    def __init__(self) -> None:
        self.text = ""
        self.boxes: list[WordBox] = []
        self._first: Word | None = None
        self._pieces: list[str] = []
        self._length = 0

    def write(self, page: Page) -> None:
        """Add a page."""
        self._pieces, self._length = [], len(self.text)
        for block in page.blocks:
            for line in block:
                self._line(page, line)
            if self._first is None:
                self._paragraph()
        if self._first is not None:
            # What the next page goes on with, the analysis finds.
            self._add(page, Word(f"{_stem(self._first)}-", self._first.box))
            self._first = None
        written = "".join(self._pieces).rstrip()
        self.text += page_end(written) if written else ""

    def _line(self, page: Page, line: Line) -> None:
        begins = True
        for at, word in enumerate(line):
            if self._first is not None:
                self._join(page, self._first, word)
                continue
            if not (begins or word.glued):
                self._put(" ")
            begins = False
            if at == len(line) - 1 and (word.breaks or word.text.endswith(tuple(BREAK_MARKS))):
                self._first = word
            else:
                self._add(page, word)
        if self._first is None and not begins:
            self._put("\n")

    def _join(self, page: Page, first: Word, second: Word) -> None:
        """Write the word of which these are the two parts."""
        stem = _stem(first)
        self._first = None
        both = stem + second.text
        if first.whole and first.whole not in both:
            both = first.whole
        start = self._length
        self._put(both)
        cut = start + (len(stem) if both.startswith(stem) else len(both))
        self._box(page, first.box, start, cut)
        self._box(page, second.box, cut if cut < self._length else start, self._length)
        self._put("\n")

    def _add(self, page: Page, word: Word) -> None:
        start = self._length
        self._put(word.text)
        self._box(page, word.box, start, self._length)

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def _paragraph(self) -> None:
        if self._pieces and self._pieces[-1] != "\n\n":
            if self._pieces[-1] == "\n":
                self._length -= 1
                self._pieces.pop()
            self._put("\n\n")

    def _box(self, page: Page, box: Box | None, start: int, end: int) -> None:
        if box is None or not page.width or not page.height or start >= end:
            return
        across, down = PAGE_PARTS / page.width, PAGE_PARTS / page.height
        left, top, width, height = box
        edges = (left * across, top * down, width * across, height * down)
        if all(abs(edge) < 2 * PAGE_PARTS for edge in edges):
            self.boxes.append(WordBox(start, end, *(round(edge) for edge in edges)))


def _stem(word: Word) -> str:
    """The first part of a broken word, without the mark of the break."""
    return word.text.rstrip(f"-{BREAK_MARKS}")


_SPACES = re.compile(r"\s+")


def even(text: str | None) -> str:
    """A text on one line, without spaces around it."""
    return _SPACES.sub(" ", text or "").strip()
