"""`archsearch names`: what a name stands for in the holdings, and what an editor may add to it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from whoosh.query import Or, Term

from archsearch.analysis import language_of
from archsearch.analysis.names import Authorities, expand_name
from archsearch.analysis.names.aliases import words_of
from archsearch.analysis.names.suggestions import bracketed_aliases, keyed_aliases, left_over
from archsearch.cli.options import Group, settings_option
from archsearch.indexing.fields import FIELDS, exact_field
from archsearch.readers.authorities import read_authorities
from archsearch.search import open_index
from archsearch.search.serving import Serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archsearch.analysis.names import NameExpansion, NameTable, NameVariant
    from archsearch.engines.base import IndexReader
    from archsearch.search import Searcher
    from archsearch.settings import Settings

#: Wider than most terminals: where output isn't one, nothing is cut.
_WIDTH_ELSEWHERE = 200
#: Alternatives at one place that are still read; more are any letter of the alphabet.
_MOST_SHOWN = 40


@click.group(cls=Group)
def names() -> None:
    """See how names are found, and curate their other forms."""


@names.command("show")
@click.argument("name")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="Forms a word."
)
@click.option(
    "--authorities",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Authority file (default: those beside the holdings, and the one that archsearch brings).",
)
@settings_option
def show(*, name: str, limit: int, file: Path | None, settings: Settings) -> None:
    """Print the forms of the holdings that NAME stands for.

    For each form its language, the kind of match, its weight, and how many documents have it.
    """
    opened = Serving(settings.index.path, settings).current()
    table, reader = opened.names, opened.reader
    authorities = Authorities(read_authorities(file)) if file else opened.authorities.current()
    expansion = expand_name(table, words_of(name), limit=limit, authorities=authorities)
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDTH_ELSEWHERE)
    console.print(_table(expansion, words_of(name), reader))
    if expansion.left_out:
        console.print(f"{expansion.left_out} further forms: --limit shows more.")


def _table(expansion: NameExpansion, words: tuple[str, ...], reader: IndexReader) -> Table:
    table = Table("word", "form", "language", "kind", "weight", "documents", box=None)
    for variant in expansion.variants:
        documents = _documents(variant, reader)
        if documents:
            forms = " ".join(
                "|".join(slot) if len(slot) <= _MOST_SHOWN else "…" for slot in variant.slots
            )
            kind = str(variant.via) + (" (in company)" if variant.needs_company else "")
            said = " ".join(words[variant.start : variant.end])
            weight = f"{variant.weight:.2f}"
            table.add_row(said, forms, language_of(forms), kind, weight, str(documents))
    return table


def _documents(variant: NameVariant, reader: IndexReader) -> int:
    """How many documents have the variant's forms; of a sequence, those of its rarest slot."""
    return min(
        reader.search(
            Or([Term(exact_field(field), form) for field in FIELDS for form in slot]), limit=0
        ).total
        for slot in variant.slots
    )


@names.command("suggest")
@settings_option
def suggest(*, settings: Settings) -> None:
    """Propose entries for authorities.toml from the holdings themselves.

    From names in brackets ("Ghulja [Yining]"), from names that are left over in a passage and its
    translation, and from the keys that an encoder gave to people and places. Prints them as TOML;
    check each, and whether it is a person or a place, before you keep it.
    """
    searcher = open_index(settings.index.path, settings)
    opened = Serving(settings.index.path, settings).current()
    known = opened.authorities.current()
    documents = [searcher.document(each) for each in searcher.document_ids()]
    texts = (version.text for document in documents for version in document.versions)
    notes = (note for document in documents for note in document.notes)
    found = [
        ("in brackets", bracketed_aliases(texts)),
        ("under one key", keyed_aliases(notes)),
        ("left over in aligned passages", left_over(_passages(searcher), _spellings(opened.names))),
    ]
    for source, pairs in found:
        for name, alias, times in pairs:
            if not set(known.named(words_of(name))) & set(known.named(words_of(alias))):
                forms = json.dumps([name, alias], ensure_ascii=False)
                often = "once" if times == 1 else f"{times} times"
                click.echo(f"# {often} {source}\n[[person]]\nforms = {forms}\n")


def _passages(searcher: Searcher) -> Iterator[tuple[str, str]]:
    """The Russian and English texts of every passage that has both."""
    for identifier in searcher.document_ids():
        view = searcher.view(identifier)
        for passage in view.passages if view.aligned else ():
            if "ru" in passage.texts and "en" in passage.texts:
                yield passage.texts["ru"].text, passage.texts["en"].text


def _spellings(names: NameTable) -> Callable[[str], frozenset[str]]:
    @cache
    def spellings(word: str) -> frozenset[str]:
        return frozenset(variant.form for variant in names.expand(word).variants)

    return spellings
