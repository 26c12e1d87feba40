"""Files whose names say that they belong together → one record.

`letter.ru.docx` and `letter.en.txt`, side by side in one folder, are the two versions of a letter
that is called `letter`; the ids that they would have alone lead to it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.columns import column_of
from archsearch.readers.content import Content, TextFormat
from archsearch.readers.described import Described, describe_versions, first_line
from archsearch.readers.naming import default_id, language_of_name, stem_of
from archsearch.readers.reader import Candidate, Head, Taken
from archsearch.readers.report import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from archsearch.readers.discovery import HoldingFile
    from archsearch.readers.reader import Reader
    from archsearch.settings import ReadingSettings

#: A file and what reads it.
Offered = tuple["HoldingFile", "Reader"]


@dataclass(frozen=True, slots=True)
class Part:
    """One version of a record: its key, its file and the format of that."""

    key: str
    path: Path
    format: TextFormat


@dataclass(frozen=True, slots=True)
class Pair:
    """Reads files that are the versions of one record; a `Reader` of these alone.

    Attributes:
        parts: the versions, in the order of their keys.
    """

    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """The formats of the files."""
        return " and ".join(dict.fromkeys(part.format.name for part in self.parts))

    def recognises(self, head: Head) -> bool:
        """Whether the file is one of them."""
        return any(head.path == part.path for part in self.parts)

    def candidates(self, path: Path, root: Path, settings: ReadingSettings) -> Iterator[Candidate]:
        """The one record."""
        number = default_id(path.with_name(f"{stem_of(path)}{path.suffix}"), root)
        read = partial(_read, self.parts, root, number, settings)
        keys = "-".join(part.key for part in self.parts)
        called = path.with_name(f"{stem_of(path)}.{keys}{path.suffix}")
        yield Candidate(number, "", (), read, by_path=called)


def together(offered: Iterable[Offered]) -> list[Offered]:
    """The same files, those that are versions of one record as one, in the place of the first."""
    every = list(offered)
    pairs: dict[Path, Pair] = {}
    for same_stem in _by_stem(every).values():
        for parts in _paired(same_stem):
            pair = Pair(tuple(sorted(parts, key=lambda part: part.key)))
            pairs |= dict.fromkeys((part.path for part in parts), pair)
    found: dict[Path, Offered] = {}
    for file, reader in every:
        whole = pairs.get(file.path)
        first = whole.parts[0].path if whole else file.path
        found.setdefault(first, (file, whole or reader))
    return list(found.values())


def _by_stem(offered: Iterable[Offered]) -> Mapping[Path, list[Part]]:
    """The files whose names end with a language, by their paths without it."""
    found = defaultdict(list)
    for file, reader in offered:
        key = language_of_name(file.path)
        if key and isinstance(reader, TextFormat):
            found[file.path.parent / stem_of(file.path)].append(Part(key, file.path, reader))
    return found


def _paired(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """The files of one stem in groups of one file a language.

    A letter that is there twice in a language (`letter.ru.pdf`, `letter.ru.docx`) belongs to the
    translation in its own format.
    """
    by_suffix = defaultdict(list)
    for part in parts:
        by_suffix[part.path.suffix.lower()].append(part)
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
    texts = {key: each.version(key) for key, each in contents.items()}
    texts = {key: text.part(0, len(text.text)) for key, text in texts.items() if text.text.strip()}
    fields: dict[str, str] = {}
    for key, content in contents.items():
        fields |= {name: fields.get(name, value) for name, value in _fields(key, content).items()}
    alone = [default_id(part.path, root) for part in parts]
    fields["former_ids"] = "|".join(filter(None, (fields.get("former_ids", ""), *alone)))
    made = describe_versions(Described(parts[0].path, root, number, fields), texts)
    return Taken(made, tuple(remarks))


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
            contents[part.key] = part.format.content(part.path, settings)
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
