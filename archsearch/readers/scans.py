"""The images that a record names → scans, those that are files looked at before they are named.

A file is kept if it lies in the holdings folder and is an image of a kind that people scan to;
anything else is said, and the record taken without it.
"""

from __future__ import annotations

import dataclasses
import warnings
from typing import TYPE_CHECKING

from archsearch.holdings import Document, Scan
from archsearch.holdings.scans import SHOWN_TYPES
from archsearch.readers.report import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Kinds of images, by the names that Pillow gives them.
KINDS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "JPEG2000")
#: So many images are named in a remark.
NAMED = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """The images of a record.

    Attributes:
        scans: those that were found.
        places: for each image that was named, its place in `scans`, or None.
        remarks: what is to be said about them.
    """

    scans: tuple[Scan, ...]
    places: tuple[int | None, ...]
    remarks: tuple[Problem, ...]


def find_scans(
    names: Sequence[str],
    beside: Path,
    root: Path,
    place: str = "",
    severity: Severity = Severity.WARNED,
) -> Found:
    """Look for the images that a file names.

    Args:
        names: web addresses, and paths from the file.
        beside: the file.
        root: the holdings folder.
        place: where in the file they are named.
        severity: of what is said about those that can't be taken.
    """
    scans: list[Scan] = []
    places: list[int | None] = []
    missing: list[str] = []
    remarks: list[Problem] = []
    for name in names:
        found = _scan(name, beside, root)
        if isinstance(found, Scan):
            places.append(len(scans))
            scans.append(found)
        else:
            places.append(None)
            missing.append(f"{name} {found}")
    if missing:
        message = f"names images that are left out: {'; '.join(missing[:NAMED])}"
        message += f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        remarks.append(Problem(str(beside), message, severity, place))
    unseen = [each for each in scans if each.media_type and each.media_type not in SHOWN_TYPES]
    if unseen:
        message = f"has {len(unseen)} of its images in a format that browsers don't show"
        remedy = f"make JPEG files of them and name those; the first is {unseen[0].source}"
        remarks.append(Problem(str(beside), message, Severity.NOTED, place, remedy))
    return Found(tuple(scans), tuple(places), tuple(remarks))


def _scan(name: str, beside: Path, root: Path) -> Scan | str:
    """The scan, or what is wrong with it."""
    if not Scan(name).is_file:
        return Scan(name)
    try:
        path = (beside.parent / name.strip().replace("\\", "/")).resolve()
        if not path.is_relative_to(root.resolve()):
            return "lies outside of the holdings folder"
        if not path.is_file():
            return "isn't there"
        size = path.stat().st_size
    except (OSError, ValueError):
        return "can't be read"
    looked_at = look_at(path)
    if looked_at is None:
        return "is not an image of a kind that is known"
    media_type, width, height = looked_at
    source = path.relative_to(root.resolve()).as_posix()
    return Scan(source, "", media_type, size, width, height)


def look_at(path: Path) -> tuple[str, int, int] | None:
    """Media type, width and height of an image, by its head alone; None if it isn't one."""
    # Most holdings have no images.
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    with warnings.catch_warnings():
        # Only the head is read: a sheet of many pixels does no harm here.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=KINDS) as image:
                return Image.MIME[str(image.format)], image.width, image.height
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError):
            return None


def with_scans(document: Document, found: Found) -> Document:
    """A document with the images that were found for it; its pages know theirs."""
    versions = tuple(
        dataclasses.replace(
            version,
            pages=tuple(
                dataclasses.replace(
                    page, scan=None if page.scan is None else found.places[page.scan]
                )
                for page in version.pages
            ),
        )
        for version in document.versions
    )
    return dataclasses.replace(document, versions=versions, scans=found.scans)


def locate(
    document: Document, images: Sequence[str], beside: Path, root: Path, place: str = ""
) -> tuple[Document, tuple[Problem, ...]]:
    """A document with its images looked for, and what is to be said about them.

    Args:
        document: with the images that its description names, as it names them.
        images: those that its text names, to which its pages refer; the description's go before.
        beside: the file that names them.
        root: the holdings folder.
        place: where in the file.
    """
    names = [scan.source for scan in document.scans]
    if names:
        document = _page_by_page(document, len(names))
    elif not images:
        return document, ()
    # An edition names the images that it was made from, whether one has them or not.
    severity = Severity.WARNED if names else Severity.NOTED
    found = find_scans(names or images, beside, root, place, severity)
    return with_scans(document, found), found.remarks


def _page_by_page(document: Document, count: int) -> Document:
    """Versions of as many pages as there are images have one on each; others don't say where."""
    versions = []
    for version in document.versions:
        is_told = len(version.pages) == count
        pages = (
            dataclasses.replace(page, scan=at if is_told else None)
            for at, page in enumerate(version.pages)
        )
        versions.append(dataclasses.replace(version, pages=tuple(pages)))
    return dataclasses.replace(document, versions=tuple(versions))


def without_files(document: Document) -> Document:
    """A document without the scans that are files, which lie where they can't be shown from."""
    kept = [scan for scan in document.scans if not scan.is_file]
    places = tuple(kept.index(scan) if scan in kept else None for scan in document.scans)
    return with_scans(document, Found(tuple(kept), places, ()))
