"""What an audience may not see stands in no file of its index, however each is packed."""

from __future__ import annotations

import contextlib
import sqlite3
import tarfile
from typing import TYPE_CHECKING

import pytest
import zstandard

from archsearch import open_index
from archsearch.errors import IndexingError
from archsearch.indexing import withdrawn
from archsearch.indexing.cache import FILE
from archsearch.indexing.generations import Generations
from archsearch.indexing.inspection import inspect
from archsearch.indexing.transfer import export_generation, import_generation
from archsearch.parallel import Lexicon
from archsearch.search.golden import proof
from tests.indexing.holdings import Holdings, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Words of the record that few may see; none begins as another word does, so that each stands
#: whole even where only what differs from the word before is written.
WORDS = ("zqcache", "zqsmith", "zqtitle", "zqnote", "жщтайник")
FRAME = b"\x28\xb5\x2f\xfd"


def secret(**values: str) -> dict:
    paragraphs = range(30)
    return {
        **record("zqid", "\n\n".join(f"The zqcache {n} of Zqsmith was here." for n in paragraphs)),
        "text_ru": "\n\n".join(f"Жщтайник {n} Зэсмита был здесь." for n in paragraphs),
        "title": "Zqtitle",
        "people": "Zqsmith",
        "summary": "A zqnote.",
        **values,
    }


@pytest.fixture
def holdings(tmp_path: Path) -> Holdings:
    made = Holdings(tmp_path)
    made.write("a", *(record(f"a{n}", f"The caravan {n} left with hay.") for n in range(40)))
    return made


def current(holdings: Holdings) -> Path:
    return Generations(holdings.settings.index.path).current().path


def found(folder: Path, *, report: bool = False) -> set[str]:
    """The secret words that stand in any file of a folder."""
    return {
        word
        for path in folder.rglob("*")
        if path.is_file() and (report or not path.name.startswith("report."))
        for word in said_in(path.read_bytes())
    }


def remembered(holdings: Holdings) -> set[str]:
    """The secret words that stand in what the cache keeps."""
    with contextlib.closing(sqlite3.connect(holdings.settings.index.path / FILE)) as database:
        kept = [data for (data,) in database.execute("SELECT data FROM result")]
    assert kept
    return {word for data in kept for word in said_in(data)}


