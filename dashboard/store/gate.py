"""How many queries at once: some work, some wait for their turn, and the rest are told to come back.

Without it everybody's queries would share the processor until all of them run out of time.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from dashboard.errors import StoreError
from dashboard.settings import Limits

log = logging.getLogger(__name__)


class Gate:
    """``with gate.turn():`` is entered when there is room. Raises ``StoreError`` (busy) where that takes too long."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.waiting = 0
        self.turned_down = 0
        """How many were told to come back, since the start."""
        self._places = threading.Semaphore(limits.queries_at_once)
        self._lock = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            self._wait()
        try:
            yield
        finally:
            self._places.release()

    def _wait(self) -> None:
        with self._lock:
            if self.waiting >= self.limits.queries_waiting:
                raise self._busy()
            self.waiting += 1
        has_turn = self._places.acquire(timeout=self.limits.waiting_seconds)
        with self._lock:
            self.waiting -= 1
            if not has_turn:
                raise self._busy()

    def _busy(self) -> StoreError:
        self.turned_down += 1
        log.warning("busy: a query was turned down, %d since the start", self.turned_down)
        return StoreError("error.busy")
