import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.holdings import Role
from archsearch.readers import Severity, read_holdings
from archsearch.readers.front_matter import front_matter
from archsearch.settings import ReadingSettings


def read(folder):
    reading = read_holdings([folder], ReadingSettings())
    return {document.id: document for document in reading}, reading.report


def test_a_text_is_called_by_its_path_and_its_first_line(tmp_path):
    (tmp_path / "box 1").mkdir()
    (tmp_path / "box 1" / "note.txt").write_text("Докладная записка\n\nДорога открыта.", "utf-8")
    documents, report = read(tmp_path)
    document = documents["box-1-note"]
    assert document.titles == {"ru": "Докладная записка"}
    assert [(v.key, v.role) for v in document.versions] == [("ru", Role.ORIGINAL)]
    assert report.formats == {"text": 1}


def test_the_mark_of_a_leaf_is_no_title(tmp_path):
    (tmp_path / "letter.txt").write_text("[л. 355]\n\nСводка погоды\n", encoding="utf-8")
    documents, _ = read(tmp_path)
    assert documents["letter"].titles == {"ru": "Сводка погоды"}


def test_front_matter_has_the_columns_of_a_manifest(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\nid: w-7\nTitle: Weather\ndate: 5 мая 1946 г.\npeople:\n  - Islambekov\n"
        '  - "Petrovsky"\nShelf: A 12\n---\n# Weather\n\nThe **snow** has gone.  \nNothing else\n',
        "utf-8",
    )
    documents, _ = read(tmp_path)
    document = documents["w-7"]
    assert document.date.edtf == "1946-05-05"
    assert document.people == ("Islambekov", "Petrovsky")
    assert document.notes == (("Shelf", "A 12"),)
    assert document.version("en").text == "Weather\n\nThe snow has gone.\nNothing else"


def test_a_text_and_its_translation_in_one_file_are_two_versions(tmp_path):
    (tmp_path / "a.txt").write_text("Снег сошёл, дорога открыта.\n\nThe snow has gone.", "utf-8")
    (document,) = read(tmp_path)[0].values()
    assert [version.key for version in document.versions] == ["ru", "en"]


def test_damaged_letters_are_reported(tmp_path):
    data = "Дорога на Кульджу открыта.".encode()
    (tmp_path / "a.txt").write_bytes(data[:18] + b"\xff\xff" + data[20:])
    documents, report = read(tmp_path)
    assert documents["a"].versions[0].text == "Дорога на ��ульджу открыта."
    (problem,) = report.problems
    assert (problem.severity, "2 damaged letters" in problem.message) == (Severity.WARNED, True)


def test_an_old_encoding_is_reported(tmp_path):
    text = "Штаб фронта сообщает, что дорога на Кульджу открыта."
    (tmp_path / "a.txt").write_bytes(text.encode("koi8-r"))
    documents, report = read(tmp_path)
    assert documents["a"].version("ru").text == text
    assert [(p.severity, "koi8-r" in p.message) for p in report.problems] == [
        (Severity.NOTED, True)
    ]


@pytest.mark.parametrize("text", ["---\n", "---\nno field\n---\nText", "- a\n---\n"])
def test_a_line_drawn_by_hand_is_no_front_matter(text):
    assert front_matter(text) == ({}, text)


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        (
            """---\ntitle: "Письмо: наблюдателя"\ndate: 1945-04-22\ntags: [почта, дороги]\npeople:
- Петровский   # observer\n- name: Исламбеков\nsummary: >\n  Дорога\n  открыта.\nid: 0055
restricted: no\n---\n""",
            {
                "title": "Письмо: наблюдателя",
                "date": "1945-04-22",
                "tags": "почта|дороги",
                "people": "Петровский|Исламбеков",
                "summary": "Дорога открыта.",
                "id": "0055",
                "restricted": "no",
            },
        ),
        (
            """+++\ntitle = "Weather"\ndate = 1945-04-22\npeople = ["A", "B"]\n[extra]\nshelf = 3
+++\n""",
            {"title": "Weather", "date": "1945-04-22", "people": "A|B", "extra.shelf": "3"},
        ),
        (
            "---\ntitle: Weather: a report\nsummary: |\n  One\n  Two\npeople:\n- A\n- B\n...\n",
            {"title": "Weather: a report", "summary": "One\nTwo", "people": "A|B"},
        ),
        (
            "---\ntitle: Weather\npeople:\n- A\n- B\n\tnote: it's\n...\n",
            {"title": "Weather", "people": "A|B"},
        ),
    ],
)
def test_front_matter_as_programs_and_people_write_it(written, fields):
    assert front_matter(f"{written}Text\n") == (fields, "Text\n")


def test_hostile_front_matter_is_text():
    laughs = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n"
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    fields, _ = front_matter(f"---\n{laughs}---\nText\n")
    assert sum(map(len, fields.values())) < 10_000
    fields, _ = front_matter(f"---\na: {'[' * 5000}\n---\nText\n")
    assert sum(map(len, fields.values())) < 10_000


@given(st.text(alphabet="ab:-|>[]{}&*#'\"\n !%?,.=\\tи", max_size=80))
def test_no_front_matter_is_an_error(written):
    for mark in ("---", "+++"):
        fields, rest = front_matter(f"{mark}\n{written}\n{mark}\nText")
        assert rest.endswith("Text")
        assert all(isinstance(value, str) for value in fields.values())
