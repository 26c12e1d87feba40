"""Documents that the tests of this room share."""

from __future__ import annotations

from pathlib import Path

import pytest

from archsearch.holdings import Document, Role, Version

HOLDINGS = Path(__file__).parents[2] / "data" / "holdings"


def bilingual(russian: str, english: str, *others: Version) -> Document:
    """A Russian original with its English translation."""
    return Document(
        "document",
        versions=(
            Version("ru", "ru", Role.ORIGINAL, russian),
            Version("en", "en", Role.TRANSLATION, english),
            *others,
        ),
    )


@pytest.fixture(scope="session")
def letter() -> Document:
    """The reference holding: the letter from Alihan Tore to Stalin."""
    path = HOLDINGS / "121726-letter-from-alihan-tore-to-stalin.txt"
    _, text = path.read_text(encoding="utf-8").split("Translation - English")
    russian, english = text.split("Copy  \n")
    return bilingual(russian.strip(), "Copy  \n" + english.strip())
