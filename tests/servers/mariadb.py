"""A MariaDB of its own on a socket of its own; as fast as a server that may lose everything can be."""

import subprocess
from pathlib import Path

import pymysql
import sqlalchemy as sa

from tests.servers import processes

QUICK = (
    "--skip-networking", "--innodb-flush-log-at-trx-commit=2", "--innodb-doublewrite=0", "--skip-log-bin",
    "--innodb-flush-method=nosync", "--character-set-server=utf8mb4", "--performance-schema=off", "--sql-mode=",
)  # fmt: skip


class MariaDB:
    """One running server. ``zone`` is that of its clock, as a server in Brazil would have it."""

    def __init__(self, zone: str = "-03:00", *options: str) -> None:
        self.daemon = processes.find("mariadbd")
        installer = processes.find("mariadb-install-db")
        self.folder = processes.folder()
        self.socket = self.folder / "s"
        self._options = [f"--default-time-zone={zone}", *options]
        subprocess.run(
            processes.as_user(
                installer, "--no-defaults", f"--datadir={self.folder / 'd'}",
                "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve",
            ),
            check=True, capture_output=True,
        )  # fmt: skip
        self.start()

    def start(self) -> None:
        """Start it, or start it again after a kill."""
        words = processes.as_user(
            self.daemon, "--no-defaults", f"--datadir={self.folder / 'd'}", f"--socket={self.socket}",
            f"--pid-file={self.folder / 'pid'}", *QUICK, *self._options,
        )  # fmt: skip
        self.process = processes.start(words, self.folder.with_suffix(".log"), self._is_up)

    def _is_up(self) -> bool:
        try:
            pymysql.connect(user="root", unix_socket=str(self.socket)).close()
        except pymysql.MySQLError:
            return False
        return True

    def run(self, script: str, database: str = "") -> None:
        """Run statements as root, separated by ``;`` at the ends of lines."""
        connection = pymysql.connect(
            user="root", unix_socket=str(self.socket), database=database or None, charset="utf8mb4", autocommit=True
        )
        with connection, connection.cursor() as cursor:
            for statement in script.split(";\n"):
                if statement.strip():
                    cursor.execute(statement)

    def fill(self, database: str, table: str, rows: list[dict]) -> None:
        """Insert rows by column."""
        connection = pymysql.connect(user="root", unix_socket=str(self.socket), database=database, charset="utf8mb4")
        with connection, connection.cursor() as cursor:
            for row in rows:
                names, marks = ", ".join(f"`{one}`" for one in row), ", ".join("%s" for _ in row)
                cursor.execute(f"insert into `{table}` ({names}) values ({marks})", list(row.values()))
            connection.commit()

    def ask(self, database: str, statement: str, cells: tuple = ()) -> list[tuple]:
        """One statement as root, and its rows."""
        connection = pymysql.connect(
            user="root", unix_socket=str(self.socket), database=database, charset="utf8mb4", autocommit=True
        )
        with connection, connection.cursor() as cursor:
            cursor.execute(statement, cells or None)
            return list(cursor.fetchall())

    def url(self, user: str, database: str) -> str:
        """An address without a password, as it stands on a command line."""
        return f"mysql+pymysql://{user}@localhost/{database}?unix_socket={self.socket}"

    def engine(self, database: str) -> sa.Engine:
        return sa.create_engine(self.url("root", database))

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        processes.stop(self.process, self.folder)
        Path(self.folder.with_suffix(".log")).unlink(missing_ok=True)
