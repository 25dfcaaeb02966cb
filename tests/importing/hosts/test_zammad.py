"""Zammad from its database: every number of the seeded rows comes out as it must."""

from tests.importing.hosts.support import events
from tests.importing.live.support import reads
from tests.importing.support import ask, tickets

SOURCE = "zammad"


def test_every_row_is_accounted_for(imported):
    """Of the history only what a ticket went through is asked for; an article without its ticket is set aside."""
    _, report = imported
    assert reads(report) == {
        "za_tickets": 8,
        "za_articles": 8,
        "za_histories": 17,
        "za_stores": 2,
        "za_tags": 2,
        "za_users": 5,
        "za_staff": 2,
        "za_organizations": 2,
        "za_groups": 2,
        "za_states": 8,
        "za_priorities": 3,
    }
    assert [(rule.rule, rule.count, rule.examples[0]) for rule in report.rejected] == [
        ("orphan", 1, ("ticket_articles", 8, "ticket_id"))
    ]
    assert not report.unknown_statuses


def test_states(imported):
    """A state of the company's own is told by its type."""
    folder, report = imported
    assert dict(ask(folder, "select raw_status, state from statuses")) == {
        "new": "new",
        "open": "in_progress",
        "pending close": "waiting_customer",
        "aguarda fornecedor": "on_hold",
        "closed": "closed",
        "merged": "merged",
        "removed": "deleted",
    }
    assert dict(report.tickets_by_state) == {
        "closed": 2,
        "new": 1,
        "in_progress": 1,
        "waiting_customer": 1,
        "on_hold": 1,
        "merged": 1,
        "deleted": 1,
    }


def test_tickets(imported):
    """Organization or person, group, tags, priority; nobody is no owner; who opened and who closed."""
    columns = (
        "ticket_id, number, customer_id, channel, department, category, priority, agent_id, opened_by, closed_by, "
        "merged_into"
    )
    found = {row[0]: row[1:] for row in tickets(imported[0], columns)}
    assert found["1"] == ("55001", "org-1", "email", "Cobrança", "dns, vip", "high", "2", "customer", "agent", None)
    assert found["2"] == ("55002", "user-5", "phone", "Users", None, "normal", None, "agent", None, None)
    assert found["3"][-1] == "1"
    assert found["8"][-3:] == ("unknown", "robot", None)


def test_times_are_utc(imported):
    """A reopened ticket keeps its first closing: a closed one is dated by the last, an open one by none."""
    columns = "opened_at::text, closed_at::text, first_response_at::text, due_at::text"
    assert ask(imported[0], f"select {columns} from tickets where ticket_id in ('1', '2') order by ticket_id") == [
        ("2026-03-02 10:00:00+00", "2026-03-07 10:00:00+00", "2026-03-02 12:00:00+00", "2026-03-06 10:00:00+00"),
        ("2026-03-02 10:00:00+00", None, None, None),
    ]


def test_the_whole_way_of_a_ticket(imported):
    """What it began with, messages without markup, internal notes, triggers as robots; groups by their new names."""
    columns = "strftime(occurred_at, '%d %H:%M:%S'), kind, author, agent_id, raw_status, department, priority, body"
    assert events(imported[0], "1", columns) == [
        ("02 10:00:00", "status", "customer", None, "new", None, None, None),
        ("02 10:00:00", "transfer", "customer", None, None, "Users", None, None),
        ("02 10:00:00", "message", "customer", None, None, None, None, "Olá\no site & o e-mail\ncaíram <hoje>"),
        ("02 10:00:02", "message", "robot", None, None, None, None, "Recebemos"),
        ("02 11:00:00", "note", "agent", "3", None, None, None, "ver o datacenter"),
        ("02 11:30:00", "transfer", "agent", None, None, "Cobrança", None, None),
        ("02 11:31:00", "assignment", "agent", "2", None, None, None, None),
        ("02 11:32:00", "note", "agent", None, None, None, "high", "priority: 3 high"),
        ("02 12:00:00", "message", "agent", "2", None, None, None, "Qual o domínio?"),
        ("02 12:00:00", "status", "agent", None, "pending close", None, None, None),
        ("05 10:00:00", "status", "robot", None, "closed", None, None, None),
        ("06 10:00:00", "message", "customer", None, None, None, None, "loja.example"),
        ("06 10:00:00", "status", "customer", None, "open", None, None, None),
        ("07 10:00:00", "status", "agent", None, "closed", None, None, None),
    ]
    facts = "select ticket_id, reopened_count, is_undated from ticket_facts where ticket_id in ('1', '2') order by 1"
    assert ask(imported[0], facts) == [("1", 1, False), ("2", 1, False)]


def test_a_call_that_an_agent_wrote_down_is_the_customers(imported):
    """The sender says whose words they are, not who typed them."""
    assert [row for row in events(imported[0], "2", "kind, author, channel, body") if row[0] == "message"] == [
        ("message", "customer", "phone", "ligou")
    ]


def test_an_owner_from_the_beginning(imported):
    """A ticket whose owner never changed was given to them when it was opened."""
    assert events(imported[0], "5", "kind, agent_id, raw_status")[-1] == ("assignment", "3", None)


def test_files_and_the_address_of_the_writer(imported):
    """The HTML part of an e-mail and the files of packages are no attachments."""
    found = ask(
        imported[0], "select author_email, attachment_names from ticket_events where attachment_names is not null"
    )
    assert found == [("ana@x.example", "tela.png|log.txt")]


def test_customers_contacts_and_agents(imported):
    """Staff are told by their permission, whatever the role is called, and are no customers; nor is Zammad itself."""
    assert ask(imported[0], "select customer_id, name, customer_kind, is_active from customers order by 1") == [
        ("org-1", "Loja Sul", "company", True),
        ("org-2", "Padaria", "company", False),
        ("user-5", "ze@fora.example", "person", True),
    ]
    columns = "contact_id, customer_id, name, contact_role, phone_1, phone_2, has_left"
    assert ask(imported[0], f"select {columns} from contacts order by 1") == [
        ("4", "org-1", "Ana Souza", "other", "11 3333-4444", "11 98888-7777", False),
        ("5", "user-5", "ze@fora.example", "primary", None, None, False),
        ("6", "org-1", "Bia Lima", "other", None, None, True),
    ]
    assert ask(imported[0], "select agent_id, name from agents order by 1") == [("2", "Rita Melo"), ("3", "João Silva")]
