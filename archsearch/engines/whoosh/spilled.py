"""Numbers that are gathered while an index is written, on the disk until they are all there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.systems import remove_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

#: Numbers that are in memory at once when they are read again.
_PART = 1 << 16


class SpilledNumbers:
    """Whole numbers from 0 to 2**16 - 1 in a file, which is gone when they were read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("w+b")
        self.count = 0
        self.total = 0

    def extend(self, numbers: NDArray[np.uint16]) -> None:
        """Add numbers at the end."""
        numbers.tofile(self._file)
        self.count += numbers.size
        self.total += int(numbers.sum(dtype=np.int64))

    def parts(self) -> Iterator[NDArray[np.uint16]]:
        """All numbers, a part at a time."""
        self._file.seek(0)
        for start in range(0, self.count, _PART):
            yield np.fromfile(self._file, np.uint16, min(_PART, self.count - start))

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
        remove_file(self._path)
