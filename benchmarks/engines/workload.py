"""Holdings to index and questions to ask: the same for every engine, drawn with a fixed seed."""

from __future__ import annotations

import json
import lzma
import random
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = 20_260_401
#: Questions of each class.
QUESTIONS = 100
#: A rare word is in at most so many documents, a frequent one in at least this share.
RARE = 5
FREQUENT = 0.2
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Holding:
    id: str
    title: str
    ru: str
    en: str


@dataclass(frozen=True)
class Question:
    """Words to look for in one version: all of them, or in order."""

    kind: str
    language: str
    text: str
    phrase: bool = False


def read(path: Path) -> Iterator[Holding]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            values = json.loads(line)
            yield Holding(values["id"], values["title"], values["ru"], values["en"])


def questions(path: Path) -> list[Question]:
    """Questions of four classes, half of them in each language."""
    drawn = random.Random(SEED)
    found: list[Question] = []
    for language in ("ru", "en"):
        texts = [_WORD.findall(getattr(holding, language).lower()) for holding in read(path)]
        counts = Counter(word for words in texts for word in set(words))
        rare = sorted(word for word, count in counts.items() if 1 < count <= RARE)
        frequent = sorted(w for w, count in counts.items() if count >= FREQUENT * len(texts))
        half = QUESTIONS // 2
        found += [Question("rare word", language, word) for word in drawn.sample(rare, half)]
        chosen = [drawn.choice(frequent) for _ in range(half)]
        found += [Question("frequent word", language, word) for word in chosen]
        long = [words for words in texts if len(words) > 10]
        for _ in range(half):
            words = drawn.choice(long)
            at = drawn.randrange(len(words) - 2)
            found.append(Question("phrase", language, " ".join(words[at : at + 2]), phrase=True))
            three = " ".join(drawn.sample(words, 3))
            found.append(Question("three words", language, three))
    return found
