"""All that is held about one person, as one file to hand over: readable, and as tables for machines."""

import html
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pandas as pd
import pyarrow as pa

from dashboard import text
from dashboard.store import copies, persons, tables
from dashboard.store.persons import Person
from dashboard.text.cells import guarded

READABLE = {
    "customers": ("name", "customer_kind", "created_at"),
    "contacts": ("name", "contact_role", "email", "phone_1", "phone_2"),
    "tickets": ("number", "opened_at", "subject", "raw_status"),
    "ticket_events": ("occurred_at", "author", "body"),
    "feedback": ("given_at", "raw_score", "comment"),
    "ticket_marks": ("recorded_at", "kind", "note"),
    "contact_outcomes": ("recorded_at", "kind", "field", "value", "note"),
    "cases": ("received_day", "case_type", "words"),
    "case_events": ("recorded_at", "kind", "words"),
    "feedback_entries": ("given_day", "score", "comment"),
}
"""Table → the columns that the cover shows; all columns are in the tables beside it."""
STAFF = ("actor", "agent_id", "about", "holder")
"""Who of ours did it is about them: not handed over."""


class Desk(Protocol):
    """Whoever can read the desk: the store of the app, a reader, or the running app at its door."""

    def desk_table(self, name: str) -> pa.Table:
        """All rows of a table of the desk."""


@dataclass(frozen=True)
class Held:
    """What is held: rows by table, the versions in which they stand, and the copies that may hold them."""

    person: Person
    rows: Mapping[str, pd.DataFrame]
    versions: tuple[str, ...]
    copies: tuple[copies.Copy, ...]


def held(data_dir: Path, desk: Desk | None, person: Person) -> Held:
    """Everything about the person, but the denúncias: whoever holds those answers for them."""
    with persons.opened(data_dir) as connection:
        rows = persons.rows_about(connection, person)
    if desk:
        rows |= _recorded(desk, person, set(rows["tickets"]["ticket_id"]), set(rows["feedback"]["feedback_id"]))
    rows = {name: _without_staff(frame) for name, frame in rows.items() if len(frame)}
    stamps = tuple(persons.versions_with(data_dir, person))
    return Held(person, rows, stamps, tuple(copies.known(data_dir)))


def _recorded(desk: Desk, person: Person, tickets: set[str], ratings: set[str]) -> dict[str, pd.DataFrame]:
    names = [name for name in tables.desk.tables if name not in (*tables.KEPT_APART, "desk_info", "protocols", "audit")]
    told = {name: desk.desk_table(name).to_pandas() for name in names}
    for name in names:
        if name != "case_events":
            told[name] = told[name][_is_about(told[name], person, tickets, ratings)]
    told["case_events"] = told["case_events"][told["case_events"]["protocol"].isin(told["cases"]["protocol"])]
    return told


def _is_about(rows: pd.DataFrame, person: Person, tickets: set[str], ratings: set[str]) -> pd.Series:
    """Their own rows; a row that names another customer is not theirs, whatever ticket it is about."""
    of_here = rows["source"] == person.source
    own = f"{person.kind}_id"
    is_theirs = pd.Series(False, index=rows.index)
    if "ticket_id" in rows:
        is_theirs |= of_here & rows["ticket_id"].isin(tickets)
    if "feedback_id" in rows:
        is_theirs |= of_here & rows["feedback_id"].isin(ratings)
    if own in rows:
        is_named = rows[own].notna()
        is_theirs = (is_theirs & ~is_named) | (of_here & (rows[own] == person.person_id))
    return is_theirs


def _without_staff(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.drop(columns=[name for name in STAFF if name in rows])


def packed(found: Held, language: str, moment: datetime) -> bytes:
    """One zip: ``index.html`` to read, ``data.json``, and a CSV per table that is safe to open as a spreadsheet."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", _cover(found, language, moment))
        archive.writestr("data.json", _as_json(found, moment))
        for name, rows in found.rows.items():
            archive.writestr(f"{name}.csv", rows.map(_cell).to_csv(index=False).encode("utf-8-sig"))
    return buffer.getvalue()


def _as_json(found: Held, moment: datetime) -> str:
    told = {
        "person": vars(found.person),
        "made_at": moment.isoformat(timespec="seconds"),
        "rows": {name: rows.map(_plain).to_dict("records") for name, rows in found.rows.items()},
        "versions": list(found.versions),
        "copies": [vars(one) for one in found.copies],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=str)


def _cover(found: Held, language: str, moment: datetime) -> str:
    """Every word of it from the catalogues, every cell escaped."""

    def worded(key: str, **facts: object) -> str:
        return html.escape(text.say(f"person.{key}", language, **facts))

    parts = [
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{worded("title")}</title>',
        "<style>body{font:16px sans-serif;max-width:60rem;margin:2rem auto}td,th{padding:.3rem;text-align:left;"
        "vertical-align:top;border-bottom:1px solid #ddd;white-space:pre-wrap}</style>",
        f"<h1>{worded('title')}</h1><p>{worded('about', name=found.person.name or found.person.person_id)}</p>",
        f"<p>{worded('made', moment=moment.isoformat(timespec='minutes'))} {worded('files')}</p>",
    ]
    for name, rows in found.rows.items():
        parts.append(f"<h2>{worded(f'table.{name}')} ({len(rows)})</h2>")
        if name in READABLE:
            parts.append(_table(rows[[column for column in READABLE[name] if column in rows]]))
    parts.append(f"<h2>{worded('where')}</h2><p>{worded('versions', count=len(found.versions))}</p>")
    parts.append(f"<p>{worded('copies', count=len(found.copies))}</p><p>{worded('denunciations')}</p></html>")
    return "\n".join(parts)


def _table(rows: pd.DataFrame) -> str:
    lines = ["".join(f"<th>{html.escape(name)}</th>" for name in rows.columns)]
    for record in rows.itertuples(index=False):
        lines.append("".join(f"<td>{html.escape(str(_plain(cell) or ''))}</td>" for cell in record))
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _plain(cell: object) -> object:
    if isinstance(cell, list) or not pd.api.types.is_scalar(cell):
        return [str(one) for one in cell]
    if pd.isna(cell):
        return None
    return cell.isoformat() if isinstance(cell, pd.Timestamp) else getattr(cell, "item", lambda: cell)()


def _cell(cell: object) -> str:
    told = _plain(cell)
    return "" if told is None else guarded(str(told)) if isinstance(cell, str) else str(told)
