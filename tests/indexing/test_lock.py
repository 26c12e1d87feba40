import os
import subprocess
import sys

import pytest

from archsearch.errors import IndexLockedError
from archsearch.indexing.lock import build_lock, holder


def test_the_second_build_is_told_who_is_first(tmp_path):
    first, second = build_lock(tmp_path), build_lock(tmp_path)
    with first, pytest.raises(IndexLockedError, match=f"process {os.getpid()}"), second:
        pytest.fail("two builds at once")


def test_the_lock_is_free_again(tmp_path):
    with build_lock(tmp_path):
        assert str(os.getpid()) in holder(tmp_path)
    assert holder(tmp_path) == ""
    with build_lock(tmp_path):
        pass


def test_a_holder_that_was_killed_leaves_no_lock(tmp_path):
    program = (
        "import os, signal, sys, pathlib\n"
        "from archsearch.indexing.lock import build_lock\n"
        "with build_lock(pathlib.Path(sys.argv[1])):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    with build_lock(tmp_path):
        pass
