import json

import pytest

from archsearch.errors import IndexingError, IndexUnavailableError
from archsearch.indexing.generation import GENERATION_FORMAT, MANIFEST, Manifest
from archsearch.indexing.generations import Generations


def manifest(**changes):
    values = {
        "format": GENERATION_FORMAT,
        "engine": "whoosh",
        "analyzer": "1",
        "built": "2026-11-23T12:00:00+00:00",
        "documents": 1,
        "versions": 2,
        "passages": 3,
        "refused": 0,
        "holdings": ("data/holdings",),
        "seconds": 0.5,
        "digest": "00",
        "audience": "public",
        "analysis": "00",
        "lexicon_built": "2026-11-23T12:00:00+00:00",
        "checksums": {},
    }
    return Manifest(**{**values, **changes})


@pytest.fixture
def generations(tmp_path):
    return Generations(tmp_path / "index")


def publish(generations):
    return generations.publish(generations.begin(), manifest())


def test_what_is_published_is_current(generations):
    published = publish(generations)
    assert generations.current() == published
    assert published.manifest() == manifest()


def test_a_generation_under_construction_is_not_served(generations):
    published = publish(generations)
    generations.begin()
    assert generations.current() == published
    assert generations.all() == [published]


def test_no_index_says_how_to_build_one(generations):
    with pytest.raises(IndexUnavailableError, match="archsearch index build"):
        generations.current()


def test_the_newest_are_kept_and_the_current_one_always(generations):
    first, second, third = (publish(generations) for _ in range(3))
    (generations.path / "current").write_text(first.name)
    generations.clean(keep=2)
    assert {each.name for each in generations.all()} == {
        first.name,
        max(second.name, third.name),
    }


def test_unfinished_builds_are_cleaned_away(generations):
    published = publish(generations)
    left = generations.begin()
    generations.clean(keep=2)
    assert not left.path.exists()
    assert generations.current() == published


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "{}", '{"format": "x"}'),
        *(f'{{"format": {GENERATION_FORMAT}{rest}}}' for rest in ("", ', "holdings": []')),
    ],
)
def test_a_damaged_manifest_is_refused(generations, text):
    published = publish(generations)
    (published.path / MANIFEST).write_text(text)
    with pytest.raises(IndexUnavailableError, match="damaged"):
        published.manifest()


def test_a_generation_of_another_format_is_refused(generations):
    published = publish(generations)
    values = json.loads((published.path / MANIFEST).read_text())
    (published.path / MANIFEST).write_text(json.dumps({**values, "format": 999}))
    with pytest.raises(IndexUnavailableError, match="format 999"):
        published.manifest()


def test_a_folder_that_cannot_be_made_is_reported(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IndexingError, match="Can't write"):
        Generations(tmp_path / "file").begin()


def test_a_clock_that_was_set_back_mixes_nothing_up(generations):
    ahead = generations.begin()
    later = ahead.path.with_name("building-29991231T235959999999Z-00000000")
    ahead.path.rename(later)
    first = generations.publish(type(ahead)(later), manifest())
    second = publish(generations)
    assert [each.name for each in generations.all()] == [first.name, second.name]
    assert generations.before_current() == first
