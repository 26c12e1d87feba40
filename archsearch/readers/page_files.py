"""Files of one recognised page each → the files of one document, in the order of their numbers.

Programs that recognise texts write a file a page: `box_0001.xml`, `box_0002.xml`, … beside each
other are the pages of `box`. A leaf's two sides are `box_0355.xml` and `box_0355об.xml` (or `v`).
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.holdings import PageBreak
from archsearch.readers.content import Content, TextFormat
from archsearch.readers.paged import joined, labelled
from archsearch.readers.report import NOTHING_RECOGNISED, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from archsearch.settings import ReadingSettings

_NUMBERED = re.compile(
    r"(?P<stem>.*?)[ ._-]*(?P<number>\d{1,6})[ ._-]?(?P<side>об\.?|ob|verso|recto|[rvabаб])?",
    re.IGNORECASE,
)
#: How a side is written behind its number.
_SIDES = {"об": " об.", "об.": " об.", "ob": " об.", "verso": "v", "recto": "r"}
#: Of the numbers from the first to the last at least so many must be there: years and numbers of
#: records that happen to end the names of files lie further apart.
_LEAST_SHARE = 0.5
#: So many missing pages are named.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file of one page: its number, the side of the leaf as written behind it, "" for none."""

    path: Path
    number: int
    side: str

    @property
    def label(self) -> str:
        """What the page is called by its file."""
        return f"{self.number}{self.side}"


@dataclass(frozen=True, slots=True)
class OnePage:
    """A file that is a page of a document.

    Attributes:
        path: the file.
        label: what the page is called, where the file itself doesn't say.
        format: what reads it.
        image: of the page, by its path from the document's own file, or its address; "" for the
            one that the page's file names.
    """

    path: Path
    label: str
    format: TextFormat
    image: str = ""

    def content(self, settings: ReadingSettings) -> Content:
        """What it holds.

        Raises:
            HoldingError: it can't be read.
        """
        content = self.format.content(self.path, settings)
        if not self.image:
            return content
        breaks = content.text.pages or (PageBreak(0, ""),)
        pages = tuple(dataclasses.replace(each, scan=0) for each in breaks)
        text = dataclasses.replace(content.text, pages=pages)
        return dataclasses.replace(content, text=text, images=(self.image,))


@dataclass(frozen=True, slots=True)
class Series:
    """The pages of a document.

    Attributes:
        called: the path that the document is called by.
        pages: its files in order.
        format: what reads them as one text.
    """

    called: Path
    pages: tuple[PageFile, ...]
    format: TextFormat


def find_series(files: Iterable[tuple[Path, Path, TextFormat]]) -> Iterator[Series]:
    """The series among some files of page formats.

    Args:
        files: path, holdings folder and format of each.
    """
    found = defaultdict(list)
    for path, root, text_format in files:
        named = _NUMBERED.fullmatch(path.stem)
        if named:
            key = (path.parent, root, named["stem"], path.suffix, text_format)
            found[key].append(_page_file(path, named))
    for (folder, root, stem, suffix, text_format), pages in found.items():
        pages.sort(key=lambda page: (page.number, page.side.strip()))
        if _is_series(pages):
            called = _called(folder, root, stem, suffix, pages[0].path)
            content = partial(_content, text_format, tuple(pages))
            yield Series(called, tuple(pages), dataclasses.replace(text_format, content=content))


def page_label(path: Path) -> str:
    """What a page is called by the name of its file, "" where that has no number."""
    named = _NUMBERED.fullmatch(path.stem)
    return _page_file(path, named).label if named else ""


def _page_file(path: Path, named: re.Match[str]) -> PageFile:
    side = (named["side"] or "").lower()
    return PageFile(path, int(named["number"]), _SIDES.get(side, side))


def _is_series(pages: Sequence[PageFile]) -> bool:
    numbers = {page.number for page in pages}
    span = max(numbers) - min(numbers) + 1
    is_distinct = len({page.label for page in pages}) == len(pages)
    return len(pages) > 1 and is_distinct and len(numbers) >= _LEAST_SHARE * span


def _called(folder: Path, root: Path, stem: str, suffix: str, first: Path) -> Path:
    """What a series is called by: its stem, else its folder, else its first file."""
    if stem:
        return folder / f"{stem}{suffix}"
    return first if folder == root else folder.parent / f"{folder.name}{suffix}"


def _content(
    text_format: TextFormat, pages: Sequence[PageFile], path: Path, settings: ReadingSettings
) -> Content:
    """What the files of a series hold together.

    Raises:
        HoldingError: none can be read.
    """
    files = [OnePage(page.path, page.label, text_format) for page in pages]
    content = pages_together(files, settings)
    return dataclasses.replace(content, remarks=(*_missing(pages, path), *content.remarks))


def pages_together(pages: Sequence[OnePage], settings: ReadingSettings) -> Content:
    """What files hold together; a page that can't be read is refused, the others are taken.

    Raises:
        HoldingError: none can be read.
    """
    contents: list[Content] = []
    images: list[str] = []
    remarks: list[Problem] = []
    recognised = NOTHING_RECOGNISED
    for at, page in enumerate(pages, 1):
        try:
            content = page.content(settings)
        except HoldingError as error:
            if at == len(pages) and not contents:
                raise
            remarks.append(Problem.of(error))
            continue
        text = content.text.with_scans_after(len(images))
        contents.append(dataclasses.replace(content, text=labelled(text, page.label)))
        images += content.images
        remarks += content.remarks
        recognised += content.recognised
    languages = {each.language for each in contents}
    return Content(
        joined([each.text for each in contents]),
        language=languages.pop() if len(languages) == 1 else "",
        remarks=tuple(remarks),
        images=tuple(images),
        recognised=recognised,
    )


def _missing(pages: Sequence[PageFile], path: Path) -> Iterator[Problem]:
    """The numbers between the first and the last that have no file."""
    there = {page.number for page in pages}
    absent = [each for each in range(min(there), max(there)) if each not in there]
    if absent:
        named = ", ".join(map(str, absent[:_NAMED])) + (" …" if len(absent) > _NAMED else "")
        count = f"{len(absent)} of the pages {min(there)} to {max(there)} have no file: {named}"
        yield Problem(str(path), count, Severity.WARNED, remedy="look whether they are lost")
