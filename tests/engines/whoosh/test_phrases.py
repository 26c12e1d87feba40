"""Phrases of words that stand often in their documents, against a look at every position."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from whoosh.query import DisjunctionMax, SpanNear2, Term

from archsearch.engines import WhooshEngine
from archsearch.engines.whoosh import following, occurring, position_bits
from archsearch.engines.whoosh.merging import merge_segments
from archsearch.engines.whoosh.segment import Segment
from tests.engines.corpora import Source, built

if TYPE_CHECKING:
    from archsearch.engines.whoosh.postings import Postings

#: "the" stands everywhere and often, the others ever more rarely.
WORDS = ["the"] * 60 + ["of"] * 30 + ["delo"] * 6 + ["fond"] * 3 + ["opis"]
LONG = 70_000


def texts(count: int) -> list[list[str]]:
    drawn = random.Random(17)  # noqa: S311 - the same texts each time, no secret
    return [drawn.choices(WORDS, k=drawn.randrange(5, 300)) for _ in range(count)]


def sources(written: list[list[str]], gap: int = 0) -> list[Source]:
    """Documents; every second one goes on `gap` positions further behind its third word."""
    return [
        Source(
            f"d{number}",
            {
                "text": [
                    (place + (gap if number % 2 and place > 2 else 0), [word])
                    for place, word in enumerate(words)
                ]
            },
            {},
            {},
            {},
        )
        for number, words in enumerate(written)
    ]


def expected(asked: list[Source], slots: list[set[str]]) -> list[int]:
    found = []
    for number, source in enumerate(asked):
        at = {place: terms[0] for place, terms in source.fields["text"]}
        if any(all(at.get(start + n) in slot for n, slot in enumerate(slots)) for start in at):
            found.append(number)
    return found


def asked_in(slots: list[set[str]]) -> SpanNear2:
    return SpanNear2([DisjunctionMax([Term("text", each) for each in sorted(s)]) for s in slots])


PHRASES = [
    [{"the"}, {"of"}],
    [{"of"}, {"the"}, {"of"}],
    [{"opis"}, {"the"}],
    [{"the"}, {"opis"}, {"of"}],
    [{"fond", "opis"}, {"delo", "fond"}],
    [{"opis"}, {"opis"}],
    [{"the", "of"}, {"delo"}, {"the"}, {"fond", "the"}],
]


@pytest.mark.parametrize("gap", [0, LONG])
@pytest.mark.parametrize(
    "slots", PHRASES, ids=lambda slots: " ".join("/".join(sorted(s)) for s in slots)
)
def test_finds_what_stands_there(tmp_path, slots, gap):
    documents = sources(texts(80), gap)
    reader = built(WhooshEngine(), tmp_path / "index", documents)
    found = reader.search(asked_in(slots), limit=100)
    assert sorted(found.numbers) == expected(documents, slots)
    assert found.total == len(found.numbers)


@pytest.mark.parametrize("few", [0, 10**9])
@pytest.mark.parametrize("block", [50, 10**9])
@pytest.mark.parametrize("spare", [0, 10**9])
@pytest.mark.parametrize("look_up", [0, 10**9])
def test_every_way_of_looking_gives_the_same(tmp_path, monkeypatch, few, block, spare, look_up):
    monkeypatch.setattr(position_bits, "LEAST_OCCURRENCES", 100)
    monkeypatch.setattr(following, "FEW", few)
    monkeypatch.setattr(following, "BLOCK", block)
    monkeypatch.setattr(occurring, "SPARE", spare)
    monkeypatch.setattr(occurring, "LOOK_UP", look_up)
    documents = sources(texts(60))
    reader = built(WhooshEngine(), tmp_path / "index", documents)
    for slots in PHRASES:
        found = reader.search(asked_in(slots), limit=100)
        assert sorted(found.numbers) == expected(documents, slots)


def test_positions_of_frequent_words_are_written_as_they_are_and_survive_a_merge(tmp_path):
    documents = sources(texts(30))
    reader = built(WhooshEngine(), tmp_path / "index", documents)
    (segment,) = reader._collection.segments
    assert plain(segment.postings, "the")
    assert not plain(segment.postings, "opis")
    entry = merge_segments(tmp_path / "segment-2", [segment])
    merged = Segment(tmp_path, entry)
    for word in set(WORDS):
        for postings in (segment.postings, merged.postings):
            pair = postings.pair(reader._collection.field("text"), word.encode())
            _, read = postings.positions(pair, np.arange(postings.document_count(pair)))
            assert read.tolist() == [
                place
                for source in documents
                for place, terms in source.fields["text"]
                if terms[0] == word
            ]


def plain(postings: Postings, word: str) -> bool:
    return any(
        postings.plain_positions(pair) is not None
        for field in range(4)
        if (pair := postings.pair(field, word.encode())) >= 0
    )


def test_a_phrase_that_is_too_late_finds_nothing_and_says_so(tmp_path):
    reader = built(WhooshEngine(), tmp_path / "index", sources(texts(20)))
    found = reader.search(asked_in(PHRASES[0]), limit=10, deadline=0.0)
    assert found.total == 0
    assert not found.complete
    times = iter([True, False, False])
    collection = reader._collection
    places = [[collection.places("text", word)] for word in ("the", "of", "the")]
    assert not following.following(collection, places, 1, lambda: next(times)).size


def test_the_densest_words_have_bits_that_say_what_the_numbers_say(tmp_path, monkeypatch):
    monkeypatch.setattr(position_bits, "LEAST_OCCURRENCES", 100)
    monkeypatch.setattr(position_bits, "_BLOCK", 7)
    documents = sources(texts(60))
    reader = built(WhooshEngine(), tmp_path / "index", documents)
    (segment,) = reader._collection.segments
    merged = Segment(tmp_path, merge_segments(tmp_path / "segment-2", [segment]))
    for postings in (segment.postings, merged.postings):
        pair = postings.pair(reader._collection.field("text"), b"the")
        ends, read = postings.positions(pair, np.arange(postings.document_count(pair)))
        own = np.split(read, ends[:-1])
        stands = {(place, at) for place, all_of in enumerate(own) for at in all_of.tolist()}
        assert postings.bits.has(pair)
        assert not postings.bits.has(postings.pair(0, b"opis"))
        asked = [(place, at) for place in range(ends.size) for at in range(310)]
        places, positions = np.array(asked).T
        found = postings.bits.stand_at(pair, places, positions)
        assert {each for each, hit in zip(asked, found, strict=True) if hit} == stands
    for slots in PHRASES:
        found = reader.search(asked_in(slots), limit=100)
        assert sorted(found.numbers) == expected(documents, slots)


def test_an_index_without_bits_answers_the_same(tmp_path, monkeypatch):
    documents = sources(texts(60))
    with_bits = built(WhooshEngine(), tmp_path / "with", documents)
    monkeypatch.setattr(position_bits, "LEAST_OCCURRENCES", 10**9)
    without = built(WhooshEngine(), tmp_path / "without", documents)
    for slots in PHRASES:
        one, other = (each.search(asked_in(slots), limit=100) for each in (with_bits, without))
        assert one == other


def test_a_form_that_stands_as_its_lemma_is_written_once(tmp_path):
    def source(number: int, fields: dict[str, list[tuple[int, list[str]]]]) -> Source:
        return Source(f"d{number}", fields, {}, {}, {})

    alike = [(place, ["fond"]) for place in range(0, 900, 3)]
    other = [(place, ["delo"]) for place in range(1, 900, 3)]
    shifted = [(place + 1, terms) for place, terms in other]
    reader = built(
        WhooshEngine(),
        tmp_path / "index",
        [
            source(number, {"text": alike + other, "text_exact": alike + shifted})
            for number in range(5)
        ],
    )
    (segment,) = reader._collection.segments
    streams = segment.postings._positions
    offsets = {
        word: {
            int(streams.offsets[pair])
            for field in ("text", "text_exact")
            if (pair := segment.postings.pair(reader._collection.field(field), word)) >= 0
        }
        for word in (b"fond", b"delo")
    }
    assert len(offsets[b"fond"]) == 1
    assert len(offsets[b"delo"]) == 2
    for field in ("text", "text_exact"):
        found = reader.occurrences(field, "fond", range(5))
        assert found.positions.tolist() == [place for place, _ in alike] * 5
