"""Old formats, converted by the programs where they are installed."""

import os
import shutil
import time
from pathlib import Path

import pytest

from archsearch.readers import read_holdings
from archsearch.settings import ReadingSettings

FILES = Path(__file__).parent / "files"
RUSSIAN = "Дорога открыта"
needs_libreoffice = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")), reason="needs LibreOffice"
)
needs_djvutxt = pytest.mark.skipif(not shutil.which("djvutxt"), reason="needs djvutxt")


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "holdings"
    path.mkdir()
    return path


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A folder of programs that is all there is on the path."""
    path = tmp_path / "programs"
    path.mkdir()
    monkeypatch.setenv("PATH", str(path))
    return path


def install(path, script):
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def read(folder, **limits):
    reading = read_holdings([folder], ReadingSettings(**limits))
    return {document.id: document for document in reading}, reading.report


@needs_libreoffice
@pytest.mark.parametrize(("name", "kind"), [("letter.doc", "DOC"), ("letter.rtf", "RTF")])
def test_what_libreoffice_converts(folder, name, kind):
    shutil.copy(FILES / name, folder / "-письмо.txt")
    documents, report = read(folder)
    (document,) = documents.values()
    assert (report.problems, report.formats) == ([], {kind: 1})
    assert document.titles == {"ru": "Сводка"}
    text = "\n".join(version.text for version in document.versions)
    assert RUSSIAN in text
    assert "The road is open." in text
    assert {page.label for version in document.versions for page in version.pages} == {"1", "2"}


@needs_djvutxt
def test_the_text_layer_of_a_djvu_document(folder):
    shutil.copy(FILES / "letter.djvu", folder / "a.bin")
    documents, report = read(folder)
    (version,) = documents["a"].versions
    assert (report.problems, report.formats) == ([], {"DjVu": 1})
    assert [version.text[page.offset :][:6] for page in version.pages] == ["Дорога", "Обозы "]


@pytest.mark.parametrize(
    ("name", "program", "remedy"),
    [
        ("letter.doc", "LibreOffice", "save the file as DOCX"),
        ("letter.rtf", "LibreOffice", "install LibreOffice"),
        ("letter.djvu", "djvutxt", "install DjVuLibre"),
    ],
)
def test_without_the_program_the_remedy_is_said(folder, programs, name, program, remedy):
    shutil.copy(FILES / name, folder)
    documents, report = read(folder)
    (problem,) = report.problems
    assert documents == {}
    assert problem.path == str(folder / name)
    assert f"{program} has to" in problem.message
    assert remedy in problem.remedy


@pytest.mark.skipif(os.name == "nt", reason="the programs here are shell scripts")
def test_a_program_that_hangs_is_ended_with_what_it_started(folder, programs, tmp_path):
    mark = tmp_path / "mark"
    install(programs / "djvutxt", f"(/bin/sleep 3; echo late > {mark}) & wait")
    shutil.copy(FILES / "letter.djvu", folder)
    _, report = read(folder, convert_seconds=0.3)
    assert "djvutxt took more than 0.3 seconds" in report.problems[0].message
    assert "convert_seconds" in report.problems[0].remedy
    time.sleep(3.2)
    assert not mark.exists()


@pytest.mark.skipif(os.name == "nt", reason="the programs here are shell scripts")
@pytest.mark.parametrize(
    ("script", "said"), [("exit 3", "djvutxt failed (3)"), ("exit 0", "can't be read by djvutxt")]
)
def test_a_program_that_fails_is_named(folder, programs, script, said):
    install(programs / "djvutxt", script)
    shutil.copy(FILES / "letter.djvu", folder)
    assert said in read(folder)[1].problems[0].message


@pytest.mark.skipif(os.name == "nt", reason="the programs here are shell scripts")
def test_no_shell_reads_the_name_of_a_file(folder, programs, tmp_path):
    install(programs / "djvutxt", f'printf "%s|" "$@" > {tmp_path}/arguments')
    shutil.copy(FILES / "letter.djvu", folder / "$(touch x); -o evil.djvu")
    read(folder)
    arguments = (tmp_path / "arguments").read_text().split("|")
    assert [Path(each).name for each in arguments] == ["file.djvu", "file.txt", ""]


@pytest.mark.skipif(os.name == "nt", reason="the programs here are shell scripts")
def test_a_djvu_document_without_text_is_counted(folder, programs):
    install(programs / "djvutxt", 'printf "\\f\\f" > "$2"')
    shutil.copy(FILES / "letter.djvu", folder)
    documents, report = read(folder)
    assert documents["letter"].versions == ()
    assert report.no_text == 1
    assert "no text layer" in report.problems[0].message


def test_an_open_document_text_of_libreoffice(folder):
    shutil.copy(FILES / "letter.odt", folder)
    documents, report = read(folder)
    document = documents["letter"]
    assert (report.problems, report.formats) == ([], {"ODT": 1})
    assert document.titles == {"ru": "Сводка"}
    assert {page.label for version in document.versions for page in version.pages} == {"1", "2"}


def compound(path, *names):
    """A compound file with a directory of these entries (MS-CFB, 2.2 and 2.6)."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(30, b"\0") + b"\x09\0"
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    path.write_bytes(header.ljust(512, b"\0") + entries.ljust(512, b"\0"))


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("EncryptedPackage", "needs a password"),
        ("Workbook", "workbook in the format of before 2007"),
        ("PowerPoint Document", "of a kind that isn't read"),
    ],
)
def test_other_old_office_files_are_named(folder, entry, message):
    compound(folder / "a.doc", "Root Entry", entry)
    _, report = read(folder)
    assert message in report.problems[0].message
    assert report.problems[0].remedy.startswith("save it")


def damaged(data):
    """Copies cut off at several places, and with bits turned over at others."""
    size = len(data)
    for part in (0.3, 0.6, 0.95):
        yield data[: int(size * part)]
    for part in (0.05, 0.4, 0.7):
        at = int(size * part)
        yield data[:at] + bytes(each ^ 0x55 for each in data[at : at + 60]) + data[at + 60 :]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("letter.doc", marks=needs_libreoffice),
        pytest.param("letter.rtf", marks=needs_libreoffice),
        pytest.param("letter.djvu", marks=needs_djvutxt),
    ],
)
def test_what_the_programs_make_of_damaged_files_is_a_record_or_a_problem(folder, name):
    data = (FILES / name).read_bytes()
    paths = []
    for number, each in enumerate(damaged(data)):
        path = folder / f"n{number}-{name}"
        path.write_bytes(each)
        paths.append(path)
    (folder / "sound.txt").write_text(RUSSIAN, encoding="utf-8")
    reading = read_holdings([folder], ReadingSettings(convert_seconds=60))
    documents = list(reading)
    problems = reading.report.problems
    assert not [each for each in problems if "fault in archsearch" in each.message]
    accounted = {reading.files[document.id] for document in documents}
    accounted |= {Path(each.path) for each in problems}
    assert accounted >= {*paths, folder / "sound.txt"}
