from __future__ import annotations

from archsearch.parallel import Lexicon
from archsearch.parallel.comparison import Comparison, comparison


def test_the_seed_dictionary_meets_forms() -> None:
    by = Comparison()
    people = by.features("народами")
    assert any(by.has_counterpart(feature, by.features("peoples")) for feature in people)
    assert not any(by.has_counterpart(feature, by.features("houses")) for feature in people)


def test_a_lexicon_adds_its_words_in_both_directions() -> None:
    lexicon = Lexicon({"кульджа": {"yining": 0.8}, "yining": {"кульджа": 0.8}})
    by, without = Comparison(lexicon), Comparison()
    pairs = [("Кульджу", "Yining"), ("Yining", "Кульджу")]
    for one, other in pairs:
        assert any(by.has_counterpart(each, by.features(other)) for each in by.features(one))
        assert not any(
            without.has_counterpart(each, without.features(other)) for each in without.features(one)
        )


def test_one_lexicon_is_read_once() -> None:
    lexicon = Lexicon()
    assert comparison(lexicon) is comparison(lexicon)
