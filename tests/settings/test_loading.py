from pathlib import Path

import pytest

from archsearch.errors import SettingsError
from archsearch.settings import Settings, load_settings


@pytest.fixture
def write(tmp_path):
    def toml(text):
        path = tmp_path / "archsearch.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return toml


def test_without_a_file_the_defaults_hold(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings(environment={}) == Settings()


def test_a_file_sets_what_it_names(write):
    settings = load_settings(
        write('[index]\npath = "i"\nholdings = ["a", "b"]\n[web]\nport = 8080\n'), environment={}
    )
    assert settings.index.path == Path("i")
    assert settings.index.holdings == (Path("a"), Path("b"))
    assert settings.web.port == 8080
    assert settings.search == Settings().search


def test_the_environment_overrides_the_file(write):
    path = write("[web]\nport = 8080\n")
    settings = load_settings(path, environment={"ARCHSEARCH_WEB_PORT": "9090"})
    assert settings.web.port == 9090


def test_a_truth_value_from_the_environment():
    assert not load_settings(environment={"ARCHSEARCH_SEARCH_VARIANTS": "0"}).search.variants


def test_abbreviations_can_be_added(write):
    settings = load_settings(
        write('[analysis.abbreviations]\n"пом" = "помощник"\n'), environment={}
    )
    assert settings.analysis.abbreviations == {"пом": "помощник"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[web]\nprot = 8080\n", "web.prot"),
        ("[wbe]\nport = 8080\n", "wbe"),
        ('[web]\nport = "many"\n', "web.port"),
        ("[web]\nport = true\n", "web.port"),
        ("[index]\nholdings = 3\n", "index.holdings"),
        ("[search]\nvariants = 1\n", "search.variants"),
        ("[analysis]\nabbreviations = [1]\n", "analysis.abbreviations"),
        ("web = 3\n", "web"),
        ("[web\n", "TOML"),
    ],
)
def test_an_impossible_setting_is_named(write, text, named):
    with pytest.raises(SettingsError, match=named):
        load_settings(write(text), environment={})


def test_a_named_file_must_exist(tmp_path):
    with pytest.raises(SettingsError, match="nowhere"):
        load_settings(tmp_path / "nowhere.toml", environment={})
