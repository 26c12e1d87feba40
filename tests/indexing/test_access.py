"""What each audience may see."""

import datetime

import pytest

from archsearch import open_index
from archsearch.holdings import Access, Document, Role, Version
from archsearch.indexing.access import Audience, shown_to
from tests.indexing.holdings import Holdings, record

TODAY = datetime.date(2026, 11, 23)


def document(access, until=""):
    version = Version("en", "en", Role.ORIGINAL, "A secretword.")
    return Document("a", {"en": "A"}, (version,), access=access, access_until=until)


@pytest.mark.parametrize(
    ("access", "seen"),
    [
        (Access.OPEN, "www"),
        (Access.READING_ROOM, "dww"),
        (Access.METADATA_ONLY, "ddw"),
        (Access.CLOSED, "nnw"),
    ],
)
def test_each_audience_sees_what_it_may(access, seen):
    for audience, expected in zip(Audience, seen, strict=True):
        shown = shown_to(document(access), audience, TODAY)
        assert ("n" if shown is None else "w" if shown.versions else "d") == expected


def test_a_restriction_ends():
    for until, is_open in (
        ("2026-11-22", True),
        ("2026-11-23", False),
        ("2025", True),
        ("?", False),
    ):
        shown = shown_to(document(Access.CLOSED, until), Audience.PUBLIC, TODAY)
        assert (shown is not None) == is_open


def test_what_is_closed_leaks_nowhere(tmp_path):
    holdings = Holdings(tmp_path)
    holdings.write(
        "a",
        record("a1", "The caravan left."),
        record("a2", "A secretword by Closedname.", access="closed"),
        record("a3", "Another secretword.", access="metadata-only"),
    )
    holdings.build()
    searcher = open_index(holdings.settings.index.path)
    assert searcher.search("secretword").total == 0
    assert set(searcher.document_ids()) == {"a1", "a3"}
    assert not searcher.complete("secretw")
    for path in holdings.settings.index.path.rglob("*"):
        if path.is_file():
            assert b"secretword" not in path.read_bytes().lower(), path
            assert b"closedname" not in path.read_bytes().lower(), path
