"""Statuses written into the company's settings: what is not meant stays, and what would not hold is not written."""

from pathlib import Path

import pytest

from dashboard import settings as settings_file
from dashboard import settings_writing
from dashboard.errors import SettingsError

MINE = """# Ours; ask Ana before changing.
language = "en"   # half of us reads English

[statuses."Loja A"]
"Escalonado  N3" = "on_hold"   # since March
Velho = "closed"

[time]   # the hours
zone = "America/Sao_Paulo"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "settings.toml"
    written.write_bytes(MINE.replace("\n", "\r\n").encode())
    written.chmod(0o640)
    return written


def test_only_the_line_that_is_meant_changes(file: Path) -> None:
    """Comments, blanks, line ends and rights stay; another spelling of the status keeps its line."""
    settings = settings_writing.map_statuses(file.parent, "Loja A", {"escalonado n3": "closed"})
    assert file.read_bytes().decode() == MINE.replace("on_hold", "closed").replace("\n", "\r\n")
    assert settings.statuses["Loja A"]["Escalonado  N3"] == "closed"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_line_is_taken_out_and_another_put_in(file: Path) -> None:
    """Names of any letters are names, never keys or tables of their own."""
    evil = 'a"]\n[server]\nport = 1 # .'
    settings_writing.map_statuses(file.parent, "Loja A", {"velho": None, evil: "new"})
    told = settings_file.load(file.parent)
    assert told.statuses["Loja A"] == {"Escalonado  N3": "on_hold", evil: "new"}
    assert told.server.port == settings_file.load().server.port


def test_a_first_setting_makes_the_file(tmp_path: Path) -> None:
    """Without a file there is one afterwards, with nothing but the status."""
    settings_writing.map_statuses(tmp_path, "zendesk.x", {"Novo": "new"})
    assert settings_file.load(tmp_path).statuses == {"zendesk.x": {"Novo": "new"}}


@pytest.mark.parametrize(
    "before", ['statuses = {a = {b = "new"}}\n', 'statuses.a.b = "new"\n[time]\nzone = "UTC"\n', ""]
)
def test_every_way_to_write_tables_is_kept(tmp_path: Path, before: str) -> None:
    """Inline, dotted or not there at all: what it said before it says afterwards."""
    (tmp_path / "settings.toml").write_text(before, encoding="utf-8")
    settings_writing.map_statuses(tmp_path, "z", {"q": "closed"})
    statuses = settings_file.load(tmp_path).statuses
    assert statuses.pop("z") == {"q": "closed"}
    assert statuses == ({"a": {"b": "new"}} if before else {})


@pytest.mark.parametrize(
    ("content", "wanted"),
    [(MINE, {"Novo": "no such state"}), ("language = ", {"Novo": "new"}), ("\xff", {"Novo": "new"})],
)
def test_what_would_not_hold_is_not_written(tmp_path: Path, content: str, wanted: dict[str, str]) -> None:
    """A state that does not exist, or a file that is broken already: it stays as it was, with a reason in words."""
    file = tmp_path / "settings.toml"
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(SettingsError):
        settings_writing.map_statuses(tmp_path, "z", wanted)
    assert file.read_bytes() == content.encode("latin-1")
    assert {one.name for one in tmp_path.iterdir()} <= {"settings.toml", settings_writing.LOCK}
