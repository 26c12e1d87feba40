"""A manifest that is written of a folder as folders are: what it proposes, and that it builds."""

import csv
import gzip
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from archsearch.cli import main
from archsearch.readers import read_holdings
from archsearch.readers.columns import COLUMNS, PROPOSED, column_of
from archsearch.search import open_index
from archsearch.settings import ReadingSettings

ROOT = Path(__file__).parents[2]
FILES = ROOT / "tests" / "readers" / "files"
LETTER = "121726-letter-from-alihan-tore-to-stalin.txt"

RUSSIAN = """Совершенно секретно

Караван из 37 верблюдов вышел из Кульджи 5 мая и прибыл в Алма-Ату через 12 дней.
Начальник каравана Исламбеков доставил 1450 пудов шерсти и 16 ящиков книг
для библиотеки имени Пушкина. Телеграмма Петровского получена.

17 мая 1946 г.
"""
ENGLISH = """Top secret

A caravan of 37 camels left Ghulja on 5 May and arrived in Alma-Ata after 12 days.
The head of the caravan, Islambekov, delivered 1450 poods of wool and 16 boxes of books
for the Pushkin library. The telegram from Petrovsky has been received.

17 May 1946
"""
OTHER = """Weather at the station

Snow fell at Khorgos on 3 January, and the road was closed for 4 weeks. The observer, Solovyova,
counted 212 sledges; the telephone has not been mended. Coal is needed before February.

31 January 1947
"""


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "holdings"
    path.mkdir()
    return path


def run(folder, *options):
    return CliRunner().invoke(main, ["manifest", str(folder), *options])


def table(folder, *options):
    done = run(folder, "--output", "manifest.csv", *options)
    assert done.exit_code == 0, done.output
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def documents(*paths):
    reading = read_holdings(paths, ReadingSettings(jobs=1))
    return {document.id: document for document in reading}, reading.report


def test_a_text_and_its_translation_meet_whatever_their_files_are_called(folder):
    (folder / "scan0017.txt").write_text(RUSSIAN, "cp1251")
    (folder / "Doc3.txt").write_text(ENGLISH, "utf-8")
    (folder / "Doc4.txt").write_text(OTHER, "utf-8")
    rows = table(folder)
    assert set(rows) == {"scan0017", "Doc4"}
    pair = rows["scan0017"]
    assert (pair["file_ru"], pair["file_en"]) == ("scan0017.txt", "Doc3.txt")
    assert (pair["role_ru"], pair["role_en"]) == ("original", "translation")
    assert pair["former_ids"] == "Doc3"
    assert pair["date"] == "17 мая 1946"
    assert float(pair["pair_confidence"]) > 0.75
    assert {"text", "date", "length"} <= set(pair["pair_evidence"].split(", "))
    assert rows["Doc4"]["pair_confidence"] == ""


def test_two_that_are_as_likely_are_mentioned_and_neither_is_joined(folder):
    (folder / "a.txt").write_text(RUSSIAN, "utf-8")
    (folder / "b.txt").write_text(ENGLISH, "utf-8")
    (folder / "c.txt").write_text(ENGLISH.replace("Top secret", "Secret"), "utf-8")
    rows = table(folder)
    assert set(rows) == {"a", "b", "c"}
    assert rows["a"]["maybe_pair"] in {"b", "c"}
    assert 0.25 <= float(rows["a"]["maybe_pair_confidence"]) < 0.75


def test_names_dates_and_codes_pair_what_texts_alone_do_not(folder):
    (folder / "ГАРФ" / "ф. Р-9401" / "оп. 2" / "д. 95").mkdir(parents=True)
    place = folder / "ГАРФ" / "ф. Р-9401" / "оп. 2" / "д. 95"
    for number, day in ((11, "3 мая 1945 г."), (12, "4 мая 1945 г.")):
        (place / f"письмо {number} (оригинал).txt").write_text(f"Письмо.\n\n{day}", "utf-8")
        english = day.replace("мая", "May").replace(" г.", "")
        (place / f"pismo_{number}_translation.txt").write_text(f"Letter.\n\n{english}", "utf-8")
    rows = table(folder)
    assert len(rows) == 2
    for row in rows.values():
        assert row["file_ru"].rpartition("/")[2].split()[1] in row["file_en"]
        assert row["reference"] == "ГАРФ, ф. Р-9401, оп. 2, д. 95"
        assert row["reference_confidence"] == "0.60"
        assert {"name", "date"} <= set(row["pair_evidence"].split(", "))


