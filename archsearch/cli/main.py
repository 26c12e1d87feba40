"""The command group."""

from __future__ import annotations

import click

import archsearch
from archsearch.cli.analyze import analyze
from archsearch.cli.index import check, index
from archsearch.cli.names import names
from archsearch.cli.options import Group
from archsearch.cli.search import search, show
from archsearch.cli.serve import demo, serve, start


@click.group(cls=Group)
@click.version_option(archsearch.__version__, prog_name="archsearch")
def main() -> None:
    """Search archival holdings in Russian and English: every spelling, both versions."""


for command in (check, index, search, show, serve, start, demo, analyze, names):
    main.add_command(command)
