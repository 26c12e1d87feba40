from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archsearch.errors import SettingsError
from archsearch.web import create_app
from archsearch.web.site import EXTENSION
from archsearch.web.statistics import MAX_KEPT_A_DAY, Event, Statistics, usage

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.settings import Settings

DAY = "2026-03-01"


@pytest.fixture
def statistics(tmp_path: Path) -> Statistics:
    return Statistics(tmp_path / "statistics.sqlite", day=lambda: DAY, clock=lambda: 0.0)


def kept(statistics: Statistics) -> dict[str, int]:
    statistics.write()
    return {each.query: each.number for each in usage(statistics.path, DAY).in_vain}


def test_a_query_that_finds_nothing_is_kept_from_its_third_time_on(statistics: Statistics):
    for _ in range(2):
        statistics.found_nothing("Private Name")
        assert kept(statistics) == {}
    assert b"rivate" not in statistics.path.read_bytes()
    statistics.found_nothing("private  name")
    assert kept(statistics) == {"private name": 3}
    statistics.found_nothing("Private Name")
    assert kept(statistics) == {"private name": 4}


def test_what_was_asked_less_often_is_not_even_in_memory(statistics: Statistics):
    statistics.found_nothing("Private Name")
    assert "rivate" not in repr(statistics)


def test_counts_are_of_days(tmp_path: Path):
    days = iter(["2026-03-01", "2026-03-02", "2026-03-02"])
    statistics = Statistics(tmp_path / "s.sqlite", day=lambda: next(days), clock=lambda: 0.0)
    for _ in range(3):
        statistics.count(Event.SEARCH)
    statistics.write()
    assert usage(statistics.path, "2026-03-01").days == {
        "2026-03-02": {"searches": 2},
        "2026-03-01": {"searches": 1},
    }
    assert list(usage(statistics.path, "2026-03-02").days) == ["2026-03-02"]


def test_several_processes_may_share_the_file(tmp_path: Path):
    several = [Statistics(tmp_path / "s.sqlite", day=lambda: DAY) for _ in range(4)]

    def work(each: Statistics) -> None:
        for _ in range(50):
            each.count(Event.READ)
            each.write()

    threads = [threading.Thread(target=work, args=(each,)) for each in several]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert usage(tmp_path / "s.sqlite", DAY).days == {DAY: {"documents read": 200}}


def test_nobody_fills_the_disk_by_asking(statistics: Statistics):
    for number in range(MAX_KEPT_A_DAY + 5):
        for _ in range(3):
            statistics.found_nothing(f"zz {number} " + "x" * 500)
    found = kept(statistics)
    assert len(found) == MAX_KEPT_A_DAY
    assert max(map(len, found)) == 200


def test_a_file_that_can_not_be_made_is_told_at_once(settings: Settings, tmp_path: Path):
    web = replace(settings.web, statistics=str(tmp_path / "nowhere" / "s.sqlite"))
    with pytest.raises(SettingsError, match=r"web\.statistics"):
        create_app(replace(settings, web=web))


def test_a_file_of_something_else_is_named(tmp_path: Path):
    (tmp_path / "other").write_text("not a database, whatever it is called" * 100)
    with pytest.raises(SettingsError, match="isn't a file of statistics"):
        usage(tmp_path / "other", DAY)
    with pytest.raises(SettingsError, match="no statistics"):
        usage(tmp_path / "absent", DAY)


def test_what_readers_do_is_counted_without_them(settings: Settings, tmp_path: Path):
    path = tmp_path / "s.sqlite"
    app = create_app(replace(settings, web=replace(settings.web, statistics=str(path))))
    client = app.test_client()
    elsewhere = {"environ_base": {"REMOTE_ADDR": "203.0.113.77"}}
    for address in (
        *("/", "/?q=Alihan+Tore", "/?q=Alihan+Tore&offset=10", "/api/search?q=Stalin"),
        *("/documents/121726", "/documents/121726.ris", "/documents/zzabsent", "/help"),
        *("/documents/121726?attract=0", "/?q=Zzqqxxyy&exact=1", "/?q=Stalin&limit=x"),
    ):
        client.get(address, **elsewhere)
    app.extensions[EXTENSION].statistics.write()
    (counts,) = usage(path, "").days.values()
    assert counts == {"searches": 3, "found nothing": 1, "documents read": 1, "taken away": 1}
    content = path.read_bytes()
    for trace in (b"203.0.113", b"Alihan", b"zzqqxx", b"Zzqqxx", b"121726"):
        assert trace not in content
    with sqlite3.connect(path) as file:
        columns = [row[1] for row in file.execute("PRAGMA table_info(counts)")]
    assert columns == ["day", "what", "number"]


def test_without_the_setting_nothing_is_counted(app):
    assert app.extensions[EXTENSION].statistics is None
