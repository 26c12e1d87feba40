"""Golden queries: what must be found, or a generation isn't put to use.

A librarian keeps them in ``golden.toml`` beside the holdings:

    [[query]]
    q = "Alihan Tore"
    ids = ["121726"]
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.errors import IndexingError
from archsearch.search.searcher import Searcher
from archsearch.search.serving import Held, open_generation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from archsearch.indexing.generation import Generation, Manifest
    from archsearch.settings import Settings

GOLDEN_FILE = "golden.toml"
#: Hits that are asked for first: showing a hundred long documents takes ten times as long.
FIRST_PAGE = 10


@dataclass(frozen=True, slots=True)
class Golden:
    """A query, and the ids that must be among its best hits."""

    query: str
    ids: tuple[str, ...]


def golden_queries(holdings: Iterable[Path]) -> list[Golden]:
    """The golden queries of every folder of holdings, and beside every file of holdings.

    Raises:
        IndexingError: a file of them can't be read.
    """
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in holdings)
    found: list[Golden] = []
    for path in (folder / GOLDEN_FILE for folder in folders):
        if path.is_file():
            found += _read(path)
    return found


def _read(path: Path) -> list[Golden]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        return [Golden(str(each["q"]), tuple(map(str, each["ids"]))) for each in values["query"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexingError(
            f"{path} can't be read: it needs [[query]] tables, each with “q” and a list of “ids” "
            f"that must be found ({error})"
        ) from error


def proof(settings: Settings) -> Callable[[Generation, Manifest], None]:
    """What asks a generation its golden queries before it is served.

    It raises `IndexingError` where a document isn't found.
    """

    def prove(generation: Generation, manifest: Manifest) -> None:
        asked = golden_queries(map(Path, manifest.holdings))
        if not asked:
            return
        searcher = Searcher(Held(open_generation(generation, manifest, settings)), settings)
        for golden in asked:
            lacking = _lacking(golden, searcher, settings.search.max_limit)
            if lacking:
                raise IndexingError(
                    f"The golden query “{golden.query}” doesn't find {', '.join(lacking)}. "
                    "The new index was not put to use."
                )

    return prove


def _lacking(golden: Golden, searcher: Searcher, most: int) -> list[str]:
    """The ids that aren't among the best hits; most stand on the first page, shown in no time."""
    lacking = set(golden.ids)
    for limit in (min(FIRST_PAGE, most), most):
        found = searcher.search(golden.query, limit=limit).hits
        lacking -= {hit.id for hit in found}
        if not lacking or len(found) < limit:
            break
    return sorted(lacking)
