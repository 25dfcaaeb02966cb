"""Where a database is and how to sign in; a password is never taken from the command line and never told.

The password comes from the environment or from ``secrets.toml`` in the data folder, which only its owner may read.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import sqlalchemy as sa

from dashboard import secrets_file
from dashboard.errors import SourceError
from dashboard.secrets_file import SECRETS_FILE

PASSWORD_VARIABLE = "DASHBOARD_DATABASE_PASSWORD"
NAMED = "@"
DRIVERS = {
    "mysql": ("mysql", "pymysql"), "mariadb": ("mysql", "pymysql"),
    "postgresql": ("postgresql", "psycopg"), "postgres": ("postgresql", "psycopg"),
}  # fmt: skip
"""As people write it → SQLAlchemy's dialect and the driver that comes with the requirements."""
PASSWORD_KEYS = ("password", "passwd", "sslpassword")


@dataclass(frozen=True)
class Login:
    """An address, and the password beside it. Neither its text nor its ``repr`` shows the password."""

    url: sa.URL
    password: str | None = field(default=None, repr=False)

    @property
    def dialect(self) -> str:
        return self.url.get_backend_name()

    @property
    def place(self) -> str:
        """Server and database, for people and to tell two servers apart: without user and password."""
        port = f":{self.url.port}" if self.url.port else ""
        return f"{self.dialect}://{self.url.host or self.url.query.get('host') or ''}{port}/{self.url.database}"

    @property
    def whole_url(self) -> sa.URL:
        return self.url.set(password=self.password) if self.password else self.url

    def scrubbed(self, sentence: str) -> str:
        """A driver's words, should they ever quote the password, without it."""
        return sentence.replace(self.password, "••••") if self.password else sentence


def is_address(word: str) -> bool:
    """True for an address or the name of one, where a path could stand as well."""
    return "://" in word or word.startswith(NAMED)


def login(words: list[str], data_dir: Path, environment: Mapping[str, str]) -> Login | None:
    """The login that the words of a command line name; ``None`` where they are paths.

    Raises ``SourceError`` for a password in the words or an unknown name, ``SettingsError`` for a file that others can
    read.
    """
    named = [word for word in words if is_address(word) and not Path(word).exists()]
    if not named:
        return None
    if len(words) > 1:
        raise SourceError("error.database_not_alone", count=len(words))
    if named[0].startswith(NAMED):
        return _from_file(data_dir, named[0].removeprefix(NAMED), environment)
    url = _url(named[0])
    if url.password is not None or any(key in url.query for key in PASSWORD_KEYS):
        raise SourceError("error.database_password_told", variable=PASSWORD_VARIABLE, file=SECRETS_FILE)
    return Login(url, environment.get(PASSWORD_VARIABLE) or None)


def _url(address: str) -> sa.URL:
    try:
        url = sa.make_url(address)
        dialect, driver = DRIVERS[url.drivername.partition("+")[0]]
    except (sa.exc.ArgumentError, ValueError, KeyError) as error:
        # Without its cause: that one may quote what was typed.
        raise SourceError(
            "error.database_address", known=", ".join(sorted({one for one, _ in DRIVERS.values()}))
        ) from (None if isinstance(error, sa.exc.ArgumentError | ValueError) else error)
    if not url.database:
        raise SourceError("error.database_unnamed")
    return url.set(drivername=f"{dialect}+{driver}")


def _from_file(data_dir: Path, name: str, environment: Mapping[str, str]) -> Login:
    file = secrets_file.find(data_dir)
    if file is None:
        raise SourceError("error.secrets_missing", file=str(data_dir / SECRETS_FILE))
    told = _databases(file)
    if name not in told:
        near = ", ".join(get_close_matches(name, told, 3, 0.4) or sorted(told)) or "–"
        raise SourceError("error.database_name_unknown", file=str(file), name=name, near=near)
    address = told[name].get("address")
    unknown = set(told[name]) - {"address", "password"}
    if not isinstance(address, str) or unknown:
        raise SourceError(
            "error.database_entry", file=str(file), name=name, key=", ".join(sorted(unknown)) or "address"
        )
    url = _url(address)
    password = told[name].get("password") or url.password or environment.get(PASSWORD_VARIABLE) or None
    return Login(url.set(password=None), str(password) if password else None)


def _databases(file: Path) -> dict[str, dict]:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8")).get("databases", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        # Without its cause: that one quotes the line.
        raise SourceError("error.secrets_unreadable", file=str(file)) from None
    return {name: one for name, one in told.items() if isinstance(one, dict)}
