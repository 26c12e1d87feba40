"""`archsearch search` and `archsearch show`: answers in the terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from archsearch.cli.options import settings_option
from archsearch.search import FACETS, Selection, Sort, open_index

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archsearch.holdings import Document
    from archsearch.search import DocumentView, Hit, MarkedText, Passage, Results
    from archsearch.settings import Settings

MARK_STYLE = "bold reverse"


@click.command()
@click.argument("query")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Hits shown.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option(
    "--variants/--no-variants",
    default=None,
    help="Find other spellings of names too (default: as set).",
)
@click.option("--all-forms", is_flag=True, help="Look for the rarest spellings of names too.")
@click.option(
    "--translations/--no-translations",
    default=None,
    help="Find what words are in the other language too (default: as set).",
)
@click.option("--exact", is_flag=True, help="Find nothing but the letters as typed.")
@click.option(
    "--only",
    "chosen",
    multiple=True,
    metavar="FACET=VALUE",
    callback=lambda _context, _option, given: facet_choices(given),
    help=f"Only hits with this value; again for further ones. Facets: {', '.join(FACETS)}.",
)
@click.option("--sort", type=click.Choice([*Sort]), help="Order (default: relevance).")
@click.option("--cursor", default="", help="Continue after this place: “next” of an answer.")
@settings_option
def search(
    *,
    query: str,
    limit: int,
    as_json: bool,
    variants: bool | None,
    translations: bool | None,
    exact: bool,
    all_forms: bool,
    chosen: dict[str, tuple[str, ...]],
    sort: str | None,
    cursor: str,
    settings: Settings,
) -> None:
    """Print the documents that match QUERY, best first."""
    searcher = open_index(settings.index.path, settings)
    selection = Selection(chosen, Sort(sort) if sort else None)
    results = searcher.search(
        query,
        limit=limit,
        variants=variants,
        translations=translations,
        exact=exact,
        all_forms=all_forms,
        selection=selection,
        cursor=cursor,
    )
    if as_json:
        click.echo(json.dumps(results.to_dict(), ensure_ascii=False, indent=2))
    else:
        print_results(results)


@click.command()
@click.argument("document_id", metavar="ID")
@click.option("--query", default="", help="Mark the matches of this query.")
@settings_option
def show(*, document_id: str, query: str, settings: Settings) -> None:
    """Print the document ID, both versions side by side."""
    print_document(open_index(settings.index.path, settings).view(document_id, query))


def facet_choices(given: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """FACET=VALUE pairs as the values chosen of each facet.

    Raises:
        click.BadParameter: there is no such facet.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    for pair in given:
        name, _, value = pair.partition("=")
        if name not in FACETS or not value:
            raise click.BadParameter(f"“{pair}” isn't FACET=VALUE.")
        chosen[name] = (*chosen.get(name, ()), value)
    return chosen


def print_results(results: Results) -> None:
    """Print an answer as a list of hits with their passages."""
    console = Console(highlight=False)
    for notice in results.notices:
        console.print(Text(notice, "italic"))
    noun = "document" if results.total == 1 else "documents"
    total = f"{results.total}" if results.complete else f"at least {results.total}"
    console.print(f"{total} {noun} for “{results.query}” ({results.took_ms:.1f} ms)")
    console.print(Text(_searched(results), "dim"))
    for number, hit in enumerate(results.hits, results.offset + 1):
        console.print()
        _print_hit(console, number, hit)


def _searched(results: Results) -> str:
    bare = f", {results.without_text} of them without text" if results.without_text else ""
    return f"of {results.searched} documents{bare}; index of {results.index_built[:10]}"


def _print_hit(console: Console, number: int, hit: Hit) -> None:
    document = hit.document
    console.print(Text(f"{number}. {document.title('en', 'ru')}", "bold"))
    console.print(Text("   " + " · ".join(_line_of(document)), "dim"))
    marks = ", ".join(f"{key}: {count}" for key, count in hit.marks.items() if count)
    forms = ", ".join(
        dict.fromkeys(f"{' '.join(match.form.split())} ({match.via})" for match in hit.matched)
    )
    if forms:
        console.print(Text(f"   matched {forms}" + (f" — marks {marks}" if marks else "")))
    if hit.date_is == "possible":
        console.print(Text("   The date is not certain: it may be another one.", "italic"))
    if hit.words_apart:
        console.print(Text("   The words stand far apart in this document.", "italic"))
    for passage in hit.passages:
        console.print(_side_by_side([passage]))


def _line_of(document: Document) -> list[str]:
    reference = document.reference.written
    return [part for part in (document.id, document.date.written, reference) if part]


def print_document(view: DocumentView) -> None:
    """Print a whole document, its versions in columns."""
    console = Console(highlight=False)
    for notice in view.notices:
        console.print(Text(notice, "italic"))
    for title in view.title.values():
        console.print(styled(title, "bold"))
    console.print(Text(" · ".join(_line_of(view.document)), "dim"))
    if view.document.summary:
        console.print(Text(view.document.summary, "italic"))
    if not view.passages:
        console.print("This record has no text.")
    console.print(_side_by_side(list(view.passages), heading=True))


def _side_by_side(passages: list[Passage], *, heading: bool = False) -> Table:
    keys = list(dict.fromkeys(key for passage in passages for key in passage.texts))
    table = Table(show_header=heading, box=None, expand=True, padding=(0, 2, 1, 2))
    for key in keys:
        table.add_column(key, ratio=1)
    page_before: dict[str, str] = {}
    for passage in passages:
        table.add_row(
            *(
                _with_page(passage.texts[key], page_before.get(key, ""))
                if key in passage.texts
                else Text()
                for key in keys
            )
        )
        page_before = {key: marked.page_name() for key, marked in passage.texts.items()}
    return table


def _with_page(marked: MarkedText, before: str) -> Text:
    """A passage below the name of its page, unless the passage above it is on that page too."""
    page = marked.page_name()
    if not page or page == before:
        return styled(marked)
    return Text.assemble((f"{page}\n", "dim"), styled(marked))


def styled(marked: MarkedText, style: str = "") -> Text:
    """A marked text for the terminal."""
    text = Text(marked.text, style)
    for start, end in marked.marks:
        text.stylize(MARK_STYLE, start, end)
    return text
