"""Small exports of helpdesks whose files are not here: Freshdesk, Jira, HubSpot, osTicket, Zendesk's API."""

import json
from pathlib import Path

import pytest

from tests.importing.support import ask, run, totals, write

FRESHDESK = """Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,Last update time,Initial response time,Time tracked,Resolution status,Company Name,Full name
1,Sem rede,Closed,High,Email,Incident,Ana,Suporte,2026-01-02 10:00:00,2026-01-05 10:00:00,2026-01-03 10:00:00,2026-01-04 10:00:00,2026-01-04 10:00:00,2026-01-02 11:00:00,00:10,Within SLA,Acme,Bia
2,Senha,Waiting on Customer,Low,Portal,Question,No Agent,Suporte,2026-01-03 10:00:00,,2026-01-03 12:00:00,,2026-01-05 10:00:00,,,,,Caio
,Sem id,Open,Low,Phone,,,,2026-01-03 10:00:00,,,,,,,,,
"""  # noqa: E501 - as the helpdesk writes it
JIRA = """Summary,Issue key,Issue id,Issue Type,Status,Project name,Priority,Assignee,Reporter,Created,Updated,Resolved,Due date,Labels,Labels,Comment,Comment
"Rede
caiu",SUP-1,100,Incident,Done,Suporte,High,Ana,Bia,12/Mar/26 9:41 AM,14/Mar/26 12:00 PM,13/Mar/26 12:30 AM,,a,b,x,y
Senha,SUP-2,101,Request,Waiting for customer,Suporte,Low,,Caio,1/Apr/26 1:05 PM,2/Apr/26 9:00 AM,,,,,,
Outro,SUP-3,102,Request,Com o financeiro,Suporte,Low,,Caio,x,2/Apr/26 9:00 AM,,,,,,
"""  # noqa: E501 - as the helpdesk writes it
HUBSPOT = """Ticket ID,Ticket name,Pipeline,Ticket status,Create date,Close date,Priority,Source,Ticket owner,Associated Company
900719925474099312,Sem rede,Support Pipeline,Closed (Support Pipeline),2026-01-02 10:00,2026-01-04 10:00,HIGH,Email,Ana,Acme
2,Senha,Support Pipeline,Waiting on contact (Support Pipeline),2026-01-03 10:00,,LOW,Chat,,
3,Antes,Support Pipeline,Closed,2026-01-03 10:00,2026-01-01 10:00,LOW,Chat,,
"""  # noqa: E501 - as the helpdesk writes it
OSTICKET = (
    "\ufeffNúmero do Ticket;Data de Criação;Assunto;De;Email de Origem;Prioridade;Departamento;Status Atual;Última "
    "Atualização;Data de Fechamento;Agente Atribuído\n"
    "000123;13/01/2026 10:00:00;Sem rede;Bia;bia@example.com;Normal;Suporte;Fechado;14/01/2026 10:00:00;"
    "14/01/2026 10:00:00;Ana\n"
    '000124;02/01/2026 10:00:00;"Senha; nova";Caio;;Alta;Suporte;Com terceiro;13/01/2026 10:00:00;;\n'
    "000125;;Sem data;Caio;;Alta;Suporte;Aberto;13/01/2026 10:00:00;;\n"
)
OSTICKET_ENGLISH = (
    "Ticket Number,Date Created,Subject,From,From Email,Priority,Department,Current Status,Last Updated,Closed Date,"
    "Agent Assigned\n"
    "000123,2026-01-13 10:00:00,Sem rede,Bia,bia@example.com,Normal,Suporte,Fechado,2026-01-14 10:00:00,"
    "2026-01-14 10:00:00,Ana\n"
    '000124,2026-01-02 10:00:00,"Senha; nova",Caio,,Alta,Suporte,Com terceiro,2026-01-13 10:00:00,,\n'
    "000125,,Sem data,Caio,,Alta,Suporte,Aberto,2026-01-13 10:00:00,,\n"
)
COLUMNS = "ticket_id, state, customer_id, agent_id, opened_at::text, first_resolved_at::text"


def imported(tmp_path: Path, content: str) -> tuple[str, list[tuple], list[tuple]]:
    """Source found, tickets, and rejected rows of an export that only its columns tell."""
    report = run("auto", write(tmp_path / "export.csv", content), tmp_path / "data")
    facts = ask(tmp_path / "data", f"select {COLUMNS} from ticket_facts order by length(ticket_id), ticket_id")
    return report.source, facts, ask(tmp_path / "data", "select row_number, rule from rejected_rows")


def test_freshdesk(tmp_path):
    """A ticket that is open again is not dated by its old solving; an empty id is set aside."""
    assert imported(tmp_path, FRESHDESK) == (
        "freshdesk",
        [
            ("1", "closed", "Acme", "Ana", "2026-01-02 13:00:00+00", "2026-01-03 13:00:00+00"),
            ("2", "waiting_customer", "Caio", None, "2026-01-03 13:00:00+00", None),
        ],
        [(4, "id-missing")],
    )


def test_jira_service_management(tmp_path):
    """Months by name, two-digit years, noon and midnight; repeated columns and line breaks do no harm."""
    assert imported(tmp_path, JIRA) == (
        "jira_service_management",
        [
            ("SUP-1", "closed", "Bia", "Ana", "2026-03-12 12:41:00+00", "2026-03-13 03:30:00+00"),
            ("SUP-2", "waiting_customer", "Caio", None, "2026-04-01 16:05:00+00", None),
        ],
        [(4, "date-unreadable")],
    )


