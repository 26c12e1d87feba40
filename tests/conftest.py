"""Fixtures that every room's tests may use."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import settings

from archsearch.analysis import Analyzer
from archsearch.indexing.build import build_index
from archsearch.settings import IndexSettings, Settings

# What an example takes depends on what else the machine does: no clock decides about a test.
settings.register_profile("archsearch", deadline=None)
settings.load_profile("archsearch")

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared data sets; skips where it is absent, fails there under CI."""
    folder = Path(os.environ.get("ARCHSEARCH_SHARED", CHECKOUT.parent / "shared"))
    for candidate in (folder / "data", folder):
        if (candidate / "lemmas").is_dir():
            return candidate
    message = f"No shared data in {folder} (set ARCHSEARCH_SHARED)."
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return Analyzer()


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of an index of the sample holdings."""
    path = tmp_path_factory.mktemp("sample") / "index"
    settings = Settings(index=IndexSettings(path=path))
    build_index([CHECKOUT / "data" / "holdings"], settings)
    return path


@pytest.fixture
def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
