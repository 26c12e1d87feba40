"""Surface forms → the arrays of the name table: anew, or from those of an earlier table.

What a form may be a form of depends on the form alone, and working it out is nearly all that a
table takes. So a table is made from an earlier one by working out what is new; its arrays are the
same as if all had been worked out.
"""

from __future__ import annotations

from functools import cache
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from archsearch.analysis.dictionary import is_known
from archsearch.analysis.names import chinese
from archsearch.analysis.names.bases import bases_to_keep
from archsearch.analysis.names.costs import table_lines
from archsearch.analysis.names.endings import is_function_word
from archsearch.analysis.names.keys import keys, number
from archsearch.analysis.names.scripts import Alphabet, Spelling, spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]
    #: A folded surface form, and whether it was ever seen with a capital.
    Token = tuple[str, bool]

#: Changes whenever tables written before can't be read any more.
FORMAT = 1
ARRAYS = (
    *("form_text", "form_ends", "base_text", "base_ends", "base_keys"),
    *("member_ends", "members", "relations", "syllable_keys", "syllable_bases"),
)
#: The alphabet's bit of a key number.
_LATIN_BIT = 1 << 60
#: Single letters are initials; whole names look for them.
_SHORTEST_NAME = 2
_LATIN_INITIALS = frozenset(ascii_lowercase)


class _Bases(NamedTuple):
    """What forms may be forms of, in any order.

    Attributes:
        letters: their spellings.
        keys: (n,) numbers of their consonant keys, with the alphabet's bit.
        syllables: numbers of Chinese keys, each with the place of its base in `letters`.
    """

    letters: list[str]
    keys: NDArray[np.int64]
    syllables: list[tuple[int, int]]

    @classmethod
    def of(cls, letters: list[str]) -> _Bases:
        """Work out the keys of spellings."""
        found = map(number, keys(letters) if letters else [])
        base_keys = np.fromiter(found, np.int64, len(letters))
        base_keys[[each[0] in _LATIN_INITIALS for each in letters]] |= _LATIN_BIT
        syllables = [
            (chinese.number(each), place)
            for place, base in enumerate(letters)
            if chinese.may_be(base)
            for each in chinese.keys(base, alphabet_of(base))
        ]
        return cls(letters, base_keys, syllables)


class _Members(NamedTuple):
    """Which forms belong to which bases; (n,) each.

    Attributes:
        owners: the bases, by their places in `_Bases`.
        forms: the forms.
        relations: what each form is to the base.
    """

    owners: NDArray[np.int64]
    forms: NDArray[np.int32]
    relations: NDArray[np.int8]


def made(tokens: Iterable[Token]) -> dict[str, NDArray[Any]]:
    """The arrays of a vocabulary; see `NameTable.build`."""
    forms: list[str] = []
    found: list[tuple[int, Spelling]] = []
    for form, capitalised in tokens:
        spelt = _name(form, capitalised=capitalised)
        if spelt is not None:
            found.append((len(forms), spelt))
            forms.append(form)
    letters: dict[str, int] = {}
    members = _members(found, letters)
    return _packed(forms, _Bases.of(list(letters)), members)


def remade(
    earlier: Arrays, before: Iterable[Token], tokens: Iterable[Token]
) -> dict[str, NDArray[Any]]:
    """The arrays of a vocabulary, from those of another.

    Args:
        earlier: arrays that these rules made.
        before: the vocabulary that they were made of.
        tokens: the one that is wanted.
    """
    then = dict(before)
    places = {form: place for place, form in enumerate(_strings(earlier, "form"))}
    now_at = np.full(len(places), -1, np.int32)
    forms: list[str] = []
    new: list[tuple[int, Spelling]] = []
    for form, capitalised in tokens:
        if then.get(form) == capitalised:
            place = places.get(form)
            if place is None:
                continue
            now_at[place] = len(forms)
        else:
            spelt = _name(form, capitalised=capitalised)
            if spelt is None:
                continue
            new.append((len(forms), spelt))
        forms.append(form)
    syllables = (earlier[name].tolist() for name in ("syllable_keys", "syllable_bases"))
    bases = _Bases(
        _strings(earlier, "base"), earlier["base_keys"], list(zip(*syllables, strict=True))
    )
    members = _kept(earlier, now_at)
    if new:
        letters = {spelling_: place for place, spelling_ in enumerate(bases.letters)}
        members = _both(members, _members(new, letters))
        bases = _with_more(bases, list(letters)[len(bases.letters) :])
    return _packed(forms, *_without_unused(bases, members))


