"""The sources that ship: each trap of the real exports as a tiny file, and the real ones' figures where they are."""

import shutil

import pytest

from dashboard.importing import source as sources
from dashboard.importing.rules import codes
from dashboard.store.tables import CANONICAL, REQUIRED
from dashboard.text import LANGUAGES, has
from tests.importing.support import SHARED, ask, needs_exports, run, tickets, totals, write

ZENDESK = (
    "ticket_id,created_at,created_timestamp,status,first_solved_at,ticket_channel,ticket_group,ticket_priority,"
    "ticket_type,"
    "submitter_role,requester_organization,ticket_satisfaction_score,first_reply_time_calendar_minutes,"
    "assignee_name\r\n"
)
SLAS = (
    "sla_event_id,ticket_id,metric,sla_applied_at,target,in_business_hours,sla_breach_at,sla_elapsed_time,"
    "is_sla_breach\r\n"
)
SERVICENOW = (
    "number,ident_state,sys_mod_count,opened_at,sys_updated_at,category,category,assignment_group,"
    "assigned_to,resolved_at,closed_at\n"
)
GLPI = (
    "ID;Título;Status;Requerente - Requerente;Atribuído - Técnico;Prioridade;Data de abertura;"
    "Tempo para solução;Data da solução;Última atualização\n"
)


def zendesk(folder, rows: str, slas: str = ""):
    write(folder / "a.csv", ZENDESK + rows)
    write(folder / "b.csv", SLAS + slas)
    return folder


def test_zendesk_metrics_reads_utc_and_undated_scores(tmp_path):
    """Zendesk's naive times are UTC, its scores undated, its only closing time the first solution."""
    rows = (
        "1,2023-08-02 18:24:05.000000,x,closed,2023-08-02 21:04:57.000000,email,Support,normal,task,end-user,Acme,bad,"
        "19.86666667,Ana\r\n"
        "2,2023-08-02 18:24:05.000000,x,deleted,,email,Support,normal,task,agent,Acme,,,Ana\r\n"
    )
    report = run("zendesk_metrics", zendesk(tmp_path / "in", rows), tmp_path / "data")
    assert tickets(
        tmp_path / "data", "opened_at::text, resolved_at::text, closed_at, first_response_at::text, opened_by"
    ) == [
        ("2023-08-02 18:24:05+00", "2023-08-02 21:04:57+00", None, "2023-08-02 18:43:57+00", "customer"),
        ("2023-08-02 18:24:05+00", None, None, None, "agent"),
    ]
    assert ask(tmp_path / "data", "select ticket_id, raw_score, given_at from feedback") == [("1", "bad", None)]
    assert dict(report.tickets_by_state) == {"closed": 1, "deleted": 1}


def test_zendesk_targets_without_a_ticket_are_orphans(tmp_path):
    """A target whose ticket is nowhere is set aside as an orphan; minutes become seconds."""
    rows = "1,2023-08-02 18:24:05.000000,x,open,,email,Support,normal,task,end-user,Acme,,,Ana\r\n"
    slas = (
        "7,1,first_reply_time,2023-08-02 18:24:05,60,TRUE,2023-08-02 19:24:05,46,FALSE\r\n8,99,next_reply_time,"
        "2023-08-02 18:24:05,60,FALSE,,1,TRUE\r\n"
    )
    report = run("zendesk_metrics", zendesk(tmp_path / "in", rows, slas), tmp_path / "data")
    assert ask(
        tmp_path / "data", "select target_id, target_seconds, clock, elapsed_seconds, is_breached from targets"
    ) == [("7", 3600, "working", 2760, False)]
    assert [(rule.rule, rule.count) for rule in report.rejected] == [("orphan", 1)]


def test_servicenow_keeps_every_snapshot_and_never_reads_the_final_dates(tmp_path):
    """Each snapshot is one event; the ticket is the last one; the closing times, final on every row, are not read."""
    rows = (
        "0000045,New,0,29/2/2016 01:16,29/2/2016 01:23,Category 5,6,56,?,29/2/2016 11:29,5/3/2016 12:00\n"
        "0000045,-100,3,29/2/2016 01:16,29/2/2016 11:29,Category 5,6,57,12,29/2/2016 11:29,5/3/2016 12:00\n"
        "INC0000045,Active,2,29/2/2016 01:16,29/2/2016 08:53,Category 5,6,Group 56,Resolver 11,29/2/2016 11:29,"
        "5/3/2016 12:00\n"
    )
    report = run("servicenow_incidents", write(tmp_path / "x.csv", SERVICENOW + rows), tmp_path / "data")
    assert tickets(tmp_path / "data", "ticket_id, raw_status, agent_id, department, resolved_at, closed_at") == [
        ("0000045", "-100", "12", "57", None, None)
    ]
    events = ask(tmp_path / "data", "select sequence, raw_status, department, agent_id from ticket_events order by 1")
    assert events == [(0, "New", "56", None), (2, "Active", "56", "11"), (3, "-100", "57", "12")]
    assert [one.raw_status for one in report.unknown_statuses] == ["-100"]


def test_servicenow_rows_exported_twice_are_one_event(tmp_path):
    """The same snapshot in two files, with or without prefixes, is one event."""
    row = "0000045,New,0,29/2/2016 01:16,29/2/2016 01:23,5,6,56,7,,\n"
    original = "INC0000045,New,0,29/2/2016 01:16,29/2/2016 01:23,Category 5,6,Group 56,Resolver 7,,\n"
    write(tmp_path / "in" / "a.csv", SERVICENOW + row)
    write(tmp_path / "in" / "b.csv", SERVICENOW.replace("ident_state", "incident_state") + original)
    run("servicenow_incidents", tmp_path / "in", tmp_path / "data")
    assert ask(tmp_path / "data", "select count(*) from ticket_events") == [(1,)]
    assert tickets(tmp_path / "data", "ticket_id, number") == [("0000045", "INC0000045")]


