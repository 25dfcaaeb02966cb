"""An export in which every text is an attack: on HTML, Markdown, SQL, templates and spreadsheets."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

NOW = datetime(2026, 3, 11, 15, 0, tzinfo=UTC)
MARK = "zqx"
"""Stands in every attack, so that it can be found again."""
ATTACKS = (
    f'<img src="x" onerror="document.{MARK}=1">',
    f"<script>document.{MARK}=1</script>",
    f"</p></td></div><iframe id={MARK} src='javascript:parent.document.{MARK}=1'></iframe>",
    f'"><svg id={MARK} onload="document.{MARK}=1">',
    f"![{MARK}](http://evil.example/{MARK}.png)",
    f"[{MARK}](javascript:document.{MARK}=1)",
    f"[{MARK}](http://evil.example) <http://evil.example/{MARK}> :red[{MARK}] :material/bug_report: $\\{MARK}$",
    f"'; drop table tickets; -- {MARK}",
    f'"; attach \'/tmp/{MARK}.duckdb\'; -- {MARK}',
    f"x' or '1'='1' union select '{MARK}",
    f"=cmd|'/c calc'!A1 {MARK}",
    f"+HYPERLINK(\"http://evil.example/{MARK}\")",
    f"-2+3+{MARK}",
    f"@SUM(1+9)*{MARK}",
    f"\t=1+1 {MARK}",
    f"{{0.__class__.__mro__}} {{{MARK}}} %s %(x)s ${{{MARK}}} {{{{7*7}}}}",
    f"../../../../etc/passwd {MARK}",
    f"\u202e{MARK}\u2028\u2029{MARK}\u200f",
)  # fmt: skip


def write(folder: Path) -> Path:
    """A canonical export with every attack in every text, and a hostile name for a file that nobody maps."""
    folder.mkdir(parents=True, exist_ok=True)
    every = list(enumerate(ATTACKS))
    _table(folder / "customers.csv", [{"customer_id": said(place), "name": text} for place, text in every])
    _table(folder / "contacts.csv", [_contact(place, text) for place, text in every])
    _table(folder / "agents.csv", [{"agent_id": f"a{place}", "name": text, "team": text} for place, text in every])
    _table(folder / "tickets.csv", [_ticket(place, text) for place, text in every])
    _table(folder / "ticket_events.csv", [_event(place, text) for place, text in every])
    _table(folder / "feedback.csv", [_feedback(place, text) for place, text in every])
    _table(folder / f"<img src=x onerror=document.{MARK}=1>'; drop table x; --.csv", [{f'"; {MARK}': "=1+1"}])
    return folder


def said(place: int) -> str:
    """An id that is an attack as well."""
    return f"{ATTACKS[place]} {place}".strip()


def _contact(place: int, text: str) -> dict[str, str]:
    return {"contact_id": f"k{place}", "customer_id": said(place), "name": text, "email": text, "phone_1": text}


def _ticket(place: int, text: str) -> dict[str, str]:
    opened = NOW - timedelta(hours=9 * place + 1)
    status = ("new", "waiting_customer", "closed", text)[place % 4]
    closed = {"closed_at": (opened + timedelta(hours=3)).isoformat()} if status == "closed" else {"closed_at": ""}
    return {
        "ticket_id": said(place), "number": text, "subject": text, "channel": text, "department": text,
        "category": text, "support_level": text, "priority": text, "service": text, "agent_id": f"a{place}",
        "customer_id": said(place), "raw_status": status, "opened_at": opened.isoformat(), "opened_by": "customer",
        "updated_at": opened.isoformat(), **closed,
    }  # fmt: skip


def _event(place: int, text: str) -> dict[str, str]:
    moment = NOW - timedelta(hours=9 * place + 1)
    return {
        "ticket_id": said(place), "occurred_at": moment.isoformat(), "sequence": "1", "kind": "message",
        "author": "customer", "author_email": text, "body": text, "attachment_names": f"../../{text}|{text}",
    }  # fmt: skip


def _feedback(place: int, text: str) -> dict[str, str]:
    given = (NOW - timedelta(hours=2)).isoformat()
    return {
        "feedback_id": f"f{place}", "ticket_id": said(place), "customer_id": said(place), "agent_id": f"a{place}",
        "asked_at": given, "given_at": given, "raw_score": str(1 + place % 5), "scale": "1-5", "comment": text,
    }  # fmt: skip


def _table(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
