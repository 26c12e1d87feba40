"""The wheel is complete: installed outside the checkout, `archsearch demo` works."""

import os
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEADLINE_SECONDS = 120


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Folder of the programs of an environment that holds the wheel and what it requires."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    (wheel,) = folder.glob("*.whl")
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    constraints = ["--constraint", str(ROOT / "constraints.txt"), str(wheel)]
    subprocess.run([programs / "python", *install, *constraints], check=True)
    return programs


def test_the_demo_serves_the_samples(installed, tmp_path, free_port):
    command = [installed / "archsearch", "demo", "--port", str(free_port), "--no-browser"]
    environment = {name: each for name, each in os.environ.items() if name != "PYTHONPATH"}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE) as demo:
        try:
            page = wait_for(f"http://127.0.0.1:{free_port}/?q=Alihan+Tore")
        finally:
            demo.terminate()
    assert "/documents/121726" in page
    assert list(tmp_path.iterdir()) == []


def wait_for(address):
    last = None
    for _ in range(DEADLINE_SECONDS * 2):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode()
        except OSError as error:
            last = error
            time.sleep(0.5)
    raise AssertionError(f"{address} did not answer") from last
