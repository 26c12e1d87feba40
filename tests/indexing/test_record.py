import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.analysis import Columns, Token, Vocabulary
from archsearch.holdings import (
    Access,
    ArchivalDate,
    Document,
    PageBreak,
    Reference,
    Rights,
    Role,
    Scan,
    Version,
    WordBox,
    WordBoxes,
)
from archsearch.indexing.forward_index import ForwardIndex
from archsearch.indexing.record import Record, pack_record
from archsearch.parallel import Alignment, Passage

words = st.text(alphabet="абвгдеabc'-", min_size=1, max_size=5)


@st.composite
def analysed(draw):
    """Columns of any shape that an analyzer may make."""
    vocabulary = Vocabulary()
    tokens = draw(st.lists(st.tuples(words, st.lists(words, min_size=1, max_size=3, unique=True))))
    steps = draw(st.lists(st.integers(0, 300), min_size=len(tokens), max_size=len(tokens)))
    lengths = draw(st.lists(st.integers(1, 300), min_size=len(tokens), max_size=len(tokens)))
    starts = np.cumsum(np.array(steps, np.int32), dtype=np.int32)
    return Columns(
        positions=starts // 2,
        starts=starts,
        ends=starts + np.array(lengths, np.int32),
        exact=np.array([vocabulary.id(form) for form, _ in tokens], np.int32),
        offsets=np.cumsum([0] + [len(terms) for _, terms in tokens]).astype(np.int32),
        terms=np.array([vocabulary.id(term) for _, terms in tokens for term in terms], np.int32),
        vocabulary=vocabulary,
    ), tokens


def facts(index):
    table = index.table
    return [
        (
            index.forms[token],
            {term for term in index.terms if (token, term) in index.with_terms({term})},
            int(table.positions[i]),
            int(table.starts[i]),
            int(table.ends[i]),
        )
        for i, token in enumerate(table.tokens)
    ]


@given(analysed())
def test_a_forward_index_keeps_every_token(example):
    columns, tokens = example
    index = ForwardIndex.of(columns)
    assert [(form, terms) for form, terms, *_ in facts(index)] == [
        (form, set(terms)) for form, terms in tokens
    ]
    assert facts(ForwardIndex.unpack(index.pack())) == facts(index)


@given(analysed())
def test_tokens_give_the_same_forward_index_as_columns(example):
    columns, tokens = example
    places = zip(
        columns.positions.tolist(), columns.starts.tolist(), columns.ends.tolist(), strict=True
    )
    index = ForwardIndex.of_tokens(
        [
            Token(*place, form, tuple(terms))
            for place, (form, terms) in zip(places, tokens, strict=True)
        ]
    )
    assert facts(index) == facts(ForwardIndex.of(columns))
    assert sorted(index.occurrences()) == sorted(ForwardIndex.of(columns).occurrences())
    assert list(index.forms) == sorted(index.forms)


def test_a_forward_index_stays_packed_where_nothing_of_it_is_wanted():
    index = ForwardIndex(("мы",), ("мы",), unpacked=lambda: pytest.fail("unpacked"))
    assert index.with_forms({"стать"}) == index.with_terms({"сталь"}) == []


texts = st.text(max_size=30)
documents = st.builds(
    Document,
    id=st.just("a-1"),
    titles=st.dictionaries(st.sampled_from(["ru", "en"]), texts),
    versions=st.lists(
        st.builds(
            Version,
            key=st.just("ru"),
            language=st.just("ru"),
            role=st.sampled_from(Role),
            text=texts,
            copy_of=st.none() | st.sampled_from(Role),
            translator=texts,
            pages=st.lists(
                st.builds(PageBreak, st.integers(0, 9), texts, st.none() | st.integers(0, 9)),
                max_size=2,
            ).map(tuple),
            boxes=st.lists(
                st.builds(WordBox, st.integers(0, 9), *[st.integers(10, 99)] * 5), max_size=3
            ).map(WordBoxes.of),
        ),
        max_size=1,
    ).map(tuple),
    date=st.builds(ArchivalDate, texts, texts, st.none() | st.integers(1, 9), st.none()),
    reference=st.builds(Reference, texts, texts, texts, texts, texts, written=texts),
    rights=st.builds(Rights, texts, texts),
    access=st.sampled_from(Access),
    scans=st.lists(
        st.builds(Scan, texts, texts, texts, *[st.integers(0, 2**40)] * 3),
        max_size=2,
    ).map(tuple),
    people=st.lists(texts, max_size=2).map(tuple),
    notes=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
    former_ids=st.lists(texts, max_size=2).map(tuple),
)


@given(documents, st.booleans())
def test_a_record_gives_back_what_was_packed(document, aligned):
    alignment = Alignment((Passage({"ru": (0, 3), "en": (1, 2)}), Passage({"en": (2, 9)})), aligned)
    record = Record(pack_record(document, alignment, {}))
    assert record.document == document
    assert record.alignment == alignment
    assert record.forward == {}
