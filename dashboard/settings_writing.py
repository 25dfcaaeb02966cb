"""Changing the company's own ``settings.toml`` from the dashboard: what stands in it stays as it is, comments included.

A change is checked as a whole before it is written, and written in one step.
"""

import contextlib
import tomllib
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

import tomlkit
from filelock import FileLock
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable

from dashboard import settings as settings_file
from dashboard import whole_file
from dashboard.errors import SettingsError
from dashboard.settings import Settings
from dashboard.spelling import folded

LOCK = "settings.lock"
NEW = "# Settings of this company; what is not here has the default of dashboard/settings.toml.\n"


def map_statuses(data_dir: Path, source: str, wanted: Mapping[str, str | None]) -> Settings:
    """Write what raw statuses of a source stand for under ``[statuses.<source>]``; ``None`` takes a line out.

    A status that stands there in another spelling keeps its line. Raises ``SettingsError`` where the file cannot be
    read, or would not hold: then it is as it was.
    """
    with _held(data_dir) as file:
        before, document = _read(file)
        _change(document, source, wanted)
        content = tomlkit.dumps(document)
        meant = tomllib.loads(before)
        _put(meant.setdefault("statuses", {}).setdefault(source, {}), wanted)
        if _understood(content) != meant:  # an unusual layout: rather by hand than something else changed
            raise SettingsError("error.settings_layout", file=str(file), table=f'[statuses."{source}"]')
        settings = settings_file.parse(content, file)
        _write(file, content)
    return settings


def _change(document: tomlkit.TOMLDocument, source: str, wanted: Mapping[str, str | None]) -> None:
    statuses = _table(document, "statuses")
    is_new = source not in statuses
    table = _table(statuses, source)
    _put(table, wanted)
    if is_new and not isinstance(table, InlineTable):
        table.add(tomlkit.nl())  # air before what follows


def _understood(content: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError:
        return None


def _put(table: MutableMapping[str, Any], wanted: Mapping[str, str | None]) -> None:
    for raw_status, state in wanted.items():
        known = [one for one in table if folded(one) == folded(raw_status)]
        if state is not None:
            # Of several spellings the first counts; the others would only say something else.
            table[(known or [raw_status])[0]] = state
        for other in known if state is None else known[1:]:
            del table[other]


@contextlib.contextmanager
def _held(data_dir: Path) -> Iterator[Path]:
    """The file, while nobody else changes it from the dashboard; where it is a link, what it leads to."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(data_dir / LOCK):
        yield settings_file.own_file(data_dir).resolve()


def _read(file: Path) -> tuple[str, tomlkit.TOMLDocument]:
    try:
        # Line ends as they are: what was not changed stays, byte by byte.
        content = file.read_bytes().decode("utf-8") if file.exists() else NEW
        return content, tomlkit.parse(content)
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise SettingsError("error.settings_unreadable", file=str(file), problem=str(error)) from error


def _table(parent: MutableMapping[str, Any], name: str) -> MutableMapping[str, Any]:
    if name not in parent:
        is_inline = isinstance(parent, InlineTable)
        parent[name] = tomlkit.inline_table() if is_inline else tomlkit.table(is_super_table=name == "statuses")
    return parent[name]


def _write(file: Path, content: str) -> None:
    mode = file.stat().st_mode & 0o777 if file.exists() else None
    whole_file.write(file, content.encode("utf-8"), mode)
