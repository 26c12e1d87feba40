from pathlib import Path

import pytest

from archsearch.errors import HoldingError
from archsearch.holdings import Role
from archsearch.readers import read_holdings
from archsearch.readers.page_labels import is_page_text
from archsearch.readers.page_text import page_id, read_page
from archsearch.settings import ReadingSettings

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


LETTERS = "Дорога на г.Кульджу открыта.\n\nThe road to Ghulja is open."


def test_the_summary_may_come_first():
    document = read(
        "Summary:\n\nA note on the road.\n\n**5 May 1946**\n**A note**\n\nCitation: GARF, f. 1."
        f"\n\nContents:\n\n{LETTERS}"
    )
    assert (document.date.edtf, document.titles) == ("1946-05-05", {"en": "A note"})
    assert document.summary == "A note on the road."


def test_the_summary_may_come_after_the_body():
    document = read(page(f"{LETTERS}\n\n**Summary:**\n\nOn the road."))
    assert document.summary == "On the road."
    assert document.version("en").text == "The road to Ghulja is open."


def test_every_field_may_be_labelled():
    document = read(
        "Title: A note on the road\nDate: весной 1946 г.\nAuthor(s): Petrovsky; Islambekov\n"
        "Source: ГАРФ, ф. Р-9401, оп. 2, д. 95, л. 3\nURL: https://a.example/document/7\n"
        "Original Language(s): Russian\nTranslator: A. Dove\nOriginal Classification: Secret\n"
        f"Text:\n{LETTERS}"
    )
    assert document.titles == {"en": "A note on the road"}
    assert (document.date.edtf, document.people) == ("1946-21", ("Petrovsky", "Islambekov"))
    assert (document.reference.fond, document.reference.folios) == ("Р-9401", "3")
    assert document.version("en").translator == "A. Dove"
    assert document.notes == (("Original Classification", "Secret"),)


def test_labels_in_russian():
    document = read(
        "Название: Записка\nДата: 5 мая 1946 г.\nАннотация: О дороге\nЯзык оригинала: русский\n\n"
        "Текст:\n\nДорога открыта."
    )
    assert (document.date.edtf, document.summary) == ("1946-05-05", "О дороге")
    assert document.version("ru").role is Role.ORIGINAL


def test_both_addresses_of_a_record_are_kept_and_its_own_comes_first():
    text = page(
        LETTERS,
        citation="Archive, GARF, f. 1.\n<https://a.example/node/55>, https://a.example/document/7.",
    )
    document = read_page(text, Path("page.txt"), page_id(text))
    assert document.id == "7"
    assert document.addresses == ("https://a.example/document/7", "https://a.example/node/55")
    assert document.former_ids == ("55",)


def test_a_record_saved_from_both_addresses_is_one(tmp_path):
    for kind in ("document", "node"):
        text = page(LETTERS, citation=f"Archive, GARF, f. 1.\n<https://a.example/{kind}/7>")
        (tmp_path / f"{kind}.txt").write_text(text, encoding="utf-8")
    reading = read_holdings([tmp_path], ReadingSettings())
    (document,) = reading
    assert document.addresses == ("https://a.example/document/7", "https://a.example/node/7")
    assert reading.report.problems == []


def test_several_original_languages():
    body = "**Original Language:**\n\nRussian; Chinese\n\n**Contents:**"
    text = page("Дорога открыта.\n\n道路暢通，雪已融化。\n\nThe road is open.")
    document = read(text.replace("**Contents:**", body))
    assert [(each.key, each.role) for each in document.versions] == [
        ("zh", Role.ORIGINAL),
        ("ru", Role.ORIGINAL),
        ("en", Role.TRANSLATION),
    ]
    assert document.original_language == "ru"
    assert document.notes == (("Original languages", "Russian; Chinese"),)


def test_several_translations_under_their_marks():
    contents = (
        "Transcript - Russian\n\nДорога открыта.\n\nTranslation - English\n\nThe road is open.\n\n"
        "Translation - German\n\nDer Weg ist frei.\n\nTranslation - English\n\nThe way is clear."
    )
    citation = "Archive, GARF, f. 1. Translated by A. Dove. Translated by B. Crow."
    document = read(page(contents, citation=citation))
    assert [(each.key, each.language, each.role, each.text) for each in document.versions] == [
        ("ru", "ru", Role.ORIGINAL, "Дорога открыта."),
        ("en", "en", Role.TRANSLATION, "The road is open."),
        ("de", "de", Role.TRANSLATION, "Der Weg ist frei."),
        ("en-2", "en", Role.TRANSLATION, "The way is clear."),
    ]
    assert [each.translator for each in document.versions] == ["", "A. Dove", "B. Crow", "B. Crow"]


def test_a_text_in_arabic_letters_is_in_the_original_language_that_has_them():
    head = "**5 May 1946**\n**A note**\n\n**Original Language:** Uyghur"
    document = read(page("يول ئوچۇق، قار ئېرىپ كەتتى.\n\nThe road is open.", head=head))
    assert [(each.key, each.role) for each in document.versions] == [
        ("ug", Role.ORIGINAL),
        ("en", Role.TRANSLATION),
    ]


def test_other_texts_are_no_pages():
    assert not is_page_text("Dear Sir,\n\nContents: one parcel.\n")
    assert not is_page_text("id,title\n1,x\n")
    assert not is_page_text("Date: 5 May 1946\nTitle: none\n\nDear Sir,\n\nContents: one parcel.")


def test_the_leaves_that_a_transcript_marks_are_its_pages():
    body = (
        "[л. 355]\n\nСнег сошёл, дорога открыта.\n\n[л. 355 об.]\n\nЯ еду в город.\n\n"
        "[л. 355]\n\nThe snow has gone, the road is open.\n\n[л. 355 об.]\n\nI go to town."
    )
    document = read(page(body))
    for version in document.versions:
        assert [each.label for each in version.pages] == ["л. 355", "л. 355 об."]
        assert version.text[version.pages[1].offset :].startswith("[л. 355 об.]")