def said_in(data: bytes) -> set[str]:
    """The secret words that stand in bytes, or in whatever is compressed in them."""
    # A kept outcome is packed, and has the packed record in it.
    parts = [inner for outer in unpacked(data) for inner in unpacked(outer)]
    texts = [part.decode("utf-8", "ignore").lower() for part in parts]
    return {word for word in WORDS if any(word in text for text in texts)}


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes of a file, and of whatever is compressed in it."""
    yield data
    at = data.find(FRAME)
    while at >= 0:
        # Four bytes may only look like the beginning of a frame.
        with contextlib.suppress(zstandard.ZstdError):
            yield zstandard.ZstdDecompressor().decompressobj().decompress(data[at:])
        at = data.find(FRAME, at + 1)


def test_the_words_are_found_where_they_may_be(holdings):
    """Else nothing below proves anything."""
    holdings.write("s", secret())
    holdings.build()
    assert found(current(holdings)) == set(WORDS)
    assert remembered(holdings) == set(WORDS)
    assert Lexicon.open(current(holdings) / "lexicon").translations("zqcach")


def test_what_is_closed_goes_into_no_file(holdings):
    holdings.write("s", secret(access="closed"))
    holdings.build()
    assert found(current(holdings)) == set()


def test_what_is_described_alone_keeps_its_text_to_itself(holdings):
    holdings.write("s", secret(access="metadata-only"))
    holdings.build()
    assert found(current(holdings)) == {"zqsmith", "zqtitle", "zqnote"}


@pytest.mark.parametrize(
    ("access", "left"), [("closed", set()), ("metadata-only", {"zqsmith", "zqtitle", "zqnote"})]
)
def test_what_was_open_and_is_no_more_is_gone_from_every_file(holdings, access, left):
    holdings.write("s", secret())
    holdings.build()
    holdings.write("s", secret(access=access))
    holdings.update()
    assert found(current(holdings)) == left
    assert not Lexicon.open(current(holdings) / "lexicon").translations("zqcach")
    assert open_index(holdings.settings.index.path).search("caravan").total == 40
    assert inspect(
        Generations(holdings.settings.index.path).current(),
        holdings.settings,
        proof(holdings.settings),
    )


@pytest.mark.parametrize("still_there", [True, False])
def test_what_was_withdrawn_is_gone_from_every_file_with_the_next_update(holdings, still_there):
    holdings.write("s", secret())
    holdings.build()
    withdrawn.withdraw(holdings.settings.index.path, "zqid")
    if not still_there:
        (holdings.folder / "s.jsonl").unlink()
    holdings.update()
    assert found(current(holdings)) == set()


@pytest.mark.parametrize("access", ["open", "closed", "metadata-only", "gone"])
def test_the_cache_remembers_nothing_that_is_served_no_more(holdings, access):
    """Though the generation before is kept, and has it."""
    holdings.write("s", secret())
    holdings.build()
    before = current(holdings)
    if access == "open":
        withdrawn.withdraw(holdings.settings.index.path, "zqid")
    elif access == "gone":
        (holdings.folder / "s.jsonl").unlink()
    else:
        holdings.write("s", secret(access=access))
    holdings.update()
    described = {"zqsmith", "zqtitle", "zqnote"}
    assert remembered(holdings) == (described if access == "metadata-only" else set())
    assert found(before) == set(WORDS)


def test_what_the_cache_forgets_is_overwritten(holdings):
    holdings.write("s", secret())
    holdings.build()
    path = holdings.settings.index.path / FILE
    with contextlib.closing(sqlite3.connect(path)) as database:
        kept = [row for (row,) in database.execute("SELECT data FROM result") if said_in(row)]
    beginning = kept[0][:64]
    assert beginning in path.read_bytes()
    withdrawn.withdraw(holdings.settings.index.path, "zqid")
    holdings.update()
    assert beginning not in path.read_bytes()


def test_the_cache_is_not_carried(holdings, tmp_path):
    holdings.build()
    file = tmp_path / "index.tar"
    export_generation(holdings.settings, file)
    with tarfile.open(file) as archive:
        assert FILE not in archive.getnames()


def test_what_is_closed_stands_nowhere_beside_the_generations(holdings):
    """The report alone speaks of every record, and stays with whoever builds."""
    holdings.write("s", secret(access="closed"))
    holdings.build()
    index = holdings.settings.index.path
    assert found(index) == set()
    assert remembered(holdings) == set()


def test_a_pair_that_a_person_wrote_down_stays_in_the_lexicon(holdings):
    (holdings.folder / "lexicon.tsv").write_text("караван\tcaravanserai\n", encoding="utf-8")
    holdings.write("s", secret())
    holdings.build()
    holdings.write("s", secret(access="closed"))
    holdings.update()
    lexicon = Lexicon.open(current(holdings) / "lexicon")
    assert ("caravanserai", 1.0) in lexicon.translations("караван")


def test_nothing_that_was_withdrawn_is_carried_away(holdings, tmp_path):
    holdings.write("s", secret())
    holdings.build()
    withdrawn.withdraw(holdings.settings.index.path, "zqid")
    file = tmp_path / "index.tar"
    with pytest.raises(IndexingError, match=r"zqid.*archsearch index update"):
        export_generation(holdings.settings, file)
    assert not file.exists()
    holdings.update()
    export_generation(holdings.settings, file)
    with tarfile.open(file) as archive:
        archive.extractall(tmp_path / "carried", filter="data")
    assert found(tmp_path / "carried", report=True) == set()


def test_the_report_which_speaks_of_every_record_is_not_carried(holdings, tmp_path):
    holdings.write("s", secret(access="closed", date="in the year of Zqnote"))
    holdings.build()
    file = tmp_path / "index.tar"
    export_generation(holdings.settings, file)
    kiosk = Holdings(tmp_path / "kiosk")
    import_generation(kiosk.settings, file)
    assert found(kiosk.settings.index.path, report=True) == set()
    assert not list(kiosk.settings.index.path.rglob("report.*"))
    assert inspect(
        Generations(kiosk.settings.index.path).current(), kiosk.settings, proof(kiosk.settings)
    )


def test_counts_and_suggestions_do_not_tell(holdings):
    holdings.write("s", secret(access="closed", original_language="zh"))
    holdings.build()
    searcher = open_index(holdings.settings.index.path)
    assert searcher.document_count == 40
    assert not searcher.complete("zq")
    assert not searcher.search("zqcach").suggestions
    said = searcher.search("caravan")
    assert "Zqsmith" not in str(said.to_dict())
    assert "zh" not in str(searcher.counts("original_language", "person"))
