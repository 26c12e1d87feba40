"""Files of formats that another program has to read: .doc, .rtf, DjVu → what they hold.

LibreOffice makes a DOCX of the first two, djvutxt gets the text layer out of the third. Where the
program isn't installed, the file is refused, and the report says what to install. A program gets
a copy of the file under a name of ours, in a folder of its own, and so much time.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers import docx_text, ole
from archsearch.readers.content import Content, TextFormat
from archsearch.readers.paged import paged, with_line_ends
from archsearch.readers.program import find_program, run_program
from archsearch.readers.report import Problem, Severity
from archsearch.readers.text import check_size, read_bytes

if TYPE_CHECKING:
    from archsearch.readers.reader import Head
    from archsearch.settings import ReadingSettings

_RTF = b"{\\rtf"
_DJVU = (b"AT&TFORM", (b"DJVU", b"DJVM"))
#: Where LibreOffice is, when it isn't on the path.
_LIBREOFFICE = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)


def is_rtf(head: Head) -> bool:
    """Whether it is rich text."""
    return head.data.lstrip().startswith(_RTF)


def is_doc(head: Head) -> bool:
    """Whether it is a Word document of before 2007."""
    return "WordDocument" in ole.entries(head)


def is_djvu(head: Head) -> bool:
    """Whether it is a DjVu document of one page or several."""
    mark, kinds = _DJVU
    return head.data.startswith(mark) and head.data[12:16] in kinds


def word(path: Path, settings: ReadingSettings) -> Content:
    """What a file holds that LibreOffice can read.

    Raises:
        HoldingError: LibreOffice isn't installed, takes too long, or can't read it.
    """
    check_size(path, settings.max_file_bytes)
    program = find_program(_LIBREOFFICE)
    if not program:
        raise HoldingError(
            "is in a format that LibreOffice has to convert, which isn't installed",
            path,
            remedy="install LibreOffice, or save the file as DOCX",
        )
    with tempfile.TemporaryDirectory(prefix="archsearch-") as folder:
        copy = shutil.copy(path, Path(folder) / f"file{_suffix(path)}")
        made = Path(folder) / "out" / "file.docx"
        profile = (Path(folder) / "profile").as_uri()
        options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
        arguments = [*options, f"-env:UserInstallation={profile}"]
        convert = ["--convert-to", "docx", "--outdir", str(made.parent), str(copy)]
        run_program([program, *arguments, *convert], path, settings.convert_seconds)
        if not made.is_file():
            raise HoldingError(
                "can't be read by LibreOffice", path, remedy="save it as DOCX yourself"
            )
        try:
            return docx_text.content(made, settings)
        except HoldingError as error:
            raise HoldingError(error.message, path, remedy=error.remedy) from error


def djvu(path: Path, settings: ReadingSettings) -> Content:
    """The text layer of a DjVu document.

    Raises:
        HoldingError: djvutxt isn't installed, takes too long, or can't read it.
    """
    check_size(path, settings.max_file_bytes)
    program = find_program(("djvutxt",))
    if not program:
        raise HoldingError(
            "is in a format that djvutxt has to read, which isn't installed",
            path,
            remedy="install DjVuLibre (package djvulibre-bin), or save the file as PDF",
        )
    with tempfile.TemporaryDirectory(prefix="archsearch-") as folder:
        copy = shutil.copy(path, Path(folder) / "file.djvu")
        made = Path(folder) / "file.txt"
        run_program([program, str(copy), str(made)], path, settings.convert_seconds)
        if not made.is_file():
            raise HoldingError("can't be read by djvutxt", path)
        text = read_bytes(made, settings.max_file_bytes).decode("utf-8", errors="replace")
    if text.strip():
        # Its marks of columns, regions and paragraphs are control characters too.
        clean = text.translate({0x0B: "\n", 0x1D: "\n", 0x1F: "\n", 0x0D: "\n"})
        return Content(paged(with_line_ends(clean)))
    message = "has no text layer; it is indexed by its description alone"
    remedy = "recognise its text (OCR), or name it in a manifest beside a text"
    return Content(paged(""), remarks=(Problem(str(path), message, Severity.WARNED, "", remedy),))


def _suffix(path: Path) -> str:
    """What LibreOffice is to take the file for."""
    with path.open("rb") as file:
        return ".rtf" if file.read(len(_RTF)) == _RTF else ".doc"


DOC = TextFormat("DOC", is_doc, word)
RTF = TextFormat("RTF", is_rtf, word)
DJVU = TextFormat("DjVu", is_djvu, djvu)
