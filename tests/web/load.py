"""Readers of several servers, in a process of their own: `python -m tests.web.load ADDRESS...`.

Each thread asks one server as fast as it answers, until the standard input ends; then it prints how
many answers there were, and what was wrong with which.
"""

from __future__ import annotations

import http.client
import json
import re
import sys
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Every record says in which generation it is; so do its people, which the answers count.
MARK = re.compile(r"[Mm]ark(\d+)q")
WORD = "swapword"
#: Threads for each server.
READERS = 3
ADDRESSES = (
    f"/api/search?q={WORD}&limit=50",
    f"/?q={WORD}",
    "/api/documents/steady",
    f"/documents/steady?q={WORD}",
    "/api/suggest?q=mark",
)


def documents_in(generation: int) -> int:
    """How many documents a generation has, besides `steady`: no two neighbours have the same."""
    return 3 + generation % 5


def fault(address: str, status: int, text: str) -> str:
    """What is wrong with an answer; "" if nothing is."""
    if status != http.client.OK:
        return f"{address}: {status} {text[:200]}"
    marks = {int(each) for each in MARK.findall(text)}
    if len(marks) != 1:
        return f"{address}: of several generations, or of none: {sorted(marks)}"
    (generation,) = marks
    if address.startswith("/api/search"):
        return _fault_in_counts(json.loads(text), documents_in(generation) + 1)
    return ""


def _fault_in_counts(answer: Mapping[str, object], expected: int) -> str:
    """The total, the hits, the facets and the number of documents are of one generation."""
    counts = {
        "total": answer["total"],
        "hits": len(answer["hits"]),
        "searched": answer["searched"],
        "people": sum(each["count"] for each in answer["facets"]["person"]["values"]),
    }
    wrong = {name: count for name, count in counts.items() if count != expected}
    return f"{wrong} instead of {expected}" if wrong else ""


class Readers:
    """Threads that ask servers.

    Attributes:
        answers: how many came.
        faults: what was wrong.
    """

    def __init__(self) -> None:
        self.answers = 0
        self.faults: list[str] = []
        self._lock = threading.Lock()
        self._stop = threading.Event()

    def ask(self, server: str, first: int) -> None:
        """Ask until told to stop."""
        turn = first
        while not self._stop.is_set():
            address = ADDRESSES[turn % len(ADDRESSES)]
            turn += 1
            try:
                connection = http.client.HTTPConnection(server, timeout=60)
                connection.request("GET", address)
                answer = connection.getresponse()
                wrong = fault(address, answer.status, answer.read().decode())
                connection.close()
            except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
                wrong = f"{address}: {error!r}"
            with self._lock:
                self.answers += 1
                if wrong:
                    self.faults.append(wrong)

    def until_told(self, servers: list[str]) -> None:
        """Ask all servers until the standard input ends."""
        threads = [
            threading.Thread(target=self.ask, args=(server, number))
            for server in servers
            for number in range(READERS)
        ]
        for thread in threads:
            thread.start()
        sys.stdin.read()
        self._stop.set()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    readers = Readers()
    readers.until_told([urlsplit(address).netloc for address in sys.argv[1:]])
    sys.stdout.write(json.dumps({"answers": readers.answers, "faults": readers.faults[:20]}))
