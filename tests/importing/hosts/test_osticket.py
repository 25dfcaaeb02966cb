"""osTicket from its database: every number of the seeded rows comes out as it must."""

from tests.importing.hosts import osticket, osticket_seeded
from tests.importing.hosts.filling import fill
from tests.importing.hosts.support import PASSWORD, events
from tests.importing.live.support import read, reads
from tests.importing.support import ask, tickets

SOURCE = "osticket"


def test_every_row_is_accounted_for(imported):
    """What is hidden, of a task or no part of a ticket's way is not asked for; a ticket without a date is set aside."""
    _, report = imported
    read_counts = reads(report)
    assert {
        table: read_counts[table] for table in ("os_ticket", "os_thread", "os_thread_entry", "os_thread_event")
    } == {
        "os_ticket": 10,
        "os_thread": 10,
        "os_thread_entry": 10,
        "os_thread_event": 13,
    }
    assert read_counts["os_attachment"] == 2
    assert [(rule.rule, rule.count, rule.examples[0]) for rule in report.rejected] == [
        ("opened-missing", 1, ("ost_ticket", 9, "opened_at"))
    ]
    assert not report.unknown_statuses


def test_the_state_of_a_status_counts(imported):
    """Titles are the company's own; "archived" is closed; an open ticket that was answered waits for the customer."""
    folder, report = imported
    assert dict(ask(folder, "select raw_status, state from statuses")) == {
        "Aberto": "in_progress",
        "Aberto (answered)": "waiting_customer",
        "Em análise": "in_progress",
        "Resolvido": "closed",
        "Fechado": "closed",
        "Arquivo morto": "closed",
        "Lixo": "deleted",
        "merged": "merged",
    }
    assert dict(report.tickets_by_state) == {
        "closed": 3,
        "in_progress": 3,
        "waiting_customer": 1,
        "merged": 1,
        "deleted": 1,
    }


def test_tickets(imported):
    """Number, organization or user, subject and priority of the form, department, topic, who opened and who closed."""
    columns = (
        "ticket_id, number, customer_id, subject, channel, department, category, priority, agent_id, opened_by, "
        "closed_by"
    )
    found = {row[0]: row[1:] for row in tickets(imported[0], columns)}
    assert found["1"] == (
        "001",
        "org-5",
        "Café & código",
        "email",
        "Cobrança",
        "Site fora do ar",
        "high",
        "1",
        "customer",
        "agent",
    )
    assert found["2"] == ("002", "org-5", "Aviso", "phone", "Suporte", None, None, "1", "agent", None)
    assert found["3"] == ("003", "user-2", None, "web", "Suporte", None, None, None, "customer", None)
    assert (found["6"][-1], found["8"][1], found["8"][-1]) == ("robot", None, "agent")
    assert found["10"][4] == "3"


def test_local_times(imported):
    """The server's time is the company's: in São Paulo, -02:00 in November 2018 and -03:00 in March 2026."""
    moments = "opened_at::text, closed_at::text, due_at::text"
    assert ask(imported[0], f"select {moments} from tickets where ticket_id in ('1', '6') order by ticket_id") == [
        ("2018-11-10 14:00:00+00", "2018-11-12 14:00:00+00", "2018-11-14 14:00:00+00"),
        ("2026-03-02 13:00:00+00", "2026-03-05 13:00:00+00", None),
    ]


def test_a_linked_ticket_is_not_merged(imported):
    """Both have a parent; only the one that went into it is excluded."""
    assert ask(imported[0], "select ticket_id, merged_into from tickets where ticket_id in ('4', '5') order by 1") == [
        ("4", "2"),
        ("5", None),
    ]
    excluded = "select ticket_id, excluded_reason from ticket_facts where excluded_reason is not null order by 1"
    assert ask(imported[0], excluded) == [("4", "merged"), ("7", "deleted")]


