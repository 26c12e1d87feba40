"""The name table: the names of the holdings by their keys, in arrays that stay on disk.

Distinct folded surface forms arrive; `NameTable.build` works out what each may be a form of, and
sorts these bases by their consonant keys. Lookups give bases with the forms that belong to them;
judging them is `archsearch.analysis.names.expansion`'s business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np

from archsearch.analysis.names import chinese
from archsearch.analysis.names.bases import Relation
from archsearch.analysis.names.expansion import expand
from archsearch.analysis.names.keys import key, number
from archsearch.analysis.names.making import (
    ARRAYS,
    FORMAT,
    alphabet_bit,
    alphabet_of,
    made,
    remade,
)
from archsearch.analysis.names.scripts import spelling
from archsearch.errors import IndexUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from archsearch.analysis.names.aliases import Authorities
    from archsearch.analysis.names.scripts import Alphabet
    from archsearch.analysis.names.variant import Expansion


class Base(NamedTuple):
    """What forms of the holdings are forms of.

    Attributes:
        number: its place in the table.
        letters: its spelling.
    """

    number: int
    letters: str

    @property
    def alphabet(self) -> Alphabet:
        """The alphabet of its letters."""
        return alphabet_of(self.letters)


class Bases(NamedTuple):
    """Many bases, column by column: most are only compared, by their letters.

    Attributes:
        numbers: their places in the table.
        letters: their spellings.
    """

    numbers: list[int]
    letters: list[str]

    def base(self, at: int) -> Base:
        """One of them."""
        return Base(self.numbers[at], self.letters[at])


class NameTable:
    """The names of the holdings, by key. Reading it is safe from any number of threads."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        self._arrays = arrays

    @classmethod
    def build(cls, tokens: Iterable[tuple[str, bool]]) -> Self:
        """Make the table of a vocabulary.

        Args:
            tokens: distinct folded surface forms of any script, each with whether it was ever
                seen with a capital. What never was, and is Latin or known to the Russian
                dictionary, is no name and gets no keys; nor do words that only begin sentences:
                Russian function words, the commonest English ones.
        """
        return cls(made(tokens))

    def remade(
        self, before: Iterable[tuple[str, bool]], tokens: Iterable[tuple[str, bool]]
    ) -> Self:
        """The table of another vocabulary: the same as `build` makes, in a fraction of the time.

        Args:
            before: the vocabulary that this table was made of.
            tokens: the other one.
        """
        return type(self)(remade(self._arrays, before, tokens))

    def save(self, folder: Path) -> None:
        """Write the table into `folder`, which is made if it isn't there.

        Raises:
            OSError: it can't be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        for name, array in self._arrays.items():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the table that was saved in `folder`; its arrays stay on disk.

        Raises:
            IndexUnavailableError: there is none, or it is of another format.
        """
        try:
            arrays = {
                name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
                for name in (*ARRAYS, "format")
            }
        except (OSError, ValueError) as error:
            raise IndexUnavailableError(
                f"{folder}: the name table can't be read: {error}"
            ) from error
        if arrays.pop("format").tolist() != [FORMAT]:
            raise IndexUnavailableError(f"{folder}: the name table has another format; rebuild.")
        return cls(arrays)

    def __len__(self) -> int:
        return len(self._arrays["form_ends"]) - 1

    def form(self, at: int) -> str:
        """A surface form by its number."""
        return self._text("form", at, at + 1)

    def expand(
        self, word: str, *, limit: int = 50, authorities: Authorities | None = None
    ) -> Expansion:
        """The forms of the holdings that a folded word stands for; see `expand`."""
        return expand(self, word, limit=limit, authorities=authorities)

    def with_keys(self, alphabet: Alphabet, wanted: Iterable[str], limit: int) -> Bases:
        """The bases that have one of the consonant keys, in the order of the keys.

        Args:
            alphabet: of the bases.
            wanted: consonant keys, the most wanted first.
            limit: keys that are still to come when so many bases are found are left out.
        """
        bit = alphabet_bit(alphabet)
        numbers = np.array([number(each) | bit for each in wanted], np.int64)
        starts = np.searchsorted(self._arrays["base_keys"], numbers, "left")
        stops = np.searchsorted(self._arrays["base_keys"], numbers, "right")
        found = Bases([], [])
        for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
            if stop > start and len(found.numbers) < limit:
                found.numbers.extend(range(start, stop))
                found.letters.extend(self._text("base", start, stop).split("\n"))
        return found

    def with_syllables(self, wanted: Iterable[str]) -> list[Base]:
        """The bases that are Chinese names of the syllables (`chinese.keys`)."""
        numbers = np.array([chinese.number(each) for each in wanted], np.int64)
        keys_there = self._arrays["syllable_keys"]
        starts = np.searchsorted(keys_there, numbers, "left")
        stops = np.searchsorted(keys_there, numbers, "right")
        places = {
            int(place)
            for start, stop in zip(starts, stops, strict=True)
            for place in self._arrays["syllable_bases"][start:stop]
        }
        return [Base(place, self._text("base", place, place + 1)) for place in sorted(places)]

    def find(self, letters: str) -> Base | None:
        """The base of a spelling, if the holdings have it."""
        wanted = number(key(letters)) | alphabet_bit(alphabet_of(letters))
        low = int(np.searchsorted(self._arrays["base_keys"], wanted, "left"))
        high = int(np.searchsorted(self._arrays["base_keys"], wanted, "right"))
        while low < high:
            middle = (low + high) // 2
            there = self._text("base", middle, middle + 1)
            if there == letters:
                return Base(middle, there)
            if there < letters:
                low = middle + 1
            else:
                high = middle
        return None

    def has(self, form: str) -> bool:
        """Whether a folded form is, or is a form of, a name of the holdings."""
        spelt = spelling(form)
        return spelt is not None and self.find(spelt.letters) is not None

    def members(self, base: Base) -> Iterator[tuple[int, Relation]]:
        """The forms of a base by number, each with its relation to it."""
        start, stop = self._arrays["member_ends"][base.number : base.number + 2].tolist()
        relations = self._arrays["relations"][start:stop].tolist()
        yield from zip(
            self._arrays["members"][start:stop].tolist(), map(Relation, relations), strict=True
        )

    def _text(self, name: str, start: int, stop: int) -> str:
        """The strings ``[start, stop)`` of a column, one a line."""
        ends = self._arrays[f"{name}_ends"]
        column = self._arrays[f"{name}_text"]
        return column[int(ends[start]) : int(ends[stop]) - 1].tobytes().decode()
