"""What is taken as one letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.analysis import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("СТАЛИН", "сталин"),
        ("Ещё", "еще"),
        ("за\u0301мок", "замок"),
        ("Йод и\u0306", "йод й"),
        ("Київ", "київ"),
        ("Töre Ålesund", "tore alesund"),
        ("İstanbul ısı", "istanbul isi"),
        ("Straße", "strasse"),
        ("Łódź Đoković Ærø", "lodz dokovic aero"),
        ("со\u00adюз", "союз"),
        ("Kul’dzha Kulʹdzha", "kul'dzha kul'dzha"),
        ("1944–45", "1944-45"),
        ("한국", "한국"),
        ("ﬁnal", "final"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_for_plain_words(text):
    once = fold(text)
    if once.isascii():
        assert fold(once) == once
