"""Exports follow one another; what the warehouse holds afterwards."""

import pytest

from dashboard import importing
from dashboard.store import versions
from tests.importing.support import HEAD, SELECT, SOURCE, ask, make_source, run, settings, tickets, totals, write

EVENTS = "select * from events"
WITH_EVENTS = (
    SOURCE
    + """
[tables.events]
required = ["ticket_id", "occurred_at", "kind"]
dates = ["occurred_at"]
"""
)


def export(folder, rows: str, events: str = "", head: str = "id,status,opened,updated,subject"):
    write(folder / "raw.csv", f"{head}\n{rows}")
    if events:
        write(folder / "events.csv", f"ticket_id,occurred_at,kind,author,body\n{events}")
    return folder


def test_the_same_export_twice_changes_no_number(tmp_path):
    """Importing the same export again marks every row as repeated and changes no row."""
    source = make_source(tmp_path / "source", WITH_EVENTS, ticket_events=EVENTS)
    given = export(
        tmp_path / "in", "1,open,2026-01-02,,a\n2,open,2026-01-02,2026-01-03,b\n",
        "1,2026-01-02,message,customer,x\n1,2026-01-02,message,customer,x\n9,2026-01-02,message,customer,x\n",
    )  # fmt: skip
    first = run(source, given, tmp_path / "data")
    before = {
        table: ask(tmp_path / "data", f"select * from {table} order by all")
        for table in ("tickets", "ticket_events", "spells", "statuses")
    }
    assert totals(first) == {"read": 5, "used": 3, "repeated": 1, "superseded": 0, "rejected": 1}
    second = run(source, given, tmp_path / "data")
    assert totals(second) == {"read": 5, "used": 0, "repeated": 4, "superseded": 0, "rejected": 1}
    assert before == {table: ask(tmp_path / "data", f"select * from {table} order by all") for table in before}
    assert ask(tmp_path / "data", "select count(*) from rejected_rows") == [(1,)]


def test_the_newer_row_wins_whatever_the_order_of_imports(tmp_path):
    """An older export imported later changes nothing: later updated_at wins, its older events included."""
    source = make_source(tmp_path / "source", WITH_EVENTS, ticket_events=EVENTS)
    new = export(
        tmp_path / "new",
        "1,done,2026-01-02,2026-01-09,a\n",
        "1,2026-01-02,message,customer,x\n1,2026-01-09,note,agent,y\n",
    )
    old = export(tmp_path / "old", "1,open,2026-01-02,2026-01-03,a\n", "1,2026-01-02,message,customer,x\n")
    run(source, new, tmp_path / "data")
    report = run(source, old, tmp_path / "data")
    assert tickets(tmp_path / "data") == [("1", "done")]
    assert ask(tmp_path / "data", "select count(*) from ticket_events") == [(2,)]
    assert totals(report)["superseded"] == 2


def test_without_an_update_time_the_later_import_wins(tmp_path):
    """Where rows carry no time of change, the later import wins, and tickets it does not name stay."""
    source = make_source(tmp_path / "source")
    run(source, export(tmp_path / "one", "1,open,2026-01-02,,a\n2,open,2026-01-02,,b\n"), tmp_path / "data")
    run(source, export(tmp_path / "two", "1,done,2026-01-02,,a\n3,open,2026-01-05,,c\n"), tmp_path / "data")
    assert tickets(tmp_path / "data") == [("1", "done"), ("2", "open"), ("3", "open")]


@pytest.mark.parametrize(
    ("older", "newer", "warned"),
    [
        # Nothing says which is newer: between files the last by name wins as a whole, whatever the row.
        ("1,done,2026-01-02,,a", "1,open,2026-01-02,,b", [("1", "a-old.csv", 4)]),
        ("1,done,2026-01-02,2026-01-03,a", "1,open,2026-01-02,2026-01-03,b", [("1", "a-old.csv", 4)]),
        # Here the date says it, and there the two are one.
        ("1,done,2026-01-02,2026-01-03,a", "1,open,2026-01-02,2026-01-04,b", []),
        ("1,done,2026-01-02,,a", "1,open,2026-01-02,2026-01-04,b", []),
        ("1,open,2026-01-02,,b", "1,open,2026-01-02,,b", []),
    ],
)
def test_an_id_twice_with_other_values_is_told(tmp_path, older, newer, warned):
    """Where nothing says which of two rows is newer, one file wins, and each row that lost is a warning."""
    source = make_source(tmp_path / "source")
    head = "id,status,opened,updated,subject\n"
    write(tmp_path / "in" / "a-old.csv", f"{head}8,open,2026-01-02,,x\n9,open,2026-01-02,,x\n{older}\n")
    write(tmp_path / "in" / "b-new.csv", f"{head}{newer}\n")
    run(source, tmp_path / "in", tmp_path / "data")
    assert tickets(tmp_path / "data")[0] == ("1", "open")
    asked = "select cell, file, row_number from cell_warnings where rule = 'id-twice'"
    assert ask(tmp_path / "data", asked) == warned


