from __future__ import annotations

from archsearch.parallel import Text, pair_sentences
from archsearch.parallel.pairing import pair_texts


def pieces(left: Text, right: Text) -> list[tuple[str, str]]:
    return [
        (left.text[slice(*one)] if one else "", right.text[slice(*other)] if other else "")
        for one, other in pair_sentences(left, right)
    ]


def test_sentences_of_a_passage_are_paired() -> None:
    left = Text("Сталин прибыл 4 мая. Город спал. Молотов подписал договор 1945 года.", "ru")
    right = Text("Stalin arrived on 4 May. Molotov signed the treaty of 1945.", "en")
    assert pieces(left, right) == [
        ("Сталин прибыл 4 мая.", "Stalin arrived on 4 May."),
        ("Город спал.", ""),
        ("Молотов подписал договор 1945 года.", "Molotov signed the treaty of 1945."),
    ]


def test_one_side_may_be_empty() -> None:
    assert pieces(Text("Да.", "ru"), Text("", "en")) == [("Да.", "")]
    assert pieces(Text("", "ru"), Text(" ", "en")) == []


def test_a_paragraph_that_was_divided_is_one_passage() -> None:
    left = Text("Сталин прибыл 4 мая. Молотов подписал договор 1945 года.\n\nКонец", "ru")
    right = Text("Stalin arrived on 4 May.\n\nMolotov signed the treaty of 1945.\n\nEnd", "en")
    first_left, first_right = left.text.index("\n\n"), right.text.index("\n\nEnd")
    pairs = pair_texts(left, right)
    assert pairs is not None
    assert pairs[0] == ((0, first_left), (0, first_right))
