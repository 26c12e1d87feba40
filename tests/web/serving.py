"""A WSGI application, served by waitress on a free port for as long as a test needs it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import waitress
from waitress import wasyncore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@contextmanager
def serving(app: Flask, port: int = 0) -> Iterator[str]:
    """Serve `app`, on a free port unless one is named; gives its address without a final slash."""
    server = waitress.create_server(app, host="127.0.0.1", port=port, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        # Answers under way end before what they are sent through is closed.
        server.task_dispatcher.shutdown(timeout=5)
        # In the thread that waits for them, or it would find them gone beneath it.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join(timeout=10)
