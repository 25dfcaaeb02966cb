"""WHMCS from its database: every number of the seeded rows comes out as it must."""

import pytest

from tests.importing.live import seeded, whmcs
from tests.importing.live.support import read, reads
from tests.importing.support import ask, make_source, run


@pytest.fixture(scope="module")
def imported(mariadb, tmp_path_factory):
    """The seeded database, imported once: the data folder and the report."""
    folder = tmp_path_factory.mktemp("seeded")
    address = whmcs.create(mariadb, "whmcs_seeded")
    seeded.fill(mariadb, "whmcs_seeded")
    return folder, read(address, folder)


def one(folder, sql: str) -> tuple:
    rows = ask(folder, sql)
    assert len(rows) == 1
    return rows[0]


def texts(folder, columns: str, ticket: int, where: str = "true") -> list[tuple]:
    sql = f"select {columns} from ticket_events where ticket_id = '{ticket}' and {where} order by occurred_at, sequence"
    return ask(folder, sql)


def test_every_row_is_accounted_for(imported):
    """Rows read are those of the server, but for what the source leaves out; what was set aside has its reason."""
    _, report = imported
    read_counts = reads(report)
    assert {table: read_counts[table] for table in seeded.ROWS} == {
        "tbltickets": 11, "tblticketreplies": 5, "tblticketnotes": 1, "tblticketlog": 6, "tblticketfeedback": 1,
        "tblclients": 2, "tblcontacts": 2,
    }  # fmt: skip
    assert {(rule.rule, rule.count, rule.examples[0]) for rule in report.rejected} == {
        ("opened-missing", 1, ("tbltickets", 10, "opened_at")),
        ("orphan", 1, ("tblticketreplies", 5, "ticket_id")),
    }
    assert report.total("used") == report.total("read") - 2
    assert not report.is_partial
    assert not report.unknown_statuses


def test_states_come_from_titles_then_from_flags(imported):
    """A title that WHMCS begins with means what it says; the company's own are told by their flags."""
    folder, report = imported
    states = dict(ask(folder, "select raw_status, state from statuses"))
    assert states == {
        "Open": "new", "Answered": "waiting_customer", "Customer-Reply": "in_progress", "Closed": "closed",
        "merged": "merged", "On Hold": "on_hold", "Aguardando você": "waiting_customer", "Com o fornecedor": "on_hold",
        "Escalado": "in_progress",
    }  # fmt: skip
    assert dict(report.tickets_by_state) == {
        "closed": 3, "new": 2, "waiting_customer": 2, "on_hold": 1, "in_progress": 1, "merged": 1,
    }  # fmt: skip


def test_local_times_follow_the_summer_time_of_their_day(imported):
    """São Paulo was at -03:00 in October 2018, at -02:00 in November; the repeated hour is the later one."""
    folder, _ = imported
    found = one(
        folder,
        "select opened_at = '2018-10-10 15:00:00+00', closed_at = '2019-02-17 02:30:00+00', updated_at = closed_at "
        "from tickets where ticket_id = '1'",
    )
    assert found == (True, True, True)
    assert texts(folder, "occurred_at = '2018-11-10 14:00:00+00'", 1, "author = 'agent' and kind = 'message'") == [
        (True,)
    ]


def test_moments_of_the_server_are_utc(imported):
    """A ``timestamp`` of the server is told in UTC, whatever its zone (-03:00 here); zeros are no date."""
    folder, _ = imported
    moments = "updated_at = '2018-12-01 13:00:00+00', created_at"
    assert one(folder, f"select {moments} from customers where customer_id = '1'") == (
        True, ask(folder, "select timezone('America/Sao_Paulo', timestamp '2015-05-01')")[0][0],
    )  # fmt: skip
    assert one(folder, "select created_at from customers where customer_id = '2'") == (None,)
    assert one(folder, "select opened_at = updated_at from tickets where ticket_id = '11'") == (True,)


def test_texts_of_utf8_and_latin1_tables(imported):
    """Accents come through from utf8 and from latin1 tables, and entities are characters, each decoded once."""
    folder, _ = imported
    assert one(folder, "select subject from tickets where ticket_id = '1'") == ("Café & código",)
    assert texts(folder, "body", 1, "kind = 'message'") == [("Olá, está fora",), ("Resposta à questão <b>",)]
    assert one(folder, "select name from customers where customer_id = '2'") == ("Pão & Cia",)
    assert one(folder, "select name from agents where agent_id = '1'") == ("João Silva",)
    assert one(folder, "select department from tickets where ticket_id = '5'") == ("Cobrança",)


