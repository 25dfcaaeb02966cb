"""Zendesk's own tables: a small company of ours, each row with a trap, and what must come out of it."""

from datetime import timedelta

import pytest

from dashboard.errors import DashboardError
from dashboard.importing.sources import source as sources
from dashboard.store.engine import Store
from tests.importing.support import HEAD, NOW, ask, make_source, run, settings, tickets, totals, write

# Nobody's login may count as a confirmation; the ids are beyond 2^31; three spellings of yes and no.
USERS = (
    "id,active,created_at,email,last_login_at,name,organization_id,phone,role,suspended,updated_at\r\n"
    "403957746771,TRUE,2026-01-02,ana@support.example,2026-11-22,Ana Agente,,,agent,FALSE,2026-01-02\r\n"
    "403957746772,TRUE,2026-01-02,adm@support.example,,Ada Admin,,,Admin,FALSE,2026-01-02\n"
    "403957746773,true,2026-02-03,bia@loja.example,2026-11-22,Bia,370326104793,11 3333-4444,end-user,no,2026-05-01\r\n"
    "403957746774,1,2026-02-01,caio@loja.example,,Caio,370326104793,,end-user,0,2026-02-01\n"
    "403957746775,FALSE,2026-01-01,davi@loja.example,,Davi,370326104793,11 98888-7777,end-user,FALSE,2026-03-01\r\n"
    "403957746776,TRUE,2026-02-02,,,Eva,370326104793,,end-user, ,2026-02-02\r\n"
    "370326104793,TRUE,2026-04-01,fabio@example.com,,Fábio,,,end-user,FALSE,2026-04-01\r\n"
    "403957746778,TRUE,2026-04-01,gil@example.com,,Gil,,,end-user,TRUE,2026-04-02\r\n"
    "403957746779,TRUE,2026-04-01,hugo@posto.example,,Hugo,370999999999,,end-user,FALSE,2026-04-01\r\n"
    "403957746773,true,2026-02-03,bia@antiga.example,,Bia,370326104793,,end-user,no,2026-02-03\r\n"
    ",TRUE,2026-04-01,ninguem@example.com,,Ninguém,,,end-user,FALSE,2026-04-01"
)
ORGANIZATIONS = (
    "id,created_at,name,shared_comments,shared_tickets,updated_at\r\n"
    "370326104793,2025-02-13 22:45:02,Loja Sul,FALSE,FALSE,2025-02-13 22:45:02\r\n"
    "370326104794,2025-02-13 22:45:02,Padaria,FALSE,FALSE,2025-02-13 22:45:02\n"
)
TICKETS = (
    "id,assignee_id,created_at,due_at,group_id,organization_id,priority,requester_id,status,subject,submitter_id,type,"
    "updated_at,via_channel,merged_ticket_ids\r\n"
    "8589934593,403957746771,2026-11-02 12:00:00,,360008426314,,high,403957746773,open,Site fora,403957746773,incident,"
    "2026-11-20 12:00:00,email,[8589934594]\r\n"
    "8589934594,403957746771,2026-11-02 13:00:00,,360008426314,370326104793,,403957746773,closed,Outro,403957746773,,"
    "2026-11-02 14:00:00,web,[]\n"
    "8589934595,,2026-11-03 12:00:00,,,,,370326104793,deleted,Spam,370326104793,,2026-11-03 12:30:00,web,\r\n"
    "8589934596,403957746771,2026-11-04 12:00:00,2026-11-30 12:00:00,360008426399,370326104793,,403957746775,hold,"
    "Migração,403957746771,task,2026-11-05 12:00:00,voice,\r\n"
    "8589934597,,2026-11-05 12:00:00,,,,,403957746780,solved,Senha,403957746780,,2026-11-06,native_messaging,\r\n"
    "8589934598,,2026-11-05 12:00:00,,,,,403957746780,closed,Senha,403957746780,,2026-11-06 12:00:00,email,\r\n"
    "8589934599,,2026-11-05 12:00:00,,,,,403957746780,,Sem estado,,,2026-11-06 12:00:00,email,\r\n"
    "8589934600,,,,,,,403957746780,open,Sem data,,,2026-11-06 12:00:00,email,\r\n"
)
COMMENTS = (
    "id,body,created,public,ticket_id,user_id\r\n"
    '1030820361031,"O site\r\ncaiu",2026-11-02 12:00:00,TRUE,8589934593,403957746773\r\n'
    "1030820361032,Vejo com o datacenter,2026-11-02 12:10:00,FALSE,8589934593,403957746771\n"
    "1030820361033,Qual o domínio?,2026-11-02 12:20:00,true,8589934593,403957746771\r\n"
    "1030820361034,Recebemos,2026-11-02 12:00:05,TRUE,8589934593,-1\r\n"
    "1030820361035,De outro,2026-11-02 12:00:05,TRUE,77,403957746773\r\n"
    "1030820361036,Sem hora,,TRUE,8589934593,403957746773\r\n"
)
HISTORY = (
    "field_name,ticket_id,updated,user_id,value\r\n"
    "status,8589934593,2026-11-02 12:00:00,403957746773,new\r\n"
    "group_id,8589934593,2026-11-02 12:05:00,,360008426314\n"
    "assignee_id,8589934593,2026-11-02 12:06:00,403957746772,403957746771\r\n"
    "priority,8589934593,2026-11-02 12:07:00,403957746771,high\r\n"
    "status,8589934593,2026-11-02 12:20:00,403957746771,pending\r\n"
    "status,8589934593,2026-11-20 12:00:00,,open\r\n"
    "status,8589934596,2026-11-05 12:00:00,403957746771,on-hold\r\n"
    "requester_id,8589934593,2026-11-02 12:00:00,403957746773,403957746773\r\n"
    "note,8589934593,2026-11-02 12:00:00,403957746773,a field of that name\r\n"
    "status,77,2026-11-02 12:00:00,,open\r\n"
    "status,8589934597,2026-11-06 12:00:00,,solved\r\n"
    "satisfaction_score,8589934597,2026-11-06 13:00:00,,offered\r\n"
    "satisfaction_score,8589934597,2026-11-07 13:00:00,403957746780,good\r\n"
    "satisfaction_comment,8589934597,2026-11-07 13:00:00,403957746780,Rápido\r\n"
    "satisfaction_score,8589934596,2026-11-05 13:00:00,,unoffered\r\n"
    ",8589934596,2026-11-05 13:00:00,,no field\r\n"
)
GROUPS = (
    "id,created_at,name,updated_at,url\r\n"
    "360008426314,2026-01-01 00:00:00,Suporte antigo,2026-01-01 00:00:00,https://example.com/api/v2/groups/360008426314.json\r\n"
    "360008426314,2026-01-01 00:00:00,Suporte,2026-02-01 00:00:00,https://example.com/api/v2/groups/360008426314.json"
)
BRANDS = "id,name,url\r\n360008426314,Marca,https://example.com/api/v2/brands/360008426314.json\r\n"
TAGS = "tag,ticket_id\r\nclosed_by_merge,8589934598\r\nvip,8589934593\r\nvip,8589934593\r\n"
TABLES = {
    "user": USERS, "organization": ORGANIZATIONS, "ticket": TICKETS, "ticket_comment": COMMENTS,
    "ticket_field_history": HISTORY, "group": GROUPS, "brand": BRANDS, "ticket_tag": TAGS,
}  # fmt: skip
LOOKUP = '\n[tables.names]\nrequired = ["code", "word"]\nlookup = true\n'


