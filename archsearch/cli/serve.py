"""`archsearch serve`, `start` and `demo`: the pages, served by waitress."""

from __future__ import annotations

import dataclasses
import logging
import threading
import webbrowser
from typing import TYPE_CHECKING

import click
import waitress

from archsearch.cli.options import KnownProblem, settings_option
from archsearch.web import create_app

if TYPE_CHECKING:
    from archsearch.settings import Settings

#: Seconds after which the browser is opened: the server listens by then.
BROWSER_DELAY = 0.7


@click.command()
@click.option("--host", help="Address to listen on (default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (default: 8000).")
@settings_option
def serve(*, host: str | None, port: int | None, settings: Settings) -> None:
    """Serve the search pages until Ctrl-C."""
    run_server(with_address(settings, host, port), open_browser=False)


def with_address(settings: Settings, host: str | None, port: int | None) -> Settings:
    """The settings, listening where the options say."""
    web = dataclasses.replace(
        settings.web, host=host or settings.web.host, port=port or settings.web.port
    )
    return dataclasses.replace(settings, web=web)


def run_server(settings: Settings, *, open_browser: bool) -> None:
    """Serve until interrupted.

    Raises:
        KnownProblem: the address can't be listened on.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    web = settings.web
    app = create_app(settings)
    try:
        server = waitress.create_server(app, host=web.host, port=web.port, threads=web.threads)
    except (OSError, ValueError) as error:
        raise KnownProblem(f"Can't listen on {web.host}:{web.port}: {error}.") from error
    address = f"http://{web.host}:{web.port}/"
    click.echo(f"Serving {address} — Ctrl-C ends it.")
    if open_browser:
        threading.Timer(BROWSER_DELAY, webbrowser.open, [address]).start()
    try:
        server.run()
    finally:
        server.close()
