"""`archsearch start` and `demo`: index, serve and open the pages in one step."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

import archsearch
from archsearch.cli.index import build_and_report
from archsearch.cli.options import settings_option
from archsearch.cli.serve import run_server, with_address
from archsearch.systems import end_when_told

if TYPE_CHECKING:
    from archsearch.settings import Settings


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (default: 8000).")
@click.option("--browser/--no-browser", default=True, help="Open the pages in a browser.")
@settings_option
def start(*, folder: Path, port: int | None, browser: bool, settings: Settings) -> None:
    """For a first try: check and index FOLDER, serve it, open the browser."""
    end_when_told()
    build_and_report([folder], settings)
    run_server(with_address(settings, None, port), open_browser=browser)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (default: 8000).")
@click.option("--browser/--no-browser", default=True, help="Open the pages in a browser.")
@settings_option
def demo(*, port: int | None, browser: bool, settings: Settings) -> None:
    """Start over the sample holdings that the package carries; leaves nothing behind."""
    end_when_told()
    with tempfile.TemporaryDirectory(prefix="archsearch-demo-") as folder:
        index = dataclasses.replace(settings.index, path=Path(folder) / "index")
        demonstration = dataclasses.replace(settings, index=index)
        build_and_report([sample_holdings()], demonstration)
        run_server(with_address(demonstration, None, port), open_browser=browser)


def sample_holdings() -> Path:
    """Folder of the sample holdings: in the package, or in the checkout that it is run from."""
    packaged = Path(archsearch.__file__).parent / "demo"
    return packaged if packaged.is_dir() else packaged.parents[1] / "data" / "holdings"
