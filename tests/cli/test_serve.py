"""The server as a process: how it ends, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-c", "from archsearch.cli import main; main()"]
#: Asked so often, seconds apart, for a server that has to build an index first.
TRIES, PAUSE = 240, 0.25


def wait_until_it_answers(address: str, server: subprocess.Popen[str]) -> None:
    for _ in range(TRIES):
        assert server.poll() is None, server.communicate()
        try:
            with urllib.request.urlopen(address) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(PAUSE)
    pytest.fail(f"{address} never answered")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")
def test_a_demonstration_that_is_told_to_end_while_it_builds_leaves_nothing_behind(tmp_path: Path):
    server = subprocess.Popen(
        [*COMMAND, "demo", "--no-browser"],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(TRIES):
            # Python itself tries at its start whether the folder can be written.
            if list(tmp_path.glob("archsearch-demo-*")):
                break
            time.sleep(PAUSE)
        else:
            pytest.fail("It never began to build.")
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0
    finally:
        server.kill()
    assert list(tmp_path.iterdir()) == []


def test_a_kiosk_by_option(tmp_path: Path, free_port: int):
    server = subprocess.Popen(
        [*COMMAND, "serve", "--kiosk", "--index", str(tmp_path), "--port", str(free_port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    address = f"http://127.0.0.1:{free_port}"
    try:
        wait_until_it_answers(f"{address}/healthz", server)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{address}/export?q=a&format=csv")
    finally:
        server.terminate()
        server.communicate(timeout=30)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")
def test_a_demonstration_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path, free_port: int):
    server = subprocess.Popen(
        [*COMMAND, "demo", "--no-browser", "--port", str(free_port)],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until_it_answers(f"http://127.0.0.1:{free_port}/readyz", server)
        server.send_signal(signal.SIGTERM)
        _, said = server.communicate(timeout=30)
    finally:
        server.kill()
    assert server.returncode == 0
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("trusted", "canonical"), [(1, "https://archive.example/catalogue"), (0, "http://127.0.0.1")]
)
def test_a_proxy_in_front_is_believed_where_the_settings_trust_it(
    sample_index: Path, tmp_path: Path, free_port: int, trusted: int, canonical: str
):
    (tmp_path / "archsearch.toml").write_text(f"[web]\ntrusted_proxies = {trusted}\n")
    options = ["--index", str(sample_index), "--port", str(free_port)]
    server = subprocess.Popen(
        [*COMMAND, "serve", *options],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    headers = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "archive.example",
        "X-Forwarded-Prefix": "/catalogue",
    }
    address = f"http://127.0.0.1:{free_port}"
    try:
        wait_until_it_answers(f"{address}/healthz", server)
        request = urllib.request.Request(
            f"{address}/documents/121726?q=Secretquery", headers=headers
        )
        with urllib.request.urlopen(request) as answer:
            page = answer.read().decode()
            assert "Server" not in answer.headers
    finally:
        server.terminate()
        _, said = server.communicate(timeout=30)
    assert f'<link rel="canonical" href="{canonical}' in page
    assert "Secretquery" not in said
