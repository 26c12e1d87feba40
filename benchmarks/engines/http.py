"""How many searches a second `archsearch serve` answers, with 1, 4 and 16 readers at once.

    python -m benchmarks.engines.http INDEX QUESTIONS.json

INDEX is a folder that `archsearch index build` made, QUESTIONS.json one that `benchmarks.engines`
wrote. Wall-clock times, because readers wait by the clock; the server and the readers share the
machine. Memory is what the server has for itself (RssAnon), where the system says it.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

import numpy as np

from benchmarks.engines.workload import SEED

READERS = (1, 4, 16)
SECONDS = 10
START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port: int, text: str) -> float:
    """Seconds until a search was answered whole."""
    start = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/api/search?q={quote(text)}")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{answer.status} for {text}")
    return time.monotonic() - start


def first_answer(port: int, text: str, started: float) -> float:
    while time.monotonic() - started < START_SECONDS:
        try:
            ask(port, text)
        except OSError:
            time.sleep(0.02)
        else:
            return time.monotonic() - started
    raise TimeoutError


def load(port: int, texts: list[str], readers: int) -> list[float]:
    """Seconds of each answer while so many readers ask without a pause."""
    taken: list[float] = []
    end = time.monotonic() + SECONDS

    def read(number: int) -> None:
        drawn = random.Random(SEED + number)
        while time.monotonic() < end:
            taken.append(ask(port, drawn.choice(texts)))

    threads = [threading.Thread(target=read, args=[number]) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def own_memory(pid: int) -> str:
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"RssAnon:\s+(\d+)", status.read_text()) if status.exists() else None
    return f"{int(found[1]) / 1024:.0f} MB" if found else "unknown"


def main(index: Path, asked: Path) -> None:
    questions = json.loads(asked.read_text(encoding="utf-8"))
    texts = [f'"{q["text"]}"' if q["phrase"] else q["text"] for q in questions]
    port = free_port()
    command = [sys.executable, "-m", "archsearch", "serve", "--index", str(index)]
    started = time.monotonic()
    # Its modules are compiled once, as those of an installed archsearch are.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    server = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL, env=kept)
    try:
        first = first_answer(port, texts[0], started)
        print("| readers | searches/s | p50 / p95 / p99 ms |", "|---|---|---|", sep="\n")
        for readers in READERS:
            taken = load(port, texts, readers)
            times = " / ".join(f"{v * 1000:.0f}" for v in np.percentile(taken, [50, 95, 99]))
            print(f"| {readers} | {len(taken) / SECONDS:.0f} | {times} |", flush=True)
        print(f"\nFirst answer {first:.2f} s after the start; {own_memory(server.pid)} RssAnon.")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
