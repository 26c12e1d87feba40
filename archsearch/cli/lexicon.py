"""`archsearch lexicon`: what the holdings have taught of a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archsearch.analysis import Analyzer
from archsearch.cli.options import settings_option
from archsearch.indexing.generations import Generations
from archsearch.parallel import Lexicon

if TYPE_CHECKING:
    from archsearch.settings import Settings


@click.command()
@click.argument("word")
@settings_option
def lexicon(*, word: str, settings: Settings) -> None:
    """Print the translations of WORD that the holdings teach, and how sure each is.

    A file lexicon.tsv beside the holdings (a word, a tab, its translation) adds to them.
    """
    known = Lexicon.open(Generations(settings.index.path).current().lexicon_path)
    terms = dict.fromkeys(
        term for token in Analyzer(settings.analysis).tokens(word, "und") for term in token.terms
    )
    found = [(term, *each) for term in terms for each in known.translations(term)]
    for term, translation, probability in found:
        click.echo(f"{term}\t{translation}\t{probability:.2f}")
    if not found:
        click.echo(f"The lexicon ({len(known)} words) has nothing on “{word}”.", err=True)
