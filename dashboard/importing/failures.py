"""What nobody foresaw, as a failure that people can be told: too little memory, the system, or a defect of ours."""

import duckdb

from dashboard.errors import DashboardError, ImportRefused


def explained(error: BaseException) -> DashboardError:
    """The failure itself where it has words already, else one that has."""
    if isinstance(error, DashboardError):
        return error
    first_line = (str(error).splitlines() or [type(error).__name__])[0]
    if isinstance(error, (MemoryError, duckdb.OutOfMemoryException)):
        return ImportRefused("error.out_of_memory", problem=first_line)
    if isinstance(error, OSError):
        return ImportRefused("error.system", problem=first_line)
    return ImportRefused("error.unexpected", problem=f"{type(error).__name__}: {first_line}")
