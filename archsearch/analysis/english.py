"""A folded English word → its stem: irregular forms by table, everything else by Snowball."""

from __future__ import annotations

from functools import cache
from typing import Any

import snowballstemmer

from archsearch.analysis.tables import read_table


@cache
def _stemmer() -> Any:  # noqa: ANN401 - snowballstemmer is untyped
    return snowballstemmer.stemmer("english")


@cache
def _irregular() -> dict[str, str]:
    """Irregular form → the word that it is a form of."""
    return {form: base for base, forms in read_table("irregular.tsv") for form in forms.split()}


def english_terms(word: str) -> tuple[str, ...]:
    """The stem of a folded word; that of its base first, if the form is irregular.

    An irregular form keeps its own stem as well, because many are words too (left, found, saw).
    """
    plain = word.replace("'", "")
    base = _irregular().get(word)
    stems = [_stemmer().stemWord(form) for form in (base, word, plain) if form]
    return tuple(dict.fromkeys(stems))