def alphabet_of(letters: str) -> Alphabet:
    """The alphabet of a spelling."""
    return Alphabet.LATIN if letters[0] in _LATIN_INITIALS else Alphabet.CYRILLIC


def alphabet_bit(alphabet: Alphabet) -> int:
    """What distinguishes the keys of an alphabet."""
    return _LATIN_BIT if alphabet is Alphabet.LATIN else 0


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


def _members(found: Sequence[tuple[int, Spelling]], letters: dict[str, int]) -> _Members:
    """What forms are forms of; new spellings are added to `letters`, with their places."""
    owners: list[int] = []
    relations: list[int] = []
    counts: list[int] = []
    for _, spelt in found:
        kept = bases_to_keep(spelt)
        owners += [letters.setdefault(each, len(letters)) for each in kept]
        relations += kept.values()
        counts.append(len(kept))
    forms = np.repeat(np.array([form for form, _ in found], np.int32), counts)
    return _Members(np.array(owners, np.int64), forms, np.array(relations, np.int8))


def _kept(earlier: Arrays, now_at: NDArray[np.int32]) -> _Members:
    """The members of an earlier table whose forms are there still."""
    ends = earlier["member_ends"]
    owners = np.repeat(np.arange(ends.size - 1), np.diff(ends))
    forms = now_at[earlier["members"]]
    left = forms >= 0
    return _Members(owners[left], forms[left], earlier["relations"][left])


def _both(one: _Members, other: _Members) -> _Members:
    """The members of two tables, in the order of their forms."""
    order = np.argsort(np.concatenate([one.forms, other.forms]), kind="stable")
    return _Members(
        np.concatenate([one.owners, other.owners])[order],
        np.concatenate([one.forms, other.forms])[order],
        np.concatenate([one.relations, other.relations])[order],
    )


def _with_more(bases: _Bases, letters: list[str]) -> _Bases:
    """Bases with those of more spellings after them."""
    more, first = _Bases.of(letters), len(bases.letters)
    return _Bases(
        bases.letters + more.letters,
        np.concatenate([bases.keys, more.keys]),
        bases.syllables + [(key, first + place) for key, place in more.syllables],
    )


def _without_unused(bases: _Bases, members: _Members) -> tuple[_Bases, _Members]:
    """The same without bases that no form belongs to."""
    used = np.zeros(len(bases.letters), np.bool_)
    used[members.owners] = True
    if used.all():
        return bases, members
    places = (np.cumsum(used) - 1).tolist()
    left = _Bases(
        [bases.letters[place] for place in np.flatnonzero(used).tolist()],
        bases.keys[used],
        [(key, places[place]) for key, place in bases.syllables if used[place]],
    )
    return left, members._replace(owners=np.array(places, np.int64)[members.owners])


def _packed(forms: list[str], bases: _Bases, members: _Members) -> dict[str, NDArray[Any]]:
    """The arrays of the table, its bases sorted by key and, within a key, by spelling."""
    letters = bases.letters
    alphabetical = np.array(sorted(range(len(letters)), key=letters.__getitem__), np.int64)
    order = alphabetical[np.argsort(bases.keys[alphabetical], kind="stable")]
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    owners = places[members.owners]
    by_base = np.argsort(owners, kind="stable")
    syllables = sorted((key, int(places[place])) for key, place in bases.syllables)
    return {
        **_column("form", forms),
        **_column("base", [letters[at] for at in order.tolist()]),
        "base_keys": bases.keys[order],
        "member_ends": np.searchsorted(owners[by_base], np.arange(len(letters) + 1)).astype(
            np.int32
        ),
        "members": members.forms[by_base],
        "relations": members.relations[by_base],
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


def _strings(arrays: Arrays, name: str) -> list[str]:
    """What `_column` was made of."""
    count = len(arrays[f"{name}_ends"]) - 1
    return arrays[f"{name}_text"].tobytes().decode().split("\n")[:count]
