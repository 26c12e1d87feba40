"""The figures that the text chain must reach on gold sentences."""

from __future__ import annotations

import pytest

from benchmarks.quality import lemmas, typescript


@pytest.mark.slow
def test_lemmas_meet_their_forms(shared_data):
    figures = lemmas.measure(shared_data)
    assert figures["all"] >= 0.988
    assert figures["propn"] >= 0.992
    assert figures["unknown"] >= 0.932
    assert figures["precision"] >= 0.96


@pytest.mark.slow
def test_typescript_is_read(shared_data):
    figures = typescript.measure(shared_data)
    assert figures["letterspaced"] >= 0.94
    assert figures["false_joins"] == 0
    assert figures["hyphens"] >= 0.99
    assert figures["old_spelling"] >= 0.955
    assert figures["mixed_script"] >= 0.98


def test_a_folder_without_gold_is_left_out(tmp_path):
    assert lemmas.measure(tmp_path) is None
    assert typescript.measure(tmp_path) is None
