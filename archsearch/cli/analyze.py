"""`archsearch analyze`: how a text is read, stage by stage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from archsearch.analysis import Analyzer
from archsearch.cli.options import settings_option

if TYPE_CHECKING:
    from archsearch.analysis import Explanation
    from archsearch.settings import Settings

#: A longer text is cut: the stages of a page are enough to see what happens, and read well.
_LONGEST_TEXT = 20_000
#: Narrower than a table needs; where output isn't a terminal nothing is lost.
_WIDTH_ELSEWHERE = 200


@click.command("analyze")
@click.argument("text", metavar="TEXT|FILE")
@click.option(
    "--language",
    default="und",
    show_default=True,
    help='Language of the text (BCP 47); "und" lets the script of each word decide.',
)
@settings_option
def analyze(text: str, language: str, settings: Settings) -> None:
    """Show how TEXT, or the text in FILE, is read.

    Prints its script, the chunks that needed more than a look, the repairs, and every token: its
    position, the characters it was made from, its exact form, its terms and the rule that decided.
    """
    explanation = Analyzer(settings.analysis).explain(_text(text)[:_LONGEST_TEXT], language)
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDTH_ELSEWHERE)
    _print_stages(console, explanation)
    console.print(_tokens(explanation))


def _text(text_or_file: str) -> str:
    path = Path(text_or_file)
    try:
        is_file = path.is_file()
    except OSError:  # a text longer than any file name
        is_file = False
    if not is_file:
        return text_or_file
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{path}: can't be read as UTF-8 text: {error}") from error


def _print_stages(console: Console, explanation: Explanation) -> None:
    chain = explanation.chain
    read_as = [
        name
        for name, chosen in (
            ("Cyrillic as Russian", chain.russian),
            ("Latin as English", chain.english),
        )
        if chosen
    ] or ["every word by its plain form"]
    console.print(
        f"language {explanation.language}, script {explanation.script}: " + ", ".join(read_as)
    )
    console.print(f"chunks: {len(explanation.chunks)}")
    for chunk in explanation.chunks:
        if chunk.suspicions:
            console.print(
                _stage(explanation, chunk.start, chunk.end, ", ".join(chunk.suspicions) + "?")
            )
    console.print(f"repairs: {len(explanation.repairs)}")
    for repair in explanation.repairs:
        console.print(_stage(explanation, repair.start, repair.end, repair.kind))


def _stage(explanation: Explanation, start: int, end: int, what: str) -> str:
    return escape(f"  {start}-{end} {_visible(explanation.text[start:end])}: {what}")


def _tokens(explanation: Explanation) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("position", "characters", "source", "exact", "terms", "rule"):
        table.add_column(heading, overflow="fold")
    for token in explanation.tokens:
        source = _visible(explanation.text[token.start : token.end])
        row = (
            str(token.position),
            f"{token.start}-{token.end}",
            source,
            token.exact,
            " | ".join(token.terms),
            token.rule,
        )
        table.add_row(*map(escape, row))
    return table


def _visible(source: str) -> str:
    """The source with its line ends and soft hyphens to be seen."""
    return source.replace("\r\n", "⏎").replace("\n", "⏎").replace("\u00ad", "[shy]")
