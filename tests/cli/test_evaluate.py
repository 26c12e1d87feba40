"""A librarian's own judgements, measured."""

import pytest
from click.testing import CliRunner

from archsearch.cli import main

pytest.importorskip("ir_measures")

RECORDS = """id,title,text_ru,text_en
a,One,Верблюды пришли,The camels came
b,Two,Письмо ушло,The letter left
"""


@pytest.fixture
def holdings(tmp_path):
    folder = tmp_path / "holdings"
    folder.mkdir()
    (folder / "manifest.csv").write_text(RECORDS, encoding="utf-8")
    return folder


def judged(tmp_path, holdings, table):
    queries = tmp_path / "queries.tsv"
    queries.write_text(table, encoding="utf-8")
    return CliRunner().invoke(main, ["eval", str(holdings), str(queries)])


def test_figures_are_those_of_the_queries(tmp_path, holdings):
    said = judged(tmp_path, holdings, "# mine\nверблюд\ta\nletter\tb\t2\nтермометр\ta\n")
    figures = dict(line.split("\t") for line in said.output.splitlines())
    assert float(figures["recall@1"]) == float(figures["MRR@10"]) == pytest.approx(2 / 3, abs=1e-3)


@pytest.mark.parametrize("table", ["верблюд\n", "верблюд\ta\tgood\n", "", "верблюд\tnobody\n"])
def test_a_table_that_makes_no_sense_is_refused_in_a_sentence(tmp_path, holdings, table):
    said = judged(tmp_path, holdings, table)
    assert said.exit_code == 1
    assert said.output.startswith("Error:")
