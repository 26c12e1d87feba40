"""What `benchmarks.engines` measured at several sizes → a plot of growth, as SVG.

    python -m benchmarks.engines.plot OUT.svg FOLDER...

Each folder is one that a run wrote; both axes are logarithmic, so a straight line that rises by
one decade a decade is linear growth.
"""

from __future__ import annotations

import json
import math
import sys
from html import escape
from pathlib import Path

WIDTH, HEIGHT, MARGIN = 360, 260, 46
COLOURS = ("#7a1f1f", "#1f4e7a", "#3d7a1f", "#7a5c1f")
#: What is plotted: a title, and where it stands in what was measured of an engine.
PANELS = (
    ("Building, CPU seconds", lambda found: found["build"]["cpu"]),
    ("Frequent word, p95 ms", lambda found: found["ask"]["frequent word"][1]),
    ("Three words, p95 ms", lambda found: found["ask"]["three words"][1]),
    ("Phrase, p95 ms", lambda found: found["ask"]["phrase"][1]),
)


def panel(title: str, lines: dict[str, list[tuple[float, float]]], left: int, top: int) -> str:
    points = [point for line in lines.values() for point in line]
    low = [math.floor(math.log10(min(p[axis] for p in points))) for axis in (0, 1)]
    high = [math.ceil(math.log10(max(p[axis] for p in points))) for axis in (0, 1)]
    inner = (WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        share = [
            (math.log10(point[axis]) - low[axis]) / max(1, high[axis] - low[axis])
            for axis in (0, 1)
        ]
        return left + MARGIN + share[0] * inner[0], top + HEIGHT - MARGIN - share[1] * inner[1]

    parts = [f'<text x="{left + MARGIN}" y="{top + 20}" font-weight="bold">{escape(title)}</text>']
    for axis in (0, 1):
        for power in range(low[axis], high[axis] + 1):
            other = 10.0 ** low[1 - axis]
            x, y = place((10.0**power, other) if axis == 0 else (other, 10.0**power))
            to = f'y2="{y - inner[1]}" x2="{x}"' if axis == 0 else f'x2="{x + inner[0]}" y2="{y}"'
            parts.append(f'<line x1="{x}" y1="{y}" {to} stroke="#ddd"/>')
            at = (x - 12, y + 16) if axis == 0 else (x - 34, y + 4)
            parts.append(f'<text x="{at[0]:.0f}" y="{at[1]:.0f}">{10.0**power:g}</text>')
    for colour, line in zip(COLOURS, lines.values(), strict=False):
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, sorted(line)))
        parts.append(f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>')
    return "\n".join(parts)


def plot(folders: list[Path]) -> str:
    runs = [json.loads((each / "measured.json").read_text(encoding="utf-8")) for each in folders]
    names = [name for name in runs[0] if all(name in run for run in runs)]
    parts = []
    for number, (title, value) in enumerate(PANELS):
        lines = {
            name: [(run[name]["build"]["documents"], value(run[name])) for run in runs]
            for name in names
        }
        parts.append(panel(title, lines, number % 2 * WIDTH, number // 2 * HEIGHT))
    for number, name in enumerate(names):
        y = 2 * HEIGHT + 16 * number + 10
        colour = COLOURS[number]
        parts.append(f'<rect x="{MARGIN}" y="{y - 9}" width="20" height="4" fill="{colour}"/>')
        parts.append(f'<text x="{MARGIN + 28}" y="{y}">{escape(name)}, by documents</text>')
    size = f'viewBox="0 0 {2 * WIDTH} {2 * HEIGHT + 16 * len(names) + 10}"'
    style = 'font-family="sans-serif" font-size="11"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(plot([Path(each) for each in sys.argv[2:]]), encoding="utf-8")
