from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.parallel import Text
from archsearch.parallel.verdict import are_translations

if TYPE_CHECKING:
    from archsearch.holdings import Document

ENGLISH = (
    "The committee met in the evening and heard the director of the railway about the price of "
    "coal, the shortage of wagons and the strike at two factories in the south of the district. "
) * 3


def texts(document: Document) -> list[Text]:
    return [Text(version.text, version.language) for version in document.versions]


def test_a_translation_is_one_in_either_order(letter: Document) -> None:
    russian, english = texts(letter)
    assert are_translations(russian, english)
    assert are_translations(english, russian)


def test_part_of_a_translation_is_one(letter: Document) -> None:
    russian, english = texts(letter)
    assert are_translations(russian, Text(english.text[: len(english.text) // 2], "en"))


def test_an_unrelated_text_is_none(letter: Document) -> None:
    russian, _ = texts(letter)
    assert not are_translations(russian, Text(ENGLISH, "en"))


def test_a_lost_encoding_is_none() -> None:
    assert not are_translations(
        Text("\ufffd" * 900 + " " + "?" * 900, "ru"), Text(ENGLISH * 2, "en")
    )


def test_short_texts_and_other_languages_are_trusted(letter: Document) -> None:
    russian, _ = texts(letter)
    assert are_translations(Text("Копия", "ru"), Text("Report", "en"))
    assert are_translations(russian, Text(ENGLISH, "de"))


def test_a_preface_doesnt_hide_a_translation(letter: Document) -> None:
    russian, english = (Text(text.text * 5, text.language) for text in texts(letter))
    preface = (ENGLISH * 20)[:5000]
    assert are_translations(russian, Text(preface + "\n\n" + english.text, "en"))
