"""The same holdings make the same index, wherever they lie and however many processes read them."""

from __future__ import annotations

from tests.indexing.holdings import Holdings, record
from tests.indexing.test_cache import files_of
from tests.indexing.test_update import TEXTS, answers

#: Documents: more than a batch, so that two processes have each something to do.
MANY = 150
#: They depend on the folder that the holdings lie in (rows are known by it too); nothing else does.
WITH_PATHS = {"ledger.jsonl", "report.jsonl", "rows.jsonl"}


def built(folder, jobs):
    holdings = Holdings(folder)
    rows = [record(f"a{n}", f"{TEXTS[n % 4]} Number {n}.") for n in range(MANY)]
    holdings.write("a", *rows)
    return holdings, holdings.build(jobs=jobs).manifest


def test_another_folder_another_time_and_another_number_of_processes(tmp_path):
    one, first = built(tmp_path / "here", 1)
    other, second = built(tmp_path / "elsewhere" / "deeper", 2)
    assert first.digest == second.digest
    assert first.holdings != second.holdings
    here, there = files_of(one), files_of(other)
    assert here.keys() == there.keys()
    assert {name for name in here if here[name] != there[name]} <= WITH_PATHS
    assert answers(one) == answers(other)