def test_hubspot(tmp_path):
    """The pipeline behind a status falls away; ids beyond any float stay whole; an end before the beginning is none."""
    assert imported(tmp_path, HUBSPOT) == (
        "hubspot",
        [
            ("2", "waiting_customer", None, None, "2026-01-03 13:00:00+00", None),
            ("900719925474099312", "closed", "Acme", "Ana", "2026-01-02 13:00:00+00", "2026-01-04 13:00:00+00"),
        ],
        [(4, "closed-before-opened")],
    )


@pytest.mark.parametrize("content", [OSTICKET, OSTICKET_ENGLISH])
def test_osticket_csv(tmp_path, content):
    """Headers in Portuguese with semicolons or in English with commas say the same; an own status counts as open."""
    assert imported(tmp_path, content) == (
        "osticket_csv",
        [
            ("000123", "closed", "bia@example.com", "Ana", "2026-01-13 13:00:00+00", "2026-01-14 13:00:00+00"),
            ("000124", "unknown", "Caio", None, "2026-01-02 13:00:00+00", None),
        ],
        [(4, "opened-missing")],
    )


T = "2026-01-02T1{}:00:00Z"
API = {
    "tickets": [
        {"id": 1, "subject": "Sem rede", "status": "solved", "requester_id": 7, "organization_id": 70, "assignee_id": 9,
         "group_id": 5, "priority": "high", "via": {"channel": "email"}, "created_at": T.format(0),
         "updated_at": T.format(9), "satisfaction_rating": {"score": "good", "id": 3, "comment": "Ótimo"},
         "custom_fields": [{"id": 1, "value": "x"}], "tags": ["a"]},
        {"id": 2, "subject": "Senha", "status": "open", "requester_id": 8, "organization_id": None, "assignee_id": None,
         "group_id": 5, "priority": None, "via": {"channel": "web"}, "created_at": T.format(1),
         "updated_at": T.format(1), "satisfaction_rating": {"score": "unoffered"}, "custom_fields": [], "tags": []},
    ],
    "users": [
        {"id": 7, "name": "Bia", "email": "bia@example.com", "role": "end-user", "organization_id": 70, "active": True},
        {"id": 8, "name": "Caio", "email": None, "role": "end-user", "organization_id": None, "active": True},
        {"id": 9, "name": "Ana", "email": "ana@example.com", "role": "agent", "organization_id": None, "active": True},
    ],
    "organizations": [{"id": 70, "name": "Acme", "shared_tickets": False, "created_at": T.format(0)}],
    "ticket_metrics": [
        {"id": 50, "ticket_id": 1, "solved_at": T.format(4), "reopens": 0, "reply_time_in_minutes": {"calendar": 60}},
        {"id": 51, "ticket_id": 2, "solved_at": T.format(4), "reopens": 1, "reply_time_in_minutes": {"calendar": None}},
    ],
    "audits": [
        {"id": 100, "ticket_id": 1, "created_at": T.format(1), "author_id": 9, "events": [
            {"id": 101, "type": "Comment", "body": "Vamos ver", "public": True, "author_id": 9},
            {"id": 102, "type": "Change", "field_name": "status", "value": "pending", "previous_value": "open"},
            {"id": 103, "type": "Change", "field_name": "tags", "value": ["a"], "previous_value": []}]},
        {"id": 110, "ticket_id": 1, "created_at": T.format(4), "author_id": 9, "events": [
            {"id": 111, "type": "Change", "field_name": "status", "value": "solved", "previous_value": "pending"}]},
        {"id": 120, "ticket_id": 99, "created_at": T.format(4), "author_id": 9, "events": [
            {"id": 121, "type": "Change", "field_name": "status", "value": "solved", "previous_value": "open"}]},
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", ["lines", "document"])
def test_zendesk_api(tmp_path, form):
    """Lines or documents: tickets with their history, people, ratings; what is of no ticket is set aside."""
    for name, records in API.items():
        lines = "\n".join(json.dumps(one) for one in records)
        content = lines if form == "lines" else json.dumps({name: records, "count": len(records)}, indent=1)
        write(tmp_path / "in" / f"{name}.{'jsonl' if form == 'lines' else 'json'}", content)
    report = run("auto", tmp_path / "in", tmp_path / "data")
    assert report.source == "zendesk_api"
    asked = "select ticket_id, state, customer_id, first_resolved_at::text from ticket_facts order by 1"
    assert ask(tmp_path / "data", asked) == [
        ("1", "resolved", "70", "2026-01-02 14:00:00+00"),
        ("2", "in_progress", "user-8", None),
    ]
    events = "select kind, author, raw_status, body from ticket_events order by occurred_at, kind"
    assert ask(tmp_path / "data", events) == [
        ("message", "agent", None, "Vamos ver"),
        ("status", "agent", "pending", None),
        ("status", "agent", "solved", None),
    ]
    assert sorted((one.rule, one.count) for one in report.rejected) == [("kind-unknown", 1), ("orphan", 1)]
    assert ask(tmp_path / "data", "select raw_score, comment from feedback") == [("good", "Ótimo")]
    assert ask(tmp_path / "data", "select name from customers order by 1") == [("Acme",), ("Caio",)]
    numbers = totals(report)
    assert numbers["read"] == sum(numbers[one] for one in ("used", "repeated", "superseded", "rejected"))
