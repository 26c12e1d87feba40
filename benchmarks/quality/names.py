"""Names: which share of the spellings that it should find an expansion finds.

`python -m benchmarks.quality.names ../shared/data` prints the figures and the misses.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from archsearch.analysis.dictionary import morphology
from archsearch.analysis.fold import fold
from archsearch.analysis.names import Authorities, NameTable, expand_name
from archsearch.analysis.names import costs as costs_module
from archsearch.analysis.names.aliases import words_of
from archsearch.analysis.names.candidates import readings_of
from archsearch.analysis.names.costs import costs
from archsearch.analysis.names.paths import Distances
from archsearch.analysis.names.scripts import Alphabet, spelling
from archsearch.readers.authorities import starter_authorities
from benchmarks.name_costs.__main__ import learn
from benchmarks.name_costs.pairs import read_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archsearch.analysis.names import NameExpansion

QUERIES = 5000
FIRST = 10
SEED = 20
CASES = ("gent", "datv", "accs", "ablt", "loct")
INFLECTED_NAMES = 2000
#: Distances beyond this count as this.
FARTHEST = 99.0


class Historical(NamedTuple):
    """One row of the table of historical names."""

    query: str
    forms: tuple[str, ...]


def measure(data: Path) -> dict[str, float] | None:
    """The figures of the key `names`; None where the shared data isn't there."""
    folder = data / "names"
    if not folder.is_dir():
        return None
    pairs = read_pairs(folder / "pairs.tsv")
    table = build(cyrillic for _, cyrillic in pairs)
    first, tenth = held_out_spellings(pairs, table)
    found, _, false_hits = historical(folder, pairs, None)
    with_authorities, _, false_with = historical(folder, pairs, starter())
    return {
        "r1": first,
        "r10": tenth,
        "groups_r10": spelling_groups(folder),
        "palladius_r10": pair_file(folder / "palladius_pairs.tsv"),
        "turkic_r10": pair_file(folder / "turkic_islamic.tsv"),
        "negatives": hard_negatives(folder, pairs),
        "historical": with_authorities,
        "historical_without_authorities": found,
        "historical_false_hits": false_with,
        "historical_false_hits_without_authorities": false_hits,
        "cases_r10": cases(pairs),
        **speed(pairs),
    }


def build(words: Iterable[str]) -> NameTable:
    return NameTable.build((word, True) for word in sorted(set(map(fold, words))))


