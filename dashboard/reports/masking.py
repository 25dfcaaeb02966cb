"""Numbers and addresses inside texts, for roles without ``contacts.reveal``: one rule, by column, for every report.

Whatever a report answers goes through ``hide`` on its way to the screen or into a file (``ui/reader/data.py``,
``ui/components/downloads.py``); the pages know nothing of it. Cells that *are* a number or an address are masked
where the contact records are reported (``reports/contacts.py``).
"""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pandas as pd

from dashboard.privacy import prints
from dashboard.reach import phones
from dashboard.reach.masked import masked
from dashboard.reports.base import Panel

TEXTS = frozenset({
    "subject", "words", "last_words", "closing_phrase", "comment", "author_name", "rule_words", "note", "example",
    "attachment_names", "contact_name", "contact_person", "customer_name", "persons", "service", "group_name",
    "address", "last_note", "flag_note", "examples", "message", "recommendation", "follow_up", "about",
})  # fmt: skip
"""Columns in which somebody may have written a number or an address; whose name it is stays readable."""
EXEMPT = frozenset(
    f"dashboard.reports.ombudsman.{name}" for name in ("case", "listing", "denunciations", "recommendations", "praises")
)
"""What a customer brought to the ombudsman is read whole by whoever handles it; a rating's comment was not brought."""
COMMENTS = "cases/to_read"
_WAY = re.compile(f"({prints.EMAIL})|({prints.NUMBER})")
_KINDS = ("landline", "mobile", "foreign", "repairable")
_FEWEST_DIGITS = 10
"""Area and number: a shorter one is a ticket's number, a year, a price."""


def is_exempt(query: str) -> bool:
    """True for what a query tells of the ombudsman's cases."""
    return query.startswith("cases/") and query != COMMENTS


def hide(answer: Any) -> Any:
    """The same answer with its texts masked; what is no report, panel, frame, row or list of these stays as it is."""
    if isinstance(answer, pd.DataFrame):
        return _frame(answer)
    if isinstance(answer, Panel):
        return replace(answer, frame=_frame(answer.frame))
    if is_dataclass(answer) and not isinstance(answer, type):
        return replace(answer, **{one.name: hide(getattr(answer, one.name)) for one in fields(answer) if one.init})
    if isinstance(answer, dict):
        return {name: text(cell) if name in TEXTS else hide(cell) for name, cell in answer.items()}
    if isinstance(answer, list | tuple) and not hasattr(answer, "_fields"):
        return type(answer)(hide(one) for one in answer)
    return answer


def text(written: Any) -> Any:
    """The text with its addresses and phone numbers masked; other numbers stay."""
    return _WAY.sub(_masked, written) if isinstance(written, str) else written


def _masked(found: re.Match) -> str:
    if found[1] or _is_phone(found[0]):
        return masked(found[0]) or ""
    return found[0]


def _is_phone(candidate: str) -> bool:
    if len(prints.digits(candidate)) < _FEWEST_DIGITS:
        return False
    return any(number.kind in _KINDS for number in phones.understood(candidate))


def _frame(rows: pd.DataFrame) -> pd.DataFrame:
    chosen = [name for name in rows.columns if name in TEXTS]
    return rows.assign(**{name: rows[name].map(text) for name in chosen}) if chosen else rows
