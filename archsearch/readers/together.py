"""Files whose names say that they belong together → one record.

`letter.ru.docx` and `letter.en.txt`, side by side in one folder, are the two versions of a letter
that is called `letter`; the ids that they would have alone lead to it. So are `letter.txt` and
`letter.en.txt`, if their texts are in different scripts. Files of a page each are
taken together before (`page_files`), so a version may be a series of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.columns import column_of
from archsearch.readers.content import Content, TextFormat, recognition_remarks
from archsearch.readers.described import (
    UNDETERMINED,
    Described,
    describe_versions,
    first_line,
    language_of,
)
from archsearch.readers.foreign import faults_named
from archsearch.readers.naming import default_id, language_of_name, stem_of
from archsearch.readers.page_files import find_series
from archsearch.readers.reader import Candidate, Head, Taken
from archsearch.readers.report import NOTHING_RECOGNISED, Problem
from archsearch.readers.scans import locate
from archsearch.readers.time_limit import time_limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from archsearch.readers.discovery import HoldingFile
    from archsearch.readers.paged import PagedText
    from archsearch.readers.reader import Reader
    from archsearch.settings import ReadingSettings

#: A file and what reads it.
Offered = tuple["HoldingFile", "Reader"]


@dataclass(frozen=True, slots=True)
class Part:
    """One version of a record, or all of it.

    Attributes:
        key: of the version, "" where nobody says.
        called: the path by which it is called: that of its file, or of a series without numbers.
        paths: its files, in order.
        format: what reads it.
    """

    key: str
    called: Path
    paths: tuple[Path, ...]
    format: TextFormat


@dataclass(frozen=True, slots=True)
class Whole:
    """Reads files that are one record; a `Reader` of these alone.

    Attributes:
        parts: its versions in the order of their keys, or one part without a key.
    """

    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """The format of the first version: reports count the record there."""
        return self.parts[0].format.name

    def recognises(self, head: Head) -> bool:
        """Whether the file is the first of a version."""
        return any(head.path == part.paths[0] for part in self.parts)

    def candidates(self, path: Path, root: Path, settings: ReadingSettings) -> Iterator[Candidate]:
        """The one record."""
        called = self.parts[0].called
        if len(self.parts) == 1:
            number = default_id(called, root)
            read = partial(self.parts[0].format.taken, path, root, number, settings)
        else:
            stem = stem_of(called)
            number = default_id(called.with_name(f"{stem}{called.suffix}"), root)
            read = partial(_read, self.parts, root, number, settings)
            keys = "-".join(part.key for part in self.parts)
            called = called.with_name(f"{stem}.{keys}{called.suffix}")
        yield Candidate(number, "", (), read, by_path=called)


def together(offered: Iterable[Offered], settings: ReadingSettings) -> list[Offered]:
    """The same files, those that are one record as one, in the place of the first of them."""
    every = list(offered)
    parts = _parts(every)
    wholes = [Whole((part,)) for part in parts if len(part.paths) > 1]
    for same_stem in _by_stem(parts, settings).values():
        wholes += [Whole(tuple(sorted(v, key=lambda p: p.key))) for v in _paired(same_stem)]
    # The versions of a record, which come last, take the place of a series that is one of them.
    of_path = {path: whole for whole in wholes for part in whole.parts for path in part.paths}
    found: dict[Path, Offered] = {}
    for file, reader in every:
        mine = of_path.get(file.path)
        found.setdefault(mine.parts[0].paths[0] if mine else file.path, (file, mine or reader))
    return list(found.values())


def _parts(offered: Iterable[Offered]) -> list[Part]:
    """The files that hold one text each, those of a page each as one."""
    files = [(file, reader) for file, reader in offered if isinstance(reader, TextFormat)]
    series = list(find_series((f.path, f.root, r) for f, r in files if r.has_page_files))
    found = [
        Part(
            language_of_name(each.called),
            each.called,
            tuple(page.path for page in each.pages),
            each.format,
        )
        for each in series
    ]
    taken = {path for part in found for path in part.paths}
    return found + [
        Part(language_of_name(file.path), file.path, (file.path,), reader)
        for file, reader in files
        if file.path not in taken
    ]


def _by_stem(parts: Iterable[Part], settings: ReadingSettings) -> Mapping[Path, list[Part]]:
    """The parts whose names end with a language, by their paths without it.

    A part that has that path itself is one of them if its text says its language.
    """
    found: dict[Path, list[Part]] = defaultdict(list)
    others: dict[Path, list[Part]] = defaultdict(list)
    for part in parts:
        (found if part.key else others)[part.called.parent / stem_of(part.called)].append(part)
    for path, same_stem in found.items():
        if len(others[path]) == 1:
            same_stem.extend(_told_by_text(others[path][0], same_stem, settings))
    return found


def _told_by_text(part: Part, beside: Sequence[Part], settings: ReadingSettings) -> list[Part]:
    """A part with the language that its text is in, if no text beside it is in that one."""
    try:
        # Whatever goes wrong is said when the file is read as a record.
        with faults_named(part.paths[0]), time_limit(settings.read_seconds, part.paths[0]):
            key, *others = part.format.content(part.paths[0], settings).by_language(part.paths[0])
            keys = {_language(each, settings) for each in beside}
    except HoldingError:
        # What can't be read, has no text or is in two languages is a record of its own.
        return []
    if others or key == UNDETERMINED or key in keys:
        return []
    return [replace(part, key=key)]


def _language(part: Part, settings: ReadingSettings) -> str:
    return language_of(part.format.content(part.paths[0], settings).version(part.key).text)


def _paired(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """The files of one stem in groups of one file a language.

    A letter that is there twice in a language (`letter.ru.pdf`, `letter.ru.docx`) belongs to the
    translation in its own format.
    """
    by_suffix = defaultdict(list)
    for part in parts:
        by_suffix[part.called.suffix.lower()].append(part)
    groups = [parts] if _is_told_apart(parts) else by_suffix.values()
    yield from (each for each in groups if len(each) > 1 and _is_told_apart(each))


def _is_told_apart(parts: Sequence[Part]) -> bool:
    return len({part.key for part in parts}) == len(parts)


def _read(parts: Sequence[Part], root: Path, number: str, settings: ReadingSettings) -> Taken:
    """The document of a pair.

    Raises:
        HoldingError: none of its files can be read, or one says something impossible.
    """
    contents, remarks = _contents(parts, settings)
    texts: dict[str, PagedText] = {}
    images: list[str] = []
    recognised = NOTHING_RECOGNISED
    for key, content in contents.items():
        text = content.version(key).with_scans_after(len(images))
        if text.text.strip():
            texts[key] = text.part(0, len(text.text))
        images += content.images
        recognised += content.recognised
    fields: dict[str, str] = {}
    for key, content in contents.items():
        fields |= {name: fields.get(name, value) for name, value in _fields(key, content).items()}
    alone = [default_id(part.called, root) for part in parts]
    alone = [each for each in alone if each != number]
    fields["former_ids"] = "|".join(filter(None, (fields.get("former_ids", ""), *alone)))
    made = describe_versions(Described(parts[0].paths[0], root, number, fields), texts)
    made, missing = locate(made, images, parts[0].paths[0], root)
    said = recognition_remarks(recognised, parts[0].paths[0])
    return Taken(made, (*remarks, *said, *missing), recognised)


def _contents(
    parts: Sequence[Part], settings: ReadingSettings
) -> tuple[dict[str, Content], list[Problem]]:
    """What the files hold; one that can't be read is refused, and the others are taken.

    Raises:
        HoldingError: none can be read.
    """
    contents: dict[str, Content] = {}
    remarks: list[Problem] = []
    for at, part in enumerate(parts, 1):
        try:
            contents[part.key] = part.format.content(part.paths[0], settings)
        except HoldingError as error:
            if at == len(parts) and not contents:
                raise
            remarks.append(Problem.of(error))
        else:
            remarks.extend(contents[part.key].remarks)
    return contents, remarks


def _fields(key: str, content: Content) -> dict[str, str]:
    """What a file says about itself; what it says of its text belongs to that version."""
    found = {}
    for name, value in content.fields.items():
        versioned = f"{name}_{key}"
        found[versioned if column_of(versioned)[1] else name] = value
    title = first_line(content.version(key).text)
    return {f"title_{key}": title, **found} if title else found
