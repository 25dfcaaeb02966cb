"""What people recorded about somebody who is forgotten, table by table, over a copy of the desk in memory.

What is still open with the ombudsman stays until it is concluded: the next run takes it.
"""

# Identifiers come from tables.py; cells never enter the SQL.
# ruff: noqa: S608

from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import sqlalchemy as sa

from dashboard.ombudsman.states import ARCHIVED, CONCLUDED
from dashboard.privacy import marks, prints
from dashboard.privacy.ledger import Ledger
from dashboard.privacy.scrubbing import Scrubber
from dashboard.store import persons, tables

KEPT_WORDS = {
    "audit_id",
    "act_id",
    "event_id",
    "entry_id",
    "reading_id",
    "kind",
    "role",
    "action",
    "protocol",
    "source",
}


@dataclass
class Scope:
    """Who and what is forgotten in the current version."""

    pseudonyms: set[tuple[str, str, str]] = field(default_factory=set)
    """Kind, source, pseudonym."""
    tickets: list[tuple[str, str]] = field(default_factory=list)
    feedback: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def read(cls, data_dir: Path) -> "Scope":
        """From the current version."""
        with persons.opened(data_dir) as connection:
            people = connection.execute("select kind, source, pseudonym from forgotten_persons").fetchall()
            tickets = connection.execute("select source, ticket_id from ticket_readings").fetchall()
            feedback = connection.execute(
                "select source, feedback_id from feedback where comment = ?", [marks.DROPPED]
            ).fetchall()
        return cls(set(people), tickets, feedback)


