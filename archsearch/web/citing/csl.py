"""A citation as CSL-JSON (Citation Style Language 1.0.2): type "manuscript"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archsearch.web.citing.cited import Cited


def to_csl(cited: Cited) -> dict[str, Any]:
    """One item; what isn't known is absent."""
    date = {"date-parts": [list(cited.date_parts)]} if cited.date_parts else {"literal": cited.date}
    item: dict[str, Any] = {
        "id": cited.key,
        "type": "manuscript",
        "title": cited.title,
        "issued": date,
        "archive": cited.repository,
        "archive_location": cited.location,
        "translator": [{"literal": name} for name in cited.translators],
        "source": cited.collection,
        "language": cited.language,
        "abstract": cited.summary,
        "keyword": ", ".join(cited.subjects),
        "URL": cited.address or cited.source,
    }
    return {name: value for name, value in item.items() if value}
