from __future__ import annotations

import json
import lzma
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archsearch.holdings import Document, Role, Version
from archsearch.parallel import Alignment, Lexicon, align
from archsearch.parallel.paragraphs import SCREEN
from tests.parallel.conftest import bilingual

if TYPE_CHECKING:
    from pathlib import Path


def rows(document: Document, alignment: Alignment) -> list[dict[str, str]]:
    texts = {version.key: version.text for version in document.versions}
    return [
        {
            key: " ".join(texts[key][start:end].split())
            for key, (start, end) in passage.spans.items()
        }
        for passage in alignment.passages
    ]


def assert_sound(document: Document, alignment: Alignment) -> None:
    """Every version covered in order, white space apart, nothing twice, nothing empty."""
    for version in document.versions:
        done = 0
        for passage in alignment.passages:
            if version.key in passage.spans:
                start, end = passage.spans[version.key]
                assert done <= start < end
                assert not version.text[done:start].strip()
                done = end
        assert not version.text[done:].strip()
    assert all(passage.spans for passage in alignment.passages)


def test_the_letter_is_paired_as_a_reader_would(letter: Document) -> None:
    alignment = align(letter)
    assert_sound(letter, alignment)
    found = rows(letter, alignment)
    assert alignment.aligned
    assert found[0] == {"ru": "К о п и я П е р е в о д", "en": "Copy Translation"}
    assert found[1] == {
        "ru": "УВАЖАЕМОМУ ГЛАВНОКОМАНДУЮЩЕМУ Маршалу С Т А Л И Н У",
        "en": "Dear Commander-in-Chief Marshal Stalin",
    }
    assert [(row["ru"][:9], row["en"][:9]) for row in found[2:]] == [
        ("Создателю", "I send ar"),
        ("Я, и неда", "I, and th"),
        ("Приветств", "I greet t"),
        ("Все свои ", "I have se"),
        ("Остаюсь в", "I remain "),
        ("Также с н", "I also im"),
        ("Глава Вос", "Head of t"),
        ("22 апреля", "22 April "),
    ]


def test_no_version_no_passage() -> None:
    assert align(Document("x")) == Alignment(())
    empty = Version("ru", "ru", Role.ORIGINAL, " \n ")
    assert align(Document("x", versions=(empty,))) == Alignment(())


def test_a_single_version_is_its_paragraphs() -> None:
    document = Document("x", versions=(Version("en", "en", Role.ORIGINAL, "One.\n\nTwo."),))
    alignment = align(document)
    assert rows(document, alignment) == [{"en": "One."}, {"en": "Two."}]
    assert alignment.aligned


def test_four_versions_share_rows(letter: Document) -> None:
    russian, english = letter.versions
    copy = Version("ru-2", "ru", Role.COPY, russian.text.replace("К о п и я  \n", ""))
    half = Version("en-2", "en", Role.TRANSLATION, english.text[: english.text.index("I remain")])
    document = Document("x", versions=(english, half, copy, russian))
    alignment = align(document)
    assert_sound(document, alignment)
    found = rows(document, alignment)
    greeting = next(row for row in found if row["ru"].startswith("Приветствую"))
    assert set(greeting) == {"ru", "ru-2", "en", "en-2"}
    assert greeting["ru-2"] == greeting["ru"]
    assert greeting["en-2"] == greeting["en"]
    ending = next(row for row in found if row["ru"].startswith("Остаюсь"))
    assert set(ending) == {"ru", "ru-2", "en"}


def test_a_stranger_among_versions_stands_alone(letter: Document) -> None:
    text = "The weather in the harbour was calm and nobody spoke about anything at all. " * 12
    stranger = Version("en-2", "en", Role.TRANSLATION, text)
    alignment = align(Document("x", versions=(*letter.versions, stranger)))
    assert alignment.aligned
    assert all(set(p.spans) in ({"en-2"}, {"ru", "en"}) for p in alignment.passages)


def test_dropped_and_joined_paragraphs(letter: Document) -> None:
    russian, english = (version.text.split("\n\n") for version in letter.versions)
    del russian[5]
    english[3:5] = [english[3] + " " + english[4]]
    document = bilingual("\n\n".join(russian), "\n\n".join(english))
    alignment = align(document)
    assert_sound(document, alignment)
    assert any(set(passage.spans) == {"en"} for passage in alignment.passages) or any(
        "I greet" in row.get("en", "") for row in rows(document, alignment)
    )
    wishes = next(row for row in rows(document, alignment) if "Все свои" in row.get("ru", ""))
    assert wishes["en"] == "I have sent all our remaining wishes to dear Petr Andreyevich."


def test_long_paragraphs_are_paired_by_their_sentences() -> None:
    russian = " ".join(f"Документ {n} получен {n} мая и передан в архив." for n in range(1, 120))
    english = " ".join(
        f"Document {n} was received on {n} May and passed on to the archive." for n in range(1, 120)
    )
    document = bilingual(russian, english)
    alignment = align(document)
    assert_sound(document, alignment)
    assert len(alignment.passages) >= len(english) // SCREEN
    for row in rows(document, alignment):
        assert max(map(len, row.values())) <= SCREEN
        assert [w for w in row["ru"].split() if w.isdigit()] == [
            w for w in row["en"].split() if w.isdigit()
        ]


