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
KINDS = ("rare word", "frequent word", "phrase", "three words")
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
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        for line in file:
            values = json.loads(line)
            yield Holding(values["id"], values["title"], values["ru"], values["en"])


def questions(path: Path) -> list[Question]:
    """Questions of four classes, half of them in each language."""
    drawn = random.Random(SEED)
    found: list[Question] = []
    documents = sum(1 for _ in read(path))
    half = QUESTIONS // 2
    for language in ("ru", "en"):
        chosen = set(drawn.sample(range(documents), min(documents, 2 * half)))
        counts: Counter[str] = Counter()
        samples = []
        for number, holding in enumerate(read(path)):
            words = _WORD.findall(getattr(holding, language).lower())
            counts.update(set(words))
            if number in chosen and len(words) > 10:
                samples.append(words)
        rare = sorted(word for word, count in counts.items() if 1 < count <= RARE)
        frequent = sorted(w for w, count in counts.items() if count >= FREQUENT * documents)
        found += [Question("rare word", language, word) for word in drawn.sample(rare, half)]
        found += [Question("frequent word", language, drawn.choice(frequent)) for _ in range(half)]
        for words in drawn.sample(samples, half):
            at = drawn.randrange(len(words) - 2)
            found.append(Question("phrase", language, " ".join(words[at : at + 2]), phrase=True))
            three = " ".join(drawn.sample(words, 3))
            found.append(Question("three words", language, three))
    return found
