"""The sources that ship: each trap of the real exports as a tiny file, and the real ones' figures where they are."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard import importing
from dashboard.errors import DashboardError
from dashboard.importing.rows.rules import codes
from dashboard.importing.sources import source as sources
from dashboard.store.engine import Store
from dashboard.store.info import Info
from dashboard.store.tables import CANONICAL, REQUIRED
from dashboard.text import LANGUAGES, has
from tests.importing.support import (
    HEAD,
    NOW,
    SHARED,
    ask,
    make_source,
    needs_exports,
    run,
    settings,
    tickets,
    totals,
    write,
)  # fmt: skip

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


CONTACTS = "customer_id,name,phone,email\r\n"
COLUMNS = "contact_id, customer_id, name, contact_role, phone_1, phone_2, email, updated_at, confirmed_at"


def zendesk(folder, rows: str, slas: str = ""):
    write(folder / "a.csv", ZENDESK + rows)
    write(folder / "b.csv", SLAS + slas)
    return folder


def info(data_dir: Path) -> Info:
    """What the store says of the published version."""
    store = Store(data_dir, settings(), with_desk=False)
    store.close()
    return store.info


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


def test_zendesk_minutes_that_a_spreadsheet_wrote_anew(tmp_path):
    """Decimal commas are told and give no first response, nor does what may be 2 or 2000; whole minutes stay."""
    minutes = ("1,5", "2,000", "90", "", "1h30")
    rows = "".join(
        f'{number},2023-08-02 18:00,x,open,,email,Support,normal,task,end-user,Acme,,"{said}",Ana\r\n'
        for number, said in enumerate(minutes, start=1)
    )
    report = run("zendesk_metrics", zendesk(tmp_path / "in", rows), tmp_path / "data")
    assert tickets(tmp_path / "data", "ticket_id, first_response_at::text") == [
        ("1", None), ("2", None), ("3", "2023-08-02 19:30:00+00"), ("4", None), ("5", None),
    ]  # fmt: skip
    assert [(one.rule, one.count) for one in report.warnings] == [("number-unreadable", 3)]


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


def test_contacts_br_gives_a_customer_and_a_primary_contact_per_row(tmp_path):
    """Names, phones and e-mails stay as written; what is missing stays empty, and no date is made up."""
    rows = (
        '007,"Conceição, ""Ceça"" Araújo", +55 (071) 0771 6705 ,ceca@example.net\r\n'
        '8,"Maria\nde Sá",,\r\n'
        "9,D'Ávila & Filhos LTDA.,0800 123 4567,não tem\r\n"
    )
    report = run("contacts_br", write(tmp_path / "x.csv", "\ufeff" + CONTACTS + rows), tmp_path / "data")
    assert ask(tmp_path / "data", f"select {COLUMNS} from contacts order by 1") == [
        (
            "007",
            "007",
            'Conceição, "Ceça" Araújo',
            "primary",
            "+55 (071) 0771 6705",
            None,
            "ceca@example.net",
            None,
            None,
        ),
        ("8", "8", "Maria\nde Sá", "primary", None, None, None, None, None),
        ("9", "9", "D'Ávila & Filhos LTDA.", "primary", "0800 123 4567", None, "não tem", None, None),
    ]
    kinds = ask(tmp_path / "data", "select customer_id, name, customer_kind, created_at from customers order by 1")
    assert [(customer, kind) for customer, _, kind, _ in kinds] == [
        ("007", "person"),
        ("8", "person"),
        ("9", "company"),
    ]
    assert totals(report) == {"read": 3, "used": 3, "repeated": 0, "superseded": 0, "rejected": 0}
    assert tickets(tmp_path / "data") == [] == list(report.tickets_by_state)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Maria de Sá", "person"),
        ("Inês Prefeito", "person"),
        ("Diga me", "person"),
        ("Padaria Sá S.A.", "company"),
        ("Padaria Sá S/A", "company"),
        ("JOSÉ DA SILVA ME", "company"),
        ("Irmãos Souza & Cia", "company"),
        ("Comércio de Flores Jardim", "company"),
        ("Associação dos Moradores", "company"),
        ("Loja Sul Eireli", "company"),
    ],
)
def test_contacts_br_knows_a_company_by_its_name(tmp_path, name, kind):
    """A legal form or a word that no person bears; a surname that looks like one stays a person's."""
    run("contacts_br", write(tmp_path / "x.csv", f"{CONTACTS}1,{name},,\r\n"), tmp_path / "data")
    assert ask(tmp_path / "data", "select customer_kind from customers") == [(kind,)]


def test_contacts_br_in_latin_1_with_repeated_and_missing_ids(tmp_path):
    """An older encoding is understood; of a repeated id the later row counts, a row without one is kept aside."""
    rows = "1,Conceição,71 3771 6705,a@x.example\r\n,Ninguém,1,b@x.example\r\n1,Conceição,71 3771 6706,a@x.example\r\n"
    rows += "2,Zé,,z@x.example\r\n2,Zé,,z@x.example\r\n"
    report = run("contacts_br", write(tmp_path / "x.csv", (CONTACTS + rows).encode("latin-1")), tmp_path / "data")
    found = ask(tmp_path / "data", "select customer_id, name, phone_1 from contacts order by 1")
    assert found == [("1", "Conceição", "71 3771 6706"), ("2", "Zé", None)]
    assert ask(tmp_path / "data", "select count(*) from customers") == [(2,)]
    # The first row of 1 says the same customer and another phone.
    assert totals(report) == {"read": 5, "used": 2, "repeated": 1, "superseded": 1, "rejected": 1}
    assert [(one.rule, one.count) for one in report.rejected] == [("id-missing", 1)]


