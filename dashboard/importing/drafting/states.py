"""What a status most likely stands for, by words whose meaning nobody disputes; others are left open."""

from dashboard.importing.drafting.roles import plain

WAITING = ("aguardando", "waiting", "awaiting", "pending", "pendente", "espera")
CUSTOMER = ("cliente", "customer", "user", "requester", "solicitante", "usuario", "requerente")
THIRD = ("terceiro", "terceiros", "fornecedor", "vendor", "third", "supplier", "problem", "evidence")
WORDS: dict[str, tuple[str, ...]] = {
    "merged": ("merged", "mesclado", "mesclada", "unificado"),
    "spam": ("spam", "lixo"),
    "deleted": ("deleted", "excluido", "removed", "removido", "apagado"),
    "closed": (
        "closed", "fechado", "fechada", "encerrado", "encerrada", "finalizado", "finalizada", "concluido", "concluida",
        "done", "completed",
    ),
    "resolved": ("resolved", "solved", "resolvido", "resolvida", "solucionado", "solucionada"),
    "new": ("new", "novo", "nova"),
    "on_hold": ("on hold", "hold", "suspenso", "pausado", "paused"),
    "in_analysis": ("em analise", "triagem", "triage", "in analysis"),
    "in_progress": (
        "open", "aberto", "aberta", "in progress", "em andamento", "em atendimento", "active", "ativo",
        "work in progress", "em atendimento atribuido", "em atendimento planejado", "reopened",
        "reaberto", "assigned", "atribuido",
    ),
}  # fmt: skip
FINISHED = ("closed", "resolved", "merged", "deleted", "spam")


def state_of(status: str) -> str | None:
    """The state, or ``None`` where the word leaves it open ("Pendente", "Aguardando resposta", a number)."""
    said = plain(status)
    parts = set(said.split())
    if parts & set(WAITING):
        if parts & set(CUSTOMER):
            return "waiting_customer"
        return "on_hold" if parts & set(THIRD) else None
    return next((state for state, words in WORDS.items() if said in words), None)