def export(folder, *tables: str):
    for table in tables or TABLES:
        write(folder / f"{table}_data.csv", TABLES[table])
    return folder


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """The whole export, read once: its report and the folder of its data."""
    folder = tmp_path_factory.mktemp("zendesk")
    return run("zendesk_tables", export(folder / "in"), folder / "data"), folder / "data"


def test_customers_are_organisations_and_people_without_one(imported):
    """A person whose id is an organisation's too is another customer; an organisation that only users name is one."""
    assert ask(imported[1], "select customer_id, name, customer_kind, is_active from customers order by 1") == [
        ("370326104793", "Loja Sul", "company", None),
        ("370326104794", "Padaria", "company", None),
        ("370999999999", "Organization 370999999999", "company", None),
        ("user-370326104793", "Fábio", "person", True),
        ("user-403957746778", "Gil", "person", False),
    ]


def test_contacts_and_who_comes_first(imported):
    """The first created who is still there is primary, the next secondary; deleted and suspended users have left."""
    columns = "contact_id, customer_id, contact_role, email, phone_1, has_left"
    loja = "370326104793"
    assert ask(imported[1], f"select {columns} from contacts order by contact_id") == [
        (loja, f"user-{loja}", "primary", "fabio@example.com", None, False),
        ("403957746773", loja, "other", "bia@loja.example", "11 3333-4444", False),
        ("403957746774", loja, "primary", "caio@loja.example", None, False),
        ("403957746775", loja, "other", "davi@loja.example", "11 98888-7777", True),
        ("403957746776", loja, "secondary", None, None, None),
        ("403957746778", "user-403957746778", "primary", "gil@example.com", None, True),
        ("403957746779", "370999999999", "primary", "hugo@posto.example", None, False),
    ]


