"""Archives (.zip, .gz) among the holdings → the files in them, as if they lay in a folder.

They are unpacked into a folder of their own, which goes when nobody needs it any more, within
the limits of the settings, archives in archives counted together. A member lies where it would if
the librarian had unpacked the archive beside itself, so its id is the same.
"""

from __future__ import annotations

import gzip
import shutil
import stat
import tempfile
import weakref
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.discovery import HoldingFile, is_in_hidden, is_litter
from archsearch.readers.package import SMALL_BYTES, beyond, is_safe_name, opened
from archsearch.readers.reader import Head, head_of
from archsearch.systems import remove_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zipfile import ZipFile, ZipInfo

    from archsearch.settings import ReadingSettings

#: Archives in archives in archives are an accident or an attack.
MAX_DEPTH = 3
#: Members by which a zip file is an office file or a book, and no archive.
_PACKAGES = {
    *("[Content_Types].xml", "mimetype", "META-INF/manifest.xml"),
    *("word/document.xml", "xl/workbook.xml"),
}
_GZIP = b"\x1f\x8b\x08"
_CHUNK = 1024 * 1024
#: Flags of a member (APPNOTE.TXT, 4.4.4): its name is in UTF-8; it needs a password.
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1


def is_archive(head: Head) -> bool:
    """Whether a file that begins so is an archive of other files."""
    if head.data.startswith(_GZIP):
        return True
    return bool(head.members) and not _PACKAGES & head.members


class Unpacked:
    """The archives among some holdings, unpacked as they are met."""

    def __init__(self, settings: ReadingSettings) -> None:
        self._settings = settings
        self._folder: Path | None = None
        self._archives: dict[Path, Path] = {}
        self._roots: dict[Path, Path] = {}
        self._count = 0
        self._left = 0

    def files(
        self, found: Iterable[HoldingFile | HoldingError]
    ) -> Iterator[HoldingFile | HoldingError]:
        """The same, each archive replaced by the files in it."""
        for each in found:
            self._left = self._settings.max_unpacked_bytes
            yield from self._open(each, 0)

    def shown(self, path: str) -> str:
        """How a librarian knows a file: "letters.zip/a.txt" for one that was unpacked."""
        if self._folder is None or not Path(path).is_relative_to(self._folder):
            return path
        for above in (Path(path), *Path(path).parents):
            if above in self._archives:
                return self.shown(str(self._archives[above] / Path(path).relative_to(above)))
        return path

    def holds(self, file: HoldingFile) -> bool:
        """Whether a file came out of an archive."""
        return file.root in self._roots

    def source(self, file: HoldingFile) -> str:
        """The path of a file from the folder that the librarian named."""
        root = file.root
        while root in self._roots:
            root = self._roots[root]
        return str(Path(self.shown(str(file.path))).relative_to(root))

    def _open(
        self, found: HoldingFile | HoldingError, depth: int
    ) -> Iterator[HoldingFile | HoldingError]:
        if isinstance(found, HoldingError):
            yield found
            return
        try:
            head = head_of(found.path)
        except HoldingError:
            head = None
        if head is None or not is_archive(head):
            yield found
        elif depth >= MAX_DEPTH:
            yield HoldingError("is an archive too deep in others", found.path, remedy="unpack it")
        else:
            try:
                for each in self._unpack(found, head):
                    yield from self._open(each, depth + 1)
            except HoldingError as error:
                yield error

    def _unpack(self, found: HoldingFile, head: Head) -> Iterator[HoldingFile | HoldingError]:
        root = self._new_root()
        beside = root / found.path.relative_to(found.root).with_suffix("")
        self._archives[beside] = found.path
        self._roots[root] = found.root
        if head.data.startswith(_GZIP):
            beside.parent.mkdir(parents=True, exist_ok=True)
            self._gunzip(found.path, beside)
            yield HoldingFile(beside, root)
            return
        with opened(found.path, self._settings) as package:
            members = [
                info
                for info in package.infolist()
                if not info.is_dir() and not is_in_hidden(PurePosixPath(info.filename))
            ]
            if not members:
                raise HoldingError("has no files in it", found.path)
            for info in members:
                yield self._member(package, info, found.path, beside, root)

    def _member(
        self, package: ZipFile, info: ZipInfo, archive: Path, beside: Path, root: Path
    ) -> HoldingFile | HoldingError:
        name = _name(info)
        target = beside / PurePosixPath(name.replace("\\", "/"))
        refusal = _refusal(info, name, target, beside)
        if refusal:
            return HoldingError(refusal, archive, place=name)
        if is_litter(target):
            return HoldingFile(target, root)
        if info.file_size > self._left:
            raise self._too_much(archive)
        self._left -= info.file_size
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with package.open(info) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file, _CHUNK)
        except (OSError, RuntimeError, ValueError, EOFError, zlib.error) as error:
            return HoldingError(f"can't be unpacked: {error}", archive, place=name)
        return HoldingFile(target, root)

    def _gunzip(self, archive: Path, target: Path) -> None:
        most = self._left
        packed = archive.stat().st_size
        room = max(SMALL_BYTES, self._settings.max_unpacked_ratio * packed)
        try:
            with gzip.open(archive) as source, target.open("wb") as file:
                while chunk := source.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise self._too_much(archive)
                    if file.tell() + len(chunk) > room:
                        most_times = self._settings.max_unpacked_ratio
                        times = f"unpacks to {most_times + 1:,} times its size"
                        raise beyond(archive, times, "max_unpacked_ratio", most_times)
                    file.write(chunk)
        except (OSError, EOFError, zlib.error) as error:
            self._left = most
            raise HoldingError(f"is damaged: {error}", archive) from error

    def _too_much(self, archive: Path) -> HoldingError:
        limit = self._settings.max_unpacked_bytes
        return beyond(archive, "unpacks to more bytes", "max_unpacked_bytes", limit)

    def _new_root(self) -> Path:
        """A folder for one archive, of the whole that goes with this object."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="archsearch-")).resolve()
            weakref.finalize(self, remove_tree, self._folder)
        self._count += 1
        root = self._folder / str(self._count)
        root.mkdir()
        return root


def _refusal(info: ZipInfo, name: str, target: Path, beside: Path) -> str:
    """Why a member isn't unpacked, "" if nothing is against it."""
    if not is_safe_name(name) or not target.resolve().is_relative_to(beside.resolve()):
        return "leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link, which isn't followed"
    if info.flag_bits & _ENCRYPTED:
        return "needs a password"
    return "is in the archive twice" if target.exists() else ""


def _name(info: ZipInfo) -> str:
    """A member's name; those of Russian Windows are in cp866, whatever the standard says."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    try:
        russian = info.filename.encode("cp437").decode("cp866")
    except UnicodeError:
        return info.filename
    letters = [character for character in russian if character > "\x7f"]
    return russian if all("А" <= each <= "ё" or each == "№" for each in letters) else info.filename
