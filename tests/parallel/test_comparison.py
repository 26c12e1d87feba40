from __future__ import annotations

from archsearch.parallel import Lexicon
from archsearch.parallel.comparison import Comparison, comparison


def test_the_seed_dictionary_meets_forms() -> None:
    by = Comparison()
    people = by.features("народами")
    assert by.counterpart_count(people, by.features("peoples"))
    assert not by.counterpart_count(people, by.features("houses"))


def test_what_is_the_same_and_what_is_translated_counts_once() -> None:
    by = Comparison()
    left, right = by.features("народы 1945"), by.features("peoples 1945 xyzzy")
    same = len(left & right)
    assert same
    assert same < by.counterpart_count(left, right) <= len(left)
    assert by.counterpart_count(left, left) == len(left)


def test_a_lexicon_adds_its_words_in_both_directions() -> None:
    lexicon = Lexicon({"кульджа": {"yining": 0.8}, "yining": {"кульджа": 0.8}})
    by, without = Comparison(lexicon), Comparison()
    pairs = [("Кульджу", "Yining"), ("Yining", "Кульджу")]
    for one, other in pairs:
        assert by.counterpart_count(by.features(one), by.features(other))
        assert not without.counterpart_count(without.features(one), without.features(other))


def test_one_lexicon_is_read_once() -> None:
    lexicon = Lexicon()
    assert comparison(lexicon) is comparison(lexicon)
