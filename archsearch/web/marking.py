"""A marked text → HTML: everything escaped first, then each mark wrapped.

The one place where text of a holding becomes markup. It decides nothing about what matches.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from archsearch.holdings.pages import page_name
from archsearch.web.languages import current
from archsearch.web.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archsearch.holdings import PageBreak
    from archsearch.search import MarkedText

#: Characters that HTML can't carry: XML's forbidden controls, and surrogates without a partner.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARK = Markup('<mark class="via-{}"{}>{}{}</mark>')
_NUMBER = Markup(' id="m{}" tabindex="-1"')
#: A mark is a colour to the eye alone: screen readers are told in a word, which nobody copies.
_SAID = Markup('<span class="mark-said" lang="{}">{} </span>')
#: Where a page begins: its name, unless the text itself says it there.
_BREAK = Markup('<span class="page-break"{}>{}</span>')
_SCAN = Markup(' data-scan="{}"')
#: Brackets and strokes around the mark of a leaf in a text: «[л. 355 об.]».
_AROUND_LEAF = "[|/ \t—–-"


def without_controls(text: str) -> str:
    """`text` with U+FFFD for each character that neither HTML nor XML can carry."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def escape_text(text: str) -> Markup:
    """`text` as HTML."""
    return escape(without_controls(text))


def render_marked(
    marked: MarkedText, first: int | None = None, *, with_pages: bool = False
) -> Markup:
    """A text with its marks as HTML.

    Args:
        marked: the text and its marks.
        first: number of the first mark on the page; marks then carry ids ``m{number}``, which
            the document page's next and previous links lead to. None: no ids.
        with_pages: whether it is shown where its pages begin.
    """
    said = _SAID.format(current(), _("match:"))
    breaks = list(marked.breaks) if with_pages else []
    pieces: list[Markup] = []
    done = 0
    for order, ((start, end), via) in enumerate(zip(marked.marks, marked.vias, strict=True)):
        before = [each for each in breaks if each.offset < end]
        breaks = breaks[len(before) :]
        number = "" if first is None else _NUMBER.format(first + order)
        matched = escape_text(marked.text[start:end])
        pieces += _between(marked.text, done, start, before)
        pieces.append(_MARK.format(via, number, said, matched))
        done = end
    pieces += _between(marked.text, done, len(marked.text), breaks)
    return Markup("").join(pieces)


def _between(text: str, start: int, end: int, breaks: list[PageBreak]) -> Iterator[Markup]:
    """The text from one mark to the next, with the pages that begin there or in that mark."""
    for each in breaks:
        at = min(max(each.offset, start), end)
        yield escape_text(text[start:at])
        yield _page_break(each, text)
        start = at
    yield escape_text(text[start:end])


def _page_break(page: PageBreak, text: str) -> Markup:
    written = text[page.offset :].lstrip(_AROUND_LEAF).startswith(page.label)
    scan = "" if page.scan is None else _SCAN.format(page.scan)
    return _BREAK.format(scan, "" if written else escape_text(page_name(page.label, current())))