def test_glpi_ids_technicians_and_deadline(tmp_path):
    """The id keeps its blank, the first technician is the agent, the deadline is none of the closings."""
    row = (
        "52 267;;Solucionado;R 1;Técnico 2 (1002) <br>Técnico 1 (1001);Média;22/08/2025 11:49;22/08/2025 15:49;"
        "22/08/2025 11:52;30/10/2025 01:00\n"
    )
    run("glpi_pt_br", write(tmp_path / "x.csv", "\ufeff" + GLPI + row), tmp_path / "data")
    assert tickets(
        tmp_path / "data", "ticket_id, agent_id, due_at::text, resolved_at::text, closed_at, updated_at"
    ) == [("52 267", "Técnico 2 (1002)", "2025-08-22 18:49:00+00", "2025-08-22 14:52:00+00", None, None)]
    assert ask(tmp_path / "data", "select name from agents order by 1") == [("Técnico 1",), ("Técnico 2",)]


@pytest.mark.parametrize("name", sources.names())
def test_every_source_that_ships_is_whole(name):
    """A source's description is valid, its maps give known states, and its needed columns are dates."""
    source = sources.find(name)
    assert source.name == name
    for table in source.tables.values():
        assert set(table.needed) <= set(table.dates)


def test_the_canonical_source_knows_every_canonical_table():
    """Every canonical table can be delivered, its compulsory columns are required, its times are dates."""
    source = sources.find("canonical")
    assert set(source.selects) == set(CANONICAL) == set(source.tables)
    for name, table in CANONICAL.items():
        times = {
            column.name
            for column in table.columns
            if "TIMESTAMP" in str(column.type).upper() or "DATETIME" in str(column.type).upper()
        }
        assert set(REQUIRED[name]) <= set(source.tables[name].required)
        assert set(source.tables[name].dates) == times


def test_every_rule_has_its_words():
    """Every code that can stand in a report is explained in both languages."""
    assert [code for code in codes() for language in LANGUAGES if not has(f"import.rule.{code}", language)] == []


# ---------------------------------------------------------------- the real exports
@needs_exports
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("zendesk_metrics", "zendesk_metrics"),
        ("glpi_pt_br", "glpi_pt_br"),
        ("servicenow_incidents", "servicenow_incidents/ServiceNow-Kaggle.zip"),
    ],
)
def test_auto_recognises_the_real_exports_under_other_names(tmp_path, name, given):
    """auto finds the source of a real export, also after its files were renamed."""
    given = SHARED / given
    folder = tmp_path / "renamed"
    folder.mkdir()
    for number, file in enumerate(sorted(given.iterdir()) if given.is_dir() else [given]):
        shutil.copyfile(file, folder / f"export{number}.dat")
    assert run("auto", folder, tmp_path / "data", publish=False).source == name


@needs_exports
def test_zendesk_metrics_figures(tmp_path):
    """The real export gives its check figures: 5,849 tickets by status, 4,636 scores, 1,081 orphan targets of 3,450."""
    report = run("zendesk_metrics", SHARED / "zendesk_metrics", tmp_path / "data")
    assert dict(ask(tmp_path / "data", "select raw_status, count(*) from tickets group by 1")) == {
        "closed": 3337, "solved": 1292, "pending": 563, "open": 388, "hold": 197, "new": 45, "deleted": 27,
    }  # fmt: skip
    assert dict(ask(tmp_path / "data", "select raw_score, count(*) from feedback group by 1")) == {
        "good": 2335,
        "bad": 2301,
    }
    assert totals(report) == {"read": 9299, "used": 8218, "repeated": 0, "superseded": 0, "rejected": 1081}


@needs_exports
def test_servicenow_figures(tmp_path):
    """The complete log gives its check figures, and the cut copy beside it adds no event."""
    figures = {
        "Active": 38716, "New": 36407, "Resolved": 25751, "Closed": 24985, "Awaiting User Info": 14642,
        "Awaiting Vendor": 707, "Awaiting Problem": 461, "Awaiting Evidence": 38, "-100": 5,
    }  # fmt: skip
    run("servicenow_incidents", SHARED / "servicenow_incidents" / "incident_event_log.zip", tmp_path / "data")
    asked = "select raw_status, count(*) from ticket_events group by 1"
    assert dict(ask(tmp_path / "data", asked)) == figures
    run("servicenow_incidents", SHARED / "servicenow_incidents", tmp_path / "data")
    assert dict(ask(tmp_path / "data", asked)) == figures
    assert ask(tmp_path / "data", "select count(*), count(distinct ticket_id) from tickets") == [(24918, 24918)]


@needs_exports
def test_glpi_figures(tmp_path):
    """The real export gives its check figures: 66 solved, 82 closed, 10 of 148 solved after their due time."""
    run("glpi_pt_br", SHARED / "glpi_pt_br", tmp_path / "data")
    assert dict(ask(tmp_path / "data", "select raw_status, count(*) from tickets group by 1")) == {
        "Fechado": 82,
        "Solucionado": 66,
    }
    assert ask(tmp_path / "data", "select count(*) from tickets where resolved_at > due_at") == [(10,)]
