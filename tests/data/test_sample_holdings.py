"""The sample holdings are what `data/README.md` says they are."""

import re
import tomllib
from pathlib import Path

import pytest

from archsearch import open_index
from archsearch.holdings import Role
from archsearch.readers import read_holdings
from archsearch.settings import ReadingSettings

HOLDINGS = Path(__file__).parents[2] / "data" / "holdings"
REFERENCE = "121726"
STATEMENT = "Demonstration record, written for archsearch; not a historical document."
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
FEWEST_SAMPLES = 42
#: Shorter than this, a text would exercise nothing.
FEWEST_WORDS = 90
#: A letter of many leaves.
MANY_WORDS = 1_200
QUERIES = tomllib.loads((HOLDINGS / "golden.toml").read_text(encoding="utf-8"))["query"]


@pytest.fixture(scope="module")
def reading():
    return read_holdings([HOLDINGS], ReadingSettings())


@pytest.fixture(scope="module")
def documents(reading):
    return {document.id: document for document in reading}


@pytest.fixture(scope="module")
def samples(documents):
    return {key: document for key, document in documents.items() if key != REFERENCE}


@pytest.fixture(scope="module")
def searcher(sample_index):
    return open_index(sample_index)


def text_of(document, key="ru"):
    version = document.version(key)
    assert version is not None, f"{document.id} has no version {key}"
    return version.text


def test_every_file_is_read_and_none_is_refused(reading, documents):
    assert [str(problem) for problem in reading.report.problems] == []
    assert reading.report.records == len(documents), "ids are unique"


def test_there_are_enough_in_each_form(samples):
    sources = [Path(document.source) for document in samples.values()]
    assert len(samples) >= FEWEST_SAMPLES
    assert sum(source.suffix == ".txt" for source in sources) >= FEWEST_SAMPLES // 4
    assert sum(source.suffix == ".csv" for source in sources) >= FEWEST_SAMPLES // 4
    assert sum(source.suffix == ".jsonl" for source in sources) >= FEWEST_SAMPLES // 4


def test_each_says_that_it_is_a_demonstration(samples):
    for document in samples.values():
        assert document.rights.text.startswith(STATEMENT), document.id
        assert document.rights.uri == CC0, document.id


def test_the_reference_letter_says_no_such_thing(documents):
    assert "Demonstration" not in documents[REFERENCE].rights.text


def test_addresses_are_on_the_reserved_domain(samples):
    for document in samples.values():
        for address in document.addresses:
            assert address.startswith("https://archive.example/"), document.id


def test_page_texts_are_found_by_their_address(samples):
    pages = [each for each in samples.values() if each.source.endswith(".txt")]
    for document in pages:
        assert document.addresses[0].endswith(f"/{document.id}")
        assert Path(document.source).name.startswith(document.id)


def test_every_version_has_words_enough(samples):
    for document in samples.values():
        for version in document.versions:
            if version.language in {"ru", "en"}:
                assert len(version.text.split()) >= FEWEST_WORDS, f"{document.id} {version.key}"


def test_versions_of_a_document_are_of_like_length(samples):
    for document in samples.values():
        if document.version("ru") and document.version("en"):
            ratio = len(text_of(document, "en")) / len(text_of(document))
            assert 0.8 < ratio < 1.6, document.id


def test_references_are_plainly_demonstration_ones(samples):
    for document in samples.values():
        assert document.reference.repository, document.id
        assert re.match(r"[ДD]-\d+", document.reference.fond), document.id
        assert document.reference.opis, document.id
        assert document.reference.delo, document.id


def test_repositories_and_the_papka_are_those_of_the_region(samples):
    repositories = {document.reference.repository for document in samples.values()}
    assert {"ГАРФ", "РГИА", "ЦГА РК", "РГАСПИ", "АВП РФ", "RGVA"} <= repositories
    assert any(document.reference.papka for document in samples.values())


@pytest.mark.parametrize(
    ("edtf", "written"),
    [
        ("1945-05-14", "14 мая 1945г."),
        ("1950-05-13", "13/5-50"),
        ("1945-21", "весной 1945 г."),
        ("1945-21", "Spring 1945"),
        ("1946-04-12", "12.IV.1946"),
        ("1937~", "ок. 1937"),
        ("1944/1946", "1944–1946 гг."),
        ("1913-03-16", "3 (16) марта 1913 г."),
        ("1909-07-24", "11 іюля 1909 г. (ст. ст.)"),
        ("1912-02-29", "16 (29) February 1912"),
        ("", "б.д."),
        ("", ""),
    ],
)
def test_dates_of_every_form(samples, edtf, written):
    dates = {(document.date.edtf, document.date.written) for document in samples.values()}
    assert (edtf, written) in dates