@pytest.mark.parametrize("name", ["manifest.xlsx", "manifest.csv"])
def test_it_builds_as_it_stands_with_the_same_documents(folder, shared_data, name):
    shutil.copy(ROOT / "data/holdings" / LETTER, folder)
    for path in (shared_data / "formats/tei").glob("*.xml"):
        shutil.copy(path, folder)
    (folder / "old" / "box 1").mkdir(parents=True)
    for path in (FILES / "letter.pdf", FILES / "letter.odt"):
        shutil.copy(path, folder / "old")
    (folder / "old" / "box 1" / "0055.ru.txt").write_text(RUSSIAN, "koi8-r")
    (folder / "old" / "box 1" / "0055.en.txt").write_text(ENGLISH, "utf-8")
    (folder / "both.txt").write_text(f"{OTHER}\n\nСтанция Хоргос\n\nСнег выпал 3 января.", "utf-8")
    (folder / "Thumbs.db").write_bytes(b"x")
    before, _ = documents(folder)
    done = run(folder, "--output", name)
    assert done.exit_code == 0, done.output
    after, report = documents(folder / name)
    assert [each for each in report.problems if each.severity != "noted"] == []
    renamed = {old: each.id for each in after.values() for old in each.former_ids}
    assert {renamed.get(each, each) for each in before} == set(after)
    assert len(after) == len(before)
    for number, document in before.items():
        assert after[number].versions == document.versions
        assert after[number].titles == document.titles
        assert after[number].people == document.people
        if document.date.edtf:
            assert after[number].date.edtf == document.date.edtf
    # The folder with the manifest in it is the same again, not everything twice.
    assert set(documents(folder)[0]) == set(after)


def test_the_index_that_is_built_from_it_answers(folder, tmp_path):
    (folder / "a.txt").write_text(RUSSIAN, "utf-8")
    (folder / "b.txt").write_text(ENGLISH, "utf-8")
    assert run(folder).exit_code == 0
    index = tmp_path / "index"
    command = ["index", "build", str(folder / "manifest.xlsx"), "--index", str(index)]
    assert CliRunner().invoke(main, command).exit_code == 0
    (hit,) = open_index(index).search("Islambekov").hits
    assert set(hit.marks) == {"ru", "en"}
    assert hit.document.notes == ()


def test_no_cell_is_a_formula_or_a_number(folder):
    for number, title in enumerate(("=1+1", "@x", "-5", "+7", "\t=1", "'=1", "0055", "1E5")):
        text = f"---\ntitle: {title}\nshelf: =HYPERLINK()\n---\nТекст"
        (folder / f"00{number}.txt").write_text(text, "utf-8")
    before, _ = documents(folder)
    rows = table(folder)
    assert rows["000"]["title_ru"] == "'=1+1"
    assert rows["006"]["title_ru"] == "0055"
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for row in rows.values() for cell in row.values()
    )
    run(folder, "--output", "manifest.xlsx", "--overwrite")
    (folder / "manifest.csv").rename(folder / "manifest.csv.bak")
    run(folder, "--output", "manifest.xlsx", "--overwrite")
    sheet = openpyxl.load_workbook(folder / "manifest.xlsx").active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    (folder / "manifest.csv.bak").rename(folder / "manifest.csv")
    for name in ("manifest.csv", "manifest.xlsx"):
        after, report = documents(folder / name)
        assert report.problems == []
        assert {each.id: each.title() for each in after.values()} == {
            each.id: each.title() for each in before.values()
        }
        assert after["000"].notes == (("shelf", "=HYPERLINK()"),)


