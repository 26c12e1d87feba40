"""Generations looked after: verified, rolled back, carried, kept while they are read."""

from __future__ import annotations

import io
import tarfile
from dataclasses import replace

import pytest

from archsearch import open_index
from archsearch.errors import IndexingError, IndexUnavailableError
from archsearch.indexing.generations import Generations
from archsearch.indexing.inspection import inspect, roll_back
from archsearch.indexing.status import status_of
from archsearch.indexing.transfer import export_generation, import_generation
from archsearch.search.golden import proof
from tests.indexing.holdings import Holdings, record


@pytest.fixture
def holdings(tmp_path):
    made = Holdings(tmp_path)
    made.write("a", record("a1", "The caravan left."), record("a2", "Hay and horses."))
    made.build()
    return made


def current(holdings):
    return Generations(holdings.settings.index.path).current()


def files_of(generation):
    return sorted(
        path
        for path in generation.path.rglob("*")
        if path.is_file() and path.name not in {"in-use", "manifest.json"}
    )


def test_a_change_in_any_file_is_found(holdings):
    generation = current(holdings)
    prove = proof(holdings.settings)
    assert inspect(generation, holdings.settings, prove).documents == 2
    for path in files_of(generation):
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if whole else b"x")
        with pytest.raises((IndexingError, IndexUnavailableError)):
            inspect(generation, holdings.settings, prove)
        path.write_bytes(whole)
    assert inspect(generation, holdings.settings, prove).documents == 2


def test_an_earlier_generation_is_served_again(holdings):
    first = current(holdings)
    holdings.write("a", record("a1", "The caravan left."))
    holdings.update()
    searcher = open_index(holdings.settings.index.path)
    assert searcher.search("horses").total == 0
    chosen, _ = roll_back(holdings.settings, "", proof(holdings.settings))
    assert chosen == first
    assert searcher.search("horses").total == 1
    with pytest.raises(IndexUnavailableError, match="no generation"):
        roll_back(holdings.settings, "", proof(holdings.settings))
    with pytest.raises(IndexUnavailableError, match="There are"):
        roll_back(holdings.settings, "yesterday", proof(holdings.settings))


def test_a_generation_that_is_read_is_not_removed(holdings):
    searcher = open_index(holdings.settings.index.path)
    first = current(holdings)
    for text in ("one", "two", "three"):
        holdings.write("a", record("a1", text))
        holdings.build()
    assert first.path.exists()
    assert searcher.search("three").total == 1
    # The one before is held for readers who are leafing through; ask once more to let go of it.
    holdings.write("a", record("a1", "four"))
    holdings.build()
    assert searcher.search("four").total == 1
    holdings.build()
    assert not first.path.exists()


def test_an_index_is_carried_in_a_file(holdings, tmp_path):
    export_generation(holdings.settings, tmp_path / "index.tar")
    kiosk = Holdings(tmp_path / "kiosk")
    import_generation(kiosk.settings, tmp_path / "index.tar")
    assert open_index(kiosk.settings.index.path).search("caravan").total == 1
    assert inspect(current(kiosk), kiosk.settings, proof(kiosk.settings)).documents == 2


def test_a_damaged_file_is_not_taken_in(holdings, tmp_path):
    file = tmp_path / "index.tar"
    export_generation(holdings.settings, file)
    whole = file.read_bytes()
    kiosk = Holdings(tmp_path / "kiosk")
    for damaged in (b"", b"no archive", whole[: len(whole) // 2], _flipped(whole)):
        file.write_bytes(damaged)
        with pytest.raises(IndexingError):
            import_generation(kiosk.settings, file)
    assert status_of(kiosk.settings.index.path).generations == ()


def _flipped(whole: bytes) -> bytes:
    """One bit of the engine's postings changed."""
    with tarfile.open(fileobj=io.BytesIO(whole)) as archive:
        member = next(each for each in archive if each.name.endswith("stored.bin"))
    place = member.offset_data + member.size // 2
    return whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "engine/../../outside"])
def test_an_archive_that_leads_out_is_refused(holdings, tmp_path, name):
    file = tmp_path / "index.tar"
    export_generation(holdings.settings, file)
    with tarfile.open(file, "a") as archive:
        info = tarfile.TarInfo(name)
        info.size = 4
        archive.addfile(info, io.BytesIO(b"evil"))
    kiosk = Holdings(tmp_path / "kiosk")
    with pytest.raises(IndexingError, match="outside"):
        import_generation(kiosk.settings, file)
    assert not list(tmp_path.rglob("outside"))


def test_a_link_in_an_archive_is_refused(holdings, tmp_path):
    file = tmp_path / "index.tar"
    export_generation(holdings.settings, file)
    with tarfile.open(file, "a") as archive:
        info = tarfile.TarInfo("names/link")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    with pytest.raises(IndexingError, match="link"):
        import_generation(Holdings(tmp_path / "kiosk").settings, file)


def test_the_same_holdings_have_the_same_digest(holdings, tmp_path):
    other = Holdings(tmp_path / "other")
    other.write("z", record("a2", "Hay and horses."))
    other.write("y", record("a1", "The caravan left."))
    other.build(jobs=2)
    assert current(other).manifest().digest == current(holdings).manifest().digest
    assert files_digest(other) == files_digest(holdings)


def files_digest(holdings):
    manifest = current(holdings).manifest()
    return {
        name: value
        for name, value in manifest.checksums.items()
        if name.startswith(("forms", "lexicon", "names"))
    }


def test_a_file_beside_the_engine_that_was_changed_on_the_way_is_found(holdings, tmp_path):
    file, changed = tmp_path / "index.tar", tmp_path / "changed.tar"
    export_generation(holdings.settings, file)
    with tarfile.open(file) as whole, tarfile.open(changed, "w") as archive:
        for member in whole:
            data = whole.extractfile(member).read()
            if member.name == "ledger.jsonl":
                data = data.replace(b"a1", b"a2")
            archive.addfile(member, io.BytesIO(data))
    kiosk = Holdings(tmp_path / "kiosk")
    with pytest.raises(IndexingError, match="was changed"):
        import_generation(kiosk.settings, changed)
    assert Generations(kiosk.settings.index.path).all() == []


def test_an_index_for_another_audience_is_not_taken_in(holdings, tmp_path):
    file = tmp_path / "index.tar"
    export_generation(holdings.settings, file)
    staff = Holdings(tmp_path / "staff", audience="staff")
    with pytest.raises(IndexingError, match="audience"):
        import_generation(staff.settings, file)


def test_a_generation_for_another_audience_is_not_served_again(holdings):
    holdings.write("a", record("a1", "The caravan left."))
    holdings.update()
    staff = replace(holdings.settings, index=replace(holdings.settings.index, audience="staff"))
    with pytest.raises(IndexingError, match="audience"):
        roll_back(staff, "", proof(staff))
