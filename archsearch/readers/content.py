"""A file of one text in any format → its content → a document.

Formats that hold one text each (plain text, PDF, DOCX, ODT, HTML) differ in how the text is got
out; what is made of it, alone or for the row of a manifest that names the file, is the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from archsearch.readers.described import Described, by_language, describe_versions
from archsearch.readers.naming import default_id
from archsearch.readers.page_labels import is_page_text
from archsearch.readers.page_text import page_id, read_page
from archsearch.readers.reader import Candidate, Head, Taken
from archsearch.readers.report import NOTHING_RECOGNISED, Problem, Recognised, Severity
from archsearch.readers.scans import locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from archsearch.errors import HoldingError
    from archsearch.readers.paged import PagedText
    from archsearch.settings import ReadingSettings

#: Titles in the properties of files that a program wrote there, not a person.
_MADE_TITLE = re.compile(
    r"microsoft \w+ - .*|.*\.(?:docx?|rtf|pdf|odt|html?|txt|indd|tif|wpd)|untitled.*|без имени.*"
    r"|(?:document|документ|doc|template|title|normal|новый документ|scan|скан)[\s\d_-]*",
    re.IGNORECASE,
)
#: What separates keywords in the properties of files.
_KEYWORDS = re.compile(r"\s*[;,|]\s*")


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds.

    Attributes:
        text: all of it.
        texts: by version key, where the file itself says which part is in which language.
        fields: what the file says about itself, by the headings of manifest columns.
        language: BCP 47 tag, where the file says it of all its text.
        remarks: what is to be said about the file.
        images: page images by their paths from the file, or their addresses; its pages say which
            is theirs.
        recognised: words of the text that a program read off images.
    """

    text: PagedText
    texts: Mapping[str, PagedText] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    remarks: tuple[Problem, ...] = ()
    images: tuple[str, ...] = ()
    recognised: Recognised = NOTHING_RECOGNISED

    def by_language(self, path: Path) -> dict[str, PagedText]:
        """Its texts by version key; what the file doesn't say is told by its script."""
        return dict(self.texts) or by_language(self.text, path, self.language)

    def version(self, key: str) -> PagedText:
        """The text for a version that somebody else says it is."""
        return self.texts.get(key, self.text)


@dataclass(frozen=True, slots=True)
class TextFormat:
    """Reads a format of which a file holds one text.

    Attributes:
        name: what the format is called in reports.
        test: whether a file that begins so is of this format.
        content: what a file holds; raises `HoldingError`.
        has_page_files: whether a document usually is many files, a page each.
    """

    name: str
    test: Callable[[Head], bool]
    content: Callable[[Path, ReadingSettings], Content]
    has_page_files: bool = False

    def recognises(self, head: Head) -> bool:
        """Whether a file that begins so is of this format."""
        return self.test(head)

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """The one record."""
        number = default_id(path, root)
        read = partial(self.taken, path, root, number, settings)
        yield Candidate(number, "", (), read, by_path=path)

    def taken(self, path: Path, root: Path, number: str, settings: ReadingSettings) -> Taken:
        """The document of a file.

        Raises:
            HoldingError: it can't be read.
        """
        return document_of(self.content(path, settings), path, root, number)


def document_of(content: Content, path: Path, root: Path, number: str) -> Taken:
    """The document that a file's content is.

    Raises:
        HoldingError: it says something impossible of itself.
    """
    text = content.text.text
    if is_page_text(text):
        return Taken(read_page(text, path, page_id(text) or number), content.remarks)
    described = Described(path, root, number, content.fields)
    made = describe_versions(described, content.by_language(path))
    made, remarks = locate(made, content.images, path, root)
    said = recognition_remarks(content.recognised, path)
    return Taken(made, (*content.remarks, *said, *remarks), content.recognised)


def recognition_remarks(recognised: Recognised, path: Path, place: str = "") -> tuple[Problem, ...]:
    """How much of a text was recognised by a program, and how surely."""
    if not recognised.words:
        return ()
    message = f"was recognised by a program: {recognised}"
    return (Problem(str(path), message, Severity.NOTED, place),)


def properties(title: str = "", subject: str = "", keywords: str = "") -> dict[str, str]:
    """The properties of an office file or PDF as fields; titles that programs make are left out."""
    title = " ".join(title.split())
    fields = {
        "title": "" if _MADE_TITLE.fullmatch(title) else title,
        "summary": subject.strip(),
        "subjects": "|".join(filter(None, _KEYWORDS.split(keywords.strip()))),
    }
    return {name: value for name, value in fields.items() if value}
