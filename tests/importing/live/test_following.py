"""What follows a first reading: parts, the whole again, what is gone, and what makes a reading a full one."""

from datetime import datetime, timedelta

import pytest

from dashboard.errors import ImportRefused
from dashboard.store import versions
from tests.importing.live import seeded, whmcs
from tests.importing.live.support import canonical, read, reads
from tests.importing.support import ask, run, settings, tickets, write

pytestmark = pytest.mark.usefixtures("without_facts")


@pytest.fixture
def followed(mariadb, database, tmp_path):
    """A seeded database that was read once: its address and the data folder."""
    seeded.fill(mariadb, database)
    address = mariadb.url(whmcs.READER, database)
    read(address, tmp_path)
    return address, tmp_path


def just_now() -> str:
    return (datetime.now() - timedelta(minutes=5)).strftime("%Y-%m-%d %H:%M:%S")  # noqa: DTZ005 - local, as WHMCS writes


def test_nothing_changed_reads_no_ticket(followed):
    """A second reading without changes reads no ticket, changes no table, and moves the moment the data stand for."""
    address, folder = followed
    before, moment = canonical(folder), ask(folder, "select exported_at from sources")
    rejected = ask(folder, "select file, row_number, rule from rejected_rows order by all")
    report = read(address, folder)
    assert report.is_partial
    assert {table: count for table, count in reads(report).items() if count} == {
        "tblticketdepartments": 2, "tblticketstatuses": 10, "tbladmins": 3,
    }  # fmt: skip
    assert canonical(folder) == before
    assert ask(folder, "select exported_at from sources") > moment
    assert ask(folder, "select file, row_number, rule from rejected_rows order by all") == rejected


def test_a_new_reply_reads_its_ticket_whole(followed, mariadb, database):
    """One new reply reads one ticket with all its replies and log; what was known of it is repeated, not lost."""
    address, folder = followed
    mariadb.fill(database, "tblticketreplies", [whmcs.reply(50, 5, just_now(), "mais")])
    report = read(address, folder)
    counts = reads(report)
    assert (counts["tbltickets"], counts["tblticketreplies"], counts["tblticketlog"], counts["tblclients"]) == (
        1,
        4,
        3,
        0,
    )
    replies = next(file for file in report.files if file.raw_table == "tblticketreplies")
    assert (replies.used, replies.repeated) == (1, 3)
    assert ask(folder, "select count(*) from ticket_events where ticket_id = '5' and kind = 'message'") == [(5,)]


def test_what_is_deleted_leaves_and_is_counted(followed, mariadb, database):
    """A ticket, a reply and a client deleted at the source leave every canonical table; the report counts them."""
    address, folder = followed
    for statement in ("tbltickets where id = 4", "tblticketreplies where id = 3", "tblclients where id = 1"):
        mariadb.ask(database, f"delete from {statement}")
    report = read(address, folder)
    assert dict(report.gone) == {"tbltickets": 1, "tblticketreplies": 1, "tblclients": 1}
    assert "4" not in dict(tickets(folder))
    assert ask(folder, "select count(*) from ticket_events where ticket_id = '4' or body = 'E agora?'") == [(0,)]
    assert ask(folder, "select customer_id from customers union select customer_id from contacts") == [("2",)]
    # Its log row is left without a ticket and is kept aside as such.
    assert ask(folder, "select row_number from rejected_rows where file = 'tblticketlog'") == [(4,)]
    assert read(address, folder).gone == ()


def test_a_row_that_was_put_right_is_rejected_no_longer(followed, mariadb, database):
    """A rejected row that is read again and holds leaves the list; the others stay in it."""
    address, folder = followed
    mariadb.ask(
        database, f"update tbltickets set date = '2026-03-09 09:00:00', lastreply = '{just_now()}' where id = 10"
    )
    read(address, folder)
    assert ask(folder, "select file, row_number from rejected_rows") == [("tblticketreplies", 5)]
    assert "10" in dict(tickets(folder))


