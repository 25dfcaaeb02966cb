"""Which column plays which part of a ticket: by its name in Portuguese or English, where its cells allow it."""

import re
import unicodedata
from dataclasses import dataclass, field

from dashboard.importing.drafting.profile import Column

# Of a role's words the first are the surest. A word of several parts must occur whole.
NAMES: dict[str, tuple[str, ...]] = {
    "due_at": (
        "due", "deadline", "prazo", "vencimento", "target dt", "sla", "tempo para solucao", "escalation", "due at",
        "limite", "previsao", "prevista", "previsto",
    ),
    "first_response_at": (
        "first response", "first reply", "primeira resposta", "initial response", "1a resposta", "resposta inicial",
        "primeiro atendimento", "1o atendimento", "resposta",
    ),
    "opened_at": (
        "opened", "created", "abertura", "aberto", "criacao", "criado", "open dt", "create date", "creation",
        "opened at", "created at", "data de abertura", "open date", "entrada", "inicio", "data", "date",
        "carimbo de data hora", "timestamp", "data hora", "cadastro", "data do chamado", "data da solicitacao",
    ),
    "closed_at": (
        "closed", "close date", "fechamento", "fechado", "encerramento", "encerrado", "closed dt", "close",
        "finalizacao", "finalizado", "termino", "final", "fim",
    ),
    "resolved_at": (
        "resolved", "solved", "solucao", "resolucao", "solucionado", "resolvido", "conclusao", "concluido",
    ),
    "updated_at": (
        "updated", "modified", "atualizacao", "atualizado", "modificado", "last update", "last modified", "modificacao",
        "alteracao", "ultima acao", "ultima interacao",
    ),
    "ticket_id": (
        "ticket id", "ticket number", "issue key", "case number", "case enquiry id", "case id", "id", "number",
        "numero", "protocolo", "chamado", "ticket", "tiquete", "no", "n", "key", "codigo", "#", "record id",
        "id do registro", "id de acompanhamento", "id de rastreamento", "tracking id", "conversation id", "chave",
        "solicitacao",
    ),
    "raw_status": ("status", "state", "situacao", "estado", "case status", "ident state", "incident state"),
    "subject": (
        "subject", "assunto", "titulo", "title", "summary", "resumo", "case title", "short description",
        "ticket name", "nome do ticket", "descricao resumida", "descricao do problema", "descreva o problema",
        "problema",
    ),
    "customer_id": (
        "organization", "organizacao", "organizacoes", "requester organization", "customer", "cliente", "client",
        "company", "empresa", "account name", "nome da conta", "requester", "requerente", "solicitante", "caller id",
        "requester id", "organization id", "customer id", "usuario", "contact name", "nome do contato", "contato",
        "relator", "reporter", "aberto por",
    ),
    "agent_id": (
        "agent", "assignee", "assigned to", "owner", "responsavel", "atendente", "tecnico", "analista", "assignee name",
        "assignee id", "agente", "proprietario", "operador", "atribuido", "assigned", "atendido por", "quem atendeu",
    ),
    "department": (
        "department", "departamento", "group", "grupo", "mesa", "setor", "queue", "fila", "team", "equipe", "area",
        "time",
    ),
    "channel": (
        "channel", "canal", "via", "origem", "source", "contact type", "origin", "via channel", "fonte",
    ),
    "priority": ("priority", "prioridade", "urgency", "urgencia"),
    "category": ("category", "categoria", "type", "tipo", "topic", "topico", "request type"),
    "raw_score": (
        "satisfaction score", "satisfaction rating", "satisfaction", "satisfacao", "avaliacao", "csat", "rating",
        "survey results", "resultados da pesquisa", "felicidade", "happiness",
        "nota do atendimento", "nota 1 a 5", "nota 0 a 10", "nota",
    ),
}  # fmt: skip
WHOLE = {
    "data", "date", "resposta", "final", "fim", "time", "nota", "timestamp", "problema", "contato", "usuario",
}  # fmt: skip
"""Words that name a role only by themselves: "Data", never "Data de nascimento"."""
PROMISED = {
    "sla", "prazo", "vencimento", "deadline", "due", "limite", "target", "escalation", "previsao", "prevista",
    "previsto", "expected",
}  # fmt: skip
ANSWER = {"resposta", "response", "reply", "first", "primeira", "primeiro", "1a", "1o"}
CALLER = {"requerente", "requester", "solicitante", "cliente", "customer"}
TEAM = {
    "grupo", "group", "equipe", "team", "fila", "queue", "setor", "area", "mesa", "departamento", "department",
    "unidade",
}  # fmt: skip
ADDRESS = {"email", "mail", "telefone", "phone", "celular"}
"""Ways to reach somebody: a name beside them says better who it is."""
COUNTED = {"interacoes", "interactions", "quantidade", "qtd", "qtde", "tempo", "horas", "total", "count"}
NO_ID = {
    "title", "name", "subject", "status", "type", "url", "link", "nome", "titulo", "assunto", "situacao", "tipo",
    "pai", "parent", "nota", "pedido", "contrato", "telefone", "phone", "cliente", "customer",
}  # fmt: skip
OF_CUSTOMERS = {
    "cliente",
    "customer",
    "empresa",
    "company",
    "conta",
    "account",
    "contato",
    "contact",
    "contrato",
    "contract",
}
ATTRIBUTES = {
    "nota", "avaliacao", "rating", "satisfacao", "csat", "comentario", "comment", "cidade", "status", "tipo",
    "segmento", "plano", "wait", "espera", "minutes", "minutos",
}  # fmt: skip
"""What a person has, and is not."""
OTHER: dict[str, set[str]] = {
    "due_at": ANSWER,
    "first_response_at": PROMISED | {"last", "ultima"},
    **dict.fromkeys(("opened_at", "closed_at", "resolved_at", "updated_at"), PROMISED | OF_CUSTOMERS),
    "raw_status": PROMISED | ANSWER | OF_CUSTOMERS | {"resolution", "resolucao", "anterior", "previous"},
    "customer_id": COUNTED | TEAM | ATTRIBUTES,
    "agent_id": COUNTED | TEAM | CALLER | ATTRIBUTES,
    "department": COUNTED | CALLER,
    "raw_score": COUNTED | {"comentario", "comment", "feedback", "motivo", "reason", "link", "status"},
}
"""Words in a column's name that say it is about something else: "SLA solução" is no solution, "Grupo requerente" no
team of ours, "Data de cadastro do cliente" no opening of a ticket."""
DATES = ("due_at", "first_response_at", "opened_at", "closed_at", "resolved_at", "updated_at")
BESIDE = {
    "date", "day", "data", "dia", "time", "hour", "hora", "horario", "at", "of", "the", "de", "da", "do", "em", "no",
}  # fmt: skip
"""Words in the name of a column of days or times that say nothing else."""
FEW = ("raw_status", "channel", "priority", "raw_score")
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
        return column.is_date and not column.is_clock
    if column.is_date or column.is_clock or not column.filled:
        return False
    if role == "ticket_id":
        return column.filled >= column.rows * 0.95 and column.length <= LONGEST_WORD
    if role in FEW:
        return column.different <= MOST_STATES and column.length <= LONGEST_WORD
    return True


def _score(role: str, column: Column) -> float:
    """Over 0 where the name fits; whole names before parts, and unique columns before others for an id."""
    said = plain(column.name)
    if OTHER.get(role, set()) & set(said.split()):
        return 0
    best = 0.0
    bare = " ".join(word for word in said.split() if word not in BESIDE) if role in DATES else said
    for place, word in enumerate(NAMES[role]):
        if word in (said, bare):
            best = max(best, 4 - place / 100)
        elif len(word) > 2 and word not in WHOLE and re.search(rf"\b{re.escape(word)}\b", said):
            best = max(best, 2 - place / 100 + len(word) / 100)
    if best and ADDRESS & set(said.split()):
        best -= 1
    if role == "ticket_id" and best:
        best += 1 if column.is_unique else -1
        best -= 3 if NO_ID & set(said.split()) else 0
    return best
