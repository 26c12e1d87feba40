from __future__ import annotations

import numpy as np
import pytest

from archsearch.parallel import model1
from archsearch.parallel.model1 import ROUNDS, learn_pairs


def as_arrays(passages: list[tuple[list[int], list[int]]]) -> list[tuple]:
    return [(np.array(left, np.int32), np.array(right, np.int32)) for left, right in passages]


def random_passages(count: int) -> list[tuple[list[int], list[int]]]:
    """Right term 100 + i translates left term i; every passage has five words and noise."""
    chance = np.random.default_rng(1)
    passages = []
    for _ in range(count):
        words = chance.choice(30, size=5, replace=False)
        passages.append((words.tolist(), [*(words + 100).tolist(), int(chance.integers(200, 230))]))
    return passages


def test_translations_are_learned() -> None:
    learned = learn_pairs(as_arrays(random_passages(300)))
    product = learned.forward * learned.backward
    for word in range(30):
        rows = np.flatnonzero(learned.left == word)
        assert learned.right[rows[np.argmax(product[rows])]] == word + 100


def test_it_is_the_textbook_estimate() -> None:
    """Against a plain transcription of the paper's algorithm, where nothing is left out."""
    passages = [([0, 1], [10, 11]), ([0, 2], [10, 12]), ([0, 1], [10, 11]), ([0, 2], [10, 12])]
    pairs = {(e, f) for left, right in passages for e in left for f in right}
    table = dict.fromkeys(pairs, 1.0)
    for _ in range(ROUNDS):
        counts = dict.fromkeys(pairs, 0.0)
        for left, right in passages:
            for f in right:
                total = sum(table[e, f] for e in left) * (1 + 1 / len(left))
                for e in left:
                    counts[e, f] += table[e, f] / total
        sums = {e: sum(counts[p] for p in pairs if p[0] == e) for e, _ in pairs}
        table = {pair: counts[pair] / sums[pair[0]] for pair in pairs}
    learned = learn_pairs(as_arrays(passages))
    found = dict(
        zip(
            zip(learned.left.tolist(), learned.right.tolist(), strict=True),
            learned.forward,
            strict=True,
        )
    )
    assert found == pytest.approx(table)


def test_counts_are_those_of_passages() -> None:
    learned = learn_pairs(as_arrays([([0, 0, 1], [10]), ([0], [10, 11]), ([1], [11])]))
    assert learned.passages == 3
    row = int(np.flatnonzero((learned.left == 0) & (learned.right == 10))[0])
    counts = learned.together[row], learned.left_count[row], learned.right_count[row]
    assert counts == (2, 2, 2)


def test_blocks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    passages = as_arrays(random_passages(80))
    whole = learn_pairs(passages)
    monkeypatch.setattr(model1, "_BLOCK", 50)
    parts = learn_pairs(passages)
    assert np.array_equal(whole.left, parts.left)
    assert np.allclose(whole.forward, parts.forward)


def test_a_large_collection_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model1, "MOST_MEETINGS", 1000)
    learned = learn_pairs(as_arrays(random_passages(300)))
    assert 20 < learned.passages < 60


@pytest.mark.parametrize("passages", [[], [([], [])], [([1], [])], [([1], [2])]])
def test_too_little_teaches_nothing(passages: list[tuple[list[int], list[int]]]) -> None:
    assert not learn_pairs(as_arrays(passages)).left.size