def test_the_end_stands_in_the_log_alone(imported):
    """Closed by the client, by a robot, by a merge; without a word in the log a closed ticket is undated."""
    folder, _ = imported
    found = ask(
        folder, "select ticket_id, closed_at is not null, closed_by from tickets where raw_status = 'Closed' order by 1"
    )
    assert found == [("1", True, "customer"), ("4", True, "robot"), ("9", False, None)]
    assert texts(folder, "raw_status, author", 4, "raw_status = 'Closed'") == [("Closed", "robot")]
    assert one(folder, "select raw_status, merged_into from tickets where ticket_id = '3'") == ("merged", "1")


def test_user_0_is_nobody(imported):
    """Who is no client has no customer; the address stays with what they wrote."""
    folder, _ = imported
    assert one(folder, "select customer_id, contact_id from tickets where ticket_id = '2'") == (None, None)
    assert texts(folder, "author, author_email", 2, "kind = 'message'") == [("customer", "ze@fora.example")]
    assert one(folder, "select count(*) from customers") == (2,)


def test_what_happened_to_a_ticket(imported):
    """Messages, statuses with those that a reply implies, a transfer, an assignment and a note, in order."""
    folder, _ = imported
    told = texts(folder, "kind, author, agent_id, coalesce(raw_status, department, '')", 5)
    assert told == [
        ("message", "customer", None, ""), ("status", "customer", None, "Open"),
        # The log names another status two seconds after this reply: "Answered" is not implied.
        ("message", "agent", "2", ""), ("status", "agent", "2", "On Hold"),
        ("transfer", "agent", "2", "Cobrança"), ("assignment", "agent", "2", ""), ("note", "agent", "2", ""),
        ("message", "customer", None, ""), ("status", "customer", None, "Customer-Reply"),
        ("message", "agent", "2", ""), ("status", "agent", "2", "Answered"),
    ]  # fmt: skip
    assert one(folder, "select opened_by from tickets where ticket_id = '11'") == ("agent",)


def test_ratings_and_contacts(imported):
    """Ratings of the end and of single replies; the client is the primary contact, the first contact the second."""
    folder, _ = imported
    assert ask(folder, "select feedback_id, agent_id, raw_score, scale, comment from feedback order by 1") == [
        ("feedback-1", "2", "9", "1-10", "rápido"), ("reply-4", "2", "4", "1-5", None),
    ]  # fmt: skip
    assert ask(folder, "select contact_id, contact_role from contacts where customer_id = '2' order by 1") == [
        ("client-2", "primary"), ("contact-1", "secondary"), ("contact-2", "other"),
    ]  # fmt: skip
    assert ask(folder, "select customer_kind, is_active from customers order by customer_id") == [
        ("person", True), ("company", False),
    ]  # fmt: skip


def test_the_tables_as_files_are_the_same(imported, mariadb, tmp_path):
    """The same tables exported one CSV each give the same tickets and customers."""
    folder, _ = imported
    for table in whmcs.GRANTS:
        names = whmcs.GRANTS[table].split(", ")
        rows = mariadb.ask("whmcs_seeded", f"select {whmcs.GRANTS[table]} from {table}")
        lines = [",".join(f'"{cell}"' for cell in row) for row in [names, *rows]]
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run("whmcs", tmp_path / "in", tmp_path / "data")
    columns = "ticket_id, opened_at, closed_at, raw_status, customer_id, merged_into"
    assert ask(tmp_path / "data", f"select {columns} from tickets order by 1") == ask(
        folder, f"select {columns} from tickets order by 1"
    )


def test_a_source_cannot_name_a_secret_column(tmp_path):
    """A source folder that names a column like a password, a card or a key is refused when it is loaded."""
    from dashboard.errors import SourceError
    from dashboard.importing.sources.source import load

    live = '[tables.t.database]\ntable = "t"\nkey = ["id"]\n'
    description = '[database]\ndialects = ["mysql"]\n[tables.t]\nrequired = ["id", {}]\n' + live
    for column in (
        "password",
        "cardnum",
        "cvv",
        "user_secret",
        "access_token",
        "api_key",
        "two_factor",
        "senha",
        "authdata",
    ):
        source = make_source(tmp_path / column, description.format(f'"{column}"'))
        with pytest.raises(SourceError) as refused:
            load(source)
        assert column in refused.value.facts["problem"]
    assert load(make_source(tmp_path / "harmless", description.format('"discarded", "passenger"')))
