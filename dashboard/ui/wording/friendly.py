"""The friendly text to send, by what is to be done next: the settings' template in the reader's language."""

import re
from typing import Any
from urllib.parse import quote

import pandas as pd

from dashboard.settings import Settings

GREETING = ", {nome}"


def message(step: str, contact: object, number: object, settings: Settings, language: str) -> str:
    """The text with the first name and the ticket's number; without a name the greeting does without."""
    template = getattr(settings.texts[language], step)
    name = first_name(contact)
    if not name:
        template = template.replace(GREETING, "")
    return _filled(template, {"nome": name, "n": str(number)})


def _filled(template: str, values: dict[str, str]) -> str:
    """The template with its places filled, each once: what is filled in is not read again."""
    return re.sub(r"\{(\w+)\}", lambda place: values[place[1]], template)


def first_name(contact: object) -> str:
    """How to greet a person: the first word of the name, as it is written."""
    words = "" if contact is None or pd.isna(contact) else str(contact)
    return words.split()[0] if words.split() else ""


def helpdesk_address(ticket: dict[str, Any], settings: Settings) -> str | None:
    """Where the ticket is in its helpdesk; ``None`` where the settings do not say."""
    template = settings.helpdesk.get(ticket["source"])
    if template is None:
        return None
    known = {"id": ticket["ticket_id"], "number": ticket.get("number") or ticket["ticket_id"]}
    return _filled(template, {name: quote(str(value), safe="") for name, value in known.items()})
