"""Query text → Whoosh query tree of the words as the reader typed them.

Whoosh's parser and its plugins do the work; its leaves (`Term`, `Phrase`, `Prefix`, `Wildcard`)
carry raw words and the fields of the query language, which `archsearch.search.plan` turns into
the fields and terms of the index.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from whoosh.qparser import QueryParser
from whoosh.qparser.plugins import (
    BoostPlugin,
    FieldsPlugin,
    GroupPlugin,
    OperatorsPlugin,
    PhrasePlugin,
    PrefixPlugin,
    WhitespacePlugin,
    WildcardPlugin,
)

if TYPE_CHECKING:
    from whoosh.query import Query

#: The field of a word that names none.
ANYWHERE = "anywhere"
#: Fields that a reader may name before a colon.
QUERY_FIELDS = ("title", "person", "place", "subject", "repository", "lang")

_AND = r"(?<=\s)(AND|И)(?=\s)"
_OR = r"(?<=\s)(OR|ИЛИ)(?=\s)"
# A minus excludes only before a word, a quote or a bracket, and never inside «Алма-Ата».
_NOT = r'(^|(?<=[\s(]))((NOT|НЕ)(?=\s)|-(?=[\w"(]))'
_FIELD = rf"(?i:(?P<text>{'|'.join(QUERY_FIELDS)})):(?=\S)"


@cache
def _parser() -> QueryParser:
    plugins: list[Any] = [
        WhitespacePlugin(),
        PhrasePlugin(),
        GroupPlugin(),
        OperatorsPlugin(And=_AND, Or=_OR, Not=_NOT, AndNot=None, AndMaybe=None, Require=None),
        FieldsPlugin(expr=_FIELD, remove_unknown=False),
        WildcardPlugin(),
        PrefixPlugin(),
        BoostPlugin(),
    ]
    return QueryParser(ANYWHERE, None, plugins=plugins)


def parse(text: str) -> Query:
    """The query tree of `text`, which `archsearch.search.lenient.mend` has made parseable."""
    return _parser().parse(text, normalize=True)
