"""How far a misread word may be off."""

from __future__ import annotations

import pytest

from archsearch.analysis.typo import allowed_edits, is_typo_of


@pytest.mark.parametrize(
    ("word", "edits"), [("дом", 0), ("дома", 1), ("архивам", 1), ("архивами", 2), ("", 0)]
)
def test_edits_by_length(word, edits):
    assert allowed_edits(word) == edits


@pytest.mark.parametrize(
    ("form", "word", "expected"),
    [
        ("амвопа", "амвона", True),
        ("кот", "код", False),
        ("сталин", "сталин", False),
        ("сатлин", "сталин", True),
        ("апатопо", "анатомо", False),
        ("академнчсский", "академический", True),
    ],
)
def test_typos(form, word, expected):
    assert is_typo_of(form, word) is expected


def test_real_misreadings_are_near_enough(shared_data):
    lines = (shared_data / "typescript" / "ocr_errors.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.lower().split("\t") for line in lines[1:]]
    near = [is_typo_of(misread, correct) for correct, misread in pairs]
    assert sum(near) / len(near) > 0.9
