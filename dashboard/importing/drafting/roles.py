"""Which column plays which part of a ticket: by its name in Portuguese or English, where its cells allow it."""

import re
import unicodedata
from dataclasses import dataclass, field

from dashboard.importing.drafting.profile import Column

# Of a role's words the first are the surest. A word of several parts must occur whole.
NAMES: dict[str, tuple[str, ...]] = {
    "due_at": (
        "due", "deadline", "prazo", "vencimento", "target dt", "sla", "tempo para solucao", "escalation", "due at",
        "limite",
    ),
    "first_response_at": ("first response", "first reply", "primeira resposta", "initial response"),
    "opened_at": (
        "opened", "created", "abertura", "aberto", "criacao", "criado", "open dt", "create date", "creation",
        "opened at", "created at", "data de abertura", "open date", "entrada", "inicio",
    ),
    "closed_at": ("closed", "close date", "fechamento", "fechado", "encerramento", "encerrado", "closed dt", "close"),
    "resolved_at": ("resolved", "solved", "solucao", "resolucao", "solucionado", "resolvido", "conclusao"),
    "updated_at": ("updated", "modified", "atualizacao", "atualizado", "modificado", "last update", "last modified"),
    "ticket_id": (
        "ticket id", "ticket number", "issue key", "case number", "case enquiry id", "case id", "id", "number",
        "numero", "protocolo", "chamado", "ticket", "no", "n", "key", "codigo", "#",
    ),
    "raw_status": ("status", "state", "situacao", "estado", "case status", "ident state", "incident state"),
    "subject": ("subject", "assunto", "titulo", "title", "summary", "resumo", "case title", "short description"),
    "customer_id": (
        "organization", "requester organization", "customer", "cliente", "client", "company", "empresa", "requester",
        "requerente", "solicitante", "caller id", "requester id", "organization id", "customer id", "usuario",
    ),
    "agent_id": (
        "agent", "assignee", "assigned to", "owner", "responsavel", "atendente", "tecnico", "analista", "assignee name",
        "assignee id", "agente",
    ),
    "department": ("department", "departamento", "group", "grupo", "setor", "queue", "fila", "team", "equipe", "area"),
    "channel": ("channel", "canal", "via", "origem", "source", "contact type", "origin", "via channel"),
    "priority": ("priority", "prioridade", "urgency", "urgencia"),
    "category": ("category", "categoria", "type", "tipo", "topic", "topico", "request type"),
}  # fmt: skip
DATES = ("due_at", "first_response_at", "opened_at", "closed_at", "resolved_at", "updated_at")
BESIDE = {
    "date", "day", "data", "dia", "time", "hour", "hora", "horario", "at", "of", "the", "de", "da", "do", "em", "no",
}  # fmt: skip
"""Words in the name of a column of days or times that say nothing else."""
FEW = ("raw_status", "channel", "priority")
"""Roles whose columns hold few different values."""
MOST_STATES = 40
LONGEST_WORD = 60
CLOSE = 2.5
"""A column whose score is no further behind would do as well."""


@dataclass
class Roles:
    """Role → column; ``doubts`` are columns that would do as well."""

    of: dict[str, Column] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        """How much of a list of tickets this is."""
        needed = sum(4 for role in ("ticket_id", "raw_status", "opened_at") if role in self.of)
        return needed + len(self.of)


def plain(word: str) -> str:
    """Small letters without accents, words separated by single blanks: ``ticket_id`` and ``Ticket ID`` are one."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one))
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", bare)
    return " ".join(re.findall(r"[a-z0-9]+|#", spaced.casefold()))


def about(column: str) -> set[str]:
    """What a column's name speaks of, beside being a date or a time."""
    return set(plain(column).split()) - BESIDE


def assign(columns: list[Column]) -> Roles:
    """Each role to the column whose name fits best; a column plays one part."""
    roles = Roles()
    scored = sorted(
        (
            (_score(role, column), -place, role, column)
            for role in NAMES
            for place, column in enumerate(columns)
            if _allows(role, column)
        ),
        key=lambda one: one[:2],
        reverse=True,
    )
    taken: set[str] = set()
    surest: dict[str, float] = {}
    for score, _, role, column in scored:
        if score <= 0 or column.name in taken:
            continue
        if role in roles.of:
            if score > surest[role] - CLOSE:
                roles.doubts.setdefault(role, []).append(column.name)
            continue
        roles.of[role], surest[role] = column, score
        taken.add(column.name)
    roles.doubts = {role: [one for one in names if one not in taken] for role, names in roles.doubts.items()}
    return roles


def _allows(role: str, column: Column) -> bool:
    """Whether the cells can be what the role asks for."""
    if role in DATES:
        return column.is_date
    if column.is_date or not column.filled:
        return False
    if role == "ticket_id":
        return column.filled >= column.rows * 0.95 and column.length <= LONGEST_WORD
    if role in FEW:
        return column.different <= MOST_STATES and column.length <= LONGEST_WORD
    return True


def _score(role: str, column: Column) -> float:
    """Over 0 where the name fits; whole names before parts, and unique columns before others for an id."""
    said = plain(column.name)
    best = 0.0
    for place, word in enumerate(NAMES[role]):
        if said == word:
            best = max(best, 4 - place / 100)
        elif len(word) > 2 and re.search(rf"\b{re.escape(word)}\b", said):
            best = max(best, 2 - place / 100 + len(word) / 100)
    if role == "ticket_id" and best:
        best += 1 if column.is_unique else -1
        best -= 3 if re.search(r"\b(title|name|subject|status|type|url|link)\b", said) else 0
    return best