def test_contacts_br_again_changes_what_changed(tmp_path):
    """The same file twice is repeated row by row; a corrected phone replaces the old one; nobody is lost."""
    first = write(tmp_path / "a.csv", CONTACTS + "1,Ana,71 3771 6705,\r\n2,Zé,,\r\n")
    run("contacts_br", first, tmp_path / "data")
    assert run("contacts_br", first, tmp_path / "data").total("repeated") == 2
    later = write(tmp_path / "b.csv", CONTACTS + "1,Ana,71 93771 6705,\r\n")
    run("contacts_br", later, tmp_path / "data", now=NOW + timedelta(days=9))
    found = ask(tmp_path / "data", "select contact_id, phone_1 from contacts order by 1")
    assert found == [("1", "71 93771 6705"), ("2", None)]
    assert ask(tmp_path / "data", "select exported_at from sources") == [(NOW + timedelta(days=9),)]


def test_contacts_br_beside_a_helpdesk(tmp_path):
    """The customers of both stand side by side, and the tickets keep their own moment: nothing ages by the list."""
    helpdesk = write(tmp_path / "in" / "tickets.csv", HEAD + "\n1,new,2026-01-02 10:00\n")
    write(tmp_path / "in" / "customers.csv", "customer_id,name\n1,Loja\n")
    clientes = write(tmp_path / "clientes.csv", CONTACTS + "1,Ana,,ana@x.example\r\n")
    run("canonical", tmp_path / "in", tmp_path / "data")
    before = info(tmp_path / "data")
    report = run("contacts_br", clientes, tmp_path / "data")
    found = ask(tmp_path / "data", "select source, customer_id, name from customers order by 1")
    assert found == [("canonical", "1", "Loja"), ("contacts_br", "1", "Ana")]
    assert report.published
    assert tickets(tmp_path / "data") == [("1", "new")]
    after = info(tmp_path / "data")
    assert (after.exported_at, after.first_day, after.last_day) == (
        before.exported_at, before.first_day, before.last_day,
    )  # fmt: skip
    assert {one.source: "tickets" in one.has for one in after.sources} == {"canonical": True, "contacts_br": False}
    run("canonical", helpdesk, tmp_path / "data")
    assert ask(tmp_path / "data", "select count(*) from customers") == [(2,)]


def test_contacts_br_alone_has_no_tickets_and_a_day(tmp_path):
    """A folder of contacts alone stands for the moment of its import; its calendar begins there."""
    run("contacts_br", write(tmp_path / "x.csv", CONTACTS + "1,Ana,,\r\n"), tmp_path / "data")
    told = info(tmp_path / "data")
    assert (told.exported_at, told.first_day, told.last_day) == (NOW, NOW.date(), NOW.date())
    assert told.sources[0].has == {"customers", "contacts"}
    assert ask(tmp_path / "data", "select min(starts_at) > '2026-11-01' from working_intervals") == [(True,)]
    rebuilt = importing.rebuild(tmp_path / "data", settings())
    assert rebuilt.published
    assert ask(tmp_path / "data", "select count(*) from contacts") == [(1,)]


def test_auto_takes_a_list_of_customers_only_without_tickets(tmp_path):
    """Alone it is contacts_br; beside tickets of a helpdesk it is a file that the helpdesk does not know."""
    write(tmp_path / "in" / "customers.csv", CONTACTS + "1,Ana,,\r\n")
    assert run("auto", tmp_path / "in", tmp_path / "data", publish=False).source == "contacts_br"
    row = "1;;Novo;R 1;;Média;22/08/2025 11:49;;;\n"
    write(tmp_path / "in" / "chamados.csv", GLPI + row)
    report = run("auto", tmp_path / "in", tmp_path / "data")
    assert (report.source, report.not_mapped) == ("glpi_pt_br", ("customers.csv",))


def test_auto_leaves_canonical_files_to_canonical(tmp_path):
    """Customers and contacts of the canonical format beside their tickets, also with a column too many."""
    write(tmp_path / "in" / "tickets.csv", HEAD + "\n1,new,2026-01-02 10:00\n")
    write(tmp_path / "in" / "contacts.csv", "contact_id,customer_id,name,phone_1,email\n1,1,Ana,,\n")
    write(tmp_path / "in" / "customers.csv", "customer_id,name\n1,Ana\n")
    assert run("auto", tmp_path / "in", tmp_path / "data").source == "canonical"
    write(tmp_path / "in" / "customers.csv", CONTACTS + "1,Ana,,\r\n")
    assert run("auto", tmp_path / "in", tmp_path / "data", publish=False).source == "canonical"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("customer_id,name,email\r\n1,Ana,\r\n", "error.columns_missing"),
        (CONTACTS, "error.only_headers"),
        (CONTACTS + ",Ana,1,\r\n", "error.nothing_usable"),
    ],
)
def test_contacts_br_refuses_what_holds_no_customer(tmp_path, content, key):
    """A missing column, no row, no row with an id: refused whole, with the reasons."""
    with pytest.raises(DashboardError) as error:
        run("contacts_br", write(tmp_path / "clientes.csv", content), tmp_path / "data")
    assert error.value.key == key
    assert key != "error.nothing_usable" or error.value.facts["reasons"] == "id-missing (1)"


def test_a_source_about_nothing_is_refused(tmp_path):
    """Agents alone are no export: a source delivers tickets, customers or contacts."""
    folder = make_source(tmp_path / "source", agents="select 1")
    (folder / "tickets.sql").unlink()
    with pytest.raises(DashboardError) as error:
        sources.load(folder)
    assert error.value.key == "error.source_without_subject"


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
        ("contacts_br", "contacts_br"),
        ("zendesk_tables", "zendesk_tables"),
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
