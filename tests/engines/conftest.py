"""One OpenSearch cluster for a whole run of the tests, however many processes it has."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from archsearch.engines import OpenSearchEngine, WhooshEngine
from archsearch.engines.opensearch.connection import connect
from archsearch.settings import OpenSearchSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archsearch.engines import Engine

SCRIPT = Path(__file__).parents[2] / "scripts" / "opensearch-cluster"
NODES = 3


def lacking() -> str:
    """What this machine needs before a cluster can be started; "" if nothing."""
    asked = subprocess.run(
        [sys.executable, SCRIPT, "check"], capture_output=True, text=True, check=False
    )
    return asked.stderr.strip()


def free_ports(count: int) -> int:
    """The first of `count` ports in a row that nobody listens on."""
    for first in range(9300 + os.getpid() % 500 * 8, 60_000, 8):
        probes = []
        try:
            for port in range(first, first + count):
                probe = socket.socket()
                probes.append(probe)
                probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        finally:
            for probe in probes:
                probe.close()
        return first
    raise OSError("No free ports.")


def started(folder: Path, watched: int) -> list[str]:
    """Start a cluster; gives the addresses of its nodes. They end with the process `watched`."""
    port = str(free_ports(2 * NODES))
    command = [sys.executable, SCRIPT, "start", folder, "--port", port, "--heap", "640m"]
    done = subprocess.run(
        [*command, "--watch", str(watched)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(done.stdout + done.stderr)
    hosts: list[str] = json.loads(done.stdout.splitlines()[-1].rpartition("\x1b[0m")[2])
    return hosts


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> OpenSearchSettings:
    """Settings of a real cluster of three nodes; skips where it can't be, fails there under CI."""
    missing = lacking()
    if missing:
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    # Each worker of a parallel run has its own folder in the run's; the nodes end with the run.
    worker = "PYTEST_XDIST_WORKER" in os.environ
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if worker else base) / "opensearch"
    folder.mkdir(exist_ok=True)
    with FileLock(folder / "lock"):
        hosts = folder / "hosts.json"
        if not hosts.exists():
            watched = os.getppid() if worker else os.getpid()
            hosts.write_text(json.dumps(started(folder, watched)), encoding="utf-8")
    return OpenSearchSettings(
        hosts=tuple(json.loads(hosts.read_text(encoding="utf-8"))), prefix=f"test-{os.getpid()}"
    )


@pytest.fixture(params=[WhooshEngine.name, OpenSearchEngine.name])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine in turn; what a test leaves in the cluster is removed."""
    if request.param == WhooshEngine.name:
        yield WhooshEngine()
        return
    settings = replace(request.getfixturevalue("cluster"), shards=2)
    yield OpenSearchEngine(settings)
    client = connect(settings)
    for found in client.cat.indices(index=f"{settings.prefix}-*", format="json"):
        client.indices.delete(index=found["index"])
