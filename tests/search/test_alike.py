"""Documents like one document."""

import pytest

from archsearch import open_index
from archsearch.errors import UnknownDocumentError
from archsearch.indexing.build import build_index
from archsearch.settings import IndexSettings, Settings

RECORDS = """id,title,text_ru,text_en
a,One,Караван верблюдов пришёл в Кульджу с чаем,
b,Two,Чай и верблюды: караван ушёл,
c,Three,Термометр показал двадцать градусов,
d,Four,,The thermometer fell
e,Five,Термометр и барометр стоят у окна,
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alike")
    (folder / "manifest.csv").write_text(RECORDS, encoding="utf-8")
    settings = Settings(index=IndexSettings(path=folder / "index"))
    build_index([folder], settings)
    return open_index(folder / "index", settings)


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("b", "a"), ("c", "e")])
def test_the_likest_shares_the_telling_words(searcher, one, other):
    found = [each.id for each in searcher.alike(one)]
    assert found[0] == other
    assert one not in found


def test_a_document_unlike_all_others_has_none(searcher):
    assert searcher.alike("d") == ()


def test_there_must_be_such_a_document(searcher):
    with pytest.raises(UnknownDocumentError):
        searcher.alike("nobody")