def test_a_login_is_no_confirmation(imported):
    """The record's own update counts; the later login is nowhere."""
    dates = "select updated_at::text, confirmed_at from contacts where contact_id = '403957746773'"
    assert ask(imported[1], dates) == [("2026-05-01 00:00:00+00", None)]


def test_agents_are_agents_and_administrators(imported):
    """Nobody else answers, and no table says that one of them is a robot."""
    assert ask(imported[1], "select agent_id, name, is_robot from agents order by 1") == [
        ("403957746771", "Ana Agente", None),
        ("403957746772", "Ada Admin", None),
    ]


def test_tickets(imported):
    """Whose they are, in which group, who opened them; the merged and the deleted ones do not count."""
    columns = "ticket_id, customer_id, channel, department, raw_status, opened_by, merged_into"
    loja = "370326104793"
    assert tickets(imported[1], columns) == [
        ("8589934593", loja, "email", "Suporte", "open", "customer", None),
        ("8589934594", loja, "web", "Suporte", "closed", "customer", "8589934593"),
        ("8589934595", f"user-{loja}", "web", None, "deleted", "customer", None),
        ("8589934596", loja, "phone", "360008426399", "hold", "agent", None),
        ("8589934597", "user-403957746780", "chat", None, "solved", "customer", None),
        ("8589934598", "user-403957746780", "email", None, "merged", "customer", None),
    ]
    excluded = (
        "select excluded_reason, count(*) from ticket_facts where excluded_reason is not null group by 1 order by 1"
    )
    assert ask(imported[1], excluded) == [("deleted", 1), ("merged", 2)]
    assert dict(imported[0].tickets_by_state)["in_progress"] == 1


def test_events_say_who_did_what(imported):
    """The system user is a robot, what customers cannot see a note, who changed a status does not hold the ticket."""
    columns = "strftime(occurred_at, '%H:%M:%S'), kind, author, agent_id, raw_status, department, priority, body"
    found = ask(
        imported[1], f"select {columns} from ticket_events where ticket_id = '8589934593' order by occurred_at, 2"
    )
    ana = "403957746771"
    assert found == [
        ("12:00:00", "message", "customer", None, None, None, None, "O site\r\ncaiu"),
        ("12:00:00", "status", "customer", None, "new", None, None, None),
        ("12:00:05", "message", "robot", None, None, None, None, "Recebemos"),
        ("12:05:00", "transfer", None, None, None, "Suporte", None, None),
        ("12:06:00", "assignment", "agent", ana, None, None, None, None),
        ("12:07:00", "note", "agent", ana, None, None, "high", "priority: high"),
        ("12:10:00", "note", "agent", ana, None, None, None, "Vejo com o datacenter"),
        ("12:20:00", "message", "agent", ana, None, None, None, "Qual o domínio?"),
        ("12:20:00", "status", "agent", None, "pending", None, None, None),
        ("12:00:00", "status", None, None, "open", None, None, None),
    ]


