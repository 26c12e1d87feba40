"""`archsearch eval`: how well a librarian's own queries find the documents that they should."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archsearch.cli.options import settings_option
from archsearch.indexing.build import build_index
from archsearch.search import open_index
from archsearch.settings import IndexSettings

if TYPE_CHECKING:
    from archsearch.search import Searcher
    from archsearch.settings import Settings

#: Hits of a query that are looked at.
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Judgement:
    """A document that a query should find.

    Attributes:
        query: as a reader would type it.
        document: id of the document.
        grade: how well it answers, 1 or more; 0 for one that should not be found.
    """

    query: str
    document: str
    grade: int


@click.command("eval")
@click.argument("holdings", type=click.Path(exists=True, path_type=Path))
@click.argument("queries", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@settings_option
def evaluate(*, holdings: Path, queries: Path, settings: Settings) -> None:
    """Measure how well QUERIES find what they should in HOLDINGS.

    QUERIES is a table with tabs: a query, the id of a document that answers it, and how well
    (1 if it isn't said); a line for each such document. Needs the extra "eval".
    """
    judgements = read_judgements(queries)
    with tempfile.TemporaryDirectory() as work:
        changed = replace(settings, index=IndexSettings(path=Path(work) / "index"))
        build_index([holdings], changed)
        searcher = open_index(changed.index.path, changed)
        unknown = sorted({each.document for each in judgements} - set(searcher.document_ids()))
        if unknown:
            raise click.ClickException(f"The holdings lack: {', '.join(unknown)}")
        for name, value in measured(searcher, judgements).items():
            click.echo(f"{name}\t{value:.4f}")


def read_judgements(path: Path) -> list[Judgement]:
    """Read a table of judgements.

    Raises:
        click.ClickException: a line isn't a query, an id and perhaps a grade.
    """
    judgements = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for number, cells in enumerate(csv.reader(lines, delimiter="\t"), 1):
            if not cells or cells[0].startswith("#"):
                continue
            query, *rest = cells
            document, grade = (*rest, "1")[:2] if rest else ("", "")
            if not document or not grade.isdecimal():
                raise click.ClickException(
                    f"{path}, line {number}: expected a query, a tab and the id of a document."
                )
            judgements.append(Judgement(query, document, int(grade)))
    if not judgements:
        raise click.ClickException(f"{path} holds no query.")
    return judgements


def measured(searcher: Searcher, judgements: list[Judgement]) -> dict[str, float]:
    """Recall@1, recall@10, MRR@10 and nDCG@10 over the queries, by name.

    Raises:
        click.ClickException: the extra isn't installed.
    """
    try:
        measures: Any = import_module("ir_measures")
    except ImportError as error:
        raise click.ClickException('Install it first: pip install "archsearch[eval]"') from error
    judged = [measures.Qrel(each.query, each.document, each.grade) for each in judgements]
    run = [
        measures.ScoredDoc(query, hit.id, float(DEPTH - rank))
        for query in dict.fromkeys(each.query for each in judgements)
        for rank, hit in enumerate(searcher.search(query, limit=DEPTH).hits)
    ]
    wanted = [measures.R @ 1, measures.R @ DEPTH, measures.RR @ DEPTH, measures.nDCG @ DEPTH]
    found = measures.calc_aggregate(wanted, judged, run)
    names = ("recall@1", f"recall@{DEPTH}", f"MRR@{DEPTH}", f"nDCG@{DEPTH}")
    return {name: float(found[each]) for name, each in zip(names, wanted, strict=True)}
