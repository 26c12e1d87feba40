from pathlib import Path

import pytest

from archsearch.errors import HoldingError
from archsearch.holdings import Role
from archsearch.readers.page_text import is_page_text, page_id, read_page

LETTER = Path(__file__).parents[2] / "data/holdings/121726-letter-from-alihan-tore-to-stalin.txt"


@pytest.fixture(scope="module")
def letter():
    text = LETTER.read_text(encoding="utf-8")
    return read_page(text, LETTER, page_id(text))


def test_the_description_of_the_reference_letter(letter):
    assert letter.id == "121726"
    assert letter.titles == {"en": "Letter from Alihan Tore to Commander-in-Chief Marshal Stalin"}
    assert (letter.date.edtf, letter.date.written) == ("1945-04-22", "April 22, 1945")
    reference = letter.reference
    assert (reference.repository, reference.fond, reference.opis) == ("GARF", "R-9401ss", "2")
    assert (reference.delo, reference.folios) == ("95", "352-359")
    assert letter.citation.startswith('"Letter from Alihan Tore')
    assert letter.citation.endswith("translated by Gary Goldberg.")
    assert [address.rsplit("/", 1)[1] for address in letter.addresses] == ["121726"]
    assert letter.summary.startswith("Shakirjan praises Stalin")
    assert "MacArthur" in letter.credits
    assert letter.original_language == "ru"


def test_its_versions_are_told_apart_by_script(letter):
    russian, english = letter.versions
    assert (russian.key, russian.role, russian.copy_of) == ("ru", Role.COPY, Role.TRANSLATION)
    assert russian.text.startswith("К о п и я\nП е р е в о д\n\nУВАЖАЕМОМУ")
    assert russian.text.endswith("В е р н о :- Алихан")
    assert (english.key, english.role) == ("en", Role.TRANSLATION)
    assert english.text.startswith("Copy\nTranslation\n\nDear Commander-in-Chief")
    assert english.text.endswith("Authenticated by: V. Popova")
    assert english.translator == "Gary Goldberg"


def test_the_page_itself_leaves_no_trace(letter):
    for version in letter.versions:
        for furniture in ("**", "*", "Original Scan", "Translation - English", "  \n"):
            assert furniture not in version.text


def page(body, head="**5 May 1946**\n**A note**", citation="Archive, GARF, f. 1, op. 2, d. 3."):
    return f"{head}\n\n**Citation:**\n\n{citation}\n\n**Contents:**\n\n{body}\n"


def read(text):
    return read_page(text, Path("page.txt"), "x")


def test_an_english_text_may_come_first():
    document = read(page("The first paragraph.\n\nThe second.\n\nПервый абзац.\n\nВторой."))
    assert [version.key for version in document.versions] == ["en", "ru"]


def test_a_text_in_one_language_is_one_version():
    assert [v.key for v in read(page("Только по-русски.\n\nС одним словом OK.")).versions] == ["ru"]


def test_a_quotation_does_not_move_the_boundary():
    body = "Пишет он так.\n\nDear Sir\n\nИ далее по тексту письма.\n\nHe writes so.\n\nAnd so on."
    russian, english = read(page(body)).versions
    assert "Dear Sir" in russian.text
    assert english.text == "He writes so.\n\nAnd so on."


def test_what_looks_like_a_label_in_the_letter_stays_in_it():
    assert (
        "Summary: nothing"
        in read(page("A letter.\n\nSummary: nothing to report.")).versions[0].text
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (page("text", head=""), "no title"),
        (page("", head="**5 May 1946**\n**A note**"), "no text"),
        (page("Original Scan\n\n12345"), "no text"),
    ],
)
def test_a_page_that_lacks_what_is_needed_says_so(text, problem):
    with pytest.raises(HoldingError, match=problem):
        read(text)


def test_other_texts_are_no_pages():
    assert not is_page_text("Dear Sir,\n\nContents: one parcel.\n")
    assert not is_page_text("id,title\n1,x\n")
