"""Function words of both languages, and words that only look like them."""

import pytest

from archsearch.analysis import is_function_word


@pytest.mark.parametrize(
    "word", ["of", "the", "which", "would", "из", "что", "чем", "какую", "был", "которые", "не"]
)
def test_words_of_grammar(word):
    assert is_function_word(word)


@pytest.mark.parametrize(
    "word", ["letter", "stalin", "hundred", "письмо", "сталин", "стали", "иван", "им", "быстро"]
)
def test_words_that_say_something(word):
    assert not is_function_word(word)
