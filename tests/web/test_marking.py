from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.analysis.via import Via
from archsearch.holdings import PageBreak
from archsearch.search import MarkedText
from archsearch.settings import Settings
from archsearch.web import create_app, languages
from archsearch.web.marking import escape_text, render_marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAID = '<span class="mark-said" lang="en">match: </span>'
_MARK = re.compile(rf'<mark class="via-[a-z]+">{_SAID}|</mark>|<span class="page-break">|</span>')


@pytest.fixture(scope="module", autouse=True)
def in_an_application() -> Iterator[None]:
    with create_app(Settings()).test_request_context():
        languages.begin(Settings())
        yield
        languages.end()


def test_a_mark_wraps_what_matched_and_names_its_kind():
    marked = MarkedText("Маршалу С Т А Л И Н У", ((8, 21),), (Via.FORM,), "ru")
    assert render_marked(marked) == f'Маршалу <mark class="via-form">{_SAID}С Т А Л И Н У</mark>'


def test_markup_in_the_text_is_text_inside_marks_and_outside():
    marked = MarkedText("<b>&</b>", ((3, 4),), (Via.EXACT,))
    rendered = f'&lt;b&gt;<mark class="via-exact">{_SAID}&amp;</mark>&lt;/b&gt;'
    assert render_marked(marked) == rendered


def test_numbered_marks_have_ids_that_go_on_from_the_first():
    marked = MarkedText("a b", ((0, 1), (2, 3)), (Via.EXACT, Via.TYPO))
    rendered = render_marked(marked, first=7)
    assert 'id="m7"' in rendered
    assert 'id="m8"' in rendered


def test_pages_are_named_where_they_begin_and_never_inside_a_mark():
    breaks = (PageBreak(0, "3"), PageBreak(3, "4", scan=1), PageBreak(6, "<5>"))
    marked = MarkedText("ab cd ef", ((2, 5),), (Via.EXACT,), breaks=breaks)
    assert render_marked(marked, with_pages=True) == (
        '<span class="page-break">p. 3</span>ab'
        '<span class="page-break" data-scan="1">p. 4</span>'
        f'<mark class="via-exact">{_SAID} cd</mark> '
        '<span class="page-break">p. &lt;5&gt;</span>ef'
    )
    assert "page-break" not in render_marked(marked)


def test_a_leaf_that_the_text_marks_is_not_named_twice():
    marked = MarkedText("[л. 355 об.] Текст", breaks=(PageBreak(0, "л. 355 об."),))
    rendered = '<span class="page-break"></span>[л. 355 об.] Текст'
    assert render_marked(marked, with_pages=True) == rendered


def test_what_html_cannot_carry_is_replaced():
    assert escape_text("a\x00b\ud800c\td\n") == "a�b�c\td\n"


@given(st.text(), st.data())
def test_without_its_marks_the_html_is_the_text(text: str, data: st.DataObject):
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8 if len(text) else 0)))
    spans = tuple(zip(ends[::2], ends[1::2], strict=False))
    marked = MarkedText(text, spans, (Via.EXACT,) * len(spans))
    plain = html.unescape(_MARK.sub("", str(render_marked(marked))))
    assert plain == html.unescape(str(escape_text(text)))
    assert "<" not in _MARK.sub("", str(render_marked(marked)))
