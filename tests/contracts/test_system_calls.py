"""What differs between operating systems is asked for in one module alone."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import archsearch

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(archsearch.__file__).parent
ONE = PACKAGE / "systems.py"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != ONE)
#: Libraries whose calls differ from system to system, or that only some of them have.
IMPORTS = frozenset(
    {"ctypes", "fcntl", "filelock", "grp", "msvcrt", "platform", "portalocker", "psutil", "pty"}
    | {"pwd", "resource", "select", "signal", "socket", "termios", "winreg"}
)
#: What is the same on every system; nothing else of `os` is used.
OF_OS = frozenset({"environ", "fstat", "path", "pathsep"})
#: Methods and functions that fail on some systems where they succeed on others.
CALLS = frozenset(
    {"Popen", "chmod", "chown", "fork", "hardlink_to", "kill", "killpg", "madvise", "rename"}
    | {"rmtree", "sched_getaffinity", "symlink_to", "unlink"}
)


def faults(source: str) -> Iterator[str]:
    """What differs between systems in a module, with its lines."""
    for node in ast.walk(ast.parse(source)):
        for name in _named(node):
            yield f"line {getattr(node, 'lineno', 0)}: {name}"


def _named(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (each.name for each in node.names if each.name.split(".")[0] in IMPORTS)
    elif isinstance(node, ast.ImportFrom):
        if (node.module or "").split(".")[0] in {*IMPORTS, "os"}:
            yield str(node.module)
    elif isinstance(node, ast.Attribute):
        of = ast.unparse(node.value)
        if (of == "os" and node.attr not in OF_OS) or node.attr in CALLS or _is_platform(node):
            yield f"{of}.{node.attr}"
    elif _asks_for(node):
        yield ast.unparse(node)


def _is_platform(node: ast.Attribute) -> bool:
    return ast.unparse(node) == "sys.platform"


def _asks_for(node: ast.AST) -> bool:
    """Whether that is a file of the system, a call by its name, or a file that is replaced."""
    match node:
        case ast.Constant(value=str(text)):
            return text.startswith("/proc")
        case ast.Call(func=ast.Name("getattr" | "hasattr"), args=[ast.Name(of), *_]):
            return of in {"os", "sys", "mmap"}
        # A text is replaced by another in two arguments, a file by one.
        case ast.Call(func=ast.Attribute(attr="replace"), args=[_], keywords=[]):
            return True
    return False


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_other_module_asks_which_system_it_runs_on(path):
    assert list(faults(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import signal",
        "from fcntl import flock",
        "from os import fsync",
        "os.fsync(1)",
        "getattr(os, 'sched_getaffinity', None)",
        "os.name == 'nt'",
        "path.rename(other)",
        "path.replace(other)",
        "path.unlink()",
        "shutil.rmtree(path)",
        "sys.platform",
        "open('/proc/self/status')",
        "subprocess.Popen(['a'])",
    ],
)
def test_such_a_call_would_be_found(source):
    assert len(list(faults(source))) == 1


def test_what_is_the_same_everywhere_is_allowed():
    assert not list(faults("os.environ; text.replace('a', 'b'); date.replace(year=1)"))


def test_the_one_module_has_what_the_others_lack():
    assert len(set(faults(ONE.read_text(encoding="utf-8")))) > 10
