"""A small helpdesk whose tickets have agents and ratings, for the ombudsman's desk, and a clock that can be set."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from dashboard import settings as settings_file
from dashboard.roles import Actor
from dashboard.settings import Settings
from dashboard.store import tables
from dashboard.store.engine import Store
from tests.actions.helpdesk import ANSWERED, ASKED, EXPORTED, STATUSES, canonical, ticket
from tests.desks import written_in
from tests.support import make_warehouse

OMBUDSMAN, STAFF, BOSS = Actor("Olga", "ombudsman"), Actor("Rui", "staff"), Actor("Chefe", "manager")
DEPUTY, ADMIN = Actor("Dora", "deputy"), Actor("Root", "administrator")
ANAS, BRUNOS, NOBODYS = ("helpdesk", "anas"), ("helpdesk", "brunos"), ("helpdesk", "nobodys")
COMMENT, UNTOLD = ("helpdesk", "f1"), ("helpdesk", "f2")
TABLES = (
    tables.cases,
    tables.case_events,
    tables.denunciations,
    tables.denunciation_events,
    tables.protocols,
    tables.feedback_entries,
    tables.feedback_readings,
    tables.audit,
)


def warehouse(data_dir: Path) -> None:
    """Tickets of Ana, of Bruno (written in by Ana's address once) and of nobody; two ratings of Ana's ticket."""
    given = canonical(
        ticket("anas", "Novo", ASKED, agent_id="a1", customer_id="c1"),
        ticket("brunos", "Novo", ASKED, ANSWERED, agent_id="a2", customer_id="c1"),
        ticket("nobodys", "Novo", ASKED),
    )
    given["ticket_events"][2] |= {"author_email": "carla@empresa.example"}
    given["customers"] = [{"customer_id": "c1", "name": "Padaria Sol"}]
    given["contacts"] = [{"contact_id": "p1", "customer_id": "c1", "name": "Nina", "phone_1": "(11) 3333-4001"}]
    given["feedback"] = [
        {"feedback_id": name, "ticket_id": "anas", "customer_id": "c1", "given_at": "2026-03-09T12:00:00Z",
         "raw_score": "1", "scale": "1-5", "comment": comment}
        for name, comment in (("f1", "Ninguém resolve."), ("f2", None))
    ]  # fmt: skip
    make_warehouse(data_dir, given, STATUSES, EXPORTED).close()


def settings(**ombudsman: object) -> Settings:
    """The shipped ones, with a deputy."""
    values = settings_file.load().model_dump(by_alias=True, mode="json")
    values["ombudsman"] |= {"deputy_name": "Dora", **ombudsman}
    return Settings.model_validate(values)


def rows(store: Store, table: sa.Table) -> list[dict]:
    """All rows of a table of the desk, the kept apart included."""
    with store.transaction() as desk:
        return [dict(row) for row in desk.execute(written_in(table)).mappings()]


def everything(store: Store) -> dict[str, list[dict]]:
    """All that the ombudsman's desk has written."""
    return {table.name: rows(store, table) for table in TABLES}


def state(store: Store, protocol: str, query: str = "desk/case_state") -> dict:
    """The case as the question says it stands."""
    found = store.frame(query, {"protocol": protocol})
    assert len(found) == 1
    return {name: None if pd.isna(cell) else cell for name, cell in found.iloc[0].to_dict().items()}


class Clock:
    """What ``clock.instant`` says; every look moves it on by a second."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 10, 15, tzinfo=UTC)

    def instant(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def pass_days(self, days: int) -> None:
        self.moment += timedelta(days=days)
