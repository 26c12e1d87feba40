import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.readers import Severity, read_holdings
from archsearch.readers.near_texts import ALIKE, resemblance
from archsearch.settings import ReadingSettings

FIRST = (
    "The snow has gone and the road to Ghulja is open for the carts. The head of the station asks "
    "you to send four horses before the end of the month, since his own have been ill all winter."
)
#: The same with a word or two of its own: "road" for "way", "please" for "asks you".
REVISED = FIRST.replace("the road to Ghulja", "the way to Ghulja").replace("month", "month of May")
#: The same letter by another hand.
SECOND = (
    "Now that the snow is melted, carts can use the Ghulja road again. The station master requests "
    "that four horses be sent by the month's end, as all of his were sick throughout the winter."
)


def read(folder, **texts):
    row = {"id": "a", "title": "A letter", **texts}
    (folder / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    reading = read_holdings([folder], ReadingSettings())
    (document,) = list(reading)
    return document, reading.report.problems


@pytest.mark.parametrize(
    ("other", "said"), [(REVISED, "nearly the same text"), (FIRST, "are the same text")]
)
def test_a_revised_copy_of_a_translation_is_reported_and_kept(tmp_path, other, said):
    document, problems = read(tmp_path, text_en=FIRST, **{"text_en-2": other})
    assert [version.key for version in document.versions] == ["en", "en-2"]
    (problem,) = problems
    assert said in problem.message
    assert problem.severity is Severity.WARNED


def test_two_translations_are_two(tmp_path):
    document, problems = read(tmp_path, text_en=FIRST, **{"text_en-2": SECOND})
    assert (len(document.versions), problems) == (2, [])
    assert resemblance(FIRST, SECOND) < ALIKE / 5


def test_copies_and_other_languages_are_no_translations(tmp_path):
    copied = {"text_en-2": FIRST, "role_en-2": "copy", "text_de": FIRST}
    _, problems = read(tmp_path, text_en=FIRST, **copied)
    assert problems == []


def test_formulas_are_alike_everywhere(tmp_path):
    _, problems = read(tmp_path, text_en="Authenticated.", **{"text_en-2": "Authenticated."})
    assert problems == []


@given(st.text(), st.text())
def test_resemblance_is_a_share_and_the_same_from_both_sides(one, other):
    assert 0 <= resemblance(one, other) <= 1
    assert resemblance(one, other) == resemblance(other, one)


@pytest.mark.parametrize(("every", "is_one"), [(15, True), (13, True), (10, False), (6, False)])
def test_one_word_in_twelve_may_differ(every, is_one):
    words = [f"word{number}" for number in range(500)]
    changed = [f"other{at}" if at % every == 0 else word for at, word in enumerate(words)]
    assert (resemblance(" ".join(words), " ".join(changed)) >= ALIKE) is is_one
