"""How many tokens of running text a second the whole chain reads, on one core.

Warm: the same texts again, with the words in the cache. Processor time of this process, the best
of several passes, because other work on the machine must not count.
"""

from __future__ import annotations

import json
import lzma
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from typing import TYPE_CHECKING

from archsearch.analysis import Analyzer, Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

_DOCUMENTS = 400
_PASSES = 7
_STARTS = 5
_START = "from archsearch.analysis import Analyzer; Analyzer().tokens('Сталину', 'ru')"


def measure(data: Path) -> dict[str, float] | None:
    found: dict[str, float] = {}
    for language in ("ru", "en"):
        texts = running_text(data, language)
        if not texts:
            return None
        cold, warm = rates(texts, language)
        found |= {f"{language}_tokens_s": warm, f"{language}_cold_tokens_s": cold}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found | {"start_s": start(), "peak_memory_mb": peak / 1024}


def running_text(data: Path, language: str) -> list[str]:
    scale, bilingual = data / "scale" / "bilingual-12k.jsonl.xz", data / "bilingual/documents.jsonl"
    if scale.exists():
        with lzma.open(scale, "rt", encoding="utf-8") as lines:
            return [json.loads(line)[language] for line in islice(lines, _DOCUMENTS)]
    if bilingual.exists():
        lines = bilingual.read_text(encoding="utf-8").splitlines()
        return [" ".join(json.loads(line)[language]) for line in lines]
    return []


def rates(texts: list[str], language: str) -> tuple[float, float]:
    """Tokens a second on the first pass, and on the best of the following ones."""
    analyzer, vocabulary = Analyzer(), Vocabulary()
    analyzer.tokens("Сталин Stalin", "und")
    passes = []
    for _ in range(1 + _PASSES):
        begun = time.process_time()
        tokens = sum(analyzer.columns(text, language, vocabulary).exact.size for text in texts)
        passes.append(tokens / (time.process_time() - begun))
    return passes[0], max(passes[1:])


def start() -> float:
    """Seconds from starting Python to the first analysed word, with compiled modules at hand."""
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        runs = []
        for _ in range(1 + _STARTS):
            begun = time.monotonic()
            subprocess.run([sys.executable, "-c", _START], env=environment, check=True)
            runs.append(time.monotonic() - begun)
    return min(runs)
