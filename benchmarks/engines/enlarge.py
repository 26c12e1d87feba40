"""Holdings → more holdings of the same kind: sentences shuffled across documents.

    python -m benchmarks.engines.enlarge HOLDINGS.jsonl.xz DOCUMENTS OUT.jsonl

The first copy is the holdings themselves. Every further one deals the sentences of all documents
out anew, with a fixed seed, each document keeping its number of sentences; and it brings new rare
words, made from words that occur once, as many as text of that size has by Heaps' law.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

from benchmarks.engines.workload import SEED, Holding, read

#: Heaps' law: the vocabulary grows as the text to the power of this; 0.4 to 0.6 for English
#: (Manning, Raghavan and Schütze 2008, 5.1.1), more for Russian with its forms.
HEAPS = 0.6
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[^\W\d_]{4,}")


def enlarged(path: Path, documents: int, out: Path) -> None:
    holdings = list(read(path))
    with out.open("w", encoding="utf-8") as file:
        for copy in range(-(-documents // len(holdings))):
            texts = [holdings_of(holdings, language, copy) for language in ("ru", "en")]
            left = documents - copy * len(holdings)
            for holding, ru, en in list(zip(holdings, *texts, strict=True))[:left]:
                values = {"id": f"{holding.id}-{copy}", "title": holding.title, "ru": ru, "en": en}
                file.write(json.dumps(values, ensure_ascii=False) + "\n")


def holdings_of(holdings: list[Holding], language: str, copy: int) -> list[str]:
    """The texts of all documents in one language, in their copy number `copy`."""
    texts = [getattr(holding, language) for holding in holdings]
    if not copy:
        return texts
    drawn = random.Random(f"{SEED} {language} {copy}")
    counts = Counter(word for text in texts for word in _WORD.findall(text.lower()))
    rare = [word for word, count in counts.items() if count == 1]
    new = min(len(rare), round(len(counts) * ((copy + 1) ** HEAPS - copy**HEAPS)))
    renamed = {word: _renamed(word, drawn) for word in drawn.sample(rare, new)}
    divided = [_SENTENCE.split(text) for text in texts]
    pool = [sentence for sentences in divided for sentence in sentences]
    drawn.shuffle(pool)
    dealt, at = [], 0
    for sentences in divided:
        text = " ".join(pool[at : at + len(sentences)])
        dealt.append(_WORD.sub(lambda found: renamed.get(found[0].lower(), found[0]), text))
        at += len(sentences)
    return dealt


def _renamed(word: str, drawn: random.Random) -> str:
    """Another word of the same ending: two of its inner letters change places with others."""
    letters = list(word)
    alphabet = "бвгдзклмнпрстаеиоу" if letters[0] > "z" else "bdfgklmnprstaeiou"
    for place in drawn.sample(range(len(letters) - 1), 2):
        letters[place] = drawn.choice(alphabet)
    return "".join(letters)


if __name__ == "__main__":
    enlarged(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
