from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from archsearch.analysis.via import Via
from archsearch.search import MarkedText
from archsearch.web.marking import escape_text, render_marked

_MARK = re.compile(r'<mark class="via-[a-z]+">|</mark>')


def test_a_mark_wraps_what_matched_and_names_its_kind():
    marked = MarkedText("Маршалу С Т А Л И Н У", ((8, 21),), (Via.FORM,), "ru")
    assert render_marked(marked) == 'Маршалу <mark class="via-form">С Т А Л И Н У</mark>'


def test_markup_in_the_text_is_text_inside_marks_and_outside():
    marked = MarkedText("<b>&</b>", ((3, 4),), (Via.EXACT,))
    assert render_marked(marked) == '&lt;b&gt;<mark class="via-exact">&amp;</mark>&lt;/b&gt;'


def test_numbered_marks_have_ids_that_go_on_from_the_first():
    marked = MarkedText("a b", ((0, 1), (2, 3)), (Via.EXACT, Via.TYPO))
    rendered = render_marked(marked, first=7)
    assert 'id="m7"' in rendered
    assert 'id="m8"' in rendered


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
