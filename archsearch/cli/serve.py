"""`archsearch serve`: the pages, served by waitress."""

from __future__ import annotations

import dataclasses
import threading
import webbrowser
from typing import TYPE_CHECKING, Any

import click
import waitress

from archsearch.cli.logs import write_logs
from archsearch.cli.options import KnownProblem, settings_option
from archsearch.indexing.generations import Generations
from archsearch.systems import end_when_told
from archsearch.web import create_app
from archsearch.web.application import MAX_CONTENT_BYTES

if TYPE_CHECKING:
    from archsearch.settings import Settings, WebSettings

#: Seconds after which the browser is opened: the server listens by then.
BROWSER_DELAY = 0.7
#: A request's first line and headers together; our addresses have a lower limit of their own.
MAX_HEADER_BYTES = 64 * 1024
#: Seconds after which a connection on which nothing happens is closed.
CHANNEL_SECONDS = 60


@click.command()
@click.option("--host", help="Address to listen on (default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (default: 8000).")
@click.option("--kiosk", is_flag=True, help="Serve them as a kiosk: nothing leads out.")
@settings_option
def serve(*, host: str | None, port: int | None, kiosk: bool, settings: Settings) -> None:
    """Serve the search pages until Ctrl-C."""
    end_when_told()
    if kiosk:
        as_kiosk = dataclasses.replace(settings.kiosk, enabled=True)
        settings = dataclasses.replace(settings, kiosk=as_kiosk)
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
    write_logs(settings.logging)
    web = settings.web
    app = create_app(settings)
    try:
        server = waitress.create_server(app, **server_options(web))
    except (OSError, ValueError) as error:
        raise KnownProblem(f"Can't listen on {web.host}:{web.port}: {error}.") from error
    address = f"http://{web.host}:{web.port}/"
    click.echo(f"Serving {address} — Ctrl-C ends it.")
    if not Generations(settings.index.path).all():
        click.echo(
            f"There is no index in {settings.index.path} yet; the pages wait for one.", err=True
        )
    if open_browser:
        threading.Timer(BROWSER_DELAY, webbrowser.open, [address]).start()
    try:
        server.run()
    finally:
        server.close()


def server_options(web: WebSettings) -> dict[str, Any]:
    """What waitress is told.

    Nobody learns which server it is; a request that is no request of ours is cut short. Headers of
    proxies pass if the settings trust any (`create_app` takes those of so many and no more).
    """
    return {
        "host": web.host,
        "port": web.port,
        "threads": web.threads,
        "ident": None,
        "max_request_body_size": MAX_CONTENT_BYTES,
        "max_request_header_size": MAX_HEADER_BYTES,
        "channel_timeout": CHANNEL_SECONDS,
        "clear_untrusted_proxy_headers": not web.trusted_proxies,
    }
