"""Texts and persons that are no longer kept: gone from every table, and no number moves."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from dashboard import demo, importing
from dashboard.settings import Settings
from dashboard.store import tables, versions
from tests.importing.support import ask, settings, totals, write
from tests.importing.support import run as import_

AS_OF = datetime(2026, 3, 2, 12, tzinfo=UTC)
A_YEAR_LATER = AS_OF + timedelta(days=320)
"""By then some of the simulation's tickets were finished more than a year ago, and others not."""
WORDS = (
    "subject", "search_text", "body", "attachment_names", "comment", "words", "last_words", "closing_phrase", "stamp",
)  # fmt: skip
NAMES = (
    "customer_id", "contact_id", "name", "customer_name", "contact_name", "email", "phone_1", "phone_2", "author_email",
    "cell", "address", "way", "national", "formatted", "area", "repaired", "suggestion", "reason", "shown", "persons",
    "service", "domain", "incident_id",
)  # fmt: skip
BOOKS = (
    "warehouse_info", "imports", "import_files", "ticket_readings", "hit_readings", "forgotten_persons", "sources",
    "record_history", "quality_checks", "ways_brought",
)  # fmt: skip
HEAD = "ticket_id,customer_id,subject,raw_status,opened_at,closed_at,updated_at,opened_by\n"


def keeping(**years: int) -> Settings:
    found = settings()
    return found.model_copy(update={"privacy": found.privacy.model_copy(update=years)})


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "export"
    demo.write(folder, 160, 3, AS_OF, settings(), lambda *_: None)
    return folder


