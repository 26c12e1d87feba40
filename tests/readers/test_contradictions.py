"""What a text says against its description."""

import pytest

from archsearch.holdings import Document, Role, Version
from archsearch.holdings.dates import parse_date
from archsearch.readers import Severity, read_holdings
from archsearch.readers.contradictions import contradicting_date
from archsearch.settings import ReadingSettings


def document(date, *texts):
    versions = tuple(Version(str(at), "ru", Role.ORIGINAL, text) for at, text in enumerate(texts))
    return Document("a", {"ru": "А"}, versions, parse_date(date))


@pytest.mark.parametrize(
    ("date", "text", "borne"),
    [
        ("5 мая 1946 г.", "Дорога открыта.\n\nг. Кульджа, 7 июня 1947 г.", "7 июня 1947"),
        ("April 22, 1945", "April 23, 1946\n\nDear Sir", "April 23, 1946"),
        ("1945", "12.IV.1947\n\nДорога", "12.IV.1947"),
    ],
)
def test_a_dateline_outside_of_the_date_contradicts_it(date, text, borne):
    found = contradicting_date(document(date, text))
    assert found is not None
    assert found.written == borne


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("5 мая 1946 г.", "5 мая 1946г.\n\nДорога"),
        ("весной 1946 г.", "5 мая 1946г.\n\nДорога"),
        ("16 марта 1913 г.", "3 марта 1913 г.\n\nДорога"),
        ("не ранее 1945 г.", "5 мая 1946г.\n\nДорога"),
        ("б.д.", "5 мая 1946г.\n\nДорога"),
        ("1945", "Отвечая на Ваше письмо от 7 июня 1947 г., сообщаю о том, что дорога открыта."),
        ("1945", "7 июня 1947 г.\n\nКопия верна, 8 июня 1948 г."),
        ("1945", "ф. 1, оп. 12.04.19450"),
    ],
)
def test_what_agrees_or_is_uncertain_does_not(date, text):
    assert contradicting_date(document(date, text)) is None


def test_a_contradiction_is_reported_and_the_record_kept(tmp_path):
    (tmp_path / "a.csv").write_text(
        "id,title,date,text_ru\na,А,5 мая 1946 г.,7 июня 1947 г. Дорога\n", encoding="utf-8"
    )
    reading = read_holdings([tmp_path], ReadingSettings())
    assert [each.id for each in reading] == ["a"]
    (problem,) = reading.report.problems
    assert (problem.severity, problem.place) == (Severity.NOTED, "line 2")
    assert "described as of 5 мая 1946 г., but its text is dated 7 июня 1947" in problem.message
