from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.errors import IndexUnavailableError
from archsearch.parallel import Lexicon

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [f"слово{chr(ord('а') + n)}" for n in range(20)]
VOCABULARY = [*WORDS, *(f"word{chr(ord('a') + n)}" for n in range(20)), "1945", "х"]


def passages(count: int) -> list[tuple[np.ndarray, np.ndarray]]:
    chance = np.random.default_rng(3)
    made = []
    for _ in range(count):
        words = chance.choice(20, size=4, replace=False).astype(np.int32)
        made.append((np.append(words, 40), np.append(words + 20, 40)))
    return made


def test_words_are_learned_in_both_directions() -> None:
    lexicon = Lexicon.learn(passages(200), VOCABULARY)
    assert lexicon.translations("словоа")[0][0] == "worda"
    assert lexicon.translations("worda")[0][0] == "словоа"
    assert dict(lexicon.translations("worda")) == pytest.approx(
        {
            other: dict(lexicon.translations(other))["worda"]
            for other, _ in lexicon.translations("worda")
        }
    )


def test_few_passages_teach_nothing() -> None:
    assert len(Lexicon.learn(passages(3), VOCABULARY)) == 0


def test_numbers_and_letters_are_no_words() -> None:
    lexicon = Lexicon.learn(passages(200), VOCABULARY)
    assert lexicon.translations("1945") == ()


def test_curated_pairs_are_certain() -> None:
    lexicon = Lexicon.learn([], VOCABULARY, curated=[("кульджа", "yining")])
    assert lexicon.translations("кульджа") == (("yining", 1.0),)
    assert lexicon.translations("yining") == (("кульджа", 1.0),)


def test_unknown_words_have_no_translation() -> None:
    assert Lexicon().translations("нет") == ()


words = st.text(alphabet="абвabc'-", min_size=1, max_size=6)


@given(st.dictionaries(words, st.dictionaries(words, st.floats(0, 1, width=32), min_size=1)))
def test_what_is_saved_is_opened(tmp_path_factory: pytest.TempPathFactory, entries: dict) -> None:
    both: dict[str, dict[str, float]] = {}
    for one, others in entries.items():
        for other, probability in others.items():
            both.setdefault(one, {})[other] = probability
            both.setdefault(other, {})[one] = probability
    folder = tmp_path_factory.mktemp("lexicon")
    lexicon = Lexicon(both)
    lexicon.save(folder)
    assert sorted(Lexicon.open(folder).pairs()) == sorted(lexicon.pairs())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"\x93NUMPY", b"x" * 500])
def test_a_damaged_file_is_an_error_of_ours(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lexicon.npz").write_bytes(content)
    with pytest.raises(IndexUnavailableError, match="lexicon"):
        Lexicon.open(tmp_path)


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailableError):
        Lexicon.open(tmp_path)


def test_pickled_objects_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "lexicon.npz", format=np.array([1]), terms=np.array([{}], dtype=object))
    with pytest.raises(IndexUnavailableError):
        Lexicon.open(tmp_path)


def test_another_format_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "lexicon.npz", format=np.array([99]))
    with pytest.raises(IndexUnavailableError, match="another release"):
        Lexicon.open(tmp_path)