@pytest.fixture(scope="module")
def whole(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data with everything kept."""
    data_dir = tmp_path_factory.mktemp("whole")
    import_("canonical", export, data_dir, instance="helpdesk", now=A_YEAR_LATER)
    return data_dir


def told(data_dir: Path, *left_out: str) -> dict[str, list[str]]:
    """Every row of every table but the books, without these columns."""
    found = {}
    with duckdb.connect(str(versions.current(data_dir).path), read_only=True) as connection:
        for table in tables.warehouse.sorted_tables:
            columns = ", ".join(one.name for one in table.columns if one.name not in left_out)
            if table.name not in BOOKS:
                found[table.name] = sorted(map(repr, connection.execute(f"select {columns} from {table}").fetchall()))
    return found


def test_without_their_texts_the_facts_are_the_same(export: Path, whole: Path, tmp_path: Path):
    """Every row of every table is as it was but for its words: at the import, at the next one, and built anew."""
    chosen = keeping(texts_years=1)
    first = import_("canonical", export, tmp_path, instance="helpdesk", settings=chosen, now=A_YEAR_LATER)
    assert dict(first.forgotten)["tickets"] > 20
    assert told(tmp_path, *WORDS) == told(whole, *WORDS)
    second = import_("canonical", export, tmp_path, instance="helpdesk", settings=chosen, now=A_YEAR_LATER)
    assert second.forgotten == ()
    assert totals(second)["repeated"] == totals(second)["read"]
    importing.rebuild(tmp_path, chosen, now=A_YEAR_LATER)
    assert told(tmp_path, *WORDS) == told(whole, *WORDS)
    kept = ask(tmp_path, "select count(*) from tickets where subject is not null and not contains(subject, chr(1))")
    assert kept[0][0] > 0


def test_dropped_texts_are_in_no_byte_of_the_file(export: Path, whole: Path, tmp_path: Path):
    """Free pages and logs included: a text that is no longer kept cannot be read from the file."""
    chosen = keeping(texts_years=1)
    import_("canonical", export, tmp_path, instance="helpdesk", settings=chosen, now=A_YEAR_LATER)
    gone = ask(tmp_path, "select source, ticket_id from ticket_readings limit 1")[0][1]
    body = ask(whole, f"select left(body, 60) from ticket_events where ticket_id = '{gone}' and length(body) > 60")
    names = ask(whole, f"select max(length(body)) from ticket_events where ticket_id = '{gone}'")
    assert names[0][0]
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("*.duckdb"))
    assert not [one for (one,) in body if one.encode() in kept and not _said_elsewhere(tmp_path, one)]


def _said_elsewhere(data_dir: Path, words: str) -> bool:
    with duckdb.connect(str(versions.current(data_dir).path), read_only=True) as connection:
        return bool(connection.execute("select 1 from ticket_events where contains(body, ?)", [words]).fetchone())


def test_without_the_persons_the_numbers_are_the_same(export: Path, whole: Path, tmp_path: Path):
    """Who has been silent for the years of the settings is a pseudonym in every table, and nothing else differs."""
    chosen = keeping(persons_years=1)
    told_now = import_("canonical", export, tmp_path, instance="helpdesk", settings=chosen, now=A_YEAR_LATER)
    assert dict(told_now.forgotten)["persons"] > 5
    for _ in range(2):
        ours, theirs = told(tmp_path, *WORDS, *NAMES), told(whole, *WORDS, *NAMES)
        for table in ("email_addresses", "phone_numbers"):  # stand-ins have no reason and no repair to show
            assert len(ours.pop(table)) <= len(theirs.pop(table))
        assert ours == theirs
        again = import_("canonical", export, tmp_path, instance="helpdesk", settings=chosen, now=A_YEAR_LATER)
        assert (again.forgotten, totals(again)["used"]) == ((), 0)
    left = "select count(*) from customers where starts_with(customer_id, 'anon-') <> starts_with(name, 'anon-')"
    assert ask(tmp_path, left) == [(0,)]


def test_a_person_who_writes_again_is_known_again(tmp_path: Path):
    """Age forgets whoever is silent; a new ticket of theirs comes in with their name."""
    chosen, export = keeping(persons_years=1), tmp_path / "export"
    old = '1,c1,"Site fora","closed",2024-01-02T12:00:00Z,2024-01-03T12:00:00Z,2024-01-03T12:00:00Z,customer\n'
    write(export / "tickets.csv", HEAD + old)
    write(export / "customers.csv", "customer_id,name\nc1,Maria Souza\n")
    now = datetime(2026, 3, 2, tzinfo=UTC)
    import_("canonical", export, tmp_path / "data", settings=chosen, now=now)
    assert ask(tmp_path / "data", "select name like 'anon-%' from customers") == [(True,)]
    new = '2,c1,"Boleto","new",2026-03-01T12:00:00Z,,2026-03-01T12:00:00Z,customer\n'
    write(export / "tickets.csv", HEAD + old + new)
    import_("canonical", export, tmp_path / "data", settings=chosen, now=now)
    assert ("Maria Souza",) in ask(tmp_path / "data", "select name from customers")
    import_("canonical", export, tmp_path / "data", settings=chosen, now=now)
    assert ("Maria Souza",) in ask(tmp_path / "data", "select name from customers")


def test_an_open_ticket_keeps_its_texts_however_old(tmp_path: Path):
    """What nobody has finished is still being worked on."""
    export = tmp_path / "export"
    write(export / "tickets.csv", HEAD + '1,c1,"Site fora","new",2015-01-02T12:00:00Z,,,customer\n')
    import_("canonical", export, tmp_path / "data", settings=keeping(texts_years=1), now=AS_OF)
    assert ask(tmp_path / "data", "select subject from ticket_facts") == [("Site fora",)]


def test_no_cell_of_an_export_passes_for_a_dropped_text(tmp_path: Path):
    """The character behind which readings stand is taken out of what comes from outside."""
    export = tmp_path / "export"
    write(export / "tickets.csv", HEAD + "1,c1,Site,new,2026-01-02T12:00:00Z,,,customer\n")
    write(
        export / "ticket_events.csv",
        "ticket_id,occurred_at,kind,author,body\n1,2026-01-02T12:00:00Z,message,customer,[…]\x011:0::confirmation\n",
    )
    import_("canonical", export, tmp_path / "data", now=AS_OF)
    assert ask(tmp_path / "data", "select count(*) from ticket_events where contains(body, chr(1))") == [(0,)]
    assert ask(tmp_path / "data", "select turn from turn_spells") == [("support",)]


def test_time_alone_makes_texts_due(export: Path, tmp_path: Path):
    """Without any import: at the next start the facts are built anew without what has grown too old."""
    chosen = keeping(texts_years=1)
    import_("canonical", export, tmp_path, instance="helpdesk", settings=chosen, now=AS_OF)
    assert not importing.forgetting.is_due(tmp_path, chosen, AS_OF)
    assert importing.forgetting.is_due(tmp_path, chosen, A_YEAR_LATER)
    importing.rebuild(tmp_path, chosen, now=A_YEAR_LATER)
    assert not importing.forgetting.is_due(tmp_path, chosen, A_YEAR_LATER)
