"""The name table: the names of the holdings by their keys, in arrays that stay on disk.

Distinct folded surface forms arrive; `NameTable.build` works out what each may be a form of, and
sorts these bases by their consonant keys. Lookups give bases with the forms that belong to them;
judging them is `archsearch.analysis.names.expansion`'s business.
"""

from __future__ import annotations

from functools import cache
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np

from archsearch.analysis.dictionary import is_known
from archsearch.analysis.names import chinese
from archsearch.analysis.names.bases import Relation, bases_to_keep
from archsearch.analysis.names.costs import table_lines
from archsearch.analysis.names.endings import is_function_word
from archsearch.analysis.names.expansion import expand
from archsearch.analysis.names.keys import key, keys, number
from archsearch.analysis.names.scripts import Alphabet, Spelling, spelling
from archsearch.errors import IndexUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from archsearch.analysis.names.aliases import Authorities
    from archsearch.analysis.names.variant import Expansion

#: Changes whenever tables written before can't be read any more.
FORMAT = 1
_ARRAYS = (
    *("form_text", "form_ends", "base_text", "base_ends", "base_keys"),
    *("member_ends", "members", "relations", "syllable_keys", "syllable_bases"),
)
#: The alphabet's bit of a key number.
_LATIN_BIT = 1 << 60
#: Single letters are initials; whole names look for them.
_SHORTEST_NAME = 2
_LATIN_INITIALS = frozenset(ascii_lowercase)


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
        return _alphabet(self.letters)


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
        forms: list[str] = []
        numbers: dict[str, int] = {}
        owners: list[int] = []
        kinds: list[int] = []
        counts: list[int] = []
        for form, capitalised in tokens:
            spelt = _name(form, capitalised=capitalised)
            if spelt is None:
                continue
            forms.append(form)
            found = bases_to_keep(spelt)
            owners += [numbers.setdefault(letters, len(numbers)) for letters in found]
            kinds += found.values()
            counts.append(len(found))
        members = np.repeat(np.arange(len(forms), dtype=np.int32), counts)
        return cls(
            _pack(
                forms, list(numbers), np.array(owners, np.int64), members, np.array(kinds, np.int8)
            )
        )

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
                for name in (*_ARRAYS, "format")
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
        bit = _alphabet_bit(alphabet)
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
        wanted = number(key(letters)) | _alphabet_bit(_alphabet(letters))
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


def _name(form: str, *, capitalised: bool) -> Spelling | None:
    spelt = spelling(form)
    if spelt is None or len(spelt.letters) < _SHORTEST_NAME:
        return None
    if spelt.alphabet is Alphabet.LATIN:
        return spelt if capitalised and form not in _common_words() else None
    if is_known(form) and (not capitalised or is_function_word(form)):
        return None
    return spelt


@cache
def _common_words() -> frozenset[str]:
    return frozenset(table_lines("common_words.tsv"))


def _alphabet(letters: str) -> Alphabet:
    return Alphabet.LATIN if letters[0] in _LATIN_INITIALS else Alphabet.CYRILLIC


def _alphabet_bit(alphabet: Alphabet) -> int:
    return _LATIN_BIT if alphabet is Alphabet.LATIN else 0


def _pack(
    forms: list[str],
    letters: list[str],
    owners: NDArray[np.int64],
    members: NDArray[np.int32],
    relations: NDArray[np.int8],
) -> dict[str, NDArray[Any]]:
    """The arrays of the table, its bases sorted by key and, within a key, by spelling.

    Args:
        forms: surface forms.
        letters: the bases' spellings.
        owners: for each membership the number of the base,
        members: of the form,
        relations: and what the form is to the base.
    """
    found = map(number, keys(letters) if letters else [])
    base_keys = np.fromiter(found, np.int64, len(letters))
    base_keys[[each[0] in _LATIN_INITIALS for each in letters]] |= _LATIN_BIT
    alphabetical = np.array(sorted(range(len(letters)), key=letters.__getitem__), np.int64)
    order = alphabetical[np.argsort(base_keys[alphabetical], kind="stable")]
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    by_base = np.argsort(places[owners], kind="stable")
    syllables = sorted(
        (chinese.number(each), int(places[at]))
        for at, base in enumerate(letters)
        if chinese.may_be(base)
        for each in chinese.keys(base, _alphabet(base))
    )
    return {
        **_column("form", forms),
        **_column("base", [letters[at] for at in order.tolist()]),
        "base_keys": base_keys[order],
        "member_ends": np.searchsorted(places[owners][by_base], np.arange(len(letters) + 1)).astype(
            np.int32
        ),
        "members": members[by_base],
        "relations": relations[by_base],
        "syllable_keys": np.array([each for each, _ in syllables], np.int64),
        "syllable_bases": np.array([place for _, place in syllables], np.int32),
        "format": np.array([FORMAT]),
    }


def _column(name: str, strings: list[str]) -> dict[str, NDArray[Any]]:
    """Strings as one text, a line each, and where each ends."""
    encoded = [string.encode() + b"\n" for string in strings]
    return {
        f"{name}_text": np.frombuffer(b"".join(encoded) or b"\n", np.uint8),
        f"{name}_ends": np.cumsum([0, *map(len, encoded)]).astype(np.int64),
    }