class Forgetting:
    """One pass over a desk in memory."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, scope: Scope, ledger: Ledger) -> None:
        self.connection = connection
        self.scope = scope
        self.ledger = ledger
        self.acts: set[str] = set()

    def run(self) -> int:
        """Change every table; how many rows or cells changed."""
        self._put("forgotten_tickets", self.scope.tickets)
        self._put("forgotten_feedback", self.scope.feedback)
        changed = self._persons() + self._marks() + self._readings()
        for cases, events in ((tables.cases, tables.case_events), (tables.denunciations, tables.denunciation_events)):
            changed += self._cases(cases.name, events.name)
        changed += self._words_of_audit()
        return changed + self._mentions()

    def _put(self, name: str, pairs: list[tuple[str, str]]) -> None:
        self.connection.execute(f"create temp table {name} (source text, id text)")
        if pairs:
            self.connection.executemany(f"insert into {name} values (?, ?)", pairs)

    def _pseudonyms(self, kind: str, table: str) -> dict[tuple[str, str], str]:
        """The ids in a table of the desk whose owner is forgotten."""
        asked = f"select distinct source, {kind}_id from {table} where {kind}_id is not null and source is not null"
        found = {}
        for source, clear_id in self.connection.execute(asked).fetchall():
            made = marks.PREFIX + prints.of_id(self.ledger.salt, kind, source, clear_id)[: marks.LENGTH]
            if (kind, source, made) in self.scope.pseudonyms:
                found[source, clear_id] = made
        return found

    def _persons(self) -> int:
        """Outcomes of calls, and feedback entered by hand."""
        changed = 0
        for (source, clear_id), pseudonym in self._pseudonyms("customer", "contact_outcomes").items():
            changed += self._outcomes("customer_id", source, clear_id, pseudonym)
        for (source, clear_id), pseudonym in self._pseudonyms("contact", "contact_outcomes").items():
            changed += self._outcomes("contact_id", source, clear_id, pseudonym)
        for (source, clear_id), pseudonym in self._pseudonyms("customer", "feedback_entries").items():
            self._remember("feedback_entries", "entry_id", "source = ? and customer_id = ?", [source, clear_id])
            changed += self._update(
                "feedback_entries",
                f"customer_id = ?, comment = {_mark('comment')}, customer_name = {_mark('customer_name')}",
                "source = ? and customer_id = ?",
                [pseudonym, source, clear_id],
            )
        return changed

    def _outcomes(self, column: str, source: str, clear_id: str, pseudonym: str) -> int:
        where = f"source = ? and {column} = ?"
        self._remember("contact_outcomes", "act_id", where, [source, clear_id])
        emptied = ", ".join(f"{cell} = {_mark(cell)}" for cell in ("seen_value", "value", "way", "note"))
        return self._update("contact_outcomes", f"{column} = ?, {emptied}", where, [pseudonym, source, clear_id])

    def _marks(self) -> int:
        where = f"(source, ticket_id) in (select (source, id) from forgotten_tickets) and {_is_said('note')}"
        self._remember("ticket_marks", "act_id", where, [])
        return self._update("ticket_marks", f"note = {_mark('note')}", where, [])

    def _readings(self) -> int:
        where = f"(source, feedback_id) in (select (source, id) from forgotten_feedback) and {_is_said('reason')}"
        self._remember("feedback_readings", "reading_id", where, [])
        return self._update("feedback_readings", f"reason = {_mark('reason')}", where, [])

    def _cases(self, cases: str, events: str) -> int:
        """Cases that are concluded or archived, of these persons and about these tickets."""
        named = self._pseudonyms("customer", cases)
        self.connection.execute(
            "create or replace temp table forgotten_customers (source text, id text, pseudonym text)"
        )
        if named:
            rows = [(*key, pseudonym) for key, pseudonym in named.items()]
            self.connection.executemany("insert into forgotten_customers values (?, ?, ?)", rows)
        self.connection.execute(
            f"create or replace temp table closed_cases as select protocol from {cases} as found where ("
            "(source, customer_id) in (select (source, id) from forgotten_customers) "
            "or (source, ticket_id) in (select (source, id) from forgotten_tickets) "
            "or (feedback_source, feedback_id) in (select (source, id) from forgotten_feedback)) and ("
            f"select arg_max(state, sequence) filter (where state is not null) from {events} as event "
            f"where event.protocol = found.protocol) in ('{CONCLUDED}', '{ARCHIVED}')"
        )
        of_these = "protocol in (select protocol from closed_cases)"
        self._remember(events, "event_id", of_these, [])
        names = f"words = {_mark('words')}, customer_name = {_mark('customer_name')}"
        changed = self._update(cases, names, f"{of_these} and ({_is_said('words')} or {_is_said('customer_name')})", [])
        self._update(
            cases,
            "customer_id = (select any_value(pseudonym) from forgotten_customers as person "
            f"where person.source = {cases}.source and person.id = {cases}.customer_id)",
            f"{of_these} and (source, customer_id) in (select (source, id) from forgotten_customers)",
            [],
        )
        return changed + self._update(events, f"words = {_mark('words')}", f"{of_these} and {_is_said('words')}", [])

    def _words_of_audit(self) -> int:
        """What the audit quotes of these acts and whom it names; who did what, and when, stays."""
        for (subject,) in self.connection.execute(
            "select distinct subject from audit where contains(subject, '/')"
        ).fetchall():
            if (unnamed := self._unnamed(subject)) != subject:
                self._update("audit", "subject = ?, before = '{}', after = '{}'", "subject = ?", [unnamed, subject])
        self._put("forgotten_acts", [(act, act) for act in self.acts])
        where = "audit_id in (select id from forgotten_acts) and (before <> '{}' or after <> '{}')"
        return self._update("audit", "before = '{}', after = '{}'", where, [])

    def _unnamed(self, subject: str) -> str:
        """The subject "contacts helpdesk/7" with a pseudonym where the id is that of somebody forgotten."""
        before, _, clear_id = subject.rpartition("/")
        source = before.split(" ", 1)[-1].split("/")[0]
        for kind in ("customer", "contact"):
            made = marks.PREFIX + prints.of_id(self.ledger.salt, kind, source, clear_id)[: marks.LENGTH]
            if (kind, source, made) in self.scope.pseudonyms:
                return f"{before}/{made}"
        return subject

    def _mentions(self) -> int:
        """Addresses, numbers and names of the erased, wherever else they were written."""
        if not self.ledger.entries:
            return 0
        held = self._held_protocols()
        scrubber = Scrubber(self.connection, self.ledger)
        return sum(
            scrubber.scrub(table.name, columns, held.get(table.name, ""))
            for table in tables.desk.sorted_tables
            if (columns := _texts(table))
        )

    def _held_protocols(self) -> dict[str, str]:
        """Table → the condition that leaves out what is still open with the ombudsman."""
        conditions = {}
        for cases, events in ((tables.cases, tables.case_events), (tables.denunciations, tables.denunciation_events)):
            for name in (cases.name, events.name):
                conditions[name] = (
                    f"protocol in (select protocol from {events.name} group by protocol having "
                    f"arg_max(state, sequence) filter (where state is not null) in ('{CONCLUDED}', '{ARCHIVED}'))"
                )
        return conditions

    def _remember(self, table: str, id_column: str, where: str, values: list) -> None:
        found = self.connection.execute(f"select distinct {id_column} from {table} where {where}", values)
        self.acts |= {row[0] for row in found.fetchall()}

    def _update(self, table: str, change: str, where: str, values: list) -> int:
        return self.connection.execute(f"update {table} set {change} where {where}", values).fetchone()[0]


def _is_said(cell: str) -> str:
    return f"coalesce({cell}, '') not in ('', '{marks.DROPPED}')"


def _mark(cell: str) -> str:
    return f"if({_is_said(cell)}, '{marks.DROPPED}', {cell})"


def _texts(table: sa.Table) -> tuple[str, ...]:
    return tuple(
        column.name for column in table.columns
        if isinstance(column.type, sa.Text) and column.name not in KEPT_WORDS and not column.name.endswith("_id")
    )  # fmt: skip
