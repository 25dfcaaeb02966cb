"""The states of a case, the steps that can be taken in each, and what each step needs. Data alone decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

RECEIVED, TRIAGED, WITH_AREA, CONCLUDED, ARCHIVED = STATES = (
    "received",
    "triaged",
    "with_area",
    "concluded",
    "archived",
)
TYPES = ("praise", "suggestion", "complaint", "request", "denunciation", "data_subject")
DENUNCIATION = "denunciation"
ANSWERS = ("initial", "intermediate", "conclusive")
FINDINGS = ("founded", "partly_founded", "unfounded")
OUTCOMES = ("resolved", "not_resolved")
IDENTITIES = ("named", "confidential", "anonymous")
PUBLISHING = ("no", "initials", "name")
CHANNELS = ("email", "web", "phone", "chat", "whatsapp", "letter", "in_person", "rating", "other")
HOLDERS = ("ombudsman", "deputy")

OPENED = "opened"
"""The first row of every case; it enters ``received``."""

_WORKED_ON = (TRIAGED, WITH_AREA)
_OPEN = (RECEIVED, *_WORKED_ON)


@dataclass(frozen=True)
class Step:
    """What can be done with a case: in which states, which state it enters (``None`` = it stays), what it needs.

    ``needs`` names what must come with it (``words``: the text or the reason) or be true of the case already.
    """

    origins: tuple[str, ...]
    target: str | None = None
    needs: tuple[str, ...] = ()


STEPS: dict[str, Step] = {
    # The moves. Back from the area without its answer is a triage as well, and says why.
    "triaged": Step((RECEIVED,), TRIAGED),
    "recalled": Step((WITH_AREA,), TRIAGED, ("words",)),
    "sent_to_area": Step((TRIAGED,), WITH_AREA, ("area",)),
    "area_answered": Step((WITH_AREA,), TRIAGED, ("words",)),
    "concluded": Step(_WORKED_ON, CONCLUDED, ("conclusive_answer", "finding")),
    "archived": Step((RECEIVED, TRIAGED), ARCHIVED, ("words",)),
    "reopened": Step((CONCLUDED,), TRIAGED, ("words", "within_reopening")),
    "resumed": Step((ARCHIVED,), TRIAGED, ("words",)),
    # What happens within a state.
    "answered_initial": Step(_WORKED_ON, None, ("words",)),
    "answered_intermediate": Step(_WORKED_ON, None, ("words",)),
    "answered_conclusive": Step(_WORKED_ON, None, ("words",)),
    "extended": Step(_OPEN, None, ("words", "first_extension", "not_overdue")),
    "customer_outcome": Step((CONCLUDED,), None, ("outcome",)),
    "rated": Step((CONCLUDED,), None, ("solution_mark", "service_mark")),
    "recommended": Step((*_WORKED_ON, CONCLUDED), None, ("area", "words")),
    "recommendation_done": Step(STATES, None, ("recommendation_id",)),
    "recommendation_not_done": Step(STATES, None, ("recommendation_id", "words")),
    "handed_over": Step(_OPEN, None, ("words",)),
}

LEGAL_MOVES = frozenset((origin, step.target) for step in STEPS.values() if step.target for origin in step.origins)
"""Every pair of states that a case can pass between."""


def possible(state: str) -> list[str]:
    """The steps that can be taken in a state, whatever else they need."""
    return [name for name, step in STEPS.items() if state in step.origins]


def missing(step: str, given: Mapping[str, Any]) -> list[str]:
    """What the step needs and is not given."""
    return [need for need in STEPS[step].needs if not given.get(need)]
