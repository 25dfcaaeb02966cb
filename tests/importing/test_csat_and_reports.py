"""Chatwoot's satisfaction export, Zammad's report in Excel, and a city's service requests."""

from datetime import datetime

import pytest

from dashboard.errors import DashboardError
from tests.importing.support import SHARED, ask, needs_exports, run, totals, write
from tests.importing.test_spreadsheets import book

CSAT = """Agent Name,Rating,Feedback Comment,Contact Name,Contact Email Address,Contact Phone Number,Link to the conversation,Recorded date
Ana Souza (ana@example.com),5,"Ótimo, obrigado",Bia,bia@example.com,,https://desk.example.com/app/accounts/1/conversations/17,2026-01-02 10:00:00 UTC

Ana Souza (ana@example.com),2,,Caio,,,https://desk.example.com/app/accounts/1/conversations/18,2026-01-03 10:00:00 UTC
,1,Ninguém,,,,,2026-01-04 10:00:00 UTC
{footer}
"""  # noqa: E501 - as the helpdesk writes it
IN_PORTUGUESE = {
    "Agent Name": "Nome do Agente", "Rating": "Classificação", "Feedback Comment": "Comentário de Feedback",
    "Contact Name": "Nome do contato", "Contact Email Address": "E-mail de contato",
    "Contact Phone Number": "Telefone de contato", "Link to the conversation": "Link para a conversa",
    "Recorded date": "Data de gravação",
}  # fmt: skip


def in_portuguese(content: str) -> str:
    for english, portuguese in IN_PORTUGUESE.items():
        content = content.replace(english, portuguese, 1)
    return content.format(footer="Reportando o período 2026-01-01 a 2026-01-31")


@pytest.mark.parametrize(
    "content",
    [
        CSAT.format(footer="Reporting period 2026-01-01 to 2026-01-31"),
        CSAT.format(footer="Reporting period 2026-01-01 to 2026-01-31,,,,,,,"),
        in_portuguese(CSAT),
    ],
)
def test_chatwoot_csat(tmp_path, content):
    """Scores with their agent and words; the last line is a footer, whether or not its other cells are written."""
    report = run("auto", write(tmp_path / "csat.csv", content), tmp_path / "data")
    assert (report.source, totals(report)["used"], totals(report)["rejected"]) == ("chatwoot_csat", 3, 1)
    assert [(one.rule, one.count) for one in report.rejected] == [("footer", 1)]
    assert ask(tmp_path / "data", "select row_number from rejected_rows") in ([(6,)], [(5,)])
    assert ask(tmp_path / "data", "select score, agent_id, comment, said_at::text from ratings order by said_at") == [
        (5.0, "ana@example.com", "Ótimo, obrigado [ticket 17]", "2026-01-02 10:00:00+00"),
        (2.0, "ana@example.com", None, "2026-01-03 10:00:00+00"),
        (1.0, None, "Ninguém", "2026-01-04 10:00:00+00"),
    ]
    assert ask(tmp_path / "data", "select * exclude (source) from agents") == [
        ("ana@example.com", "Ana Souza", "ana@example.com", None, None)
    ]


ZAMMAD = [
    "#", "Title", "State", "Priority", "Group", "Owner", "Customer", "Organization", "Create Channel", "Sender",
    "Created At", "Updated At", "Closed At", "First Response At", "First Response In Min",
]  # fmt: skip


def moment(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 1, day, hour)  # noqa: DTZ001 - a sheet has no zones


def zammad_rows() -> list[list]:
    return [
        ZAMMAD,
        ["10001", "Sem rede", "closed", "2 normal", "Suporte", "Ana", "Bia", "Acme", "email", "Customer",
         moment(2), moment(5), moment(4), moment(2, 11), 30],
        ["10002", "Senha", "open", "3 high", "Suporte", "-", "Caio", "-", "phone", "Agent",
         moment(3), moment(6), moment(4), "", ""],
        ["10003", "Sem data", "new", "1 low", "Suporte", "-", "Caio", "", "web", "Customer", "", "", "", "", ""],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("marks", "is_refused"), [([*"0123456789", "10"] * 3, True), ([*"12345"] * 10 + ["55"] * 5, False)]
)
def test_marks_of_another_scale_are_refused(tmp_path, marks, is_refused):
    """Of marks from 0 to 10 the lower half would pass for marks from 1 to 5; a few slips beyond the scale are none."""
    head, first, *_ = CSAT.splitlines()
    rows = [first.replace(",5,", f",{mark},").replace("/17,", f"/{number},") for number, mark in enumerate(marks)]
    file = write(tmp_path / "csat.csv", "\n".join([head, *rows]) + "\n")
    if is_refused:
        with pytest.raises(DashboardError) as error:
            run("chatwoot_csat", file, tmp_path / "data")
        assert error.value.key == "error.scores_off_scale"
        assert [error.value.facts[fact] for fact in ("row", "cell", "count", "filled")] == [8, "6", 15, 33]
    else:
        run("chatwoot_csat", file, tmp_path / "data")
        assert ask(tmp_path / "data", "select count(*), count(score) from ratings") == [(55, 50)]


