"""What the holdings propose for an authority file."""

from archsearch.analysis.names.suggestions import bracketed_aliases, keyed_aliases, left_over

SPELLINGS = {"петров": {"петров", "petrov"}, "хоргоса": {"khorgos"}}


def spellings(word):
    return SPELLINGS.get(word, set())


def test_a_name_in_brackets_is_proposed_once_for_all_its_capitals():
    texts = ["From GHULJA [YINING] to Khorgos.", "to Ghulja [Yining], by cart"]
    assert bracketed_aliases(texts) == [("Ghulja", "Yining", 2)]


def test_the_only_names_without_a_counterpart_are_proposed_together():
    pairs = [
        ("Мы с Петров были в Кульдже.", "We and Petrov were in Ghulja."),
        ("Товар ушёл из Кульджи вчера.", "The goods left Ghulja yesterday."),
        ("Письмо из Хоргоса.", "A letter from Khorgos."),
    ]
    assert left_over(pairs, spellings) == [("Кульдже", "Ghulja", 2)]


def test_once_is_chance():
    assert left_over([("Он был в Кульдже.", "He was in Ghulja.")], spellings) == []


def test_two_left_over_say_nothing():
    pair = ("Ехали из Кульджи в Урумчи.", "They went from Ghulja to Dihua.")
    assert left_over([pair, pair], spellings) == []


def test_forms_under_one_key_are_proposed_together():
    notes = [
        ("Person", "Павел_I: Государю Императору; Его Импер. Величество"),
        ("Extent", "12 leaves: torn; wet"),
    ]
    assert keyed_aliases(notes) == [("Государю Императору", "Его Импер. Величество", 1)]
