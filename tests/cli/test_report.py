from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from archsearch.cli import main
from archsearch.web.statistics import Event, Statistics, today

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def configured(tmp_path: Path) -> list[str]:
    """The options for settings whose statistics hold a few days."""
    statistics = Statistics(tmp_path / "s.sqlite", clock=lambda: 0.0)
    for _ in range(4):
        statistics.count(Event.SEARCH)
        statistics.found_nothing("Туркестанъ [x]")
    statistics.found_nothing("asked once")
    statistics.day = lambda: "2001-01-01"
    statistics.count(Event.READ)
    statistics.write()
    settings = tmp_path / "archsearch.toml"
    settings.write_text(f'[web]\nstatistics = "{statistics.path.as_posix()}"\n')
    return ["--config", str(settings)]


def test_it_lists_days_and_what_is_looked_for_in_vain(configured: list[str]):
    said = CliRunner().invoke(main, ["report", *configured])
    assert said.exit_code == 0
    assert today() in said.output
    assert "туркестанъ [x]" in said.output
    assert "asked once" not in said.output
    assert "2001" not in said.output


def test_programs_get_json(configured: list[str]):
    said = CliRunner().invoke(main, ["report", "--json", "--days", "3650", *configured])
    found = json.loads(said.output)
    assert found["days"][today()] == {"searches": 4, "found nothing": 5}
    assert found["in_vain"] == [{"query": "туркестанъ [x]", "number": 4, "last": today()}]


def test_without_the_setting_it_says_which(tmp_path: Path):
    (tmp_path / "archsearch.toml").write_text("")
    said = CliRunner().invoke(main, ["report", "--config", str(tmp_path / "archsearch.toml")])
    assert said.exit_code == 1
    assert "statistics =" in said.output