def test_the_last_rating_of_a_ticket(imported):
    """Asked, rated and commented are three rows of the history and one rating; a score never offered is none."""
    columns = "ticket_id, raw_score, scale, comment, asked_at::date::text, given_at::date::text"
    assert ask(imported[1], f"select {columns} from feedback") == [
        ("8589934597", "good", "good_bad", "Rápido", "2026-11-06", "2026-11-07")
    ]


def test_every_row_is_accounted_for(imported):
    """Per file: read, used, repeated, superseded, rejected; a brand with a name and an address is no group."""
    report = imported[0]
    assert {one.file: (one.read, one.used, one.repeated, one.superseded, one.rejected) for one in report.files} == {
        "user_data.csv": (11, 9, 0, 1, 1),
        "organization_data.csv": (2, 2, 0, 0, 0),
        "ticket_data.csv": (8, 6, 0, 0, 2),
        "ticket_comment_data.csv": (6, 4, 0, 0, 2),
        "ticket_field_history_data.csv": (16, 9, 2, 0, 5),
        "group_data.csv": (2, 2, 0, 0, 0),
        "ticket_tag_data.csv": (3, 3, 0, 0, 0),
    }
    assert report.not_mapped == ("brand_data.csv",)
    rejected = ask(imported[1], "select file, row_number, rule from rejected_rows order by 1, 2")
    assert rejected == [
        ("ticket_comment_data.csv", 6, "orphan"),
        ("ticket_comment_data.csv", 7, "time-missing"),
        ("ticket_data.csv", 8, "status-missing"),
        ("ticket_data.csv", 9, "opened-missing"),
        ("ticket_field_history_data.csv", 9, "kind-unknown"),
        ("ticket_field_history_data.csv", 10, "kind-unknown"),
        ("ticket_field_history_data.csv", 11, "orphan"),
        ("ticket_field_history_data.csv", 16, "score-missing"),
        ("ticket_field_history_data.csv", 17, "kind-unknown"),
        ("user_data.csv", 12, "id-missing"),
    ]


def test_the_same_tables_twice(tmp_path):
    """Every row of the second import is repeated or set aside again, also those that only explain others."""
    given = export(tmp_path / "in")
    first = run("zendesk_tables", given, tmp_path / "data")
    again = totals(run("zendesk_tables", given, tmp_path / "data"))
    assert (again["used"], again["rejected"]) == (0, first.total("rejected"))
    assert again["repeated"] == first.total("used") + first.total("repeated")


@pytest.mark.parametrize("given", [("user", "organization"), ("user",), ("organization",)])
def test_users_and_organisations_alone(tmp_path, given):
    """Contacts without a ticket, with both tables or one of them; auto finds the source."""
    report = run("auto", export(tmp_path / "in", *given), tmp_path / "data")
    assert (report.source, report.published, report.warnings) == ("zendesk_tables", True, ())
    store = Store(tmp_path / "data", settings(), with_desk=False)
    store.close()
    assert "tickets" not in store.info.sources[0].has
    counts = ask(tmp_path / "data", "select (select count(*) from customers), (select count(*) from contacts)")
    assert counts == {2: [(5, 7)], 1: [(4, 7)] if given == ("user",) else [(2, 0)]}[len(given)]


def test_users_beside_the_tickets_of_another_helpdesk(tmp_path):
    """Where tickets fit another source, users that look like Zendesk's do not make the export doubtful."""
    given = export(tmp_path / "in", "user")
    write(given / "tickets.csv", f"{HEAD}\n1,new,2026-01-02 10:00\n")
    report = run("auto", given, tmp_path / "data")
    assert (report.source, report.not_mapped) == ("canonical", ("user_data.csv",))


