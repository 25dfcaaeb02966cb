"""A data folder in which everything that a role may not see stands somewhere, each under a sign of its own."""

import re
from pathlib import Path

from dashboard import settings as settings_file
from dashboard.actions import cases, feedback, marks, opening, records
from dashboard.actions.opening import Opening
from dashboard.roles import Actor
from dashboard.store.engine import Store
from tests.actions.desk_of_cases import DEPUTY, OMBUDSMAN
from tests.actions.helpdesk import ANSWERED, STATUSES, canonical, ticket
from tests.support import make_warehouse

ANA, BRUNO = Actor("Ana", "staff"), Actor("Bruno", "staff")
RECORD_PHONE, TEXT_PHONE, NOTED_PHONE = "(11) 98765-4321", "(11) 97654-3210", "(11) 96543-2109"
RECORD_EMAIL, TEXT_EMAIL, WRITER = "zulmira@padaria.example", "zilda@padaria.example", "zenaide@padaria.example"
NAME = "Zulmira Queiroz"
HANDLED_PHONE = "(11) 95432-1098"
SIGNS = {
    "numbers_in_records": rf"98765\D{{0,6}}4321|{re.escape(RECORD_EMAIL)}",
    "numbers_in_texts": rf"97654\D{{0,6}}3210|96543\D{{0,6}}2109|{re.escape(TEXT_EMAIL)}|{re.escape(WRITER)}",
    "comment_being_handled": r"95432\D{0,6}1098",
    "cases": r"RECLAMO-DO-ROUBO|2026-000001",
    "denunciations_of_ombudsman": r"PROPINA-NA-GERENCIA|2026-000002",
    "denunciations_of_deputy": r"PROPINA-DA-OUVIDORA|2026-000003",
    "ratings_of_every_agent": r"Bruno",
}
"""What is looked for → how it would read, however it is written; of cases and denúncias words or protocol."""
ASKED = ("2026-03-02T12:00:00Z", "customer", f"O site caiu. Liguem para {TEXT_PHONE} ou {TEXT_EMAIL}.")


def make(data_dir: Path) -> None:
    """Tickets of Ana and of Bruno, both rated; a record, calls and changes; a case, two denúncias; a rejected row."""
    _warehouse(data_dir)
    (data_dir / "settings.toml").write_text('[ombudsman]\ndeputy_name = "Dora"\n', encoding="utf-8")
    store = Store(data_dir, settings_file.load(data_dir), with_desk=True)
    try:
        _desk(store)
    finally:
        store.close()


def _warehouse(data_dir: Path) -> None:
    written = f"Site fora: {TEXT_PHONE} / {TEXT_EMAIL}"
    more = {"customer_id": "c1", "contact_id": "p1", "department": "Suporte", "subject": written}
    given = canonical(
        ticket("anas", "Novo", ASKED, agent_id="a1", **more),
        ticket("brunos", "Novo", ASKED, agent_id="a2", **more),
        ticket("solved", "Fechado", ASKED, ANSWERED, agent_id="a2", closed_at="2026-03-03T12:00:00Z", **more),
    )
    for event in given["ticket_events"]:
        event["author_email"] = WRITER if event["author"] == "customer" else None
    given["customers"] = [{"customer_id": "c1", "name": NAME}, {"customer_id": "c2", "name": "Loja Sul"}]
    given["contacts"] = [
        {"contact_id": "p1", "customer_id": "c1", "name": NAME, "contact_role": "primary", "phone_1": RECORD_PHONE,
         "email": RECORD_EMAIL},
        {"contact_id": "p2", "customer_id": "c2", "name": "Rui Prado", "contact_role": "primary",
         "phone_1": "(11) 8765-4321"},
    ]  # fmt: skip
    given["feedback"] = [
        _rated("f1", "anas", "a1", "5", "Ótimo."), _rated("f2", "solved", "a2", "1", f"Péssimo. {TEXT_PHONE}"),
    ]  # fmt: skip
    given["rejected_rows"] = [
        {"stamp": "1", "file": "tickets.csv", "row_number": 7, "field": "opened_at", "rule": "id-missing",
         "message": f"Ligar para {TEXT_PHONE}, {TEXT_EMAIL}", "cells": f'{{"subject": "{TEXT_PHONE} {TEXT_EMAIL}"}}'}
    ]  # fmt: skip
    make_warehouse(data_dir, given, STATUSES, "2026-03-20T15:00:00Z").close()


def _rated(feedback_id: str, ticket_id: str, agent_id: str, score: str, comment: str) -> dict:
    about = {"feedback_id": feedback_id, "ticket_id": ticket_id, "agent_id": agent_id, "customer_id": "c1"}
    return {**about, "given_at": "2026-03-04T12:00:00Z", "raw_score": score, "scale": "1-5", "comment": comment}


def _desk(store: Store) -> None:
    noted = f"Atende em {NOTED_PHONE}."
    marks.record(store, ANA, [("helpdesk", "anas")], marks.Mark("note", note=noted))
    marks.record(store, ANA, [("helpdesk", "anas")], marks.Mark("flag"))
    corrected = records.Outcome("corrected", "p2", {"phone_1": RECORD_PHONE, "email": RECORD_EMAIL}, note=noted)
    records.record(store, ANA, ("helpdesk", "c2"), corrected)
    _cases(store)


def _cases(store: Store) -> None:
    ours = opening.open_case(store, ANA, Opening("complaint", "email", "RECLAMO-DO-ROUBO", ticket=("helpdesk", "anas")))
    cases.triage(store, OMBUDSMAN, ours)
    cases.recommend(store, OMBUDSMAN, ours, "Suporte", "Avisar antes da manutenção")
    opening.open_case(store, ANA, Opening("denunciation", "email", "PROPINA-NA-GERENCIA"))
    opening.open_case(store, ANA, Opening("denunciation", "email", "PROPINA-DA-OUVIDORA", for_deputy=True))
    feedback.enter_feedback(store, DEPUTY, feedback.Entry("phone", f"Obrigada! {HANDLED_PHONE}"))
