"""Every reader against damaged copies of real files: whatever comes of one is a reported problem.

The seeds are all the real files there are (the tests' own, the sample holdings, the shared
formats) and some that are made here; each goes to the reader that the registry gives it. A
format that is added to the registry is fuzzed as soon as it has a file, and must have one.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import tempfile
import warnings
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archsearch.errors import HoldingError
from archsearch.readers import read_holdings
from archsearch.readers.formats import READERS, reader_of
from archsearch.settings import ReadingSettings

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("ARCHSEARCH_SHARED", ROOT.parent / "shared"))
#: What a damaged file may take; a sound one of these takes a tenth of a second.
LIMITS = ReadingSettings(
    jobs=1,
    read_seconds=20.0,
    convert_seconds=10.0,
    max_unpacked_bytes=64 * 1024 * 1024,
)
#: Larger seeds are cut: each is read some thousand times.
MOST_BYTES = 120_000
RUSSIAN = "С В О Д К А\n\nСтанция Хоргос, 5 мая 1946г. Снег сошёл, дорога на г.Кульджу открыта."
ENGLISH = "REPORT\n\nKhorgos station, 5 May 1946. The snow has gone, the road to Ghulja is open."

MADE_METS = f"""<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:m="http://www.loc.gov/mods/v3"><dmdSec ID="d"><mdWrap><xmlData><m:mods><m:titleInfo>
<m:title>{RUSSIAN}</m:title></m:titleInfo></m:mods></xmlData></mdWrap></dmdSec><fileSec><fileGrp>
<file ID="t"><FLocat xlink:href="alto/1.xml"/></file><file ID="i" MIMETYPE="image/jpeg"><FLocat
xlink:href="https://archive.example/1.jpg"/></file></fileGrp></fileSec><structMap><div ORDER="1">
<fptr FILEID="i"/></div></structMap></mets>"""


def made_files() -> dict[str, bytes]:
    """Formats of which no file is at hand."""
    book = openpyxl.Workbook()
    book.active.append(["id", "title", "date", "text_ru", "text_en"])
    book.active.append(["x-1", "Сводка", 16549, RUSSIAN, ENGLISH])
    book.active.append(["x-2", "Сводка", "1946", RUSSIAN, ""])
    letter = docx.Document()
    letter.add_heading("Сводка")
    table = letter.add_table(rows=2, cols=2)
    for row in table.rows:
        row.cells[0].text, row.cells[1].text = RUSSIAN, ENGLISH
    workbook, document, archive = io.BytesIO(), io.BytesIO(), io.BytesIO()
    book.save(workbook)
    letter.save(document)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("in/a.txt", RUSSIAN)
        package.writestr("in/b.csv", "id,title\nz,Z\n")
    table_text = f'id;title;text\nt-1;Сводка;"{RUSSIAN}"\nt-2;Сводка;0055\n'
    lines = "".join(
        json.dumps({"id": f"l-{n}", "title": "T", "text": RUSSIAN, "people": ["A"]}) + "\n"
        for n in range(3)
    )
    recognised = (
        '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">'
        '<Page imageFilename="a.jpg" imageWidth="800" imageHeight="600"><ReadingOrder>'
        '<OrderedGroup id="g"><RegionRefIndexed index="0" regionRef="r"/></OrderedGroup>'
        '</ReadingOrder><TextRegion id="r"><Coords points="0,0 800,0 800,600 0,600"/>'
        '<TextLine id="l"><Coords points="0,0 800,0 800,40 0,40"/><Word id="w"><Coords '
        'points="0,0 90,0 90,40 0,40"/><TextEquiv conf="0.9"><Unicode>Кульджа</Unicode>'
        "</TextEquiv></Word><TextEquiv><Unicode>Кульджа</Unicode></TextEquiv></TextLine>"
        "</TextRegion></Page></PcGts>"
    )
    page = f"<html lang=ru><title>С</title><table><tr><td>{RUSSIAN}<td>{ENGLISH}</table></html>"
    return {
        "made.xlsx": workbook.getvalue(),
        "made.docx": document.getvalue(),
        "made.zip": archive.getvalue(),
        "made.txt.gz": gzip.compress(RUSSIAN.encode()),
        "made.csv": table_text.encode("cp1251"),
        "made.jsonl": lines.encode(),
        "made.html": page.encode(),
        "made.mets": MADE_METS.encode(),
        "made.page.xml": recognised.encode(),
        "made.txt": RUSSIAN.encode("koi8-r"),
        "made.md": f"---\ntitle: Сводка\ndate: 1946\n---\n# Сводка\n\n{RUSSIAN}".encode("utf-16"),
    }


def seeds() -> dict[str, bytes]:
    """All files to damage, by their names."""
    found = made_files()
    folders = (ROOT / "tests/readers/files", ROOT / "data/holdings", SHARED / "data/formats")
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and path.suffix not in {".toml", ".tsv", ".md", ".jpg", ".png"}:
                found.setdefault(path.name, path.read_bytes())
    return found


SEEDS = seeds()


@st.composite
def damages(draw: st.DrawFn, seed: bytes) -> bytes:
    """A copy of a file, damaged; of an archive or office file perhaps a member of it."""
    if seed.startswith(b"PK") and draw(st.booleans()):
        return _within(draw, seed)
    return _damaged(draw, seed)


def _within(draw: st.DrawFn, seed: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(seed)) as package:
        members = {info.filename: package.read(info) for info in package.infolist()}
    name = draw(st.sampled_from(sorted(members)))
    members[name] = _damaged(draw, members[name])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for each, data in members.items():
            package.writestr(each, data)
    return packed.getvalue()


def _damaged(draw: st.DrawFn, data: bytes) -> bytes:
    if not data:
        return data
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(1, 200))
        kind = draw(
            st.sampled_from(["truncate", "flip", "repeat", "cut", "zero", "insert", "swap"])
        )
        part = data[at : at + length]
        if kind == "truncate":
            data = data[:at]
        elif kind == "flip":
            bits = draw(st.binary(min_size=1, max_size=8))
            flipped = bytes(one ^ two for one, two in zip(data[at:], bits, strict=False))
            data = data[:at] + flipped + data[at + len(flipped) :]
        elif kind == "repeat":
            data = data[:at] + part * draw(st.integers(2, 40)) + data[at:]
        elif kind == "cut":
            data = data[:at] + data[at + length :]
        elif kind == "zero":
            data = data[:at] + bytes(len(part)) + data[at + length :]
        elif kind == "insert":
            data = data[:at] + draw(st.sampled_from(NASTY)) + data[at:]
        else:
            data = data[at:] + data[:at]
    return data


#: What readers of some format take for something.
NASTY = (
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\0\0\0\0", b"\xff" * 8, b"\r", b"\x0c"),
    *(b"<", b"</", b"<!--", b"<![CDATA[", b"]]>", b"&x;", b"<c><c><c>"),
    *(b'<!DOCTYPE a [<!ENTITY b "c">]>', b"{", b'"', b"\n---\n", b"[" * 3000),
    *(b"9" * 5000, b"-1", b"1e999", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", "ё".encode() * 99),
)


def check(name: str, data: bytes) -> None:
    """Read a damaged file beside a sound one: both are accounted for, and nothing has a fault."""
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / name).write_bytes(data)
        (folder / "zz-sound.txt").write_text(RUSSIAN, encoding="utf-8")
        reading = read_holdings([folder], LIMITS)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = list(reading)
        problems = reading.report.problems
        faults = [str(each) for each in problems if "fault in archsearch" in each.message]
        slow = [str(each) for each in problems if "took more than" in each.message]
        assert (faults, slow) == ([], [])
        assert "zz-sound" in {document.id for document in found}
        accounted = {reading.files[document.id] for document in found}
        accounted |= {Path(each.path) for each in problems}
        assert any(path.is_relative_to(folder / name) for path in accounted)
        for document in found:
            json.dumps([document.id, dict(document.titles), document.notes]).encode()
            for version in document.versions:
                version.text.encode("utf-8")
                offsets = [page.offset for page in version.pages]
                assert offsets == sorted(offsets)
                assert all(0 <= offset <= len(version.text) for offset in offsets)
    finally:
        shutil.rmtree(folder)


def test_every_reader_has_a_file_to_be_damaged(tmp_path: Path):
    fuzzed = set()
    for name, data in SEEDS.items():
        if name.endswith((".zip", ".gz")):
            continue
        (tmp_path / name).write_bytes(data)
        with suppress(HoldingError):
            fuzzed.add(reader_of(tmp_path / name).name)
    assert {reader.name for reader in READERS} <= fuzzed


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_damaged_file_is_a_problem_and_no_more(name: str, monkeypatch: pytest.MonkeyPatch):
    # Starting LibreOffice for each would take hours; that it is missing is an outcome too.
    monkeypatch.setenv("PATH", "")
    _fuzz(name, 12, derandomize=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SEEDS))
def test_thousands_of_damaged_files_are_problems_and_no_more(
    name: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", "")
    _fuzz(name, 250, derandomize=False)


def _fuzz(name: str, examples: int, *, derandomize: bool) -> None:
    seed = SEEDS[name]
    cut = seed if seed.startswith((b"PK", b"%PDF")) else seed[:MOST_BYTES]

    @settings(
        max_examples=examples,
        derandomize=derandomize,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(damages(cut))
    def damaged(data: bytes) -> None:
        check(name, data)

    damaged()


@settings(deadline=None, max_examples=60, derandomize=True, database=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore")),
    ),
    st.sampled_from(
        [".txt", ".csv", ".jsonl", ".xml", ".html", ".md", ".pdf", ".xlsx", ".bin", ""]
    ),
)
def test_any_bytes_under_any_name_are_accounted_for(data: bytes, suffix: str):
    check(f"a{suffix}", data)