def test_organisations_keep_their_names_where_users_come_later(tmp_path):
    """A later file of users alone does not take an organisation's name away; the name comes with a later file."""
    run("zendesk_tables", export(tmp_path / "in", "user", "organization"), tmp_path / "data")
    run("zendesk_tables", export(tmp_path / "users", "user"), tmp_path / "data", now=NOW + timedelta(days=1))
    named = "select name from customers where customer_kind = 'company' order by 1"
    assert ask(tmp_path / "data", named) == [("Loja Sul",), ("Organization 370999999999",), ("Padaria",)]
    later = ORGANIZATIONS + "370999999999,2025-02-13 22:45:02,Posto,FALSE,FALSE,2025-02-13 22:45:02\n"
    write(tmp_path / "later" / "organization_data.csv", later)
    run("zendesk_tables", tmp_path / "later", tmp_path / "data", now=NOW + timedelta(days=2))
    assert ask(tmp_path / "data", named) == [("Loja Sul",), ("Padaria",), ("Posto",)]


def test_ticket_tables_alone(tmp_path):
    """Without the users the requester is the customer, and whoever is given tickets or writes notes is staff."""
    report = run("zendesk_tables", export(tmp_path / "in", "ticket", "ticket_comment"), tmp_path / "data")
    assert report.total("used") == 6 + 4
    found = "select kind, author, agent_id from ticket_events order by occurred_at, kind"
    assert ask(tmp_path / "data", found) == [
        ("message", "customer", None),
        ("message", "robot", None),
        ("note", "agent", "403957746771"),
        ("message", "agent", "403957746771"),
    ]
    assert tickets(tmp_path / "data", "department, customer_id")[0] == ("360008426314", "user-403957746773")


def test_tickets_of_which_none_can_be_used_are_refused(tmp_path):
    """The users beside them do not hide that."""
    given = export(tmp_path / "in", "user", "organization")
    head, *rows = TICKETS.splitlines(keepends=True)
    write(given / "ticket_data.csv", head + rows[-1])
    with pytest.raises(DashboardError) as error:
        run("zendesk_tables", given, tmp_path / "data")
    assert (error.value.key, error.value.facts["reasons"]) == ("error.nothing_usable", "opened-missing (1)")


def test_lookups_alone_are_no_export(tmp_path):
    """Groups and tags explain nothing where nothing else is."""
    with pytest.raises(DashboardError) as error:
        run("zendesk_tables", export(tmp_path / "in", "group", "ticket_tag"), tmp_path / "data")
    assert error.value.key == "error.nothing_recognised"


def test_a_lookup_table_needs_no_rows_of_its_own(tmp_path):
    """Its rows count as used where the import says something new; without ``lookup`` they would be lost."""
    description = (make_source(tmp_path / "plain") / "source.toml").read_text()
    ticket = write(tmp_path / "in" / "a.csv", "id,status,opened\n1,done,2026-01-02\n").parent
    write(ticket / "b.csv", "code,word\n1,one\n,\n2,two\n2,two\n")
    source = make_source(tmp_path / "lookup", description + LOOKUP)
    assert totals(run(source, ticket, tmp_path / "data", instance="x"))["used"] == 1 + 3
    assert totals(run(source, ticket, tmp_path / "data", instance="x"))["repeated"] == 1 + 3
    strict = make_source(tmp_path / "strict", description + LOOKUP.replace("lookup = true", ""))
    with pytest.raises(DashboardError) as error:
        run(strict, ticket, tmp_path / "other")
    assert error.value.key == "error.rows_unaccounted"


@pytest.mark.parametrize("about", ['tickets = "raws"', 'contacts = "raw"'])
def test_about_names_what_is_there(tmp_path, about):
    """A raw table or a SELECT that does not exist is refused with the key."""
    folder = make_source(tmp_path / "source")
    description = (folder / "source.toml").read_text()
    write(folder / "source.toml", f"{description}\n[about]\n{about}\n")
    with pytest.raises(DashboardError) as error:
        sources.load(folder)
    assert (error.value.key, error.value.facts["setting"].split(".")[0]) == ("error.source_invalid", "about")
