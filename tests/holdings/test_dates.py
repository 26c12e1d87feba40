import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archsearch.holdings.dates import edtf_date, parse_date


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("22 апреля 1945г.", "1945-04-22"),
        ("22 апреля 1945 года", "1945-04-22"),
        ("«22» апреля 1945 г.", "1945-04-22"),
        ("15-го августа 1893 г.", "1893-08-15"),
        ("2 мая 1946 г.", "1946-05-02"),
        ("April 22, 1945", "1945-04-22"),
        ("22 April 1945", "1945-04-22"),
        ("10 Sep 1947", "1947-09-10"),
        ("13/5-50", "1950-05-13"),
        ("22.04.1945", "1945-04-22"),
        ("12.IV.1945", "1945-04-12"),
        ("1945-04-22", "1945-04-22"),
        ("1945-04", "1945-04"),
        ("April 1945", "1945-04"),
        ("в апреле 1945 г.", "1945-04"),
        ("весной 1945 г.", "1945-21"),
        ("летом 1945", "1945-22"),
        ("autumn of 1945", "1945-23"),
        ("зима 1944", "1944-24"),
        ("1944–1946 гг.", "1944/1946"),
        ("1944-45 гг.", "1944/1945"),
        ("1945 г.", "1945"),
        ("ок. 1937", "1937~"),
        ("c. 1937", "1937~"),
        ("1945?", "1945?"),
        ("не ранее 3 мая 1945", "1945-05-03/.."),
        ("не позднее 1945 г.", "../1945"),
        ("3 марта 1913 г. (ст. ст.)", "1913-03-16"),
        ("3 (16) марта 1913 г.", "1913-03-16"),
        ("25 октября 1917 г. (ст. ст.)", "1917-11-07"),
        ("10 февраля 1850 г. (ст. ст.)", "1850-02-22"),
        ("16 марта 1913 г. (н. ст.)", "1913-03-16"),
        ("3 March 1913 (O.S.)", "1913-03-16"),
        ("22апреля 1945г.", "1945-04-22"),
        ("1945 г., апреля 22", "1945-04-22"),
        ("22.4.45 г.", "1945-04-22"),
        ("4/22/1945", "1945-04-22"),
        ("1945/04/22", "1945-04-22"),
        ("12 IV 1945", "1945-04-12"),
        ("в 1945 году", "1945"),
        ("1945 год", "1945"),
        ("«__» апреля 1945 г.", "1945-04"),
        ("04.1945", "1945-04"),
        ("в начале апреля 1945 г.", "1945-04"),
        ("late 1945", "1945"),
        ("зима 1944/45 г.", "1944-24"),
        ("[1945]", "1945"),
        ("1945 (?)", "1945?"),
        ("[апрель 1945?]", "1945-04?"),
        ("около апреля 1945 г.", "1945-04~"),
        ("после 22 апреля 1945г.", "1945-04-22/.."),
        ("[не ранее 3 мая 1945]", "1945-05-03/.."),
        ("3–5 мая 1945 г.", "1945-05-03/1945-05-05"),
        ("May 3-5, 1945", "1945-05-03/1945-05-05"),
        ("3 мая – 5 июня 1945 г.", "1945-05-03/1945-06-05"),
        ("между 3 и 5 мая 1945 г.", "1945-05-03/1945-05-05"),
        ("с 3 мая по 5 июня 1945 г.", "1945-05-03/1945-06-05"),
        ("from April 1945 to May 1946", "1945-04/1946-05"),
        ("апрель–май 1945 г.", "1945-04/1945-05"),
        ("апрель 1944 – май 1945", "1944-04/1945-05"),
        ("1940-е гг.", "194X"),
        ("1940s", "194X"),
        ("весна – осень 1945 г.", "1945-03/1945-11"),
        ("1940-е – 1950-е гг.", "1940/1959"),
        ("не ранее 1940-х гг.", "1940/.."),
        ("не позднее весны 1945 г.", "../1945-05"),
        ("весна 1945 г. (?)", "1945-21"),
        ("XIX в.", "18XX"),
        ("19th century", "18XX"),
    ],
)
def test_a_date_means_what_it_says(written, edtf):
    assert parse_date(written).edtf == edtf
    assert parse_date(written).written == written


@pytest.mark.parametrize(
    "written",
    [
        "",
        "б.д.",
        "n.d.",
        "31 февраля 1945",
        "355",
        "ок. что-то",
        "12.XIX.1945",
        "9401",
        "31.02.1945",
    ],
)
def test_what_is_no_date_is_kept_as_written(written):
    date = parse_date(written)
    assert (date.edtf, date.start, date.end, date.written) == ("", None, None, written)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("22 апреля 1945г.", dt.date(1945, 4, 22), dt.date(1945, 4, 22)),
        ("April 1945", dt.date(1945, 4, 1), dt.date(1945, 4, 30)),
        ("весной 1945 г.", dt.date(1945, 3, 1), dt.date(1945, 5, 31)),
        ("1944–1946 гг.", dt.date(1944, 1, 1), dt.date(1946, 12, 31)),
        ("ок. 1945", dt.date(1944, 1, 1), dt.date(1946, 12, 31)),
        ("3–5 мая 1945 г.", dt.date(1945, 5, 3), dt.date(1945, 5, 5)),
        ("1940-е гг.", dt.date(1940, 1, 1), dt.date(1949, 12, 31)),
        ("XIX в.", dt.date(1800, 1, 1), dt.date(1899, 12, 31)),
    ],
)
def test_the_interval_is_what_it_may_mean(written, first, last):
    date = parse_date(written)
    assert (date.start, date.end) == (first.toordinal(), last.toordinal())


def test_an_open_interval_is_open():
    assert parse_date("не ранее 3 мая 1945").end is None
    assert parse_date("не позднее 3 мая 1945").start is None


@settings(deadline=None)
@given(st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(2100, 12, 31)))
def test_every_iso_day_is_read_back(day):
    date = parse_date(day.isoformat())
    assert date.edtf == day.isoformat()
    assert date.start == date.end == day.toordinal()


@settings(deadline=None)
@given(st.text(alphabet="0123456789 .-/()IVXгапрелясть?–eвки", max_size=25))
def test_nothing_that_is_written_is_an_error(written):
    date = parse_date(written)
    assert (date.start or 0) <= (date.end or 10**7)


PIECES = (
    "между|и|с|по|до|не ранее|ок.|3|5 мая|22-го|апреля|апрель|1945|1945 г.|–|-|/|весна|осенью|зима|"
    "1944/45|1940-е|XIX в.|?|(?)|[|]|гг.|(ст. ст.)|from|to|early|«|»|12.IV.|04.|between"
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=7))
def test_no_order_of_pieces_is_an_error(pieces):
    date = parse_date(" ".join(pieces))
    assert (date.start or 0) <= (date.end or 10**7)


@pytest.mark.parametrize(
    ("normal", "edtf"),
    [
        *(("1894/1992", "1894/1992"), ("19450422", "1945-04-22"), ("1945~", "1945~")),
        *(("bogus", "1945-04"), ("", "1945-04"), ("1945-04-31", "1945-04"), ("../194X", "1945-04")),
    ],
)
def test_a_normalised_date_is_taken_if_it_is_one(normal, edtf):
    date = edtf_date(normal, "апрель 1945")
    assert (date.edtf, date.written) == (edtf, "апрель 1945")
