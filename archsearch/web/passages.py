"""Names of passages that last: what a link to a passage holds on to.

The number of a passage changes when a passage before it is added or joined to another. Its name
is made of its own text, so that it outlasts every rebuild, and every correction elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archsearch.search import Passage

#: Begins every name: an id in HTML and a number alone are told apart.
NAME_MARK = "t"
#: Letters of a name: a thousand million of them, for the few thousand passages of a document.
_LETTERS = 6
#: Bytes that hold them, five bits each, in the groups of five that base 32 is made of.
_BYTES = 5


def passage_names(passages: Sequence[Passage]) -> list[str]:
    """The name of each passage of a document, no two alike: "tk3f2ab", the next like it "…-2"."""
    seen: Counter[str] = Counter()
    names = []
    for passage in passages:
        name = _name(passage)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return names


def passage_place(passages: Sequence[Passage], asked: str) -> int | None:
    """The place in `passages`, from 0, of the one of a number or a name; None if none is."""
    if asked.isascii() and asked.isdecimal():
        place = int(asked) - 1 if len(asked) < len(str(10**9)) else -1
        return place if 0 <= place < len(passages) else None
    names = passage_names(passages) if asked.startswith(NAME_MARK) else []
    return names.index(asked) if asked in names else None


def _name(passage: Passage) -> str:
    """Made of the letters of its first version: white space is a matter of the day's reader."""
    text = next(iter(passage.texts.values())).text if passage.texts else ""
    digest = hashlib.sha256("".join(text.split()).casefold().encode("utf-8", "replace")).digest()
    return NAME_MARK + base64.b32encode(digest[:_BYTES]).decode("ascii")[:_LETTERS].lower()
