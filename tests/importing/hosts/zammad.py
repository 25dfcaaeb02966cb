"""A Zammad database, small and of our own: naive times in UTC, columns that nobody may read."""

from pathlib import Path

from tests.importing.hosts.filling import fill
from tests.importing.hosts.granting import grant_on_postgres

SCHEMA = Path(__file__).with_name("zammad.sql").read_text(encoding="utf-8")
STATE_TYPES = ("new", "open", "pending reminder", "pending action", "closed", "merged", "removed")
STATES = [
    ("new", 1),
    ("open", 2),
    ("pending reminder", 3),
    ("closed", 5),
    ("merged", 6),
    ("removed", 7),
    ("pending close", 4),
    ("aguarda fornecedor", 3),
]
PRIORITIES = ("1 low", "2 normal", "3 high")
TYPES = ("email", "sms", "chat", "fax", "phone", "twitter status", "note", "web", "whatsapp message")
SENDERS = ("Agent", "Customer", "System")
HISTORY = {
    "types": ("created", "updated", "merged_into", "received_merge", "added"),
    "objects": ("Ticket", "Ticket::Article"),
    "attributes": ("state", "owner", "group", "priority", "title"),
}
STATE = {name: at for at, (name, _) in enumerate(STATES, 1)}
ZAMMAD, RITA, JOAO, ANA, ZE, BIA = 1, 2, 3, 4, 5, 6
WHEN = {"created_at": "2026-01-01 10:00:00", "updated_at": "2026-01-02 10:00:00"}


def _names(names: tuple[str, ...]) -> list[dict]:
    return [{"id": at, "name": name} for at, name in enumerate(names, 1)]


def _user(number: int, firstname: str, lastname: str, **cells: object) -> dict:
    known = {"id": number, "login": f"u{number}", "firstname": firstname, "lastname": lastname, "password": "hash"}
    return {**known, "email": f"{firstname.lower()}@x.example", **WHEN, **cells}


def create(server, database: str, password: str) -> str:
    """A Zammad database without tickets and with a reader; its address."""
    server.run(f"create database {database}")
    server.run(SCHEMA, database)
    fill(server, database, _fixed())
    return server.url(grant_on_postgres(server, "zammad", database, password), database)


def _fixed() -> dict[str, list[dict]]:
    return {
        "ticket_state_types": _names(STATE_TYPES),
        "ticket_states": [{"id": at, "name": name, "state_type_id": kind} for at, (name, kind) in enumerate(STATES, 1)],
        "ticket_priorities": _names(PRIORITIES),
        "ticket_article_types": _names(TYPES),
        "ticket_article_senders": _names(SENDERS),
        "groups": _names(("Users", "Cobrança")),
        "roles": _names(("Admin", "Atendente", "Customer")),
        "permissions": _names(("admin", "ticket.agent", "ticket.customer")),
        "permissions_roles": [{"role_id": role, "permission_id": role} for role in (1, 2, 3)],
        "roles_users": [
            {"user_id": one, "role_id": 2 if one in (RITA, JOAO) else 3} for one in (RITA, JOAO, ANA, ZE, BIA)
        ],
        "store_objects": _names(("Ticket::Article", "Package")),
        "history_types": _names(HISTORY["types"]),
        "history_objects": _names(HISTORY["objects"]),
        "history_attributes": _names(HISTORY["attributes"]),
        "tag_objects": _names(("Ticket", "KnowledgeBase")),
        "tag_items": _names(("dns", "vip")),
        "organizations": [{"id": 1, "name": "Loja Sul", **WHEN}, {"id": 2, "name": "Padaria", "active": False, **WHEN}],
        "users": [
            _user(ZAMMAD, "-", ""),
            _user(RITA, "Rita", "Melo"),
            _user(JOAO, "João", "Silva"),
            _user(ANA, "Ana", "Souza", organization_id=1, phone="11 3333-4444", mobile="11 98888-7777"),
            _user(ZE, "", "", email="ze@fora.example"),
            _user(BIA, "Bia", "Lima", organization_id=1, active=False),
        ],
    }


def ticket(number: int, state: str = "open", **cells: object) -> dict:
    """A row of tickets; what is not named is as Zammad leaves it."""
    opened = cells.get("created_at", "2026-03-02 10:00:00")
    return {
        "id": number,
        "number": f"5500{number}",
        "title": "Site fora",
        "group_id": 1,
        "priority_id": 2,
        "state_id": STATE[state],
        "owner_id": ZAMMAD,
        "customer_id": ANA,
        "organization_id": 1,
        "create_article_type_id": 1,
        "create_article_sender_id": 2,
        "created_at": opened,
        "updated_at": opened,
        **cells,
    }


def article(
    number: int, ticket_id: int, moment: str, sender: str, by: int, body: str = "texto", **cells: object
) -> dict:
    """A row of ticket_articles, an e-mail unless ``type`` says otherwise."""
    kind = TYPES.index(cells.pop("type", "email")) + 1
    return {
        "id": number,
        "ticket_id": ticket_id,
        "type_id": kind,
        "sender_id": SENDERS.index(sender) + 1,
        "body": body,
        "created_by_id": by,
        "created_at": moment,
        "updated_at": moment,
        **cells,
    }


def history(number: int, ticket_id: int, moment: str, by: int, kind: str = "updated", **cells: object) -> dict:
    """A row of histories of a ticket; ``attribute`` by its name."""
    attribute = cells.pop("attribute", None)
    return {
        "id": number,
        "o_id": ticket_id,
        "history_object_id": 1,
        "history_type_id": HISTORY["types"].index(kind) + 1,
        "history_attribute_id": HISTORY["attributes"].index(attribute) + 1 if attribute else None,
        "created_by_id": by,
        "created_at": moment,
        "updated_at": moment,
        **cells,
    }


def state(number: int, ticket_id: int, moment: str, by: int, before: str, after: str) -> dict:
    """A change of state, as the history keeps it."""
    told = {"value_from": before, "value_to": after, "id_from": STATE[before], "id_to": STATE[after]}
    return history(number, ticket_id, moment, by, attribute="state", **told)
