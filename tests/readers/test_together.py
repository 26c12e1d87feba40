"""Files that lie side by side: what belongs together is one record, and no two share an id."""

import shutil
from pathlib import Path

import pytest

from archsearch.holdings import Role
from archsearch.readers import Severity, read_holdings
from archsearch.settings import ReadingSettings

FILES = Path(__file__).parent / "files"


def read(*paths):
    reading = read_holdings(paths, ReadingSettings())
    return {document.id: document for document in reading}, reading.report


def write(folder, **texts):
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("letter.ru.txt", "letter.en.txt"),
        ("letter_ru.txt", "letter_en.md"),
        ("letter-RU.txt", "letter-EN.txt"),
        ("letter_рус.txt", "letter_англ.txt"),
    ],
)
def test_two_files_of_one_stem_and_a_language_each_are_one_document(tmp_path, russian, english):
    write(tmp_path, **{russian: "Сводка погоды\n\nСнег.", english: "Weather report\n\nSnow."})
    documents, report = read(tmp_path)
    assert report.problems == []
    assert list(documents) == ["letter"]
    document = documents["letter"]
    assert document.titles == {"ru": "Сводка погоды", "en": "Weather report"}
    assert [(v.key, v.role) for v in document.versions] == [
        ("ru", Role.ORIGINAL),
        ("en", Role.TRANSLATION),
    ]
    assert set(document.former_ids) == {Path(russian).stem, Path(english).stem}
    assert sum(report.formats.values()) == 2


@pytest.mark.parametrize("name", ["letter.txt", "letter.md", "letter.html"])
def test_a_file_without_a_language_is_the_other_version_if_its_text_says_so(tmp_path, name):
    texts = {name: "Сводка погоды\n\nСнег.", "letter.en.txt": "Weather report\n\nSnow."}
    write(tmp_path, **texts)
    if name == "letter.html":
        write(tmp_path, **{name: "<html><p>Сводка погоды</p><p>Снег.</p></html>"})
    documents, report = read(tmp_path)
    assert (report.problems, list(documents)) == ([], ["letter"])
    document = documents["letter"]
    assert document.titles == {"ru": "Сводка погоды", "en": "Weather report"}
    assert [version.key for version in document.versions] == ["ru", "en"]
    assert document.former_ids == ("letter.en",)


@pytest.mark.parametrize(
    ("plain", "suffixed"),
    [
        ("Weather report", "Weather report, again"),
        ("Сводка погоды", "Сводка погоды"),
        ("Снег сошёл, дорога открыта.\n\nThe snow has gone.", "The snow has gone, again."),
        ("1945", "Snow"),
    ],
)
def test_a_file_whose_text_does_not_say_so_stays_a_record_of_its_own(tmp_path, plain, suffixed):
    write(tmp_path, **{"letter.txt": plain, "letter.en.txt": suffixed})
    assert set(read(tmp_path)[0]) == {"letter", "letter.en"}


def test_they_may_be_in_any_formats_and_in_a_folder(tmp_path):
    (tmp_path / "box 1").mkdir()
    shutil.copy(FILES / "letter.odt", tmp_path / "box 1" / "letter.ru.odt")
    write(tmp_path, **{"box 1/letter.en.txt": "---\ntranslator: A. Dove\n---\nA letter\n\nSnow."})
    documents, report = read(tmp_path)
    document = documents["box-1-letter"]
    assert {version.key for version in document.versions} == {"ru", "en"}
    assert document.version("en").translator == "A. Dove"
    assert report.formats == {"ODT": 1, "text": 1}


def test_further_translations_are_further_versions(tmp_path):
    write(
        tmp_path,
        **{"a.ru.txt": "Снег.", "a.en.txt": "Snow.", "a.en-2.txt": "The snow.", "a.zh.txt": "雪。"},
    )
    documents, _ = read(tmp_path)
    assert [version.key for version in documents["a"].versions] == ["ru", "en", "en-2", "zh"]


