"""Rows of a small helpdesk: tickets with their messages, agents and statuses."""

AGENTS = [
    {"agent_id": "a1", "name": "Ana", "email": "ana@empresa.example"},
    {"agent_id": "a2", "name": "Bruno", "email": "bruno@empresa.example"},
]
STATUSES = {"Novo": ("new", None), "Aguardando": ("waiting_customer", None), "Fechado": ("closed", None)}
EXPORTED = "2026-03-10T15:00:00Z"


def ticket(ticket_id: str, raw_status: str, *messages: tuple[str, str, str], **more: str) -> dict:
    """A ticket and its messages: (moment, author, words)."""
    row = {"ticket_id": ticket_id, "raw_status": raw_status, "opened_at": "2026-03-02T12:00:00Z", **more}
    return {"ticket": {"opened_by": "customer", **row}, "messages": messages}


ASKED = ("2026-03-02T12:00:00Z", "customer", "O site caiu.")
ANSWERED = ("2026-03-02T13:00:00Z", "agent", "Corrigimos o DNS; o site já abre.")
THANKED = ("2026-03-02T14:00:00Z", "customer", "Deu certo, obrigado!")
TICKETS = (
    ticket("ours", "Novo", ASKED),
    ticket("theirs", "Aguardando", ASKED, ANSWERED),
    ticket("finished", "Aguardando", ASKED, ANSWERED, THANKED),
    ticket("closed", "Fechado", ASKED, ANSWERED, closed_at="2026-03-03T12:00:00Z"),
)


def canonical(*tickets: dict) -> dict[str, list[dict]]:
    """The canonical rows of these tickets."""
    events = [
        {
            "ticket_id": one["ticket"]["ticket_id"],
            "occurred_at": moment,
            "sequence": place,
            "kind": "message",
            "author": author,
            "body": words,
        }
        for one in tickets
        for place, (moment, author, words) in enumerate(one["messages"])
    ]
    return {"tickets": [one["ticket"] for one in tickets], "ticket_events": events, "agents": AGENTS}
