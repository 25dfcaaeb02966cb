"""One connection, read-only, that sees one moment of the database from the first row to the last."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime

import sqlalchemy as sa

from dashboard.errors import SourceError
from dashboard.importing.databases.address import Login
from dashboard.settings import Databases

MYSQL = (
    "set session time_zone = '+00:00'",
    "set session transaction isolation level repeatable read",
    "start transaction with consistent snapshot, read only",
)
POSTGRES = (
    "set session characteristics as transaction isolation level repeatable read, read only",
    "set time zone 'UTC'",
)
CLOCKS = {
    "mysql": "select date_format(utc_timestamp(6), '%%Y-%%m-%%d %%H:%%i:%%s.%%f')",
    "postgresql": "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}


@contextlib.contextmanager
def connected(login: Login, settings: Databases) -> Iterator[sa.Connection]:
    """A connection in a read-only transaction with one snapshot.

    Raises ``SourceError`` where the server cannot be reached, turns the login down, or goes away on the way.
    """
    engine = sa.create_engine(
        login.whole_url, poolclass=sa.NullPool, hide_parameters=True, connect_args=_arguments(login, settings),
        isolation_level="AUTOCOMMIT",
    )  # fmt: skip
    connection = None
    try:
        connection = _signed_in(engine, login)
        for statement in _opening(login):
            connection.exec_driver_sql(statement)
        yield connection
    except sa.exc.DBAPIError as error:
        raise _told(error, login, "error.database_lost") from None
    finally:
        if connection is not None:
            _leave(connection)
        engine.dispose()


def _signed_in(engine: sa.Engine, login: Login) -> sa.Connection:
    try:
        return engine.connect()
    except (sa.exc.DBAPIError, TypeError, ValueError, RuntimeError, OSError) as error:
        # A driver tells an unknown option, or a way to sign in that it lacks, in errors of Python's own.
        raise _told(error, login, "error.database_unreachable") from None


def server_time(connection: sa.Connection) -> datetime:
    """The server's clock, in UTC; asked in the snapshot it is the moment that the data stand for."""
    written = connection.exec_driver_sql(CLOCKS[connection.dialect.name]).scalar_one()
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def _opening(login: Login) -> tuple[str, ...]:
    # PostgreSQL takes its snapshot at the first statement of the transaction.
    return MYSQL if login.dialect == "mysql" else (*POSTGRES, "begin", "select 1")


def _arguments(login: Login, settings: Databases) -> dict:
    patience, silence = settings.connect_seconds, settings.silence_seconds
    if login.dialect == "mysql":
        return {"charset": "utf8mb4", "connect_timeout": patience, "read_timeout": silence}
    return {"connect_timeout": patience, "client_encoding": "utf8", "tcp_user_timeout": silence * 1000}


def _leave(connection: sa.Connection) -> None:
    """Without reading what is left of a stream: the server notices that nobody listens."""
    with contextlib.suppress(Exception):
        connection.invalidate()
    with contextlib.suppress(Exception):
        connection.close()


def _told(error: Exception, login: Login, key: str) -> SourceError:
    """What happened, in the driver's words without the password; its own error is not kept."""
    origin = getattr(error, "orig", None) or error
    said = origin.args[-1] if origin.args else origin
    lines = str(said).strip().splitlines() or [type(origin).__name__]
    return SourceError(key, place=login.place, problem=login.scrubbed(lines[0]))