def test_records_of_one_version_and_of_four(samples):
    keys = {tuple(sorted(version.key for version in each.versions)) for each in samples.values()}
    assert {("ru",), ("en",), ("en", "ru"), ("de", "en", "ru"), ("en", "en-2", "ru", "zh")} <= keys


def test_copies_and_originals_of_other_languages(samples):
    roles = {(each.key, each.role) for sample in samples.values() for each in sample.versions}
    assert {("ru", Role.COPY), ("ru", Role.TRANSLATION), ("zh", Role.ORIGINAL)} <= roles
    assert {("de", Role.ORIGINAL), ("en", Role.ORIGINAL), ("en-2", Role.TRANSLATION)} <= roles


def test_a_letter_of_many_leaves(samples):
    russian, english = (text_of(samples["900201"], key) for key in ("ru", "en"))
    assert min(len(russian.split()), len(english.split())) >= MANY_WORDS
    leaves = re.findall(r"^\[л\. (\d+)( об\.)?\]$", russian, re.MULTILINE)
    translated = re.findall(r"^\[leaf (\d+)( verso)?\]$", english, re.MULTILINE)
    assert [(leaf, bool(back)) for leaf, back in leaves] == [
        (leaf, bool(back)) for leaf, back in translated
    ]
    assert len(leaves) >= 10


@pytest.mark.parametrize(
    ("pattern", "fewest"),
    [
        (r"(?:\b\w ){4,}\w\b", 10),  # letter-spaced
        (r"В е р н о", 3),
        (r"К о п и я", 3),
        (r"\d{4}г\.", 8),  # stuck abbreviations
        (r"\bг\.[А-Я]", 6),
        (r"тов\.[А-Я]", 4),
        (r"[а-я]-\n[а-я]", 4),  # a word broken at a line end
        (r"\b[A-Za-z][а-я]{3,}", 2),  # a Latin letter in a Cyrillic word
        (r"[ѣіѳ]", 4),  # before the reform of 1918
        (r"(?:аго|ыя)\b", 3),
        (r"[ғқңөүһәў]", 2),  # beyond the Russian alphabet
        (r"[\u0600-\u06ff]{3,}", 1),
        (r"\b[А-Я]\. ?[А-Я]\. ?[А-Я][а-я]+", 5),  # initials
        (r"^\d+ \| .+ \| ", 1),  # a table
    ],
)
def test_habits_of_the_typists(samples, pattern, fewest):
    found = [
        key
        for key, document in samples.items()
        if document.version("ru") and re.search(pattern, text_of(document), re.MULTILINE)
    ]
    assert len(found) >= fewest, found


def test_editors_brackets(samples):
    english = "\n".join(text_of(each, "en") for each in samples.values() if each.version("en"))
    for bracketed in ("Ghulja [Yining]", "Islambekov [Mirza]", "Chuguchak [Tacheng]"):
        assert bracketed in english
    assert "Инин [Кульджа]" in text_of(samples["post-06"])


@pytest.mark.parametrize(
    "form",
    ["Исламбеков", "Исламбекова", "Исламбекову", "Исламбековым", "Исламбекове", "Мирзагафур"],
)
def test_a_name_in_every_case(samples, form):
    russian = "\n".join(text_of(each) for each in samples.values() if each.version("ru"))
    assert re.search(rf"\b{form}\b", russian)


@pytest.mark.parametrize(
    ("place", "spellings"),
    [
        ("Ghulja", ["Ghulja", "Kuldja", "Yining", "Ining", "Кульдж", "Инин", "伊宁"]),
        ("Urumqi", ["Urumqi", "Urumchi", "Tihwa", "Урумчи", "迪化"]),
        ("Xu", ["Сюй Вэньчжао", "Xu Wenzhao", "Hsü Wen-chao", "Сюю Вэньчжао", "Сюем Вэньчжао"]),
        ("Islambekov", ["Mirza Ghafur Islambekov", "Mirzagafur Islambek", "Islambek"]),
    ],
)
def test_one_name_in_several_spellings(samples, place, spellings):
    texts = "\n".join(version.text for each in samples.values() for version in each.versions)
    assert [spelling for spelling in spellings if spelling not in texts] == []


@pytest.mark.parametrize("golden", QUERIES, ids=[each["q"] for each in QUERIES])
def test_golden_queries_find_what_they_must(searcher, documents, golden):
    assert set(golden["ids"]) <= set(documents), "names a record that isn't there"
    found = searcher.search(golden["q"], limit=len(documents))
    assert set(golden["ids"]) - {hit.document.id for hit in found.hits} == set()


def test_no_golden_query_stands_twice():
    asked = [each["q"] for each in QUERIES]
    assert len(set(asked)) == len(asked)
