from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.readers.encoding import NAMES, decode

HOLDINGS = Path(__file__).parents[2] / "data" / "holdings"
TEXTS = [
    "Штаб фронта сообщает, что дорога на Кульджу открыта.",
    "ВЕРХОВНЫЙ ГЛАВНОКОМАНДУЮЩИЙ МАРШАЛ СОВЕТСКОГО СОЮЗА",
    "Письмо в Москву. 22 апреля 1945 г. Наблюдатель Петровский",
    (HOLDINGS / "caravan-post" / "01-appointment.ru.txt").read_text(encoding="utf-8"),
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
        *("cp1251", "koi8-r", "iso8859-5", "cp866", "mac-cyrillic"),
    ],
)
def test_russian_is_read_in_the_encoding_that_it_is_in(text, encoding):
    data = text.encode(encoding, errors="ignore")
    found = decode(data)
    assert found.text == data.decode(encoding)
    # In capitals alone two encodings may be nearly as likely.
    assert found.sure or text.isupper()
    if encoding in NAMES:
        assert found.encoding == NAMES[encoding]


def test_accents_are_not_taken_for_cyrillic():
    text = "Le général Rumyantsev était à Orléans"
    assert decode(text.encode("cp1252")).text == text


def test_a_single_word_is_not_claimed_to_be_sure():
    assert not decode("ъ".encode("cp1251")).sure


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0", b"\x00\x01\x02\x03", bytes(range(32))])
def test_what_is_no_text_is_none(data):
    assert decode(data) is None


@given(st.binary(max_size=300))
def test_no_bytes_are_an_error(data):
    decode(data)