@pytest.mark.parametrize("why", ["asked", "settings", "lookup", "other server"])
def test_what_makes_a_reading_full(followed, mariadb, database, why, tmp_path):
    """Asked for, after a change of the settings, of a table that explains others, or of the server: all is read."""
    address, folder = followed
    options = {}
    if why == "asked":
        options = {"is_full": True}
    elif why == "settings":
        write(folder / "settings.toml", "[statuses.whmcs]\n'On Hold' = 'waiting_customer'\n")
        options = {"settings": settings(folder)}
    elif why == "lookup":
        mariadb.ask(database, "update tblticketdepartments set name = 'Ajuda' where id = 1")
    else:
        mariadb.run(f"create or replace view {database}.seen as select 1")
        other = f"{database}_b"
        whmcs.create(mariadb, other)
        seeded.fill(mariadb, other)
        address = mariadb.url(whmcs.READER, other)
    report = read(address, folder, **options)
    assert not report.is_partial
    assert reads(report)["tbltickets"] == 11
    assert not read(address, folder, **{name: one for name, one in options.items() if name != "is_full"}).gone
    if why == "lookup":
        assert ask(folder, "select distinct department from tickets where department <> 'Cobrança'") == [("Ajuda",)]


def test_after_an_import_of_files_the_next_reading_is_full(followed, tmp_path):
    """Files under the same name say nothing about the database: what they brought is gone with the next reading."""
    address, folder = followed
    head = "id,tid,did,userid,date,title,message,status,lastreply\n"
    write(tmp_path / "in" / "tbltickets.csv", head + "77,100077,1,1,2026-03-02 10:00:00,a,b,Open,2026-03-02 10:00:00\n")
    run("whmcs", tmp_path / "in", folder)
    assert "77" in dict(tickets(folder))
    report = read(address, folder)
    assert not report.is_partial
    assert "77" not in dict(tickets(folder))


def test_a_check_reads_and_changes_nothing(followed, mariadb, database):
    """``check`` reads what an import would read and publishes nothing."""
    address, folder = followed
    pointer = versions.pointer(folder)
    mariadb.fill(database, "tblticketreplies", [whmcs.reply(50, 5, just_now(), "mais")])
    report = read(address, folder, publish=False)
    assert not report.problems
    assert reads(report)["tbltickets"] == 1
    assert versions.pointer(folder) == pointer
    assert reads(read(address, folder))["tbltickets"] == 1


def test_a_rollback_takes_the_marks_back_with_it(followed, mariadb, database):
    """After going back to an older version, the next reading brings what that one lacks."""
    address, folder = followed
    mariadb.ask(database, "delete from tbltickets where id = 8")
    mariadb.fill(database, "tbltickets", [whmcs.ticket(60, date=just_now())])
    read(address, folder)
    after = canonical(folder)
    versions.rollback(folder, None)
    assert "60" not in dict(tickets(folder))
    assert read(address, folder).is_partial
    assert canonical(folder) == after


def test_two_helpdesks_stand_side_by_side(followed, mariadb, database):
    """A second database under a name of its own neither reads nor removes the rows of the first."""
    address, folder = followed
    other = f"{database}_two"
    whmcs.create(mariadb, other)
    mariadb.fill(other, "tbltickets", [whmcs.ticket(1)])
    read(mariadb.url(whmcs.READER, other), folder, instance="loja")
    counts = "select source, count(*) from tickets group by source order by source"
    assert ask(folder, counts) == [("loja", 1), ("whmcs", 10)]
    assert read(address, folder).is_partial
    assert ask(folder, counts) == [("loja", 1), ("whmcs", 10)]


def test_an_empty_database_is_refused(mariadb, database, tmp_path):
    """A database without a ticket publishes nothing."""
    with pytest.raises(ImportRefused):
        read(mariadb.url(whmcs.READER, database), tmp_path)
    assert versions.current(tmp_path) is None
