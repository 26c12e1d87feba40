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
    # Capitals alone are the same in mac-cyrillic as in cp866, which is likelier.
    if encoding in NAMES and not (encoding == "mac-cyrillic" and text.isupper()):
        assert found.encoding == NAMES[encoding]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        # Short words and abbreviations decide where the letters alone don't.
        ("ГАРФ, ф. Р-3719, оп. 8, д. 201, л. 31", "koi8-r"),
        # A dash of windows-1251 is a capital on the Macintosh.
        ("Штаб — все опытные ветеран", "cp1251"),
        ("по 1635–36 и 1644–45 годам", "mac-cyrillic"),
        # The mark of UTF-16 is two letters of windows-1251.
        ("яющих политику. С тех пор признала", "cp1251"),
        ("Станция и", "cp1251"),
        ("Note: и", "koi8-r"),
        # Frames of DOS are many more signs than words are.
        (f"┌{'─' * 70}┐\n│ Опись дел за 1945 год {' ' * 48}│\n└{'─' * 70}┘", "cp866"),
        # UTF-16 without a mark, and without any space or line end.
        ("Постановление", "utf-16-le"),
        ("Постановление", "utf-16-be"),
        ("斯大林元帅 收\n新疆", "utf-16-le"),
        ("А СТЕНОГРАММУ ПРЕСС-КОНФЕРЕНЦИИ. Я БЫЛ СОВЕРШЕННО ИСКРЕННЕ", "cp866"),
    ],
)
def test_what_is_easily_mistaken_is_not(text, encoding):
    assert decode(text.encode(encoding)).text == text


def test_a_damaged_byte_does_not_make_another_encoding_of_utf8():
    whole = TEXTS[0] * 3
    data = whole.encode()
    for at in (0, len(data) // 2, len(data) - 1):
        found = decode(data[:at] + b"\xff" + data[at + 1 :])
        assert (found.encoding, found.sure) == ("utf-8", False)
        kept = whole[2:40] if at else whole[-40:-2]
        assert kept in found.text


def test_a_strange_sign_in_a_long_text_does_not_make_it_no_text():
    found = decode(b"The road to Ghulja is open \x9a and the snow has gone.")
    assert found.text.startswith("The road to Ghulja is open ")
    assert not found.sure


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