@pytest.mark.parametrize(("mode", "bodies"), [("complete", ["b", "c"]), ("append", ["a", "b", "c"])])
def test_events_replace_or_add(tmp_path, mode, bodies):
    """Complete events replace those of their tickets; appended ones add what is not known."""
    description = WITH_EVENTS + f'\n[merge]\nticket_events = "{mode}"\n'
    source = make_source(tmp_path / "source", description, ticket_events=EVENTS)
    row = "1,open,2026-01-02,,s\n"
    run(
        source,
        export(tmp_path / "1", row, "1,2026-01-02,message,customer,a\n1,2026-01-03,message,agent,b\n"),
        tmp_path / "data",
    )
    run(
        source,
        export(tmp_path / "2", row, "1,2026-01-03,message,agent,b\n1,2026-01-04,message,customer,c\n"),
        tmp_path / "data",
    )
    assert [one[0] for one in ask(tmp_path / "data", "select body from ticket_events order by body")] == bodies


def test_duplicates_within_an_export(tmp_path):
    """Equal rows are repeated, older ones superseded: the newest is later by its update, else by its row."""
    rows = (
        "1,open,2026-01-02,2026-01-05,new\n1,open,2026-01-02,2026-01-03,old\n"
        "2,open,2026-01-02,,first\n2,open,2026-01-02,,last\n3,open,2026-01-02,,same\n3,open,2026-01-02,,same\n"
    )
    report = run(make_source(tmp_path / "source"), export(tmp_path / "in", rows), tmp_path / "data")
    assert [row[0] for row in tickets(tmp_path / "data", "subject")] == ["new", "last", "same"]
    assert totals(report) == {"read": 6, "used": 3, "repeated": 1, "superseded": 2, "rejected": 0}


def test_a_full_export_marks_what_is_gone_as_deleted(tmp_path):
    """Tickets gone from a full export are deleted: excluded, not lost."""
    source = make_source(tmp_path / "source", "full = true\n" + SOURCE)
    run(source, export(tmp_path / "one", "1,open,2026-01-02,,a\n2,open,2026-01-02,,b\n"), tmp_path / "data")
    report = run(source, export(tmp_path / "two", "2,open,2026-01-02,,b\n"), tmp_path / "data")
    assert tickets(tmp_path / "data") == [("1", "deleted"), ("2", "open")]
    assert dict(report.tickets_by_state) == {"deleted": 1, "in_progress": 1}


def test_several_helpdesks_live_side_by_side(tmp_path):
    """Two instances with the same ids keep their rows apart; an import touches only its own."""
    source = make_source(tmp_path / "source")
    run(source, export(tmp_path / "a", "1,open,2026-01-02,,a\n"), tmp_path / "data", instance="one")
    run(source, export(tmp_path / "b", "1,done,2026-01-02,,b\n"), tmp_path / "data", instance="two")
    rows = ask(tmp_path / "data", "select source, ticket_id, raw_status from tickets order by all")
    assert rows == [("one", "1", "open"), ("two", "1", "done")]
    assert ask(tmp_path / "data", "select source, raw_status, state from statuses order by all") == [
        ("one", "open", "in_progress"), ("two", "done", "closed"),
    ]  # fmt: skip


def test_the_first_real_import_drops_the_demo(tmp_path):
    """Demo data are gone with the first real import, and the file says that it is real."""
    given = write(tmp_path / "in" / "tickets.csv", f"{HEAD}\n1,new,2026-01-02\n")
    run("canonical", given, tmp_path / "data", instance="demo", is_demo=True)
    assert ask(tmp_path / "data", "select is_demo from warehouse_info") == [(True,)]
    report = run("canonical", given, tmp_path / "data")
    assert report.dropped_demo
    assert ask(
        tmp_path / "data",
        "select source from sources union select source from tickets union select source from imports",
    ) == [("canonical",)]
    assert ask(tmp_path / "data", "select is_demo from warehouse_info") == [(False,)]


def test_a_new_demo_replaces_the_old_one(tmp_path):
    """A second demo leaves nothing of the first."""
    for number in (1, 2):
        given = write(tmp_path / "in" / "tickets.csv", f"{HEAD}\n{number},new,2026-01-02\n")
        run("canonical", given, tmp_path / "data", instance="demo", is_demo=True)
    assert tickets(tmp_path / "data") == [("2", "new")]


def test_orphans_may_belong_to_a_ticket_of_an_earlier_export(tmp_path):
    """An event of a ticket that the warehouse knows is no orphan."""
    source = make_source(tmp_path / "source", WITH_EVENTS, ticket_events=EVENTS)
    run(source, export(tmp_path / "a", "1,open,2026-01-02,,a\n"), tmp_path / "data")
    given = export(
        tmp_path / "b",
        "2,open,2026-01-02,,b\n",
        "1,2026-01-03,message,agent,x\n9,2026-01-03,message,agent,x\n2,2026-01-03,shout,agent,x\n",
    )
    report = run(source, given, tmp_path / "data")
    assert {rule.rule: rule.count for rule in report.rejected} == {"orphan": 1, "kind-unknown": 1}
    assert ask(tmp_path / "data", "select ticket_id from ticket_events") == [("1",)]


