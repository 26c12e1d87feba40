"""The report of real folders: what the page and the lines of it say."""

import base64
import hashlib
import json
import re

import pytest
from lxml import html

from archsearch.readers import Problem, Report, Severity, read_holdings
from archsearch.readers.report_files import write_report
from archsearch.readers.report_page import MOST_KINDS, MOST_PROBLEMS, kind_of, sections_of
from archsearch.settings import ReadingSettings

LETTER = "Прошу отправить с первым караваном в г.Кульджу два ящика с книгами для нашей библиотеки."


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "holdings"
    path.mkdir()
    return path


def read(folder):
    reading = read_holdings([folder], ReadingSettings())
    return [document.id for document in reading], reading.report


def written(folder, report, paths=("holdings",), **done):
    write_report(folder, report, paths, done)
    lines = (folder / "report.jsonl").read_text("utf-8").splitlines()
    return html.fromstring((folder / "report.html").read_text("utf-8")), [*map(json.loads, lines)]


def test_every_problem_says_where_what_was_done_and_how_to_mend_it(folder, tmp_path):
    (folder / "a.txt").write_text(LETTER, "cp1251")
    (folder / "b.txt").write_bytes(b"\x00\x01")
    (folder / "c.csv").write_text("id,title,date,file\nx,X,16549,\ny,Y,,absent.txt\n,Z\n", "utf-8")
    (folder / "d.xml").write_text("<TEI><teiHeader/>", "utf-8")
    (folder / "e.txt").write_text("")
    _, report = read(folder)
    page, lines = written(tmp_path / "out", report)
    assert {line["severity"]: line["done"] for line in lines} == {
        "refused": "nothing of it was indexed",
        "warned": "it was indexed all the same",
        "noted": "it was indexed as it is",
    }
    assert len(lines) == 7
    for line in lines:
        assert line["path"].startswith(str(folder))
        assert line["remedy"] or line["severity"] == "noted"
        assert line["path"] in page.text_content()
        assert line["message"] in page.text_content()
        assert line["place"] in page.text_content()
        assert line["remedy"] in page.text_content()


def test_the_page_counts(folder, tmp_path):
    (folder / "a.txt").write_text(LETTER, "utf-8")
    (folder / "c.csv").write_text("id,title,date\nx,X,16549\n,Z\n", "utf-8")
    _, report = read(folder)
    page, _ = written(tmp_path, report, indexed=1, unchanged=1, removed=0)
    counts = {each[0].text: each[1].text for each in page.xpath("//*[@class='counts']/div")}
    assert counts == {
        "read": "2",
        "indexed": "1",
        "unchanged": "1",
        "removed": "0",
        "warned": "1",
        "refused": "1",
        "noted": "0",
        "without text": "1",
        "skipped": "0",
    }
    rows = [[cell.text for cell in row] for row in page.xpath("//table[@class='formats']/tbody/tr")]
    assert rows == [["table", "1", "1", "1", "1"], ["text", "1", "1", "0", "0"]]


def test_what_files_and_records_are_called_is_escaped(folder, tmp_path):
    (folder / "<script>alert(1)<b>.txt").write_bytes(b"\x00")
    (folder / "a.jsonl").write_text(json.dumps({"id": "x", "file": "</style><img src=x>"}), "utf-8")
    _, report = read(folder)
    page, _ = written(tmp_path, report, ["<i>holdings</i>"])
    assert page.xpath("//script | //img | //i") == []
    assert page.xpath("//table//b") == []
    assert "<script>alert(1)<b>.txt" in page.text_content()
    assert "</style><img src=x>" in page.text_content()


def test_the_page_stands_by_itself_and_its_policy_lets_nothing_else_in(tmp_path):
    page, _ = written(tmp_path, Report())
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = page.xpath("//style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert page.xpath("//@src | //@href | //@style") == []
    assert not re.search(r"url\(|@import", style.text)
    assert "Nothing is wrong." in page.text_content()


def test_ten_thousand_problems_are_a_page_to_work_with(tmp_path):
    problems = [
        Problem(f"box {n}/letter {n}.txt", f"names the file texts/{n} a.txt, which isn't there")
        for n in range(10_000)
    ]
    problems += [Problem("x", "was read as koi8-r", Severity.NOTED)] * 3
    page, lines = written(tmp_path, Report(problems=problems))
    assert len(lines) == 10_003
    kinds = [each.text.strip() for each in page.xpath("//summary")]
    assert kinds == ["names the file …, which isn't there", "was read as …"]
    assert len(page.xpath("//details//tbody/tr")) == MOST_PROBLEMS + 3
    assert f"… and {10_000 - MOST_PROBLEMS:,} more like these" in page.text_content()


def test_problems_that_are_all_different_are_a_page_too(tmp_path):
    words = ["".join(chr(97 + int(digit)) for digit in str(n)) for n in range(3 * MOST_KINDS)]
    page, _ = written(tmp_path, Report(problems=[Problem("x", f"is {word}") for word in words]))
    assert len(page.xpath("//details")) == MOST_KINDS
    assert f"… and {2 * MOST_KINDS} more kinds" in page.text_content()


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (
            "has the id r-1, which another record has too: a.csv, row 3",
            "has the id …, which another record has too",
        ),
        ("“b” has the same text as “a”", "… has the same text as …"),
        (
            "is described as of 5 мая 1945, but its text is dated 6 мая 1945",
            "is described as of …, but its text is dated …",
        ),
        ("has 1,000 bytes, more than 500", "has … bytes, more than …"),
        (
            "declares the entity “lol”, and entities aren't expanded",
            "declares the entity …, and entities aren't expanded",
        ),
        ("is empty", "is empty"),
    ],
)
def test_a_kind_is_what_problems_have_in_common(message, kind):
    assert kind_of(Problem("x", message)) == kind


def test_the_worst_and_the_most_frequent_come_first():
    problems = [
        Problem("x", "noted", Severity.NOTED),
        Problem("x", "rare"),
        Problem("x", "warned", Severity.WARNED),
        *[Problem("x", "frequent")] * 2,
    ]
    found = [
        (each.severity, [group.kind for group in each.groups]) for each in sections_of(problems)
    ]
    assert found == [
        ("refused", ["frequent", "rare"]),
        ("warned", ["warned"]),
        ("noted", ["noted"]),
    ]


def test_the_same_text_under_two_ids_is_kept_and_reported(folder):
    (folder / "a.txt").write_text(LETTER, "utf-8")
    (folder / "b.txt").write_text(LETTER.replace(" ", "\n", 3).upper(), "utf-8")
    (folder / "c.txt").write_text("Без текста", "utf-8")
    (folder / "d.txt").write_text("Без текста", "utf-8")
    ids, report = read(folder)
    assert ids == ["a", "b", "c", "d"]
    (problem,) = report.problems
    assert (problem.severity, problem.path) == (Severity.WARNED, str(folder / "b.txt"))
    assert problem.message == "“b” has the same text as “a”"
    assert "former_ids" in problem.remedy


def test_two_versions_of_one_record_may_be_the_same(folder):
    row = {"id": "x", "title": "X", "text_ru": LETTER, "text_ru-2": LETTER}
    (folder / "a.jsonl").write_text(json.dumps(row), "utf-8")
    assert read(folder)[1].problems == []
