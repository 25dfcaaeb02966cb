"""Nothing is written to the helpdesk, no password is told, and a reading that breaks off changes nothing."""

from pathlib import Path

import pymysql
import pytest

from dashboard.cli import main
from dashboard.errors import SourceError
from dashboard.store import versions
from tests.importing.live import seeded, whmcs
from tests.importing.live.support import read
from tests.importing.support import make_source, tickets
from tests.servers.mariadb import MariaDB

VARIABLE = "DASHBOARD_DATABASE_PASSWORD"


def everything_written(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file() and file.name != "secrets.toml")


@pytest.fixture
def command(capfd, monkeypatch):
    """The command line with tracebacks: its exit code, and all that it says."""
    monkeypatch.setenv("DASHBOARD_DEBUG", "1")

    def run(folder: Path, *words: str, password: str | None = None, language: str = "en") -> tuple[int, str]:
        monkeypatch.delenv(VARIABLE, raising=False)
        if password:
            monkeypatch.setenv(VARIABLE, password)
        code = main(["--data", str(folder), "--language", language, *words])
        said = capfd.readouterr()
        return code, said.out + said.err

    return run


def secrets(folder: Path, address: str, password: str = whmcs.PASSWORD, mode: int = 0o600) -> None:
    folder.mkdir(exist_ok=True)
    file = folder / "secrets.toml"
    file.write_text(f'[databases.whmcs]\naddress = "{address}"\npassword = "{password}"\n', encoding="utf-8")
    file.chmod(mode)


def test_a_reader_without_write_permission_suffices(mariadb, database, tmp_path):
    """A login that may SELECT named columns only imports everything, and could neither write nor see a password."""
    seeded.fill(mariadb, database)
    read(mariadb.url(whmcs.READER, database), tmp_path)
    assert len(tickets(tmp_path)) == 10
    socket = {
        "unix_socket": str(mariadb.socket),
        "user": whmcs.READER,
        "password": whmcs.PASSWORD,
        "database": database,
    }
    for forbidden in (
        "update tbltickets set title = ''",
        "select password from tblclients",
        "select cardnum from tblclients",
    ):
        with pymysql.connect(**socket) as connection, connection.cursor() as cursor, pytest.raises(pymysql.MySQLError):
            cursor.execute(forbidden)


def test_a_missing_grant_is_named(mariadb, database, tmp_path):
    """A column that the login may not read, or a table that it cannot see, refuses the import by name."""
    seeded.fill(mariadb, database)
    address = mariadb.url(whmcs.READER, database)
    mariadb.run(f"revoke select (action) on {database}.tblticketlog from '{whmcs.READER}'@'localhost'")
    with pytest.raises(SourceError) as refused:
        read(address, tmp_path)
    assert refused.value.key == "error.database_columns_missing"
    assert (refused.value.facts["table"], refused.value.facts["missing"]) == ("tblticketlog", "action")
    mariadb.run(f"revoke select (id, date, tid) on {database}.tblticketlog from '{whmcs.READER}'@'localhost'")
    with pytest.raises(SourceError) as refused:
        read(address, tmp_path)
    assert refused.value.key == "error.database_table_missing"
    assert versions.current(tmp_path) is None


def test_a_password_on_the_command_line_is_refused(command, tmp_path):
    """An address with a password is refused with what to do, whether before the @ or as an option, and not repeated."""
    for address in (
        f"mysql+pymysql://reader:{whmcs.PASSWORD}@host/whmcs", f"mysql://reader@host/whmcs?password={whmcs.PASSWORD}",
    ):  # fmt: skip
        code, said = command(tmp_path, "import", "whmcs", address)
        assert code == 1
        assert VARIABLE in said
        assert "secrets.toml" in said
        assert whmcs.PASSWORD not in said