def test_the_whole_way_of_a_ticket(imported):
    """Messages without markup, notes, a robot's receipt, transfer, holder, closing, reopening; a second is ordered."""
    columns = "strftime(occurred_at, '%d %H:%M:%S'), kind, author, agent_id, raw_status, department, body"
    assert events(imported[0], "1", columns) == [
        ("10 14:00:00", "status", "customer", None, "Aberto", None, None),
        ("10 14:00:00", "message", "customer", None, None, None, "Olá, o site está fora\ndesde <ontem>"),
        ("10 14:00:00", "status", "customer", None, "Aberto", None, None),
        ("10 14:00:01", "message", "robot", None, None, None, "Recebemos"),
        ("10 14:05:00", "note", "agent", "2", None, None, "ver com o datacenter"),
        ("10 14:10:00", "transfer", "agent", None, None, "Cobrança", None),
        ("10 14:11:00", "assignment", "agent", "1", None, None, None),
        ("10 15:00:00", "message", "agent", "1", None, None, "Resolvido"),
        ("10 15:00:00", "status", "agent", None, "Aberto (answered)", None, None),
        ("10 15:00:00", "status", "agent", None, "Resolvido", None, None),
        ("11 11:00:00", "status", "customer", None, "Aberto", None, None),
        ("11 11:00:00", "message", "customer", None, None, None, "Voltou"),
        ("11 11:00:00", "status", "customer", None, "Aberto", None, None),
        ("12 14:00:00", "message", "agent", "1", None, None, "Agora sim"),
        ("12 14:00:00", "status", "agent", None, "Aberto (answered)", None, None),
        ("12 14:00:00", "status", "agent", None, "Fechado", None, None),
    ]
    facts = "select reopened_count, is_undated, first_response_at::text from ticket_facts where ticket_id = '1'"
    assert ask(imported[0], facts) == [(1, False, "2018-11-10 15:00:00+00")]


def test_files_and_the_address_of_the_writer(imported):
    """The owner's default address, and the files of the entry; those of the knowledge base are not read."""
    wanted = "author_email is not null or attachment_names is not null"
    found = ask(
        imported[0], f"select ticket_id, author_email, attachment_names from ticket_events where {wanted} order by all"
    )
    assert found == [
        ("1", "ana@loja.example", "tela.png|log.txt"),
        ("1", "ana@loja.example", None),
        ("2", "ana@loja.example", None),
        ("3", "ze@fora.example", None),
    ]


def test_to_whom_a_ticket_was_given(imported):
    """A team is nobody; who claims a ticket holds it."""
    assert events(imported[0], "2", "kind, agent_id")[3:5] == [("assignment", None), ("assignment", "1")]


def test_a_word_after_the_closing_reopens_nothing(imported):
    """An agent who writes to an archived ticket leaves it archived."""
    assert events(imported[0], "6", "kind, raw_status") == [("status", "Arquivo morto"), ("message", None)]


def test_customers_contacts_and_agents(imported):
    """Organizations and people without one; the marked contact is primary; the extension is no part of the phone."""
    assert ask(imported[0], "select customer_id, name, customer_kind from customers order by 1") == [
        ("org-5", "Loja Sul", "company"),
        ("user-2", "Zé", "person"),
        ("user-4", "Caio", "person"),
    ]
    columns = "contact_id, customer_id, contact_role, email, phone_1"
    assert ask(imported[0], f"select {columns} from contacts order by 1") == [
        ("1", "org-5", "primary", "ana@loja.example", "11 3333-4444"),
        ("2", "user-2", "primary", "ze@fora.example", None),
        ("3", "org-5", "other", "bia@loja.example", None),
        ("4", "user-4", "primary", None, None),
    ]
    assert ask(imported[0], "select agent_id, name, team from agents order by 1") == [
        ("1", "Rita Melo", "Suporte"),
        ("2", "joao", "Cobrança"),
    ]


def test_tables_with_another_prefix(mariadb, tmp_path):
    """The prefix of the command stands before every table that is asked for, also within conditions."""
    address = osticket.create(mariadb, "osticket_prefix", PASSWORD, "hd_")
    fill(mariadb, "osticket_prefix", osticket_seeded.ROWS, "hd_")
    report = read(address, tmp_path, "osticket", PASSWORD, prefix="hd_")
    assert "hd_thread_event" in {file.file for file in report.files}
    assert ask(tmp_path, "select count(*) from ticket_events where attachment_names is not null") == [(1,)]
