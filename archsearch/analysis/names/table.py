"""The name table: from every name of the holdings to its keys, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from rapidfuzz.distance import Levenshtein

from archsearch.analysis.names.endings import nominatives
from archsearch.analysis.names.sounds import heavy, key_number, readings, sounds
from archsearch.analysis.names.variant import Expansion, Variant
from archsearch.analysis.via import Via

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray


class NameTable:
    """The names of the holdings, by key."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        self._arrays = arrays
        self._keys = arrays["keys"]
        self._bases = arrays["bases"]

    @classmethod
    def build(cls, tokens: Iterable[tuple[str, bool]]) -> Self:
        """Make a table of distinct folded surface forms.

        Args:
            tokens: each form, and whether it was ever seen with a capital.
        """
        forms = [form for form, capitalised in tokens if capitalised]
        bases: dict[str, list[int]] = {}
        for number, form in enumerate(forms):
            bases.setdefault(form, []).append(number)
            for base in nominatives(form):
                bases.setdefault(base, []).append(number)
        entries: list[tuple[int, str]] = []
        for base in bases:
            for reading in readings(base)[:16]:
                entries.append((key_number(heavy(reading)), base))
        entries = sorted(set(entries))
        numbers = {base: i for i, base in enumerate(bases)}
        return cls(
            {
                "keys": np.array([key for key, _ in entries], np.int64),
                "bases": np.array([numbers[base] for _, base in entries], np.int32),
                **_pack("forms", forms),
                **_pack("base", list(bases)),
                "member_offsets": np.cumsum([0, *map(len, bases.values())]).astype(np.int32),
                "members": np.array([n for each in bases.values() for n in each], np.int32),
            }
        )

    def save(self, folder: Path) -> None:
        """Write the table into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, array in self._arrays.items():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the table in `folder`; its arrays stay on disk."""
        return cls(
            {path.stem: np.load(path, mmap_mode="r") for path in sorted(folder.glob("*.npy"))}
        )

    def expand(self, word: str, *, limit: int = 50) -> Expansion:
        """The forms that `word` stands for, best first."""
        queries = readings(word)
        found: dict[str, tuple[float, bool]] = {}
        numbers = np.array(sorted({key_number(heavy(reading)) for reading in queries}), np.int64)
        lows = np.searchsorted(self._keys, numbers, "left")
        highs = np.searchsorted(self._keys, numbers, "right")
        bases = {
            int(base)
            for low, high in zip(lows, highs, strict=True)
            for base in self._bases[low:high]
        }
        short = max(len(heavy(reading)) for reading in queries) <= 2
        for number in bases:
            base = self._string("base", number)
            reading = sounds(base)
            distance = min(Levenshtein.distance(query, reading) for query in queries)
            score = 1 - distance / max(len(reading), len(word), 1)
            if score < 0.45:
                continue
            start, stop = self._arrays["member_offsets"][number : number + 2]
            for member in self._arrays["members"][start:stop]:
                form = self._string("forms", int(member))
                weight = score * (1 if form == base else 0.97)
                if weight > found.get(form, (0.0, False))[0]:
                    found[form] = (weight, short and score < 0.9)
        variants = sorted(
            (
                Variant(form, Via.TRANSLITERATION if weight > 0.7 else Via.SIMILAR, weight, company)
                for form, (weight, company) in found.items()
                if form != word
            ),
            key=lambda variant: (variant.via is Via.SIMILAR, -variant.weight, variant.form),
        )
        return Expansion(tuple(variants[:limit]), max(0, len(variants) - limit))

    def _string(self, name: str, number: int) -> str:
        start, stop = self._arrays[f"{name}_offsets"][number : number + 2]
        return self._arrays[f"{name}_text"][start:stop].tobytes().decode()


def _pack(name: str, strings: list[str]) -> dict[str, NDArray[Any]]:
    encoded = [string.encode() for string in strings]
    return {
        f"{name}_text": np.frombuffer(b"".join(encoded) or b"\0", np.uint8),
        f"{name}_offsets": np.cumsum([0, *map(len, encoded)]).astype(np.int64),
    }
