"""How a raw table stands in a running helpdesk's database: ``[database]`` of ``source.toml``.

Only what is named here is ever asked for, and no column that looks like a password, a card or a key can be named.
"""

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

PREFIX = "{prefix}"
SECRET = re.compile(
    r"passw|pwd|senha|(?<!dis)(?<!wild)card(?!inal)|cvv|cvc|secret|token|api_?key|private_?key|2fa|twofa|two_?factor"
    r"|(?<![a-z])otp|authdata|securityq|bank_?(acct|account|code)|salt(?![a-z])",
    re.IGNORECASE,
)
"""Columns that no import may read."""


class Part(BaseModel):
    """A part of ``source.toml``; a key that nobody reads is a mistake and refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Parent(Part):
    """``column`` of this table names a row of the raw table ``table`` by that one's key ``is``."""

    table: str
    column: str
    is_: str = Field(alias="is")


class LiveTable(Part):
    """Which table of the server a raw table is; ``columns`` maps raw columns to the server's, or to SQL over them."""

    table: str
    key: list[str] = Field(min_length=1)
    changed: str | None = None
    of: Parent | None = None
    html: list[str] = []
    where: str | None = None
    columns: dict[str, str] = {}
    optional: bool = False

    @field_validator("key", "html")
    @classmethod
    def _no_secret_list(cls, names: list[str]) -> list[str]:
        return [_harmless(name) for name in names]

    @field_validator("columns")
    @classmethod
    def _no_secret_column(cls, columns: dict[str, str]) -> dict[str, str]:
        for said in columns.items():
            for one in said:
                _harmless(one)
        return columns

    @field_validator("where", "changed")
    @classmethod
    def _no_secret_word(cls, said: str | None) -> str | None:
        return _harmless(said) if said else said

    @model_validator(mode="after")
    def _one_key(self) -> "LiveTable":
        if (self.changed or self.of) and len(self.key) > 1:
            raise ValueError("a table that is read in parts needs a key of one column")
        return self


class Database(Part):
    """What kind of server a source can be read from; ``prefix`` stands before the names of its tables."""

    dialects: list[Literal["mysql", "postgresql"]] = Field(min_length=1)
    prefix: str = ""


def _harmless(name: str) -> str:
    if SECRET.search(name):
        raise ValueError(f"{name!r} looks like a password, a card or a key: such columns are never read")
    return name


def check(
    database: Database | None, tables: dict[str, tuple[LiveTable | None, list[str]]]
) -> Iterator[tuple[str, str]]:
    """What is wrong between the tables, as (raw table, problem); ``tables`` → its part and the columns it names."""
    for name, (live, named) in tables.items():
        if live is None:
            continue
        if database is None:
            yield name, "the source has no [database]"
        for column in named:
            if SECRET.search(column):
                yield name, f"{column!r} looks like a password, a card or a key: such columns are never read"
        parent = tables.get(live.of.table, (None, []))[0] if live.of else None
        if live.of and (parent is None or parent.key != [live.of.is_]):
            yield name, f"of: {live.of.table!r} is no raw table of the database with the key {live.of.is_!r}"
