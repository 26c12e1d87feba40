"""A small index kept for each release, and what it answered: `make generation`.

    python -m tests.generations

makes `tests/data/generations/VERSION/` anew: `index.tar.xz`, one generation, and `answers.json`. A
release carries those of the releases before; `tests/indexing/test_upgrades.py` opens each one.
Run it before a release, and before that whenever the index, the analysis or the answers change.
"""

from __future__ import annotations

import json
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import archsearch
from archsearch.indexing.build import build_index
from archsearch.indexing.generation import Generation
from archsearch.indexing.generations import POINTER, Generations
from archsearch.settings import IndexSettings, Settings
from tests.indexing.holdings import Holdings, record

KEPT = Path(__file__).parent / "data" / "generations"
ARCHIVE, ANSWERS = "index.tar.xz", "answers.json"
LETTER = "121726-letter-from-alihan-tore-to-stalin.txt"
QUERIES = (
    "Alihan Tore",
    "Алихан Тюря",
    "Stalin",
    "угнетатель",
    "caravan",
    "Petrovsky",
    "Kulja",
    '"winter road"',
    "title:letter",
    "date:1945",
    "караван NOT hay",
    "telegr*",
)


def settings_of(index: Path) -> Settings:
    return Settings(index=IndexSettings(path=index))


def kept() -> list[Path]:
    """The folder of each release."""
    return sorted(path.parent for path in KEPT.glob(f"*/{ARCHIVE}"))


def unpack(folder: Path, index: Path) -> Generation:
    """Put the generation that is kept in `folder` to use in the folder `index`."""
    index.mkdir(parents=True)
    with tarfile.open(folder / ARCHIVE, "r:xz") as archive:
        archive.extractall(index, filter="data")
    (generation,) = index.iterdir()
    (index / POINTER).write_text(f"{generation.name}\n", encoding="utf-8")
    return Generation(generation)


def answers(index: Path) -> list[dict[str, Any]]:
    """What each query finds, how, and how many marks it sets; the order is the release's own."""
    searcher = archsearch.open_index(index, settings_of(index))
    found = []
    for query in QUERIES:
        results = searcher.search(query, limit=50)
        hits = {
            hit.id: [
                sorted([match.form, match.version, match.via.value] for match in hit.matched),
                dict(sorted(hit.marks.items())),
            ]
            for hit in sorted(results.hits, key=lambda hit: hit.id)
        }
        found.append({"query": query, "total": results.total, "hits": hits})
    answered: list[dict[str, Any]] = json.loads(json.dumps(found))
    return answered


def make(work: Path) -> Path:
    """Keep a generation of this release."""
    holdings = Holdings(work)
    shutil.copy(KEPT.parents[2] / "data" / "holdings" / LETTER, holdings.folder)
    holdings.write(
        "letters",
        record("k1", "The caravan left Kuldja by the winter road in April."),
        record("k2", "Petrovsky wrote about hay.", date="5 мая 1945г.", people="Петровский"),
        record("k3", "The telegraph office was closed.", text_zh="惠远城电报局"),
    )
    index = holdings.settings.index.path
    built = build_index([holdings.folder], settings_of(index))
    folder = KEPT / archsearch.__version__
    folder.mkdir(parents=True, exist_ok=True)
    current = Generations(index).current()
    with tarfile.open(folder / ARCHIVE, "w:xz", preset=9) as archive:
        archive.add(current.path, current.name, filter=_anonymous)
    text = json.dumps(answers(index), ensure_ascii=False, indent=1)
    (folder / ANSWERS).write_text(text + "\n", encoding="utf-8")
    assert built.manifest.documents == 4
    return folder


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Without who made it and when; nobody reads it yet."""
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    return None if member.name.endswith("/in-use") else member


def main() -> None:
    # The manifest names the folder of the holdings: one that says nothing of this machine.
    work = Path(tempfile.gettempdir()) / "archsearch-generation"
    work.mkdir()
    try:
        make(work)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
