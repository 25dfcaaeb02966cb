"""Chatwoot from its database: every number of the seeded rows comes out as it must."""

from tests.importing.hosts.support import events
from tests.importing.live.support import reads
from tests.importing.support import ask, tickets

FACTS = "select ticket_id, reopened_count, is_undated from ticket_facts order by 1"


SOURCE = "chatwoot"


def test_every_row_is_accounted_for(imported):
    """Measures of time and the labels of contacts are not asked for; nothing is set aside."""
    _, report = imported
    assert reads(report) == {
        "cw_conversations": 8,
        "cw_messages": 29,
        "cw_reporting_events": 5,
        "cw_csat_survey_responses": 1,
        "cw_labels": 2,
        "cw_attachments": 2,
        "cw_contacts": 2,
        "cw_inboxes": 2,
        "cw_teams": 2,
        "cw_users": 2,
        "cw_agent_bots": 1,
    }
    assert not report.rejected
    assert not report.unknown_statuses


def test_statuses(imported):
    """Numbers become words; an open conversation in which staff spoke last waits for the customer."""
    folder, report = imported
    assert dict(ask(folder, "select raw_status, state from statuses")) == {
        "open": "in_progress",
        "open (answered)": "waiting_customer",
        "pending": "new",
        "snoozed": "on_hold",
        "resolved": "resolved",
    }
    assert dict(report.tickets_by_state) == {
        "resolved": 3,
        "in_progress": 2,
        "waiting_customer": 1,
        "new": 1,
        "on_hold": 1,
    }


def test_conversations(imported):
    """The number people see, the team or else the inbox, labels, the priority as a word, who wrote first."""
    columns = "ticket_id, number, customer_id, subject, channel, department, category, priority, agent_id, opened_by"
    found = {row[0]: row[1:] for row in tickets(imported[0], columns)}
    assert found["1"] == ("71", "1", None, "chat", "N2", "dns, vip", "urgent", "1", "customer")
    assert found["2"] == ("72", "2", "Fatura", "email", "suporte@", None, None, None, "agent")


def test_times_are_utc(imported):
    """A resolved conversation is dated by the last resolution of the reports."""
    columns = "ticket_id, opened_at::text, first_response_at::text, resolved_at::text"
    assert ask(imported[0], f"select {columns} from tickets where ticket_id in ('1', '5') order by 1") == [
        ("1", "2026-03-02 10:00:00+00", "2026-03-02 12:00:00+00", "2026-03-05 10:00:00+00"),
        ("5", "2026-03-02 10:00:00+00", None, "2026-03-02 18:00:00+00"),
    ]


def test_the_whole_way_of_a_conversation(imported):
    """Robots, notes, what was not delivered, the survey, sentences in Portuguese, which the reports do not repeat."""
    columns = (
        "strftime(occurred_at, '%d %H:%M'), kind, author, agent_id, coalesce(raw_status, department, priority, body)"
    )
    assert events(imported[0], "1", columns) == [
        ("02 10:00", "status", "robot", None, "pending"),
        ("02 10:00", "message", "customer", None, "O site caiu"),
        ("02 10:00", "message", "robot", None, "Respondemos em algumas horas"),
        ("02 10:00", "message", "robot", "bot-1", "Sou o robô"),
        ("02 11:00", "status", "agent", None, "open"),
        ("02 11:01", "assignment", "agent", "2", "Atribuído a João Silva via N2 por Rita"),
        ("02 11:01", "transfer", "agent", None, "N2"),
        ("02 11:02", "assignment", "agent", "1", "Rita Melo atribuiu a si mesmo essa conversa"),
        ("02 11:03", "note", "agent", None, "urgent"),
        ("02 11:04", "note", "robot", None, "Rita Melo adicionou dns, vip"),
        ("02 11:30", "note", "agent", "1", "ver o datacenter"),
        ("02 11:50", "note", "agent", "1", "não chegou"),
        ("02 12:00", "message", "agent", "1", "Qual o domínio?"),
        ("02 12:00", "status", "agent", None, "open (answered)"),
        ("03 10:00", "status", "agent", None, "resolved"),
        ("03 10:00", "rating_request", "robot", None, "Por favor, avalie"),
        ("04 10:00", "status", "customer", None, "open"),
        ("04 10:00", "message", "customer", None, "Caiu de novo"),
        ("04 10:00", "status", "customer", None, "open"),
        ("05 10:00", "status", "robot", None, "resolved"),
    ]


def test_sentences_in_english(imported):
    """Who snoozed it, the team that had it and left it, the agent who was taken off."""
    columns = "kind, author, agent_id, coalesce(raw_status, department)"
    assert events(imported[0], "4", columns)[1:] == [
        ("status", "agent", None, "snoozed"),
        ("transfer", "robot", None, "Cobrança"),
        ("transfer", "agent", None, "Site"),
        ("assignment", "agent", None, None),
    ]


def test_a_language_that_nobody_reads(imported):
    """Then the reports tell the resolution, and a customer's message reopens it."""
    kinds = [row for row in events(imported[0], "7", "kind, author, raw_status") if row[0] == "status"]
    assert kinds == [
        ("status", "robot", "open"),
        ("status", "robot", "resolved"),
        ("status", "customer", "open"),
        ("status", "customer", "open"),
    ]


def test_reopened_and_not(imported):
    """A customer who writes reopens a conversation, but for one that stays resolved; nothing is undated."""
    assert ask(imported[0], FACTS) == [
        ("1", 1, False),
        ("2", 0, False),
        ("3", 0, False),
        ("4", 0, False),
        ("5", 0, False),
        ("6", 0, False),
        ("7", 1, False),
        ("8", 0, False),
    ]


def test_a_rule_is_no_answer(imported):
    """What an automation says in an agent's name is a robot's, and changes no status."""
    assert events(imported[0], "2", "kind, author, agent_id, coalesce(raw_status, body)")[-3:] == [
        ("message", "customer", None, "Já paguei"),
        ("status", "customer", None, "open"),
        ("message", "robot", None, "Regra"),
    ]


def test_files(imported):
    """Under their names where these are kept, else by their kind."""
    found = ask(imported[0], "select ticket_id, attachment_names from ticket_events where attachment_names is not null")
    assert found == [("3", "image.png|log.txt")]


def test_satisfaction(imported):
    """The mark, the words, when it was asked for and given, and of whom."""
    columns = "ticket_id, customer_id, agent_id, asked_at::text, given_at::text, raw_score, scale, comment"
    assert ask(imported[0], f"select {columns} from feedback") == [
        ("1", "1", "1", "2026-03-03 10:00:01+00", "2026-03-03 11:00:00+00", "5", "1-5", "rápido")
    ]


def test_customers_contacts_and_agents(imported):
    """Each contact is a customer, named by what is known; bots are robots."""
    assert ask(imported[0], "select customer_id, name from customers order by 1") == [
        ("1", "Ana"),
        ("2", "ze@x.example"),
    ]
    assert ask(imported[0], "select contact_id, contact_role, phone_1 from contacts order by 1") == [
        ("1", "primary", "+5511988887777"),
        ("2", "primary", None),
    ]
    assert ask(imported[0], "select agent_id, name, is_robot from agents order by 1") == [
        ("1", "Rita", False),
        ("2", "João Silva", False),
        ("bot-1", "Robô", True),
    ]
