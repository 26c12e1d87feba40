from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from archsearch.parallel.paragraphs import SCREEN, Text, divide, split_paragraphs


def test_paragraphs_lie_between_empty_lines() -> None:
    text = "  One\nof two lines  \n\n \n\tTwo\n \n\n\nThree "
    found = [text[start:end] for start, end in split_paragraphs(text)]
    assert found == ["One\nof two lines", "Two", "Three"]


@given(st.text(alphabet="a \n\t\r", max_size=60))
def test_paragraphs_cover_everything_but_white_space(text: str) -> None:
    done = 0
    for start, end in split_paragraphs(text):
        assert not text[done:start].strip()
        assert text[start:end].strip() == text[start:end] != ""
        assert "\n\n" not in text[start:end]
        done = end
    assert not text[done:].strip()


def test_a_long_paragraph_is_divided_at_sentence_ends() -> None:
    sentence = "Прошу выслать дело из ф. 17 без задержки. "
    text = (sentence * 200).strip()
    parts = divide(Text(text, "ru"), (0, len(text)))
    assert max(end - start for start, end in parts) <= SCREEN
    assert all(text[start:end].endswith("задержки.") for start, end in parts)
    assert len(parts) <= len(text) // SCREEN + 2


@given(
    st.text(alphabet="аб. Я", max_size=30), st.integers(min_value=1, max_value=400), st.booleans()
)
def test_dividing_loses_only_white_space(piece: str, times: int, spaced: bool) -> None:
    text = ((piece + (" " if spaced else "")) * times).strip()
    if not text:
        return
    parts = divide(Text(text, "ru"), (0, len(text)))
    assert parts[0][0] == 0
    assert parts[-1][1] == len(text)
    for (_, end), (start, _) in itertools.pairwise(parts):
        assert end <= start
        assert not text[end:start].strip()
    assert all(0 < end - start <= SCREEN for start, end in parts)
