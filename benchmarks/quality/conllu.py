"""Gold words of CoNLL-U files: what the measurements of the text chain need of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CYRILLIC_WORD = re.compile("[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GoldWord:
    form: str
    lemma: str
    part: str
    features: str

    @property
    def is_word(self) -> bool:
        """Whether it is a Russian word at all: no sign, number, foreign word or emoji."""
        return (
            self.part not in {"PUNCT", "SYM", "X", "NUM"}
            and _CYRILLIC_WORD.fullmatch(self.form) is not None
        )


@dataclass(frozen=True, slots=True)
class GoldSentence:
    text: str
    words: tuple[GoldWord, ...]


def sentences(data: Path) -> Iterator[GoldSentence]:
    """The sentences of every file in the folder `lemmas` of `data`."""
    for path in sorted((data / "lemmas").glob("*.conllu")):
        text, words = "", []
        for line in path.read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if line.startswith("# text = "):
                text = line.removeprefix("# text = ")
            elif len(columns) == 10 and columns[0].isdigit():
                words.append(GoldWord(columns[1], columns[2], columns[3], columns[5]))
            elif not line and words:
                yield GoldSentence(text, tuple(words))
                words = []