def test_zammad_report(tmp_path):
    """A ticket that was reopened is open although it has a closing time; `-` is nobody."""
    report = run("auto", book(tmp_path / "report.xlsx", **{"2026-01": zammad_rows()}), tmp_path / "data")
    assert (report.source, report.rejected[0].rule, report.rejected[0].examples) == (
        "zammad_report", "opened-missing", (("report.xlsx/2026-01", 4, "opened_at"),),
    )  # fmt: skip
    columns = "ticket_id, customer_id, agent_id, priority, opened_by, opened_at::text, closed_at::text"
    assert ask(tmp_path / "data", f"select {columns} from tickets order by 1") == [
        ("10001", "Acme", "Ana", "normal", "customer", "2026-01-02 13:00:00+00", "2026-01-04 13:00:00+00"),
        ("10002", "Caio", None, "high", "agent", "2026-01-03 13:00:00+00", None),
    ]
    states = "select ticket_id, state from ticket_facts order by 1"
    assert ask(tmp_path / "data", states) == [("10001", "closed"), ("10002", "in_progress")]


REQUESTS = """case_enquiry_id,open_dt,target_dt,closed_dt,case_status,case_title,type,reason,department,source
1,21/01/2022 13:47:00,24/02/2022 08:30:00,,Open,Graffiti,Removal,Graffiti,PROP,Constituent Call
2,03/01/2022 09:00:00, ,14/01/2022 10:00:00,Closed,São João, , ,PWDx,Citizens Connect App
2,03/01/2022 09:00:00, ,14/01/2022 10:00:00,Closed,São João, , ,PWDx,Citizens Connect App
"""


def test_requests_with_the_day_first_and_a_repeated_id(tmp_path):
    """03/01 is the third of January since another row says so; the same row twice is one."""
    report = run("auto", write(tmp_path / "r.csv", REQUESTS), tmp_path / "data")
    assert report.source == "requests_311"
    assert totals(report) == {"read": 3, "used": 2, "repeated": 1, "superseded": 0, "rejected": 0}
    columns = "ticket_id, subject, category, opened_at::text, closed_at::text"
    assert ask(tmp_path / "data", f"select {columns} from tickets order by 1") == [
        ("1", "Graffiti", "Removal", "2022-01-21 18:47:00+00", None),
        ("2", "São João", None, "2022-01-03 14:00:00+00", "2022-01-14 15:00:00+00"),
    ]


@needs_exports
@pytest.mark.parametrize("dialect", ["100", "dmy-100", "100-notime", "100-with-nonascii"])
def test_the_real_requests_in_each_dialect(tmp_path, dialect):
    """85 closed and 15 open, the first of January opened first."""
    run("auto", SHARED / "boston_311" / f"boston311-{dialect}.csv", tmp_path / "data")
    counted = dict(ask(tmp_path / "data", "select state, count(*) from ticket_facts group by 1"))
    assert counted == {"closed": 85, "in_progress": 15}
    asked = "select min(opened_at)::date::text, max(opened_at)::date::text from tickets"
    assert ask(tmp_path / "data", asked)[0][0] == "2022-01-01"
    assert ask(tmp_path / "data", asked)[0][1] in ("2022-01-31", "2022-02-01")


@needs_exports
def test_the_real_copy_with_repeated_ids(tmp_path):
    """100 rows are 80 requests: 20 repeat others word for word."""
    report = run("requests_311", SHARED / "boston_311" / "boston311-100-20dupes-random.csv", tmp_path / "data")
    assert totals(report) == {"read": 100, "used": 80, "repeated": 20, "superseded": 0, "rejected": 0}


@needs_exports
def test_all_dialects_together(tmp_path):
    """The five files name the same requests in different words: each counts once, no row is lost."""
    report = run("requests_311", SHARED / "boston_311", tmp_path / "data")
    numbers = totals(report)
    assert numbers["read"] == 500 == sum(numbers[one] for one in ("used", "repeated", "superseded", "rejected"))
    assert (numbers["used"], numbers["rejected"]) == (
        ask(tmp_path / "data", "select count(*) from tickets")[0][0], 0,
    )  # fmt: skip