def held_out_spellings(pairs: list[tuple[str, str]], table: NameTable) -> tuple[float, float]:
    """Recall among the first and the first ten, with costs learned without the queries."""
    spellings = sorted({latin for latin, _ in pairs})
    generator = random.Random(SEED)
    generator.shuffle(spellings)
    held_out = set(spellings[: len(spellings) // 5])
    expected: dict[str, set[str]] = defaultdict(set)
    for latin, cyrillic in pairs:
        expected[latin].add(fold(cyrillic))
    queries = [each for each in sorted(held_out) if each.isascii()]
    generator.shuffle(queries)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with as_file(files("archsearch.analysis.names").joinpath("data")) as shipped:
            shutil.copytree(shipped, folder, dirs_exist_ok=True)
        known = [pair for pair in pairs if pair[0] not in held_out]
        learn(known, folder, only=(Alphabet.LATIN, Alphabet.CYRILLIC))
        with other_costs(folder):
            return recall(table, [(each, expected[each]) for each in queries[:QUERIES]])


class other_costs:  # noqa: N801 - read as a word of the language
    """Within it, the costs come from another folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> None:
        self.shipped = costs_module.COSTS_FOLDER
        self._use(self.folder)

    def __exit__(self, *_: object) -> None:
        self._use(self.shipped)

    @staticmethod
    def _use(folder: object) -> None:
        costs_module.COSTS_FOLDER = folder  # type: ignore[assignment]
        costs.cache_clear()
        readings_of.cache_clear()


def recall(table: NameTable, queries: Sequence[tuple[str, set[str]]]) -> tuple[float, float]:
    first = tenth = 0
    for query, expected in queries:
        forms = [each.form for each in table.expand(fold(query)).variants]
        first += not expected.isdisjoint(forms[:1])
        tenth += not expected.isdisjoint(forms[:FIRST])
    return first / len(queries), tenth / len(queries)


def pair_file(path: Path) -> float:
    """Recall among the first ten over the file's own Russian words, each spelling a query."""
    pairs = read_pairs(path)
    expected: dict[str, set[str]] = defaultdict(set)
    for latin, cyrillic in pairs:
        expected[latin].add(fold(cyrillic))
    return recall(build(cyrillic for _, cyrillic in pairs), list(expected.items()))[1]


def spelling_groups(folder: Path) -> float:
    """Share of a group's other spellings among the ten best of each, averaged over the groups.

    Of a group with more than eleven spellings ten can be found.
    """
    lines = (folder / "spelling_groups.tsv").read_text(encoding="utf-8").splitlines()
    groups = [sorted({fold(each) for each in line.split("\t")[0].split("|")}) for line in lines]
    table = build(each for group in groups for each in group)
    shares = []
    chosen = [group for group in groups if len(group) > 1]
    for group in random.Random(SEED).sample(chosen, min(len(chosen), 1000)):
        found = possible = 0
        for query in group:
            variants = table.expand(query).variants
            best = [each.form for each in variants if each.form != query][:FIRST]
            found += len(set(group).difference([query]).intersection(best))
            possible += min(FIRST, len(group) - 1)
        shares.append(found / possible)
    return float(np.mean(shares))


def hard_negatives(folder: Path, pairs: list[tuple[str, str]]) -> float:
    """Share of pairs of different names that are as near as the median of true pairs."""
    generator = random.Random(SEED)
    true = np.median([nearness(*pair) for pair in generator.sample(pairs, 3000)])
    false = [nearness(*pair) for pair in read_pairs(folder / "hard_negatives.tsv")]
    return float(np.mean([each <= true for each in false]))


def nearness(latin: str, cyrillic: str) -> float:
    one, other = spelling(fold(latin)), spelling(fold(cyrillic))
    if one is None or other is None or one.alphabet is other.alphabet:
        return FARTHEST
    lattice = costs(one.alphabet, other.alphabet).lattice(one.letters)
    return min(Distances(lattice).to(other.letters, FARTHEST), FARTHEST) / len(one.letters)


def cases(pairs: list[tuple[str, str]]) -> float:
    """Of names whose nominative is among the first ten, the share of cases that are found."""
    generator = random.Random(SEED)
    chosen = generator.sample([pair for pair in pairs if pair[0].isascii()], INFLECTED_NAMES)
    forms = {fold(cyrillic): inflections(fold(cyrillic)) for _, cyrillic in chosen}
    table = build([*(c for _, c in pairs), *(form for found in forms.values() for form in found)])
    found = total = 0
    for latin, cyrillic in chosen:
        variants = [each.form for each in table.expand(fold(latin)).variants]
        if fold(cyrillic) in variants[:FIRST]:
            expected = forms[fold(cyrillic)]
            found += len(expected.intersection(variants))
            total += len(expected)
    return found / total


def inflections(name: str) -> set[str]:
    """The other cases of a name as pymorphy3 predicts them, its likeliest parse as a noun."""
    for parse in morphology().parse(name):
        if parse.tag.POS == "NOUN" and parse.tag.case == "nomn" and parse.tag.number == "sing":
            made = (parse.inflect({case, "sing"}) for case in CASES)
            return {fold(each.word) for each in made if each} - {name}
    return set()


def historical(
    folder: Path, pairs: list[tuple[str, str]], authorities: Authorities | None
) -> tuple[float, list[str], float]:
    """Share of the listed forms that are found, those that aren't, and false hits a query.

    A false hit is a name of the pairs that counts alone and that no row lists.
    """
    lines = (folder / "historical.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [Historical(row[1], tuple(row[2].split("|"))) for row in (x.split("\t") for x in lines)]
    listed = {
        word
        for row in rows
        for form in (row.query, *row.forms)
        for words in readings(form)
        for word in words
    }
    table = build({*listed, *(fold(cyrillic) for _, cyrillic in pairs)})
    missed = []
    false = total = 0
    for row in rows:
        expansion = expand_name(table, words_of(row.query), authorities=authorities)
        lacking = [
            form
            for form in row.forms
            if not any(is_found(words, expansion) for words in readings(form))
        ]
        missed += [f"{row.query}: {form}" for form in lacking]
        total += len(row.forms)
        false += sum(
            1
            for each in expansion.variants
            if len(each.slots) == 1 and not each.needs_company and listed.isdisjoint(each.slots[0])
        )
    return 1 - len(missed) / total, missed, false / len(rows)


def readings(form: str) -> list[tuple[str, ...]]:
    """The words of a form as they are indexed: hyphenated words whole, and in parts."""
    return [words_of(form), tuple(fold(form).replace(".", " ").split())]


def is_found(words: Sequence[str], expansion: NameExpansion) -> bool:
    """Whether a text of these words is a hit for the name: all of it is accounted for."""
    covered: set[int] = set()
    spans: set[tuple[int, int]] = set()
    alone = False
    for variant in expansion.variants:
        for at in _places(words, variant.slots):
            covered.update(range(at, at + len(variant.slots)))
            spans.add((variant.start, variant.end))
            alone = alone or not variant.needs_company
    return len(covered) == len(words) and (alone or len(spans) > 1)


def _places(words: Sequence[str], slots: Sequence[Sequence[str]]) -> Iterator[int]:
    for at in range(len(words) - len(slots) + 1):
        if all(words[at + place] in slot for place, slot in enumerate(slots)):
            yield at


def starter() -> Authorities:
    """The authority file that archsearch ships."""
    return Authorities(starter_authorities())


def speed(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """Microseconds a token of building; milliseconds (median, 95 %) of expanding two words."""
    tokens = sorted({fold(each) for pair in pairs for each in pair})
    started = time.process_time()
    table = NameTable.build((token, True) for token in tokens)
    built = time.process_time() - started
    generator = random.Random(SEED)
    names = [[fold(generator.choice(pairs)[0]) for _ in range(2)] for _ in range(300)]
    times = []
    for words in names:
        readings_of.cache_clear()
        started = time.perf_counter()
        expand_name(table, words)
        times.append(1e3 * (time.perf_counter() - started))
    return {
        "build_us": 1e6 * built / len(tokens),
        "p50_ms": float(np.median(times)),
        "p95_ms": float(np.quantile(times, 0.95)),
    }


def main() -> None:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    figures = measure(data)
    for key, value in (figures or {}).items():
        print(f"{key:45} {value:.4f}")
    pairs = read_pairs(data / "names" / "pairs.tsv")
    for authorities in (None, starter()):
        print("missed:", *historical(data / "names", pairs, authorities)[1], sep="\n  ")


if __name__ == "__main__":
    main()
