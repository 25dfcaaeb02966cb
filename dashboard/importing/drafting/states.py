"""What a status most likely stands for, by words whose meaning nobody disputes; others are left open."""

import re

from dashboard.importing.drafting.roles import plain

WAITING = ("aguardando", "ag", "esperando", "waiting", "awaiting", "pending", "pendente", "espera")
CUSTOMER = ("cliente", "customer", "contact", "user", "requester", "solicitante", "usuario", "requerente")
AWAITED = {
    "o", "a", "do", "da", "de", "pelo", "pela", "por", "em", "on", "for", "from", "retorno", "resposta", "aprovacao",
    "validacao", "homologacao", "confirmacao", "feedback", "reply", "response", "approval", "info", "information",
    "respondido", "answered",
}  # fmt: skip
"""What may stand beside "waiting" and the customer. With any other word it may be the customer who waits for us."""
THIRD = ("terceiro", "terceiros", "fornecedor", "vendor", "third", "supplier", "problem", "evidence")
WORDS: dict[str, tuple[str, ...]] = {
    "merged": ("merged", "mesclado", "mesclada", "unificado"),
    "spam": ("spam", "lixo"),
    "deleted": ("deleted", "excluido", "removed", "removido", "apagado"),
    "closed": (
        "closed", "fechado", "fechada", "encerrado", "encerrada", "finalizado", "finalizada", "concluido", "concluida",
        "done", "completed", "fechado com exito", "fechado sem exito", "closed successful", "closed unsuccessful",
        "cancelado", "cancelada", "canceled", "cancelled",
    ),
    "resolved": ("resolved", "solved", "resolvido", "resolvida", "solucionado", "solucionada"),
    "new": ("new", "novo", "nova", "aguardando atendimento", "ag atendimento"),
    "on_hold": ("on hold", "hold", "em espera", "suspenso", "pausado", "parado", "paused"),
    "in_analysis": ("em analise", "triagem", "triage", "in analysis"),
    "in_progress": (
        "open", "aberto", "aberta", "in progress", "em andamento", "em atendimento", "active", "ativo",
        "work in progress", "em atendimento atribuido", "em atendimento planejado", "reopened",
        "reaberto", "assigned", "atribuido", "atendendo", "em progresso", "waiting on us", "aguardando por nos",
        "waiting for support",
    ),
}  # fmt: skip
FINISHED = ("closed", "resolved", "merged", "deleted", "spam")


NUMBER = re.compile(r"^\d+\s*[-.)]\s*(?=\D)")
"""Before a status: "1 - Novo"."""
BRACKETS = re.compile(r"\s*\(([^()]*)\)$")
"""Behind a status: "New (Support Pipeline)"."""
RESERVED = {"nao", "not", "parcial", "parcialmente", "partial", "partially", *WAITING}
"""Words in brackets that take back some of what stands before them."""


def state_of(status: str) -> str | None:
    """The state, or ``None`` where the word leaves it open ("Pendente", "Aguardando resposta", a number)."""
    bare = NUMBER.sub("", status.strip())
    if state := _state(plain(bare)):
        return state
    inside = BRACKETS.search(bare)
    told = plain(inside[1]) if inside else ""
    # Brackets that name a state of their own may change the one before them.
    return None if _state(told) or RESERVED & set(told.split()) else _state(plain(BRACKETS.sub("", bare)))


def _state(said: str) -> str | None:
    exact = next((state for state, words in WORDS.items() if said in words), None)
    parts = set(said.split())
    if exact or not parts & set(WAITING):
        return exact
    if parts & set(CUSTOMER):
        place = {word: at for at, word in enumerate(said.split())}
        is_first = min(place[one] for one in parts & set(WAITING)) < min(place[one] for one in parts & set(CUSTOMER))
        return "waiting_customer" if is_first and parts <= AWAITED.union(WAITING, CUSTOMER) else None
    return "on_hold" if parts & set(THIRD) else None
