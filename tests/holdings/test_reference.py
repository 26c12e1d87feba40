import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.holdings.reference import Reference, parse_reference


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        (
            "GARF, Fond R-9401ss, Opis' 2, Delo 95, ll. 352-359",
            ("GARF", "R-9401ss", "2", "95", "352-359", ""),
        ),
        ("RGASPI, f. 558, op. 11, d. 334, ll.0055", ("RGASPI", "558", "11", "334", "0055", "")),
        (
            "ГАРФ, ф. Р-9401сс, оп. 2, д. 95, лл. 352–359, 361 об.",
            ("ГАРФ", "Р-9401сс", "2", "95", "352–359, 361 об.", ""),
        ),
        (
            "АВП РФ, ф. 0100, оп. 43, п. 314, д. 142, л. 20-22",
            ("АВП РФ", "0100", "43", "142", "20-22", "314"),
        ),
        ("РГИА. Ф. 1291. Оп. 82. Д. 14", ("РГИА", "1291", "82", "14", "", "")),
    ],
)
def test_a_code_of_the_soviet_tradition_is_taken_apart(written, parts):
    found = parse_reference(written)
    assert (
        found.repository,
        found.fond,
        found.opis,
        found.delo,
        found.folios,
        found.papka,
    ) == parts
    assert found.written == written


@pytest.mark.parametrize(
    ("written", "repository"),
    [
        ("National Archives of Ireland, DFA/6/440/8/1", "National Archives of Ireland"),
        ("BArch, B 136/59748, 326-334", "BArch"),
        ("DFA/6/440/8/1", ""),
        ("", ""),
    ],
)
def test_another_notation_is_kept_whole(written, repository):
    assert parse_reference(written) == Reference(repository=repository, written=written)


@given(st.text(max_size=80))
def test_whatever_is_written_stays(written):
    found = parse_reference(written)
    assert " ".join(written.split()).startswith(found.written)
