"""An index that was damaged is refused with a sentence, never read wrongly."""

from __future__ import annotations

import json

import pytest
from whoosh import query

from archsearch.engines import WhooshEngine
from archsearch.engines.whoosh.manifest import FORMAT, MANIFEST_FILE
from archsearch.errors import IndexUnavailableError
from tests.engines.corpora import Source, built

FILES = [
    "terms.bin",
    "documents.bin",
    "frequencies.bin",
    "positions.bin",
    "columns.bin",
    "stored.bin",
]


@pytest.fixture
def index(tmp_path):
    documents = [
        Source(
            f"d{n}",
            {"text": [(p, [f"w{(n * p) % 97}", "все"]) for p in range(n % 9 * 40)]},
            {"lang": ["ru"]},
            {"year": 1900 + n},
            {"ref": f"r{n}"},
        )
        for n in range(60)
    ]
    built(WhooshEngine(), tmp_path / "index", documents).close()
    return tmp_path / "index"


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file_is_refused_at_opening(index, name):
    path = index / "segment-1" / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(
        IndexUnavailableError, match=rf"{name} has \d+ bytes instead of \d+.*Rebuild"
    ):
        WhooshEngine().reader(index)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused_at_opening(index, name):
    (index / "segment-1" / name).unlink()
    with pytest.raises(IndexUnavailableError, match=rf"{name} can't be read"):
        WhooshEngine().reader(index)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
def test_a_changed_byte_is_found_by_verify(index, name, share):
    path = index / "segment-1" / name
    data = bytearray(path.read_bytes())
    data[int(len(data) * share)] ^= 0x55
    path.write_bytes(data)
    with pytest.raises(IndexUnavailableError, match=rf"{name} was changed"):
        WhooshEngine().reader(index).verify()


def test_postings_overwritten_with_noise_are_refused(index):
    path = index / "segment-1" / "documents.bin"
    path.write_bytes(b"\xfe" * path.stat().st_size)
    with pytest.raises(IndexUnavailableError, match="damaged"):
        WhooshEngine().reader(index).search(query.Term("text", "все"))


def test_stored_documents_overwritten_with_noise_are_refused(index):
    path = index / "segment-1" / "stored.bin"
    data = path.read_bytes()
    path.write_bytes(b"\xfe" * 50 + data[50:])
    with pytest.raises(IndexUnavailableError, match="stored document 0"):
        WhooshEngine().reader(index).stored(0)


def test_a_newer_format_is_refused(index):
    manifest = json.loads((index / MANIFEST_FILE).read_text())
    manifest["format"] = FORMAT + 1
    (index / MANIFEST_FILE).write_text(json.dumps(manifest))
    with pytest.raises(IndexUnavailableError, match=f"format whoosh {FORMAT + 1}"):
        WhooshEngine().reader(index)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"engine": "whoosh", "format": 1}'])
def test_a_damaged_manifest_is_refused(index, text):
    (index / MANIFEST_FILE).write_text(text)
    with pytest.raises(IndexUnavailableError):
        WhooshEngine().reader(index)
