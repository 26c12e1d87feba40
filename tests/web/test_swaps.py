"""Servers under load while the index is rebuilt: no answer fails, none is of two generations.

Two server processes with several threads each, asked by a third process all the while.
"""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.indexing.holdings import Holdings, record
from tests.web.load import MARK, WORD, documents_in, fault

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SERVERS = 2
#: Asked so often, seconds apart, for a server that is starting.
TRIES, PAUSE = 240, 0.25
#: Facets of an answer whose five hits are all of one generation.
MARKED = {"person": {"values": [{"value": "Mark1q", "count": 5}]}}


def lay(holdings: Holdings, generation: int) -> None:
    """Write holdings in which everything says of which generation it is."""
    mark = f"Mark{generation}q"
    text = f"A {WORD} of {mark} stood there."
    made = [
        record(name, text, title=f"Letter {mark}", text_ru=f"{WORD} {mark}", people=mark)
        for name in ("steady", *(f"d{number}" for number in range(documents_in(generation))))
    ]
    holdings.write("a", *made)


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@contextlib.contextmanager
def serving(index: Path, port: int, log: Path) -> Iterator[str]:
    """A server process; gives its address."""
    command = [sys.executable, "-m", "archsearch", "serve", "--index", index, "--port", str(port)]
    with log.open("w") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(TRIES):
            assert server.poll() is None, log.read_text()
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/readyz").close()
                break
            time.sleep(PAUSE)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextlib.contextmanager
def asked(addresses: list[str], result: dict[str, object]) -> Iterator[None]:
    """Readers in a process of their own, all the while; fills `result` when they end."""
    readers = subprocess.Popen(
        [sys.executable, "-m", "tests.web.load", *addresses],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield
        said, _ = readers.communicate("", timeout=120)
        result.update(json.loads(said))
    finally:
        readers.kill()
        readers.wait()


def generation_of(address: str) -> int:
    with urllib.request.urlopen(f"{address}/api/documents/steady") as answer:
        (generation,) = {int(each) for each in MARK.findall(answer.read().decode())}
    return generation


@pytest.mark.parametrize("swaps", [4, pytest.param(20, marks=pytest.mark.slow)])
def test_no_answer_fails_or_is_of_two_generations(tmp_path, swaps):
    holdings = Holdings(tmp_path)
    lay(holdings, 0)
    holdings.build()
    result: dict[str, object] = {}
    with contextlib.ExitStack() as running:
        addresses = [
            running.enter_context(
                serving(holdings.settings.index.path, port, tmp_path / f"server-{port}.log")
            )
            for port in free_ports(SERVERS)
        ]
        with asked(addresses, result):
            for generation in range(1, swaps + 1):
                lay(holdings, generation)
                holdings.build() if generation % 2 else holdings.update()
                # A request that begins after the swap is answered from the new generation.
                assert [generation_of(each) for each in addresses] == [generation] * SERVERS
    assert result["faults"] == []
    assert result["answers"] > 10 * swaps
    for log in tmp_path.glob("server-*.log"):
        assert "Traceback" not in log.read_text()


@pytest.mark.parametrize(
    ("address", "status", "text"),
    [
        ("/", 500, "Mark1q"),
        ("/", 200, "nothing"),
        ("/", 200, "Mark1q Mark2q"),
        (
            "/api/search",
            200,
            json.dumps({"total": 5, "hits": [], "searched": 5, "facets": MARKED}),
        ),
    ],
)
def test_a_wrong_answer_would_be_found(address, status, text):
    assert fault(address, status, text)
