"""What reading and analysing a document depend on beside it: the recipe of their results.

Whoever changes a rule, a table or a dictionary shouldn't have to think of what was kept: the recipe
is a digest of the very sources of the rooms that take part, and of the libraries' versions.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.analysis import ANALYZER_VERSION
from archsearch.holdings.repositories import added_repositories

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archsearch.settings import AnalysisSettings, ReadingSettings

#: Folder of the package's sources.
PACKAGE = Path(__file__).parents[1]
#: Rooms and modules of the package by which a document becomes what is kept of it.
_SOURCES = (
    "analysis",
    "parallel",
    "holdings",
    *(
        f"indexing/{name}.py"
        for name in (
            *("analysed", "batches", "fields", "forward_index", "lessons", "metadata"),
            *("outcome", "packing", "record", "surfaces"),
        )
    ),
)
#: Those by which forms become a table of names.
_NAMING = ("analysis",)
#: Those by which a row becomes a document, and its digest.
_READING = ("readers", "holdings", "indexing/ledger.py", "indexing/rows.py")
#: Libraries whose other version may give other terms; snowballstemmer leaves stemming to
#: PyStemmer where that is installed.
_TERMS = ("pymorphy3", "pymorphy3-dicts-ru", "snowballstemmer", "PyStemmer")
#: All whose answers are part of the results.
_LIBRARIES = (*_TERMS, "dawg2-python", "DAWG2")
_DIGEST_SIZE = 16
_COMPILED = ".pyc"


def recipe(settings: AnalysisSettings) -> str:
    """A digest that changes whenever the same document might be analysed in another way."""
    parts = [_code(_SOURCES), asdict(settings), added_repositories()]
    said = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(said.encode(), digest_size=_DIGEST_SIZE).hexdigest()


def reading_recipe(settings: ReadingSettings) -> str:
    """A digest that changes whenever the same row might be read in another way."""
    parts = [_code(_READING), asdict(settings), added_repositories()]
    said = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.blake2b(said.encode(), digest_size=_DIGEST_SIZE).hexdigest()


def naming_recipe() -> str:
    """A digest that changes whenever the same forms might make another table of names."""
    return _code(_NAMING)


@cache
def analyzer_version() -> str:
    """What the terms of an index and of a query must have in common, or they miss each other."""
    return "; ".join((f"archsearch {ANALYZER_VERSION}", *_installed(_TERMS)))


@cache
def _code(sources: tuple[str, ...]) -> str:
    whole = hashlib.blake2b(digest_size=_DIGEST_SIZE)
    for path in _files(sources):
        whole.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode())
        whole.update(hashlib.blake2b(path.read_bytes(), digest_size=_DIGEST_SIZE).digest())
    for library in _installed(_LIBRARIES):
        whole.update(f"{library}\0".encode())
    return whole.hexdigest()


def _installed(libraries: Iterable[str]) -> Iterator[str]:
    """Those that are there, each with its version."""
    for library in libraries:
        with suppress(PackageNotFoundError):
            yield f"{library} {version(library)}"


def _files(sources: Iterable[str]) -> Iterator[Path]:
    for source in sources:
        path = PACKAGE / source
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (each for each in found if each.is_file() and each.suffix != _COMPILED)