@pytest.mark.parametrize("language", ["en", "pt-BR"])
def test_the_password_is_never_told(without_facts, command, mariadb, database, tmp_path, language):
    """Whatever goes well or wrong, no output, traceback, report or file holds the password."""
    seeded.fill(mariadb, database)
    address, data = mariadb.url(whmcs.READER, database), tmp_path / "data"
    secrets(data, address)
    said = []
    for words, password, expected in (
        (("import", "whmcs", address), whmcs.PASSWORD, 0),
        (("import", "whmcs", "@whmcs", "--json"), None, 0),
        (("check", "whmcs", "@whmcs"), None, 0),
        (("import", "whmcs", address.replace("reader@", "nobody@")), whmcs.PASSWORD, 1),
        (("import", "whmcs", address.replace(database, "missing")), whmcs.PASSWORD, 1),
        (("import", "whmcs", "mysql://reader@127.0.0.1:1/whmcs"), whmcs.PASSWORD, 1),
        (("import", "zendesk_tables", "@whmcs"), None, 1),
        (("import", "auto", "@whmcs"), None, 1),
        (("import", "whmcs", "@whmsc"), None, 1),
        (("import", "whmcs", "@whmcs", "another"), None, 1),
    ):
        code, told = command(data, *words, password=password, language=language)
        assert code == expected, told
        assert "Error:" not in told.replace("SourceError:", "")
        said.append(told)
    assert whmcs.PASSWORD not in "".join(said)
    assert whmcs.PASSWORD.encode() not in everything_written(data)


def test_the_secrets_file_is_its_owners(command, tmp_path):
    """A secrets file that others can read is refused; a broken or missing one says what to write, without its lines."""
    secrets(tmp_path, "mysql://reader@host/whmcs", mode=0o640)
    code, said = command(tmp_path, "import", "whmcs", "@whmcs")
    assert code == 1
    assert "0640" in said
    assert "0600" in said
    secrets(tmp_path, "mysql://reader@host/whmcs", password='" broken ' + whmcs.PASSWORD)
    code, said = command(tmp_path, "import", "whmcs", "@whmcs")
    assert code == 1
    assert whmcs.PASSWORD not in said
    (tmp_path / "secrets.toml").unlink()
    code, said = command(tmp_path, "import", "whmcs", "@whmcs")
    assert code == 1
    assert "chmod 600" in said


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("oracle://reader@host/whmcs", "error.database_address"),
        ("mysql+oddity://reader@host:port/whmcs", "error.database_address"),
        ("mysql://reader@host", "error.database_unnamed"),
        ("postgresql://reader@host/whmcs", "error.database_dialect"),
    ],
)
def test_an_address_that_cannot_be_read(tmp_path, address, key):
    """An unknown or incomplete address, or one that the source cannot read, is refused before anything is asked."""
    with pytest.raises(SourceError) as refused:
        read(address, tmp_path)
    assert refused.value.key == key


def test_a_server_killed_while_it_is_read_changes_nothing(without_facts, tmp_path):
    """The server is killed in the middle of a table: the current version stays, the draft is gone, it is said."""
    server = MariaDB()
    try:
        address = whmcs.create(server, "w")
        seeded.fill(server, "w")
        read(address, tmp_path)
        before = versions.pointer(tmp_path), tickets(tmp_path)
        server.run(
            "insert into w.tblticketreplies (tid, name, email, date, message, admin, attachment) "
            "select 5, '', '', '2026-03-03 15:00:00', repeat('x', 900), '', '' from seq_1_to_60000",
            "w",
        )
        told = []

        def kill(step: str, share: float) -> None:
            told.append(share)
            if step == "reading" and share > 0.1 and server.process.poll() is None:
                server.kill()

        with pytest.raises(SourceError) as broken:
            read(address, tmp_path, is_full=True, progress=kill)
        assert broken.value.key == "error.database_lost"
        assert (versions.pointer(tmp_path), tickets(tmp_path)) == before
        assert not list(tmp_path.glob("import-*"))
        server.start()
        assert read(address, tmp_path, is_full=True).total("read") > 60_000
    finally:
        server.close()


def test_nothing_is_written_to_the_helpdesk(mariadb, database, tmp_path):
    """Even a login that could write reads in a transaction that cannot."""
    seeded.fill(mariadb, database)
    source = make_source(
        tmp_path / "source",
        '[database]\ndialects = ["mysql"]\n[tables.raw]\nrequired = ["id", "status", "opened"]\n'
        'dates = ["opened", "closed", "updated"]\n'
        'optional = ["subject"]\n[tables.raw.database]\ntable = "tbltickets"\nkey = ["id"]\n'
        '[tables.raw.database.columns]\nopened = "date"\n'
        "subject = \"(select 'x' from tbltickets limit 1 for update)\"\n",
    )
    with pytest.raises(SourceError) as refused:
        read(mariadb.url("root", database), tmp_path / "data", source, password="")
    assert "READ ONLY" in refused.value.facts["problem"].upper()


def test_without_an_address_paths_are_paths(command, tmp_path):
    """A path that is not there is still said to be missing."""
    code, said = command(tmp_path, "import", "whmcs", str(tmp_path / "nothing"))
    assert (code, "does not exist" in said) == (1, True)
