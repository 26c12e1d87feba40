"""A query as typed → what will be asked of an open generation, and what couldn't be understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.errors import EmptyQueryError
from archsearch.search.expand import ALL_VARIANTS, MAX_VARIANTS, Expander
from archsearch.search.lenient import mend
from archsearch.search.parse import parse
from archsearch.search.plan import make_plan
from archsearch.search.queries import Queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from whoosh.query import Query

    from archsearch.analysis import Analyzer
    from archsearch.search.plan import Plan
    from archsearch.search.serving import Opened
    from archsearch.search.switches import Switches
    from archsearch.settings import SearchSettings


@dataclass(frozen=True, slots=True)
class Understood:
    """What a query means.

    Attributes:
        plan: what will be asked.
        misread: makes the plan that takes misprints for unknown words; None where those
            aren't wanted.
        notices: sentences for the reader about what was changed or left out.
    """

    plan: Plan
    misread: Callable[[], Plan] | None
    notices: tuple[str, ...]


def understand(
    query: str, opened: Opened, analyzer: Analyzer, settings: SearchSettings, switches: Switches
) -> Understood:
    """Mend, parse and plan a query.

    Raises:
        EmptyQueryError: the query holds no word.
    """
    mended = mend(query, settings.max_query_length)
    asked = plan_of(parse(mended.text), opened, analyzer, switches.resolved(settings))
    return Understood(asked.plan, asked.misread, (*mended.notices, *asked.notices))


def plan_of(tree: Query, opened: Opened, analyzer: Analyzer, chosen: Switches) -> Understood:
    """Plan a parsed query.

    Raises:
        EmptyQueryError: it holds no word.
    """
    expander = Expander(
        analyzer,
        opened.names,
        opened.spellings,
        occurs=opened.occurs,
        values=opened.values,
        lexicon=opened.lexicon if chosen.translations else None,
        variants=bool(chosen.variants),
        exact=chosen.exact,
        limit=ALL_VARIANTS if chosen.all_forms else MAX_VARIANTS,
    )
    frequencies = opened.reader.document_frequencies
    plan = make_plan(tree, expander, Queries(frequencies))
    if plan.is_empty:
        raise EmptyQueryError("Type a word or a name to search for.")
    if not chosen.variants:
        return Understood(plan, None, plan.notices)

    def misread() -> Plan:
        return make_plan(tree, expander.with_typos(), Queries(frequencies))

    return Understood(plan, misread, plan.notices)
