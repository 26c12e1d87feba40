"""A marked text → HTML: everything escaped first, then each mark wrapped.

The one place where text of a holding becomes markup. It decides nothing about what matches.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from archsearch.search import MarkedText

#: Characters that HTML can't carry: XML's forbidden controls, and surrogates without a partner.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OPEN = Markup('<mark class="via-{}">')
_OPEN_NUMBERED = Markup('<mark class="via-{}" id="m{}" tabindex="-1">')
_CLOSE = Markup("</mark>")


def without_controls(text: str) -> str:
    """`text` with U+FFFD for each character that neither HTML nor XML can carry."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def escape_text(text: str) -> Markup:
    """`text` as HTML."""
    return escape(without_controls(text))


def render_marked(marked: MarkedText, first: int | None = None) -> Markup:
    """A text with its marks as HTML.

    Args:
        marked: the text and its marks.
        first: number of the first mark on the page; marks then carry ids ``m{number}``, which
            the document page's next and previous links lead to. None: no ids.
    """
    pieces: list[Markup] = []
    done = 0
    for order, ((start, end), via) in enumerate(zip(marked.marks, marked.vias, strict=True)):
        opening = _OPEN.format(via) if first is None else _OPEN_NUMBERED.format(via, first + order)
        pieces += [
            escape_text(marked.text[done:start]),
            opening,
            escape_text(marked.text[start:end]),
            _CLOSE,
        ]
        done = end
    pieces.append(escape_text(marked.text[done:]))
    return Markup("").join(pieces)
