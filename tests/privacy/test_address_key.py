"""The prints in addresses are this installation's own: made once, kept through everything, guessed by nobody."""

import hashlib
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from dashboard.privacy import address_key
from dashboard.ui.reader import unnamed
from tests.privacy.test_erasing import NAME, data_dir, erase, export, import_  # noqa: F401

THREADS = 16


@pytest.fixture(autouse=True)
def as_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A process that has read no key, over an empty folder."""
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(tmp_path))
    unnamed._keyed.cache_clear()


def test_a_list_of_customers_does_not_tell_whose_print_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another installation writes another one, and so does any hash without the key."""
    made = unnamed.written(NAME)
    (tmp_path / "other").mkdir()
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(tmp_path / "other"))
    assert unnamed.written(NAME) != made
    name = NAME.encode()
    guesses = [getattr(hashlib, kind)(name).hexdigest() for kind in ("sha256", "sha1", "md5", "sha512", "blake2b")]
    guesses.append(hashlib.blake2b(name, digest_size=8).hexdigest())
    assert not [one for one in guesses if one.startswith(made[1:])]
    assert NAME not in made


def test_a_restart_keeps_it(tmp_path: Path) -> None:
    """What people bookmarked works tomorrow; the file is for its owner alone, whatever the process lets others read."""
    mask = os.umask(0)
    try:
        made = unnamed.written(NAME)
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / address_key.FILE).stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == [address_key.FILE]
    unnamed._keyed.cache_clear()
    assert unnamed.written(NAME) == made


def test_imports_and_erasures_keep_it(data_dir: Path, export: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """Both write every other file of the folder anew."""
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(data_dir))
    made = unnamed.written(NAME)
    erase(data_dir)
    import_(export, data_dir)
    unnamed._keyed.cache_clear()
    assert unnamed.written(NAME) == made


def test_all_who_ask_first_get_the_same() -> None:
    """However many threads find no key at the same moment."""
    start = Barrier(THREADS)

    def ask() -> str:
        start.wait()
        return unnamed.written(NAME)

    with ThreadPoolExecutor(THREADS) as pool:
        asked = [pool.submit(ask) for _ in range(THREADS)]
    assert len({one.result() for one in asked}) == 1


@pytest.mark.parametrize("left", [b"", b"half"])
def test_half_a_key_is_made_anew(tmp_path: Path, left: bytes) -> None:
    """What a full disk left protects nothing."""
    (tmp_path / address_key.FILE).write_bytes(left)
    made = unnamed.written(NAME)
    assert len((tmp_path / address_key.FILE).read_bytes()) == address_key.KEY_BYTES
    unnamed._keyed.cache_clear()
    assert unnamed.written(NAME) == made


def test_it_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row of a list asks for a print: no file is opened for it."""
    unnamed.written(NAME)
    monkeypatch.setattr(address_key, "read", lambda _: pytest.fail("read again"))
    assert len({unnamed.written(f"{NAME} {place}") for place in range(1000)}) == 1000
