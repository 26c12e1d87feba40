"""How much one address, and all readers together, may ask of the server at one time.

Addresses are kept in memory for a minute, never written anywhere.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock, Semaphore
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MINUTE = 60.0
#: Addresses remembered; the longest silent are forgotten first, so memory stays bounded.
MAX_ADDRESSES = 10_000
#: Seconds that a search waits for its turn before it is turned away.
PATIENCE = 2.0


@dataclass(slots=True)
class RequestRate:
    """A token bucket for each address: bursts pass, a steady stream is slowed down.

    Attributes:
        per_minute: requests that one address may send; 0 is no limit.
        clock: gives seconds.
    """

    per_minute: int
    clock: Callable[[], float] = time.monotonic
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def allows(self, address: str) -> bool:
        """Take one request of `address` into account; False if it came too soon."""
        if not self.per_minute:
            return True
        now = self.clock()
        with self._lock:
            left, since = self._buckets.pop(address, (float(self.per_minute), now))
            left = min(self.per_minute, left + (now - since) * self.per_minute / _MINUTE)
            allowed = left >= 1
            self._buckets[address] = (left - 1 if allowed else left, now)
            if len(self._buckets) > MAX_ADDRESSES:
                self._buckets.popitem(last=False)
        return allowed


@dataclass(slots=True)
class Turns:
    """So many searches at one time; the others wait a little, then come back later.

    Attributes:
        at_once: searches under way at one time.
        patience: seconds that a search waits.
    """

    at_once: int
    patience: float = PATIENCE
    _turns: Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._turns = Semaphore(self.at_once)

    def take(self) -> bool:
        """Wait for a turn; False if none came."""
        return self._turns.acquire(timeout=self.patience)

    def give_back(self) -> None:
        """End a turn that was taken."""
        self._turns.release()