def test_endless_sentences_are_cut_where_they_correspond() -> None:
    russian = " ".join(f"документ {n} получен и передан в архив," for n in range(300))
    english = " ".join(f"document {n} was received and went to the archive," for n in range(300))
    document = bilingual(russian, english)
    alignment = align(document)
    assert_sound(document, alignment)
    assert len(alignment.passages) > 5
    assert all(set(passage.spans) == {"ru", "en"} for passage in alignment.passages)
    spans = [span for passage in alignment.passages for span in passage.spans.values()]
    assert max(end - start for start, end in spans) <= SCREEN


def test_a_line_of_full_stops_is_a_text_like_any_other() -> None:
    document = bilingual("Графа 1" + "." * 100_000 + " 5", "Column 1" + "!" * 100_000 + " 5")
    assert_sound(document, align(document))


def test_thousands_of_paragraphs_are_taken_in_windows() -> None:
    russian = [f"Донесение номер {n}. Прошу ответа." for n in range(2000)]
    english = [f"Report number {n}. Please answer." for n in range(2000)]
    del english[300:340]
    document = bilingual("\n\n".join(russian), "\n\n".join(english))
    alignment = align(document)
    assert_sound(document, alignment)
    paired = [row for row in rows(document, alignment) if len(row) == 2]
    right = [row for row in paired if row["ru"].split()[2] == row["en"].split()[2]]
    assert len(right) >= 1940


def test_a_lexicon_helps_where_nothing_else_does() -> None:
    nouns = [
        ("стол", "table"), ("кран", "tap"), ("гриб", "mushroom"), ("холм", "hill"),
        ("пень", "stump"), ("улей", "hive"), ("ковш", "ladle"), ("плащ", "raincoat"),
        ("жезл", "wand"), ("мыло", "soap"),
    ]  # fmt: skip
    # Every line has the same words and length, but for the noun.
    said = (
        "Народ в городе говорит сегодня о мире и войне: {}.",
        "People in town speak today of peace and war: {}.",
    )
    russian = "\n\n".join(said[0].format(ru) for ru, _ in nouns[:-1])
    english = "\n\n".join(said[1].format(en) for _, en in nouns[1:])
    entries = {ru: {en: 1.0} for ru, en in nouns} | {en: {ru: 1.0} for ru, en in nouns}
    document = bilingual(russian, english)

    def right(lexicon: Lexicon | None) -> int:
        found = rows(document, align(document, lexicon))
        pairs = [(row["ru"], row["en"]) for row in found if len(row) == 2]
        return sum(any(ru in one and en in other for ru, en in nouns) for one, other in pairs)

    assert right(Lexicon(entries)) == 8
    assert right(None) < 8


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet="аБ вГ. 19 45\n", max_size=120), min_size=1, max_size=4),
    st.lists(st.text(alphabet="aB cD. 19 45\n", max_size=120), min_size=1, max_size=4),
    st.text(alphabet="中文。 19", max_size=60),
)
def test_whatever_comes_is_covered(russian: list[str], english: list[str], chinese: str) -> None:
    third = Version("zh", "zh", Role.TRANSLATION, chinese)
    document = bilingual("\n\n".join(russian), "\n\n".join(english), third)
    assert_sound(document, align(document))


def test_texts_that_translate_nothing_stay_unpaired(shared_data: Path) -> None:
    with lzma.open(shared_data / "scale" / "bilingual-12k.jsonl.xz", "rt", encoding="utf-8") as f:
        records = [json.loads(line) for line in islice(f, 200)]
    documents = [bilingual(record["ru"], record["en"]) for record in records]
    alignments = [align(document) for document in documents]
    assert sum(alignment.aligned for alignment in alignments) <= 1
    for document, alignment in zip(documents, alignments, strict=True):
        assert_sound(document, alignment)
        if not alignment.aligned:
            assert all(len(passage.spans) == 1 for passage in alignment.passages)


@pytest.mark.parametrize("kind", ["ntrex", "tico19", "flores200", "xquad"])
def test_translations_are_paired(shared_data: Path, kind: str) -> None:
    lines = (shared_data / "bilingual" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    records = [record for record in map(json.loads, lines) if record["set"] == kind][:60]
    right = wanted = aligned = 0
    for record in records:
        document = bilingual("\n\n".join(record["ru"]), "\n\n".join(record["en"]))
        alignment = align(document)
        assert_sound(document, alignment)
        aligned += alignment.aligned
        wanted += len(record["ru"])
        pairs = {
            (" ".join(ru.split()), " ".join(en.split()))
            for ru, en in zip(record["ru"], record["en"], strict=True)
        }
        found = rows(document, alignment)
        right += sum((row.get("ru"), row.get("en")) in pairs for row in found)
    assert aligned >= len(records) * 0.95
    if kind != "xquad":
        assert right >= wanted * 0.9
