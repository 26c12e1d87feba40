"""The systemd units of the package, as systemd itself reads them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

UNITS = sorted((Path(__file__).parents[1] / "archsearch" / "web" / "systemd").iterdir())


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze isn't here")
def test_systemd_accepts_every_unit(tmp_path):
    assert verified(UNITS, tmp_path) == ""


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze isn't here")
def test_systemd_would_refuse_a_mistake(tmp_path):
    wrong = tmp_path / "wrong.service"
    wrong.write_text("[Service]\nExecStart=/bin/true\nRestrat=always\n", encoding="utf-8")
    assert "Restrat" in verified([wrong], tmp_path / "units")


def verified(units: Iterable[Path], folder: Path) -> str:
    """What systemd says of units whose programs and users aren't on this machine."""
    folder.mkdir(exist_ok=True)
    copies = []
    for unit in units:
        text = unit.read_text(encoding="utf-8")
        text = re.sub(r"^(ExecStart=)\S+", r"\1/bin/true", text, flags=re.MULTILINE)
        copies.append(folder / unit.name)
        copies[-1].write_text(re.sub(r"^User=.*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--recursive-errors=no", *copies],
        capture_output=True,
        text=True,
        check=False,
    )
    said = (done.stdout + done.stderr).splitlines()
    return "\n".join(line for line in said if any(copy.name in line for copy in copies))
