"""What differs between Linux, macOS and Windows: nothing else of archsearch asks which it runs on.

Durable files and folders, files that are mapped while they are replaced or removed, locks,
processes and signals. A test keeps such calls out of every other module.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import filelock
import portalocker
import psutil

if TYPE_CHECKING:
    import mmap
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import FrameType

WINDOWS = os.name == "nt"
#: Windows refuses to replace, rename or remove what somebody has open at that moment; a reader
#: opens the pointer for some microseconds, so a second is plenty.
TRIES, PAUSE = 20, 0.05
#: Seconds by which the start of one process may be reported differently from one time to another.
_SAME_START = 2.0
#: A library may swallow the first interruption of an alarm: it is repeated after so many seconds.
_AGAIN_AFTER = 0.5
#: macOS alone: makes the disk write its cache too, which `fsync` doesn't there.
_FULL_SYNC = "F_FULLFSYNC"


def end_with_parent() -> None:
    """From now on end this process when the one that began it has ended, however that came about.

    Else the processes of a pool whose owner was killed wait for ever for what to do next.
    """
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def sync_file(file: IO[Any]) -> None:
    """Make what was written to an open file durable.

    Raises:
        OSError: the disk is full or broken.
    """
    file.flush()
    try:
        import fcntl  # noqa: PLC0415 - Windows has none
    except ImportError:
        os.fsync(file.fileno())
        return
    command = getattr(fcntl, _FULL_SYNC, None)
    if command is not None:
        # Disks of other machines can't do it; then it is the plain call.
        with suppress(OSError):
            fcntl.fcntl(file.fileno(), command)
            return
    os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable; Windows has no such call and needs none."""
    if WINDOWS:
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_file(source: Path, target: Path) -> None:
    """Give a file another's name, which is replaced at once or not at all.

    Raises:
        OSError: it can't be done.
    """
    _patiently(lambda: source.replace(target))


def rename_folder(source: Path, target: Path) -> None:
    """Give a folder another name; there is no folder of that name yet.

    Raises:
        OSError: it can't be done.
    """
    _patiently(lambda: source.rename(target))


def remove_file(path: Path) -> None:
    """Remove a file, if it is there. One that Windows keeps for a reader stays until later.

    Raises:
        OSError: it can't be removed for another reason.
    """
    try:
        _patiently(lambda: path.unlink(missing_ok=True))
    except PermissionError:
        if not WINDOWS:
            raise


def remove_tree(path: Path) -> None:
    """Remove as much of a folder as can be; what somebody reads on Windows stays until later."""
    shutil.rmtree(path, ignore_errors=True)
    if path.exists():
        # What nobody refers to any more may still be mapped.
        gc.collect()
        shutil.rmtree(path, ignore_errors=True)


def link_or_copy(source: Path, target: Path) -> None:
    """Let `target` be the same file as `source`, or a copy of it where there are no links.

    Raises:
        OSError: it can't be copied either.
    """
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def release_pages(mapped: mmap.mmap) -> None:
    """Give back the memory of what was read of a mapped file, where the system can be told."""
    import mmap  # noqa: PLC0415 - beside the one call that needs its constants

    if hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)


def _patiently(act: Callable[[], object]) -> None:
    """Do something that Windows refuses while somebody has the file open."""
    for left in reversed(range(TRIES)):
        try:
            act()
            return
        except PermissionError:
            if not WINDOWS or not left:
                raise
            # What nobody refers to any more may still be mapped by this process.
            gc.collect()
            time.sleep(PAUSE)


def share(path: Path) -> IO[str] | None:
    """Hold a lock on a file together with others; None where the file can't be written.

    The lock is held until the file is closed.
    """
    try:
        file = path.open("a", encoding="utf-8")
    except OSError:
        return None
    try:
        portalocker.lock(file, portalocker.LockFlags.SHARED)
    except (OSError, portalocker.LockException):
        # A file system without locks: then nobody else can hold one either.
        file.close()
        return None
    return file


def move_if_unshared(folder: Path, shared: str, target: Path) -> bool:
    """Rename a folder unless somebody holds the file `shared` in it; whether it was renamed."""
    try:
        if WINDOWS:
            # A folder in which anybody has a file open can't be renamed: that is the lock.
            folder.rename(target)
            return True
        with (folder / shared).open("a", encoding="utf-8") as file:
            alone = portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING
            portalocker.lock(file, alone)
            folder.rename(target)
    except (OSError, portalocker.LockException):
        return False
    return True


@contextmanager
def only_one(path: Path, wait: float = -1) -> Iterator[None]:
    """Hold a lock file alone; the system lets go of it when this process ends, however it ends.

    Args:
        path: of the file, which is made.
        wait: seconds to wait for it; below 0 there is no limit.

    Raises:
        TimeoutError: somebody else holds it.
        OSError: it can't be made.
    """
    lock = filelock.FileLock(path, timeout=wait)
    lock.acquire()
    try:
        yield
    finally:
        lock.release()


@dataclass(frozen=True, slots=True)
class Process:
    """A process of some machine.

    Attributes:
        number: by which its system knows it, until the number is given to another one.
        host: name of the machine.
        started: seconds since 1970; tells it from a later one of the same number.
    """

    number: int
    host: str
    started: float

    def runs(self) -> bool | None:
        """Whether it still runs; None where that can't be told, on another machine."""
        if self.host != host_name():
            return None
        try:
            started = psutil.Process(self.number).create_time()
        except psutil.NoSuchProcess:
            return False
        except psutil.Error:
            return True
        return abs(started - self.started) < _SAME_START


def this_process() -> Process:
    """The process that asks."""
    own = psutil.Process()
    return Process(own.pid, host_name(), own.create_time())


def host_name() -> str:
    """What this machine is called."""
    return socket.gethostname()


def processors() -> int:
    """How many processors this process may use: fewer than there are, in a container."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class TimeIsUpError(BaseException):
    """Interrupts what takes too long; no `Exception`, since libraries catch those."""


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Interrupt what is done within after so many seconds.

    It works by an alarm of the system: in the main thread of a process, and not on Windows.

    Raises:
        TimeIsUpError: the time was up.
    """
    set_timer = getattr(signal, "setitimer", None)
    if set_timer is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _time_is_up)
    set_timer(signal.ITIMER_REAL, seconds, _AGAIN_AFTER)
    try:
        yield
    finally:
        set_timer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _time_is_up(_number: int, _frame: FrameType | None) -> None:
    raise TimeIsUpError


def end_when_told() -> None:
    """End on a service manager's signal as on Ctrl-C: what the process made is cleared up."""
    for name in ("SIGTERM", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, lambda _number, _frame: sys.exit(0))


def start_program(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a program that reads and writes nothing of ours, and can be ended with all it starts.

    Raises:
        OSError: it can't be run.
    """
    return subprocess.Popen(  # noqa: S603 - a list of arguments, and no shell reads it
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def end_program(process: subprocess.Popen[bytes]) -> None:
    """End what `start_program` started, and what that started."""
    if process.poll() is not None:
        return
    if WINDOWS:
        with suppress(psutil.Error):
            for child in psutil.Process(process.pid).children(recursive=True):
                with suppress(psutil.Error):
                    child.kill()
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
