"""Correcting a reason of contact: who may, what is written, and that it can be taken back."""

import json

import pytest
import sqlalchemy as sa

from dashboard.actions import reasons
from dashboard.errors import ActionRefused, NotAllowed
from dashboard.roles import Actor
from dashboard.store import tables
from dashboard.store.engine import Store
from tests.desks import written_in

ANA, BRUNO, BOSS = Actor("Ana", "staff"), Actor("Bruno", "staff"), Actor("Chefe", "manager")
OURS = ("helpdesk", "ours")


def in_force(store: Store) -> tuple[str, str]:
    found = store.frame("ticket/reason", dict(zip(("source", "ticket_id"), OURS, strict=True)))
    return found.at[0, "suggested_reason"], found.at[0, "reason"]


def rows(store: Store, table: sa.Table) -> list[dict]:
    with store.transaction() as desk:
        return [dict(row) for row in desk.execute(written_in(table)).mappings()]


def test_a_correction_stands_in_the_place_of_the_suggestion(store: Store) -> None:
    """One row, and one audit row under the same id with the reason before and after; the suggestion stays."""
    act_id = reasons.correct(store, ANA, *OURS, "server")
    assert in_force(store) == ("online_check", "server")
    (row,) = rows(store, tables.ticket_reasons)
    assert (row["act_id"], row["actor"], row["ticket_id"], row["reason"]) == (act_id, "Ana", "ours", "server")
    (audit,) = rows(store, tables.audit)
    assert (audit["audit_id"], audit["action"]) == (act_id, "tickets.reason")
    assert [json.loads(audit[side])["reason"] for side in ("before", "after")] == ["online_check", "server"]


def test_the_last_correction_counts_and_an_undo_brings_back_the_one_before(store: Store) -> None:
    """Until none is left and the words decide again."""
    first = reasons.correct(store, ANA, *OURS, "server")
    second = reasons.correct(store, ANA, *OURS, "payment")
    assert in_force(store)[1] == "payment"
    reasons.undo(store, ANA, second)
    assert in_force(store)[1] == "server"
    reasons.undo(store, ANA, first)
    assert in_force(store)[1] == "online_check"
    assert len(rows(store, tables.ticket_reasons)) == len(rows(store, tables.audit)) == 4


def test_only_ones_own_correction_without_a_further_permission(store: Store) -> None:
    """A colleague may not take it back, a manager may; the ombudsman corrects nothing."""
    act_id = reasons.correct(store, ANA, *OURS, "server")
    with pytest.raises(NotAllowed):
        reasons.undo(store, BRUNO, act_id)
    reasons.undo(store, BOSS, act_id)
    with pytest.raises(NotAllowed):
        reasons.correct(store, Actor("Ouvidora", "ombudsman"), *OURS, "server")


def test_what_does_not_hold_is_refused_and_writes_nothing(store: Store) -> None:
    """A reason or a ticket that does not exist, and an act that was taken back already."""
    with pytest.raises(ActionRefused):
        reasons.correct(store, ANA, *OURS, "weather")
    with pytest.raises(ActionRefused):
        reasons.correct(store, ANA, "helpdesk", "nowhere", "server")
    assert rows(store, tables.ticket_reasons) == rows(store, tables.audit) == []
    act_id = reasons.correct(store, ANA, *OURS, "server")
    reasons.undo(store, ANA, act_id)
    with pytest.raises(ActionRefused):
        reasons.undo(store, ANA, act_id)
