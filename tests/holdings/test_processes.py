"""Processes that work for another one don't outlive it."""

import subprocess
import sys
import textwrap

import psutil

#: Starts two processes, has each of them work, tells their numbers and waits to be killed.
OWNER = """
    import os, time
    from archsearch.holdings.processes import process_pool

    if __name__ == "__main__":
        pool = process_pool(2)
        working = [pool.submit(time.sleep, 0.5) for _ in range(2)]
        [each.result() for each in working]
        print(*pool._processes, flush=True)
        time.sleep(60)
"""


def test_they_end_when_it_is_killed(tmp_path):
    script = tmp_path / "owner.py"
    script.write_text(textwrap.dedent(OWNER), encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as owner:
        workers = [psutil.Process(int(number)) for number in owner.stdout.readline().split()]
        assert len(workers) == 2
        assert all(each.is_running() for each in workers)
        owner.kill()
    _, left = psutil.wait_procs(workers, timeout=20)
    assert left == []
