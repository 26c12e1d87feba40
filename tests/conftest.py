"""Fixtures that every room's tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archsearch.analysis import Analyzer

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
