"""What `index status` says to a person."""

from __future__ import annotations

import datetime
import json

from click.testing import CliRunner

from archsearch.cli import main
from archsearch.cli.status import age
from archsearch.indexing import withdrawn
from archsearch.indexing.lock import HOLDER, build_lock
from tests.indexing.holdings import Holdings, record


def said(holdings, *options):
    arguments = ["index", "status", "--index", str(holdings.settings.index.path), *options]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_everything_that_a_librarian_asks_for_is_there(tmp_path):
    holdings = Holdings(tmp_path)
    holdings.write("a", record("a1", "The caravan left."), record("a2", "Hay."), {"id": "bad"})
    holdings.build()
    holdings.write("a", record("a1", "The camels left."), record("a2", "Hay."))
    holdings.update()
    index = holdings.settings.index.path
    withdrawn.withdraw(index, "a2")
    with build_lock(index):
        shown = said(holdings)
    for expected in (
        "Being built by process ",
        "2 documents (4 versions,",
        " MB",
        "(0.0 hours ago)",
        "for public, with the engine whoosh",
        "1 refused",
        f"from {holdings.folder}",
        "Withdrawn: 1 document",
        "    a2, since ",
    ):
        assert expected in shown, expected
    starred = [line for line in shown.splitlines() if line.startswith("* ")]
    assert len(starred) == 1
    values = json.loads(said(holdings, "--json"))
    assert [each["current"] for each in values["generations"]] == [True, False]
    assert values["building"] == values["cut_short"] == ""
    assert list(values["withdrawn"]) == ["a2"]


def test_a_build_that_was_cut_short_is_told(tmp_path):
    holdings = Holdings(tmp_path)
    holdings.write("a", record("a1", "The caravan left."))
    holdings.build()
    with build_lock(holdings.settings.index.path):
        note = json.loads((holdings.settings.index.path / HOLDER).read_text())

    (holdings.settings.index.path / HOLDER).write_text(json.dumps({**note, "started": 1.0}))
    assert "was cut short" in said(holdings)


def test_ages_are_told_in_words():
    now = datetime.datetime.now(datetime.UTC)
    assert "(3.0 hours ago)" in age((now - datetime.timedelta(hours=3)).isoformat())
    assert "(5 days ago)" in age((now - datetime.timedelta(days=5)).isoformat())
    assert "clock" in age((now + datetime.timedelta(days=5)).isoformat())
    assert age("once") == "once"