def test_statuses_settings_first_then_the_source_then_unknown(tmp_path):
    """The company's settings decide a status, else the source, else it is unknown; blanks and case do not count."""
    own = settings().model_copy(update={"statuses": {"helpdesk": {" OPEN ": "waiting_customer"}}})
    given = export(tmp_path / "in", "1,open,2026-01-02,,a\n2,Done ,2026-01-02,,b\n3,strange,2026-01-02,,c\n")
    report = run(make_source(tmp_path / "source"), given, tmp_path / "data", settings=own)
    assert ask(tmp_path / "data", "select raw_status, state from statuses order by all") == [
        ("Done", "closed"), ("open", "waiting_customer"), ("strange", "unknown"),
    ]  # fmt: skip
    assert [(one.raw_status, one.ticket_count) for one in report.unknown_statuses] == [("strange", 1)]


def test_the_moment_the_data_stand_for(tmp_path):
    """Stated on the command line, else in export.toml, else the latest moment that is not in the future."""
    source = make_source(tmp_path / "source")
    given = export(tmp_path / "in", "1,open,2026-01-02 10:00,2026-01-05 10:00,a\n2,open,2033-01-02,,typo\n")
    run(source, given, tmp_path / "data")
    asked = "select exported_at::text from sources"
    assert ask(tmp_path / "data", asked) == [("2026-01-05 13:00:00+00",)]
    write(given / "export.toml", "exported_at = 2026-01-07T00:00:00Z")
    report = run(source, given, tmp_path / "data")
    assert (ask(tmp_path / "data", asked), report.not_mapped) == ([("2026-01-07 00:00:00+00",)], ())
    assert dict(ask(tmp_path / "data", "select ticket_id, excluded_reason from ticket_facts"))["2"] == "in_the_future"


def test_rebuild_after_a_change_of_the_settings(tmp_path):
    """Other settings ask for a rebuild; it keeps every canonical row and takes the new meaning of a status."""
    data = tmp_path / "data"
    run(make_source(tmp_path / "source"), export(tmp_path / "in", "1,open,2026-01-02,,a\n"), data)
    assert not importing.needs_rebuild(data, settings())
    own = settings().model_copy(update={"statuses": {"helpdesk": {"open": "on_hold"}}})
    assert importing.needs_rebuild(data, own)
    importing.rebuild(data, own)
    assert not importing.needs_rebuild(data, own)
    assert ask(data, "select ticket_id, state from ticket_facts") == [("1", "on_hold")]


def test_after_a_rollback_an_import_starts_from_there(tmp_path):
    """An import after a rollback builds on the version returned to."""
    source, data = make_source(tmp_path / "source"), tmp_path / "data"
    for number in (1, 2, 3):
        run(source, export(tmp_path / str(number), f"{number},open,2026-01-02,,a\n"), data)
        if number == 2:
            versions.rollback(data)
    assert [row[0] for row in tickets(data)] == ["1", "3"]


def test_what_a_secondary_row_broke_is_a_warning_of_a_used_row(tmp_path):
    """A rating without a score in a ticket's row does not cost the ticket; it is said as a warning."""
    feedback = "select id as feedback_id, id as ticket_id, score as raw_score, source_file, source_row from raw"
    source = make_source(tmp_path / "source", feedback=feedback)
    given = export(tmp_path / "in", "1,open,2026-01-02,5\n2,open,2026-01-02,\n", head="id,status,opened,score")
    report = run(source, given, tmp_path / "data")
    assert totals(report)["used"] == 2
    assert {rule.rule: rule.count for rule in report.warnings} == {"score-missing": 1}


def test_names_and_answers_of_scales(tmp_path):
    """A no-answer of a scale is no score; channels and priorities take the source's words."""
    description = SOURCE + '\n[scales."0-10"]\nno_answer = ["0 - Unknown"]\n[channels]\n"E-Mail" = "email"\n'
    feedback = (
        "select id as feedback_id, id as ticket_id, score as raw_score, '0-10' as scale, source_file, source_row "
        "from raw"
    )
    source = make_source(
        tmp_path / "source", description, feedback=feedback, tickets=SELECT.replace("subject,", "subject as channel,")
    )
    given = export(
        tmp_path / "in",
        "1,open,2026-01-02,0 - Unknown,e-mail\n2,open,2026-01-02,0,fax\n",
        head="id,status,opened,score,subject",
    )
    run(source, given, tmp_path / "data")
    assert ask(tmp_path / "data", "select raw_score from feedback order by feedback_id") == [(None,), ("0",)]
    assert tickets(tmp_path / "data", "channel") == [("email",), ("fax",)]
