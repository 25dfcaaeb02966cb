"""Working time in whole columns: moments to positions on the working calendar, and back.

The same arithmetic as the macro ``working_position`` of the warehouse steps; moments are microseconds UTC.
"""

from dataclasses import dataclass

import duckdb
import numpy as np

SECOND = 1_000_000


@dataclass(frozen=True)
class Calendar:
    """The intervals of one working calendar, in order; ``before``: working seconds before each."""

    starts: np.ndarray
    ends: np.ndarray
    before: np.ndarray

    def positions(self, moments: np.ndarray) -> np.ndarray:
        """Working seconds of the calendar at each moment; 0 before it begins."""
        place = np.searchsorted(self.starts, moments, side="right") - 1
        within = np.minimum(moments, self.ends[place]) // SECOND - self.starts[place] // SECOND
        return np.where(place >= 0, self.before[place] + within, 0)

    def moments(self, positions: np.ndarray) -> np.ndarray:
        """The first moment at which each position is reached."""
        place = np.maximum(np.searchsorted(self.before, positions, side="left") - 1, 0)
        return (self.starts[place] // SECOND + np.maximum(positions - self.before[place], 0)) * SECOND


def read(connection: duckdb.DuckDBPyConnection) -> dict[str, Calendar]:
    """Every working calendar of the open warehouse by its name; '' is everybody's."""
    names = [name for (name,) in connection.execute("select distinct calendar from working_intervals").fetchall()]
    return {name: _read(connection, name) for name in names}


def _read(connection: duckdb.DuckDBPyConnection, name: str) -> Calendar:
    found = connection.execute(
        """
        select epoch_us(starts_at) as starts, epoch_us(ends_at) as ends, working_seconds_before as before
        from working_intervals where calendar = ? order by starts_at
        """,
        [name],
    ).fetchnumpy()
    return Calendar(**{side: np.asarray(found[side], dtype=np.int64) for side in ("starts", "ends", "before")})
