"""The first page for a frequent word, without weighing all its documents each time.

A word's *leaders* are its best documents. They are found once, by weighing all that have the
word, and kept: a few hundred bytes. The best of several words of which any may match are among the
leaders of each, since whatever ranks before a document in a word's own order does so in the
joint one too (Fagin's observation for monotone scores, PODS 2001). What remains to be done for a
total is counting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.matches import NOTHING, Matches, boosted
from archsearch.engines.whoosh.slots import any_within, slot_of
from archsearch.engines.whoosh.top import best

if TYPE_CHECKING:
    from whoosh.query import Query

    from archsearch.engines.whoosh.collection import Collection, Place
    from archsearch.engines.whoosh.evaluation import Evaluation
    from archsearch.engines.whoosh.slots import Slot

#: Leaders that are kept of a word: a first page and some further ones.
LEADERS = 64
#: A word in fewer documents is weighed as fast as its leaders are looked for.
LEAST = 1000


def first_page(evaluation: Evaluation, query: Query, count: int) -> tuple[Matches, int] | None:
    """The best `count` live documents of a word or of any of several, and how many there are.

    None where it has to be found in another way: what was asked for lies beyond the leaders, no
    word is frequent, scores add up, time is short, or the query is more than that.
    """
    collection = evaluation.collection
    slot = slot_of(collection, query)
    if slot is None:
        return None
    frequent = any(collection.posting_count(places) >= LEAST for _, places, _ in slot.terms)
    falling = slot.boost <= 0 or any(boost <= 0 for _, _, boost in slot.terms)
    if slot.sums or falling or count > LEADERS or not frequent or not evaluation.in_time():
        return None
    # Counting first: it lays out tables from which the leaders are read.
    total = _total(collection, slot)
    parts = [_leaders(evaluation, field, places) for field, places, _ in slot.terms if places]
    if evaluation.late:
        return None
    if len(parts) == 1 == len(slot.terms):
        found = boosted(parts[0], slot.terms[0][2])
    else:
        candidates = np.unique(np.concatenate([part.documents for part in parts]))
        hit, scores = any_within(evaluation, slot, candidates)
        found = Matches(candidates[hit], scores)
    found = boosted(found, slot.boost)
    chosen = best(found, count)
    return Matches(found.documents[chosen], found.scores[chosen]), total


def _total(collection: Collection, slot: Slot) -> int:
    """How many live documents have any term of the slot."""
    if len(slot.terms) == 1 and collection.live is None:
        return collection.posting_count(slot.terms[0][1])
    seen = np.zeros(collection.size, np.bool_)
    for _, places, _ in slot.terms:
        table = collection.frequency_table(places)
        if table is None:
            seen[collection.documents(places).astype(np.intp)] = True
        else:
            np.logical_or(seen, table, out=seen)
    if collection.live is not None:
        seen &= collection.live
    return int(np.count_nonzero(seen))


def _leaders(evaluation: Evaluation, field: str, places: tuple[Place, ...]) -> Matches:
    """The best live documents of a term, in order of documents, as if its boost were 1."""
    collection, scoring = evaluation.collection, evaluation.scoring
    keys = [(scoring, field, places, part) for part in ("leaders", "their scores")]
    documents, scores = (collection.leaders.get(key) for key in keys)
    if documents is not None and scores is not None:
        return Matches(documents, scores)
    if not evaluation.in_time():
        return NOTHING
    documents, frequencies = collection.postings(places)
    if collection.live is not None:
        live = collection.live.take(documents).nonzero()[0]
        documents, frequencies = documents.take(live), frequencies.take(live)
    scores = scoring.scores(field, documents, frequencies, scoring.weight(field, places))
    chosen = np.sort(best(Matches(documents, scores), LEADERS))
    kept = collection.leaders
    return Matches(kept.put(keys[0], documents[chosen]), kept.put(keys[1], scores[chosen]))
