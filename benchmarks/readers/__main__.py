"""Records a second and peak memory of each format; a Markdown table.

    python -m benchmarks.readers [SHARED_DATA]

Each format is read in a process of its own, by one process, as `archsearch check` reads it: both
passes, dates, codes and comparisons included. Of files that hold one text there are copies of one
real file (a page of recognised text counts as one, since pages join to one document); manifests
have so many rows, the finding aid so many components. Time is that of the
processor, so that other work on the machine changes it little; memory is the process's peak.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = ROOT / "tests" / "readers" / "files"
LETTER = ROOT / "data/holdings/121726-letter-from-alihan-tore-to-stalin.txt"
#: Copies of a file that holds one text; rows of a manifest or components of a finding aid.
COPIES, ROWS = 300, 10_000
RUSSIAN = "Станция Хоргос, 5 мая 1946г. Снег сошёл, дорога на г.Кульджу открыта. " * 8
ENGLISH = "Khorgos station, 5 May 1946. The snow has gone, the road to Ghulja is open. " * 8
CODE = "ГАРФ, ф. Р-9401, оп. 2, д. {}, лл. 352-359"


def copies(path: Path, folder: Path, name: str = "") -> None:
    for number in range(COPIES):
        target = folder / f"{number:04}{name or path.suffix}"
        if path == LETTER:
            text = path.read_text("utf-8").replace("121726", str(500_000 + number))
            target.write_text(text, "utf-8")
        else:
            shutil.copy(path, target)


def rows() -> list[dict[str, str]]:
    return [
        {
            "id": f"x-{number}",
            "title_ru": "Сводка погоды",
            "title_en": "Weather report",
            "date": "5 мая 1946 г.",
            "reference": CODE.format(number),
            "text_ru": f"{number} {RUSSIAN}",
            "text_en": f"{number} {ENGLISH}",
        }
        for number in range(ROWS)
    ]


def make_jsonl(folder: Path) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows())
    (folder / "list.jsonl").write_text("".join(lines), "utf-8")


def make_csv(folder: Path) -> None:
    import csv

    found = rows()
    with (folder / "list.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0])
        writer.writeheader()
        writer.writerows(found)


def make_xlsx(folder: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    found = rows()
    sheet.append(list(found[0]))
    for row in found:
        sheet.append(list(row.values()))
    book.save(folder / "list.xlsx")


def make_ead(folder: Path) -> None:
    components = (
        f'<c level="file"><did><unitid>{CODE.format(number)}</unitid><unittitle>Сводка</unittitle>'
        '<unitdate normal="1946">1946</unitdate></did>'
        f"<scopecontent><p>{RUSSIAN}</p></scopecontent></c>"
        for number in range(ROWS)
    )
    text = "<did><unittitle>Фонд</unittitle></did><dsc>" + "".join(components) + "</dsc>"
    (folder / "aid.xml").write_text(f"<ead><archdesc>{text}</archdesc></ead>", "utf-8")


def make_docx(folder: Path) -> None:
    import docx

    letter = docx.Document()
    for text in (RUSSIAN, ENGLISH):
        for _ in range(4):
            letter.add_paragraph(text)
    letter.save(folder / "letter.docx")
    copies(folder / "letter.docx", folder)


def make_html(folder: Path) -> None:
    paragraphs = "".join(f"<p>{RUSSIAN}</p><p lang=en>{ENGLISH}</p>" for _ in range(4))
    (folder / "page.html").write_text(f"<html lang=ru><title>С</title>{paragraphs}</html>", "utf-8")
    copies(folder / "page.html", folder)


def makers(shared: Path) -> dict[str, object]:
    formats = shared / "formats"
    return {
        "page text": lambda folder: copies(LETTER, folder),
        "text": lambda folder: (
            (folder / "a.txt").write_text(f"{RUSSIAN}\n\n{ENGLISH}", "utf-8"),
            copies(folder / "a.txt", folder),
        ),
        "Markdown": lambda folder: (
            (folder / "a.md").write_text(f"---\ndate: 1946\n---\n# С\n\n{RUSSIAN}", "utf-8"),
            copies(folder / "a.md", folder),
        ),
        "table (CSV)": make_csv,
        "JSON lines": make_jsonl,
        "XLSX": make_xlsx,
        "EAD": make_ead,
        "TEI, 33 kB": lambda folder: copies(
            formats / "tei/gumilyov-don-zhuan-v-egipte.xml", folder
        ),
        "ALTO, a page": lambda folder: copies(formats / "alto/Alto.xml", folder),
        "hOCR, a page": lambda folder: copies(FILES / "ocr/report_0002.hocr", folder),
        "PDF, 3 pages": lambda folder: copies(FILES / "letter.pdf", folder),
        "DOCX": make_docx,
        "ODT": lambda folder: copies(FILES / "letter.odt", folder),
        "HTML": make_html,
    }


def measure(folder: Path) -> None:
    """Read a folder in this process, and print what that took."""
    from archsearch.readers import read_holdings
    from archsearch.settings import ReadingSettings

    began = time.process_time()
    reading = read_holdings([folder], ReadingSettings(jobs=1))
    count = sum(1 for _ in reading)
    took = time.process_time() - began
    peak = peak_megabytes()
    print(json.dumps([count, took, peak, reading.report.refused]))


def peak_megabytes() -> int:
    """The most memory that this process had."""
    status = Path("/proc/self/status")
    if status.exists():
        # What the parent had is in the usage of a process on Linux, but not in this.
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
        return
    shared = Path(sys.argv[1]) if sys.argv[1:] else ROOT.parent / "shared" / "data"
    print("| format | records | records/s | MB/s | peak memory, MB |")
    print("|---|---:|---:|---:|---:|")
    for name, make in makers(shared).items():
        with tempfile.TemporaryDirectory() as work:
            folder = Path(work) / "holdings"
            folder.mkdir()
            make(folder)
            size = sum(path.stat().st_size for path in folder.iterdir())
            command = [sys.executable, "-m", "benchmarks.readers", "--measure", str(folder)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
            count, took, peak, refused = json.loads(done.stdout)
            if not count or refused:
                sys.exit(f"{name}: {count} read, {refused} refused")
            files = sum(1 for _ in folder.iterdir())
            records = max(count, files)
            rate, speed = records / took, size / 1e6 / took
            print(f"| {name} | {records:,} | {rate:,.0f} | {speed:,.1f} | {peak:,} |", flush=True)


if __name__ == "__main__":
    main()
