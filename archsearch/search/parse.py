"""Query text → Whoosh query tree of the words as the reader typed them.

Whoosh's parser and its plugins do the work; its leaves (`Term`, `Phrase`, `Prefix`, `Wildcard`,
`FuzzyTerm`) carry raw words and the fields of the query language, which `archsearch.search.plan`
turns into the fields and terms of the index.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from whoosh.qparser import QueryParser
from whoosh.qparser.plugins import (
    BoostPlugin,
    FieldsPlugin,
    FuzzyTermPlugin,
    GroupPlugin,
    OperatorsPlugin,
    PhrasePlugin,
    PrefixPlugin,
    TaggingPlugin,
    WhitespacePlugin,
    WildcardPlugin,
)
from whoosh.qparser.syntax import TextNode, WordNode
from whoosh.query import Phrase, Term

if TYPE_CHECKING:
    from re import Match

    from whoosh.query import Query

#: The field of a word that names none.
ANYWHERE = "anywhere"
#: Fields that a reader may name before a colon, each with its other names.
QUERY_FIELDS = {
    "title": ("заголовок", "название"),
    "person": ("имя", "лицо"),
    "place": ("место",),
    "subject": ("тема",),
    "repository": ("архив",),
}
#: Fields whose value is read as a whole: a date, a code, a language.
VALUE_FIELDS = {
    "date": ("дата",),
    "ref": ("шифр",),
    "fond": ("фонд",),
    "lang": ("язык",),
    "collection": ("коллекция", "собрание"),
}
_CANONICAL = {
    name: field
    for field, others in (QUERY_FIELDS | VALUE_FIELDS).items()
    for name in (field, *others)
}

_AND = r"(?<=\s)(AND|И)(?=\s)"
_OR = r"(?<=\s)(OR|ИЛИ)(?=\s)"
# A minus excludes only before a word, a quote or a bracket, and never inside «Алма-Ата».
_NOT = r'(^|(?<=[\s(]))((NOT|НЕ)(?=\s)|-(?=[\w"(]))'


def _names(fields: dict[str, tuple[str, ...]]) -> str:
    return "|".join(name for field, others in fields.items() for name in (field, *others))


class Letters(Phrase):
    """Words whose very letters are wanted: ``="…"``."""

    def normalize(self) -> Letters:
        """Itself: Whoosh would make an ordinary word of a phrase of one."""
        return self


class _LettersPlugin(TaggingPlugin):
    """``="Сталину"`` and ``=Сталину``: the letters as typed, in whatever field is named."""

    expr: Any = r'=("(?P<text>[^"]*)"|(?P<word>\w[^\s()"]*))'

    class Node(TextNode):
        """Text in which no other form counts."""

        def query(self, parser: QueryParser) -> Query:
            """The leaf of the tree."""
            field = self.fieldname or parser.fieldname
            return Letters(str(field), self.text.split(), boost=self.boost)

    def create(self, _parser: QueryParser, match: Match[str]) -> TextNode:
        """The node of a match."""
        return self.Node(match["text"] or match["word"] or "")  # type: ignore[no-untyped-call]


class _ValuesPlugin(TaggingPlugin):
    """``date:1945-04``, ``ref:"GARF R-9401 2 95"``, ``date:[1944 TO 1946]``: values as a whole."""

    expr: Any = (
        rf"(?<!\w)(?i:(?P<field>{_names(VALUE_FIELDS)})):"
        r'("(?P<quoted>[^"]*)"|(?P<range>\[[^\]"]*\])|(?P<plain>[^\s()"]+))'
    )

    class Node(WordNode):
        """A value; it is never taken for a word."""

        qclass: Any = Term

    def create(self, _parser: QueryParser, match: Match[str]) -> WordNode:
        """The node of a match."""
        node: Any = self.Node(match["quoted"] or match["range"] or match["plain"] or "")  # type: ignore[no-untyped-call]
        node.set_fieldname(match["field"].lower())
        return cast("WordNode", node)


@cache
def _parser() -> QueryParser:
    field = rf"(?<!\w)(?i:(?P<text>{_names(QUERY_FIELDS)})):(?=\S)"
    plugins: list[Any] = [
        WhitespacePlugin(),
        _ValuesPlugin(),  # type: ignore[no-untyped-call]
        _LettersPlugin(),  # type: ignore[no-untyped-call]
        PhrasePlugin(),
        GroupPlugin(),
        OperatorsPlugin(And=_AND, Or=_OR, Not=_NOT, AndNot=None, AndMaybe=None, Require=None),
        FieldsPlugin(expr=field, remove_unknown=False),
        WildcardPlugin(),
        PrefixPlugin(),
        FuzzyTermPlugin(),
        BoostPlugin(),
    ]
    return QueryParser(ANYWHERE, None, plugins=plugins)


def parse(text: str) -> Query:
    """The query tree of `text`, which `archsearch.search.lenient.mend` has made parseable."""
    return _parser().parse(text, normalize=True)


def field_of(node: Query) -> str:
    """The field of the query language that a leaf names, whatever it was called."""
    name = str(node.field()).lower()
    return _CANONICAL.get(name, name)
