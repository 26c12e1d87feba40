from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archsearch.errors import HoldingError
from archsearch.parallel import read_curated

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.analysis import Analyzer


def test_words_become_terms(tmp_path: Path, analyzer: Analyzer) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text("# мест\nСталину\tYining\n\nнароды\tpeoples\n", encoding="utf-8")
    assert read_curated(path, analyzer) == [
        ("сталин", analyzer.tokens("Yining", "en")[0].terms[0]),
        ("народ", analyzer.tokens("peoples", "en")[0].terms[0]),
    ]


@pytest.mark.parametrize("line", ["одно", "два слова\ttwo", "а\tb\tc", "\tx", "слово\t"])
def test_a_line_that_is_no_pair_names_itself(tmp_path: Path, analyzer: Analyzer, line: str) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text(f"мир\tpeace\n{line}\n", encoding="utf-8")
    with pytest.raises(HoldingError, match="line 2"):
        read_curated(path, analyzer)


def test_another_encoding_is_told(tmp_path: Path, analyzer: Analyzer) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_bytes("мир\tpeace".encode("cp1251"))
    with pytest.raises(HoldingError, match="UTF-8"):
        read_curated(path, analyzer)


def test_a_missing_file_is_told(tmp_path: Path, analyzer: Analyzer) -> None:
    with pytest.raises(HoldingError):
        read_curated(tmp_path / "lexicon.tsv", analyzer)
