"""A PostgreSQL of its own, from the system's package, on a socket of its own; it may lose everything, so it is fast."""

import subprocess
from pathlib import Path

import psycopg
import sqlalchemy as sa

from tests.servers import processes

SYSTEM_FOLDERS = tuple(str(one) for one in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))
QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "timezone=America/Sao_Paulo",
)


class Postgres:
    """One running server; ``postgres`` signs in without a password, everybody else with one."""

    def __init__(self) -> None:
        self.daemon = processes.find("postgres", *SYSTEM_FOLDERS)
        installer = processes.find("initdb", *SYSTEM_FOLDERS)
        self.folder = processes.folder()
        words = (
            "-D",
            str(self.folder / "d"),
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "-A",
            "trust",
        )
        subprocess.run(processes.as_user(installer, *words), check=True, capture_output=True)
        rules = self.folder / "d" / "pg_hba.conf"
        rules.write_text("local all postgres trust\nlocal all all scram-sha-256\n")
        self.start()

    def start(self) -> None:
        """Start it, or start it again after a kill."""
        options = [word for one in (*QUICK, f"unix_socket_directories={self.folder}") for word in ("-c", one)]
        words = processes.as_user(self.daemon, "-D", str(self.folder / "d"), *options)
        self.process = processes.start(words, self.folder.with_suffix(".log"), self._is_up)

    def _is_up(self) -> bool:
        try:
            psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def run(self, script: str, database: str = "postgres") -> None:
        """Run statements as the administrator."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname=database, autocommit=True) as connection:
            for statement in script.split(";\n"):
                if statement.strip():
                    connection.execute(statement)

    def fill(self, database: str, table: str, rows: list[dict]) -> None:
        """Insert rows by column."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname=database) as connection:
            for row in rows:
                names, marks = ", ".join(f'"{one}"' for one in row), ", ".join("%s" for _ in row)
                connection.execute(f'insert into "{table}" ({names}) values ({marks})', list(row.values()))

    def url(self, user: str, database: str) -> str:
        """An address without a password, as it stands on a command line."""
        return f"postgresql+psycopg://{user}@/{database}?host={self.folder}"

    def engine(self, database: str) -> sa.Engine:
        return sa.create_engine(self.url("postgres", database))

    def kill(self) -> None:
        """As a power cut would: the server and its children."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        processes.stop(self.process, self.folder)
        self.folder.with_suffix(".log").unlink(missing_ok=True)
