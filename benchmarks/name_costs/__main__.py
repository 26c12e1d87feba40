"""Learn the costs that archsearch ships.

    python -m benchmarks.name_costs ../shared/data/names/pairs.tsv

reads pairs of Latin and Cyrillic spellings and writes `costs-*.tsv` of archsearch/analysis/names.
Takes about half a minute on one core.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import archsearch.analysis.names
from archsearch.analysis.names.scripts import Alphabet
from benchmarks.name_costs.composition import there_and_back
from benchmarks.name_costs.contexts import learn_contexts, to_lines
from benchmarks.name_costs.pairs import directions, read_pairs
from benchmarks.name_costs.units import cut, learn_units

HEADER = """\
# What letters of a {source} spelling become in a {target} one: window (letters before | letters
# from the first of the group on; ^ and $ are the word's ends), then "length target cost" cells,
# the cost in nats. Learned from Wikidata name pairs (CC0) by `python -m benchmarks.name_costs`.
"""


def learn(
    pairs: list[tuple[str, str]], folder: Path, *, only: tuple[Alphabet, Alphabet] | None = None
) -> None:
    """Write the tables of every direction, or of one between two alphabets, into `folder`."""
    learned = {}
    for direction, spellings in directions(pairs).items():
        if only in (None, direction):
            units = learn_units(spellings)
            cuts = [found for pair in spellings if (found := cut(pair, units))]
            learned[direction] = learn_contexts(cuts)
    for (source, target), contexts in learned.items():
        found = contexts
        if source is target:
            other = next(each for each in Alphabet if each is not source)
            found = there_and_back(learned[source, other], learned[other, source], contexts)
        lines = to_lines(found)
        text = HEADER.format(source=source.title(), target=target.title()) + "\n".join(lines) + "\n"
        (folder / f"costs-{source}-{target}.tsv").write_text(text, encoding="utf-8")
        print(f"{source} to {target}: {len(lines)} windows")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    default = Path(archsearch.analysis.names.__file__).parent / "data"
    parser.add_argument("--into", type=Path, default=default, help=f"default: {default.name}/")
    options = parser.parse_args()
    learn(read_pairs(options.pairs), options.into)


if __name__ == "__main__":
    main()
