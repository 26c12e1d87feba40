import pytest

from archsearch.holdings.pages import PageBreak, page_at, page_name


@pytest.mark.parametrize(
    ("label", "english", "russian"),
    [
        ("3", "p. 3", "с. 3"),
        ("iv", "p. iv", "с. iv"),
        ("A-2", "p. A-2", "с. A-2"),
        ("355v", "fol. 355v", "л. 355 об."),
        ("355r", "fol. 355r", "л. 355"),
        ("355 об.", "fol. 355v", "л. 355 об."),
        ("л. 355 об.", "л. 355 об.", "л. 355 об."),
        ("л.355", "л.355", "л.355"),
        ("fol. 3v", "fol. 3v", "fol. 3v"),
        ("стр. 4", "стр. 4", "стр. 4"),
        ("page 5", "page 5", "page 5"),
        ("Plate II", "Plate II", "Plate II"),
        ("cover", "cover", "cover"),
        ("", "", ""),
    ],
)
def test_a_page_is_called_as_people_call_it(label, english, russian):
    assert page_name(label) == english
    assert page_name(label, "ru") == russian


def test_the_page_of_a_character_is_the_last_that_began():
    first, second = PageBreak(5, "1"), PageBreak(9, "2")
    found = [page_at((first, second), offset) for offset in (0, 4, 5, 8, 9, 99)]
    assert found == [None, None, first, first, second, second]
    assert page_at((), 3) is None
