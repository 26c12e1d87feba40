"""What the lexicon lets a word find in the other language, and what it never does."""

import pytest
from click.testing import CliRunner

from archsearch import open_index
from archsearch.analysis import Via
from archsearch.cli import main
from archsearch.indexing.build import build_index
from archsearch.settings import IndexSettings, Settings

RECORDS = """id,title,text_ru,text_en
both-1,One,Верблюды пришли,The camels came
ru-1,Two,Верблюды ушли,
en-1,Three,,The camels left
"""


def built(folder, lexicon=None):
    (folder / "manifest.csv").write_text(RECORDS, encoding="utf-8")
    if lexicon:
        (folder / "lexicon.tsv").write_text(lexicon, encoding="utf-8")
    settings = Settings(index=IndexSettings(path=folder / "index"))
    report = build_index([folder], settings).report
    return open_index(folder / "index", settings), report


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    return built(tmp_path_factory.mktemp("curated"), "верблюд\tcamel\n")[0]


def ids(results):
    return [hit.id for hit in results.hits]


@pytest.mark.parametrize(("word", "other"), [("верблюд", "en-1"), ("camel", "ru-1")])
def test_a_word_finds_what_has_only_the_other_language(searcher, word, other):
    results = searcher.search(word)
    assert set(ids(results)) == {"both-1", "ru-1", "en-1"}
    assert ids(results)[-1] == other
    assert {match.via for match in results.hits[-1].matched} == {Via.TRANSLATION}


@pytest.mark.parametrize("switches", [{"translations": False}, {"exact": True}])
def test_translations_can_be_switched_off(searcher, switches):
    assert "en-1" not in ids(searcher.search("верблюды", **switches))
    assert "ru-1" in ids(searcher.search("верблюды", **switches))


def test_exact_finds_no_other_form(searcher):
    assert searcher.search("верблюд", exact=True).total == 0
    assert searcher.search("верблюд", translations=False).total == 2


def test_the_letters_as_typed_are_not_translated(searcher):
    assert set(ids(searcher.search('="верблюды"'))) == {"both-1", "ru-1"}


def test_with_few_documents_nothing_is_learned(tmp_path):
    searcher, _ = built(tmp_path)
    assert "en-1" not in ids(searcher.search("верблюд"))


def test_a_lexicon_that_cannot_be_read_is_reported_and_the_rest_indexed(tmp_path):
    searcher, report = built(tmp_path, "верблюд\n")
    assert searcher.document_count == 3
    assert any("lexicon.tsv" in problem.path and problem.place for problem in report.problems)


def test_the_command_says_what_a_word_has_been_taught(tmp_path):

    built(tmp_path, "верблюд\tcamel\n")
    said = CliRunner().invoke(main, ["lexicon", "верблюды", "--index", str(tmp_path / "index")])
    assert said.output.split() == ["верблюд", "camel", "1.00"]
