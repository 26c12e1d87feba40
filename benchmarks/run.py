"""Every comparison with the peers in one run; Markdown, each table with its command.

    python -m benchmarks.run HOLDINGS.jsonl[.xz] FOLDER [DOCUMENTS...]

Builds and asks all peers over the holdings, then asks in turn what gives ratios to rely on, the
moments of an index, the server under load and, where Java and Maven are there, OpenSearch on three
nodes. DOCUMENTS are sizes that the holdings are enlarged to; the index core and tantivy are
built and asked at each, and archsearch whole too. What a folder has already isn't built again, so
a run that was stopped goes on. All is written to FOLDER/benchmarks.md too.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.engines.archive import Archsearch, WholeArchsearch
from benchmarks.engines.peers import HighlightingWhoosh, Tantivy, folder_of

if TYPE_CHECKING:
    from collections.abc import Iterator

CLUSTER = Path(__file__).parent.parent / "scripts" / "opensearch-cluster"
PORT = 9300
#: Every so many-th question of whole answers: stock Whoosh takes its time.
WHOLE_STEP = 3


class Run:
    """Runs one module after the other and keeps what they print."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "benchmarks.md"
        self._file.write_text("", encoding="utf-8")

    def write(self, text: str) -> None:
        print(text, flush=True)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")

    def step(self, title: str, module: str, *arguments: object) -> None:
        shown = " ".join(f'"{a}"' if " " in str(a) else str(a) for a in arguments)
        self.write(f"\n## {title}\n\n    python -m {module} {shown}\n")
        command = [sys.executable, "-m", module, *map(str, arguments)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        self.write(done.stdout.rstrip() if not done.returncode else f"Failed: {done.returncode}.")


def over(run: Run, holdings: Path, folder: Path) -> None:
    """Everything that needs no cluster."""
    index = folder_of(folder, WholeArchsearch.name) / "index"
    asked = folder / "questions.json"
    run.step("Every peer by itself", "benchmarks.engines", holdings, folder)
    in_turn(run, folder)
    run.step(
        "Whole answers in turn", "benchmarks.engines.in_turn",
        folder, WholeArchsearch.name, HighlightingWhoosh.name, WHOLE_STEP,
    )  # fmt: skip
    run.step("Moments", "benchmarks.engines.moments", index, asked)
    run.step("Through HTTP", "benchmarks.engines.http", index, asked)


def in_turn(run: Run, folder: Path) -> None:
    names = (Archsearch.name, Tantivy.name)
    run.step("The index core in turn", "benchmarks.engines.in_turn", folder, *names)


def enlarged(run: Run, holdings: Path, folder: Path, documents: int) -> Path:
    """Build and ask the core and tantivy, and archsearch whole, over more documents."""
    more, own = folder / f"{documents}.jsonl", folder / str(documents)
    if not more.exists():
        run.step(f"{documents} documents", "benchmarks.engines.enlarge", holdings, documents, more)
    for name in (Tantivy.name, Archsearch.name, WholeArchsearch.name):
        run.step(f"{documents} documents: {name}", "benchmarks.engines", more, own, name)
    in_turn(run, own)
    return own


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[str | None]:
    """The address of three nodes, None where they can't be started."""
    started = [str(CLUSTER), "start", str(folder), "--port", str(PORT)]
    if subprocess.run(started, stdout=subprocess.DEVNULL, check=False).returncode:
        yield None
        return
    try:
        yield f"http://127.0.0.1:{PORT}"
    finally:
        subprocess.run([str(CLUSTER), "stop", str(folder)], check=True)


def main(holdings: Path, folder: Path, sizes: list[int]) -> None:
    run = Run(folder)
    over(run, holdings, folder)
    with cluster(folder / "cluster") as host:
        if host is None:
            run.write("\nOpenSearch is left out: its cluster could not be started.")
        else:
            run.step("Whole answers", "benchmarks.engines.answers", holdings, folder, host)
            run.step("OpenSearch", "benchmarks.engines.cluster", holdings, folder / "terms", host)
    larger = [enlarged(run, holdings, folder, size) for size in sizes]
    if larger:
        run.step("Growth", "benchmarks.engines.plot", folder / "growth.svg", folder, *larger)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), [int(size) for size in sys.argv[3:]])