def test_nothing_is_overwritten_without_being_told(folder):
    (folder / "a.txt").write_text(RUSSIAN, "utf-8")
    (folder / "manifest.csv").write_text("id,title,file\nmine,Mine,a.txt\n", "utf-8")
    done = run(folder, "--output", "manifest.csv")
    assert done.exit_code == 2
    assert "--overwrite" in done.output
    assert (folder / "manifest.csv").read_text("utf-8").startswith("id,title,file\nmine")
    assert set(table(folder, "--overwrite")) == {"a"}
    assert sorted(each.name for each in folder.iterdir()) == ["a.txt", "manifest.csv"]


@pytest.mark.parametrize("name", ["../manifest.csv", "manifest.txt", "sub/manifest.csv"])
def test_a_name_that_would_not_do_is_refused(folder, name):
    (folder / "a.txt").write_text(RUSSIAN, "utf-8")
    assert run(folder, "--output", name).exit_code == 2
    assert [each.name for each in folder.iterdir()] == ["a.txt"]


def test_what_is_described_already_stays_as_it_is(folder):
    (folder / "a.txt").write_text(RUSSIAN, "utf-8")
    (folder / "b.txt").write_text(OTHER, "utf-8")
    (folder / "list.csv").write_text("id,title,file\nmine,Mine,a.txt\n", "utf-8")
    (folder / "c.txt.gz").write_bytes(gzip.compress(ENGLISH.encode()))
    done = run(folder)
    assert "Left out 1 record that a manifest" in done.output
    assert "Left out 1 record in archives" in done.output
    assert f"archsearch index build {folder}\n" in done.output
    assert set(documents(folder / "manifest.xlsx")[0]) == {"b"}
    assert set(documents(folder)[0]) == {"mine", "b", "c"}


def test_a_bad_file_is_said_and_the_others_are_written(folder):
    (folder / "a.txt").write_text(RUSSIAN, "utf-8")
    (folder / "b.txt").write_bytes(b"\x00")
    done = run(folder)
    assert done.exit_code == 1
    assert "is not a text file" in done.output
    assert set(documents(folder / "manifest.xlsx")[0]) == {"a"}


def test_a_folder_with_nothing_to_describe_is_said(folder):
    (folder / "l.jsonl").write_text(json.dumps({"id": "x", "title": "X"}), "utf-8")
    done = run(folder)
    assert done.exit_code == 1
    assert "has no file that a manifest could describe" in done.output
    assert not (folder / "manifest.xlsx").exists()


def test_its_own_columns_are_known_and_hide_no_other():
    assert not {each.name for each in PROPOSED} & {
        name for column in COLUMNS for name in (column.name, *column.others)
    }
    assert {column_of(each.name) for each in PROPOSED} == {("ignored", "")}


def test_pairs_are_right_in_a_folder_of_texts_without_telling_names(folder, shared_data):
    truth = {}
    with (shared_data / "bilingual/documents.jsonl").open(encoding="utf-8") as file:
        for number, row in enumerate(map(json.loads, file)):
            if number % 6 == 0:
                left, right = f"scan{number:04}", f"d{(number * 7919) % 1009:04}"
                (folder / f"{left}.txt").write_text("\n\n".join(row["ru"]), "utf-8")
                (folder / f"{right}.txt").write_text("\n\n".join(row["en"]), "utf-8")
                truth[left] = right
    rows = table(folder)
    pairs = {
        row["file_ru"][:-4]: row["file_en"][:-4]
        for row in rows.values()
        if row.get("pair_evidence")
    }
    right = [left for left, found in pairs.items() if truth.get(left) == found]
    # Of 91 texts all but a few meet their translation, and none a stranger.
    assert len(right) > 0.75 * len(truth)
    assert len(pairs) - len(right) <= 1


def test_the_pages_of_a_recognised_text_are_all_named(folder):
    for path in (FILES / "ocr").iterdir():
        if path.suffix != ".hocr":
            shutil.copy(path, folder)
    before, _ = documents(folder)
    assert run(folder, "--output", "manifest.csv").exit_code == 0
    after, _ = documents(folder / "manifest.csv")
    (made,), (again,) = before.values(), after.values()
    assert again.versions == made.versions
    assert again.scans == made.scans
