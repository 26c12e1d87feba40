"""`archsearch withdraw` and `archsearch restore`: one document out of every answer, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archsearch.cli.options import settings_option
from archsearch.errors import UnknownDocumentError
from archsearch.indexing import withdrawn
from archsearch.indexing.generations import Generations
from archsearch.indexing.ledger import read_ledger

if TYPE_CHECKING:
    from archsearch.settings import Settings


@click.command()
@click.argument("document_id", metavar="ID")
@settings_option
def withdraw(*, document_id: str, settings: Settings) -> None:
    """Take the document ID out of every answer and page, now and after every rebuild.

    A server that is running obeys within a second. The document's words leave the index for good
    with the next "archsearch index update".
    """
    known = read_ledger(Generations(settings.index.path).current().ledger_path)
    already = withdrawn.withdrawn(settings.index.path)
    if document_id not in known and document_id not in already:
        raise UnknownDocumentError(document_id)
    withdrawn.withdraw(settings.index.path, document_id)
    click.echo(f"Withdrew {document_id}.")


@click.command()
@click.argument("document_id", metavar="ID")
@settings_option
def restore(*, document_id: str, settings: Settings) -> None:
    """Bring back the document ID, which was withdrawn."""
    withdrawn.restore(settings.index.path, document_id)
    known = read_ledger(Generations(settings.index.path).current().ledger_path)
    later = "" if document_id in known else " It comes back with: archsearch index update"
    click.echo(f"Restored {document_id}.{later}")
