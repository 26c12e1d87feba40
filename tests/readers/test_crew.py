"""Reading by several processes: the same outcome in the same order, whatever goes wrong."""

import os
from functools import partial
from pathlib import Path

import pytest

from archsearch.errors import HoldingError
from archsearch.holdings import Document
from archsearch.readers import read_holdings
from archsearch.readers.crew import ALONE, Errand, run_in_order
from archsearch.readers.reader import Taken
from archsearch.settings import ReadingSettings

ROOT = Path(__file__).parents[2]
PATH = Path("holdings/letter.txt")
#: What a reader that loops gets in these tests; it loops until it is stopped.
SECONDS = 0.2


def read(number):
    return Taken(Document(id=f"d-{number}", titles={"en": "A letter"}))


def loop():
    while True:
        pass


def loop_and_swallow():
    while True:
        try:
            loop()
        except Exception:  # noqa: S112, BLE001 - as libraries do
            continue


def end_the_process():
    os._exit(1)


def fail():
    raise KeyError("/Root")


def refuse():
    raise HoldingError("has no text", PATH, place="p. 2", remedy="write one")


def untold():
    return Taken(Document(id="untold"))


def errands(*odd):
    """More than are read alone, with odd ones in the middle of those that are sent."""
    plain = [partial(read, number) for number in range(ALONE + 40)]
    plain[ALONE + 10 : ALONE + 10] = odd
    return [Errand(PATH, "", SECONDS, each) for each in plain]


def outcomes(found):
    return [each.document.id if isinstance(each, Taken) else each.message for each in found]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_record_that_goes_wrong_loses_no_other(jobs):
    odd = {
        loop: "took more than 0.2 seconds to read",
        loop_and_swallow: "took more than 0.2 seconds to read",
        fail: "can't be read, for a fault in archsearch: '/Root'",
        refuse: "has no text",
        # Neither of these can be sent to another process or back.
        (lambda: read("odd")): "d-odd",
        untold: "untold",
    }
    expected = [f"d-{number}" for number in range(ALONE + 40)]
    expected[ALONE + 10 : ALONE + 10] = odd.values()
    assert outcomes(run_in_order(errands(*odd), jobs)) == expected


def test_a_process_that_dies_takes_its_record_alone():
    found = outcomes(run_in_order(errands(end_the_process), 2))
    expected = [f"d-{number}" for number in range(ALONE + 40)]
    expected.insert(ALONE + 10, "can't be read: it ended the process that read it")
    assert found == expected


def test_what_is_at_hand_is_neither_sent_nor_waited_for():
    begun = []

    def at_hand(number):
        return Errand(PATH, "", SECONDS, lambda: begun.append(number) or read(number), at_hand=True)

    found = run_in_order((at_hand(number) for number in range(ALONE + 3)), 2)
    for number in range(ALONE + 3):
        assert next(found).document.id == f"d-{number}"
        assert begun[-1] == number


def test_documents_and_report_do_not_depend_on_the_processes(tmp_path):
    folder = tmp_path / "holdings"
    folder.mkdir()
    for number in range(ALONE + 40):
        text = f"Сводка № {number}\n\n5 мая 1946 г." if number % 7 else ""
        (folder / f"{number:03}.txt").write_text(text, encoding="cp1251" if number % 3 else "utf-8")
    rows = "".join(f"r-{number},T,{number:03}.txt\n" for number in range(0, 60, 2))
    (folder / "list.csv").write_text(f"id,title,file\n{rows}r-x,T,absent.txt\n", encoding="utf-8")

    def reading(jobs):
        found = read_holdings([folder, ROOT / "data/holdings"], ReadingSettings(jobs=jobs))
        return list(found), found.report

    documents, report = reading(1)
    assert len(documents) > ALONE
    assert report.refused
    assert reading(3) == (documents, report)
