"""The texts of a document's description, by the field of the index that they are found in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.holdings.repositories import repository_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archsearch.holdings import Document


def metadata_texts(document: Document) -> Mapping[str, tuple[str, ...]]:
    """The texts of every field but "text"; empty ones left out."""
    texts = {
        "title": tuple(document.titles.values()),
        "people": document.people,
        "places": document.places,
        "subjects": document.subjects,
        "summary": (document.summary,),
        "reference": (document.reference.written, document.id),
        "repositories": _names(document.reference.repository),
        "notes": (
            document.collection,
            document.citation,
            document.credits,
            *dict.fromkeys(version.translator for version in document.versions),
            document.date.written,
            *(f"{label}: {note}" for label, note in document.notes),
        ),
    }
    return {field: tuple(text for text in values if text) for field, values in texts.items()}


def _names(repository: str) -> tuple[str, ...]:
    """A repository as it is written, and the other names that it goes by."""
    known = repository_named(repository)
    return tuple(dict.fromkeys((repository, *(known.names if known else ()))))