def test_one_without_its_partner_stays_what_it_is(tmp_path):
    write(tmp_path, **{"a.ru.txt": "Снег.", "b.en.txt": "Snow.", "sub/a.en.txt": "Snow."})
    documents, _ = read(tmp_path)
    assert set(documents) == {"a.ru", "b.en", "sub-a.en"}


def test_a_language_that_is_there_twice_goes_with_its_own_format(tmp_path):
    write(
        tmp_path, **{"a.ru.txt": "Снег.", "a.en.txt": "Snow.", "a.ru.md": "Лёд.", "a.en.md": "Ice."}
    )
    documents, report = read(tmp_path)
    assert report.problems == []
    assert {number: document.title("en") for number, document in documents.items()} == {
        "a.en-ru.txt": "Snow.",
        "a.en-ru.md": "Ice.",
    }


def test_a_file_that_a_manifest_names_is_no_partner(tmp_path):
    write(
        tmp_path,
        **{
            "a.ru.txt": "Снег.",
            "a.en.txt": "Snow.",
            "list.csv": "id,title,file_ru\nx-1,Snow,a.ru.txt\n",
        },
    )
    documents, _ = read(tmp_path)
    assert set(documents) == {"x-1", "a.en"}


def test_two_formats_of_one_name_are_two_records(tmp_path):
    shutil.copy(FILES / "letter.odt", tmp_path)
    shutil.copy(FILES / "letter.pdf", tmp_path)
    documents, report = read(tmp_path)
    assert set(documents) == {"letter.odt", "letter.pdf"}
    assert report.refused == 0


def test_a_pair_beside_a_file_of_its_name_loses_nothing(tmp_path):
    write(
        tmp_path, **{"a.ru.txt": "Снег.", "a.en.txt": "Snow.", "a.md": "Other.", "a.txt": "Third."}
    )
    documents, _ = read(tmp_path)
    assert {number: len(each.versions) for number, each in documents.items()} == {
        "a.en-ru.txt": 2,
        "a.md": 1,
        "a.txt": 1,
    }


def test_folders_and_dashes_are_not_confused(tmp_path):
    write(tmp_path, **{"a/b.txt": "One.", "a-b.txt": "Two.", "a b.txt": "Three."})
    documents, report = read(tmp_path)
    assert report.problems == []
    assert len(documents) == 3
    assert all(number.startswith("a-b.txt~") for number in documents)
    elsewhere = tmp_path.parent / "elsewhere"
    shutil.copytree(tmp_path, elsewhere)
    assert set(read(elsewhere)[0]) == set(documents)


def test_an_id_that_a_record_says_itself_stays_its_own(tmp_path):
    write(tmp_path, **{"letter.txt": "Snow.", "list.csv": "id,title,text\nletter,Ice,Ice.\n"})
    documents, report = read(tmp_path)
    assert report.problems == []
    assert documents["letter"].title("en") == "Ice"
    assert documents["letter.txt"].title("en") == "Snow."


def test_one_path_in_two_holdings_folders_is_refused_unless_it_is_the_same(tmp_path):
    write(tmp_path, **{"one/a.txt": "Snow.", "two/a.txt": "Ice.", "three/a.txt": "Snow."})
    documents, report = read(tmp_path / "one", tmp_path / "two")
    assert (set(documents), report.refused) == (set(), 2)
    documents, report = read(tmp_path / "one", tmp_path / "three")
    assert (set(documents), report.problems) == ({"a"}, [])


def test_a_bad_half_does_not_lose_the_other(tmp_path):
    write(tmp_path, **{"a.ru.txt": "Снег."})
    (tmp_path / "a.en.odt").write_bytes((FILES / "letter.odt").read_bytes()[:-200])
    documents, report = read(tmp_path)
    assert [version.key for version in documents["a"].versions] == ["ru"]
    assert [each.severity for each in report.problems] == [Severity.REFUSED]
    assert report.problems[0].path.endswith("a.en.odt")
