"""What strangers may put among holdings: refused and named, and everything else is read."""

import gzip
import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from archsearch.readers import Severity, read_holdings
from archsearch.settings import ReadingSettings

CONFIDED = "what the machine keeps to itself"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol" * 10}">' for n in range(10))
TEI = "<TEI><teiHeader/><text><body><p>{}</p></body></text></TEI>"
EAD = "<ead><eadheader/><archdesc><did><unittitle>{}</unittitle></did></archdesc></ead>"
ALTO = '<alto><Layout><Page><String CONTENT="x"/>{}</Page></Layout></alto>'
PAGE = "<PcGts><Page><TextRegion>{}</TextRegion></Page></PcGts>"
HTML = "<html><body><p>{} Дорога на Кульджу открыта.</p></body></html>"
#: More than any setting lets out by itself, as zeros.
TWO_GIGABYTES = 2 * 1024**3


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "holdings"
    path.mkdir()
    (path / "sound.txt").write_text("Снег сошёл, дорога открыта.", "utf-8")
    return path


def read(folder, **limits):
    reading = read_holdings([folder], ReadingSettings(**limits))
    return {document.id: document for document in reading}, reading.report


def refusals(folder):
    """The names of the files that were refused; the sound one never is."""
    documents, report = read(folder)
    assert "sound" in documents
    assert set(documents) == {"sound"}, documents
    refused = [each for each in report.problems if each.severity is Severity.REFUSED]
    assert all(each.remedy for each in refused)
    return {Path(each.path).name: each.message for each in refused}


@pytest.mark.parametrize("root", [TEI, EAD, ALTO, PAGE])
def test_a_billion_laughs_are_refused(folder, root):
    name = root[1:].split(">")[0].split()[0]
    text = f"<!DOCTYPE {name} [{LAUGHS}]>{root.format('&l9;')}"
    (folder / "laughs.xml").write_text(text, "utf-8")
    assert "entit" in refusals(folder)["laughs.xml"]


@pytest.mark.parametrize("root", [TEI, EAD, ALTO, PAGE])
@pytest.mark.parametrize("kind", ["", "% "])
def test_an_external_entity_is_refused_and_never_read(folder, tmp_path, root, kind):
    (tmp_path / "secret.txt").write_text(CONFIDED, "utf-8")
    name = root[1:].split(">")[0].split()[0]
    address = (tmp_path / "secret.txt").as_uri()
    uses = "" if kind else "&x;"
    text = f'<!DOCTYPE {name} [<!ENTITY {kind}x SYSTEM "{address}"> {"%x;" if kind else ""}]>'
    (folder / "outside.xml").write_text(text + root.format(uses), "utf-8")
    documents, report = read(folder)
    assert CONFIDED not in str(documents)
    assert "outside.xml" in {Path(each.path).name for each in report.problems}
    assert set(documents) == {"sound"}


def test_no_entity_of_a_web_page_is_followed(folder, tmp_path):
    (tmp_path / "secret.txt").write_text(CONFIDED, "utf-8")
    address = (tmp_path / "secret.txt").as_uri()
    text = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{address}">{LAUGHS}]>{HTML.format("&x;&l9;")}'
    (folder / "page.html").write_text(text, "utf-8")
    documents, _ = read(folder)
    assert CONFIDED not in str(documents)
    assert len(str(documents)) < 20_000


def test_laughs_within_office_files_are_refused(folder):
    letter, book = io.BytesIO(), io.BytesIO()
    docx.Document().save(letter)
    workbook = openpyxl.Workbook()
    workbook.active.append(["id", "title"])
    workbook.save(book)
    for name, whole, member in (
        ("a.docx", letter, "word/document.xml"),
        ("b.xlsx", book, "xl/worksheets/sheet1.xml"),
    ):
        with zipfile.ZipFile(whole) as package:
            members = {info.filename: package.read(info) for info in package.infolist()}
        head, _, rest = members[member].decode().partition("?>")
        text = (
            f"{head}?><!DOCTYPE x [{LAUGHS}]>{rest}" if rest else f"<!DOCTYPE x [{LAUGHS}]>{head}"
        )
        with zipfile.ZipFile(folder / name, "w") as package:
            for each, data in {**members, member: text.encode()}.items():
                package.writestr(each, data)
    assert set(refusals(folder)) == {"a.docx", "b.xlsx"}


def test_two_gigabytes_in_a_gz_are_refused_by_their_ratio(folder):
    # Files of this format may be put one behind the other, and are read as one.
    piece = gzip.compress(bytes(64 * 1024**2))
    (folder / "bomb.txt.gz").write_bytes(piece * (TWO_GIGABYTES // (64 * 1024**2)))
    (message,) = refusals(folder).values()
    assert "times its size, more than 200" in message


@pytest.mark.slow
@pytest.mark.parametrize("member", ["a.txt", "word/document.xml", "xl/workbook.xml", "content.xml"])
def test_two_gigabytes_in_a_zip_or_office_file_are_refused(folder, member):
    with zipfile.ZipFile(
        folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1
    ) as package:
        package.writestr("[Content_Types].xml" if "/" in member else "b.txt", "<Types/>")
        with package.open(member, "w", force_zip64=True) as file:
            for _ in range(TWO_GIGABYTES // 2**26):
                file.write(bytes(2**26))
    assert any("more than" in message for message in refusals(folder).values())


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_promises(folder):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.txt", "x" * 4_000_000)
    lying = packed.getvalue().replace((4_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    (folder / "lies.zip").write_bytes(lying)
    documents, report = read(folder)
    assert all(len(each.text) <= 100 for d in documents.values() for each in d.versions)
    assert "lies.zip" in str(report.problems)


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "xlsx"])
@pytest.mark.parametrize(
    "named", ["../../etc/passwd", "/etc/passwd", "..\\..\\etc\\passwd", "link"]
)
def test_what_a_manifest_names_outside_of_the_folder_is_refused(folder, tmp_path, suffix, named):
    (tmp_path / "secret.txt").write_text(CONFIDED, "utf-8")
    (folder / "link").symlink_to(tmp_path / "secret.txt")
    path = folder / f"list.{suffix}"
    if suffix == "csv":
        path.write_text(f"id,title,file\nx,X,{named}\ny,Y,sound.txt\n", "utf-8")
    elif suffix == "jsonl":
        rows = [("x", named.replace("\\", "\\\\")), ("y", "sound.txt")]
        lines = [f'{{"id": "{n}", "title": "T", "file": "{file}"}}\n' for n, file in rows]
        path.write_text("".join(lines), "utf-8")
    else:
        book = openpyxl.Workbook()
        for row in (("id", "title", "file"), ("x", "X", named), ("y", "Y", "sound.txt")):
            book.active.append(row)
        book.save(path)
    documents, report = read(folder)
    assert set(documents) == {"y"}
    of_manifest = [each for each in report.problems if each.path == str(path)]
    assert ["lies outside of the holdings folder" in each.message for each in of_manifest] == [True]
    assert "root:" not in str(documents)
    assert CONFIDED not in str(documents)
