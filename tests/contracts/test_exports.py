"""What is public, and nothing else."""

import archsearch


def test_the_public_names():
    assert sorted(archsearch.__all__) == [
        "ArchsearchError",
        "Results",
        "Searcher",
        "Settings",
        "load_settings",
        "open_index",
    ]


def test_every_public_name_is_there():
    for name in archsearch.__all__:
        assert getattr(archsearch, name).__doc__
