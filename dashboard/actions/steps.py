"""The steps of a case by their names: which are legal now, what one would do, and taking it.

A page draws its forms from this table; what a step means and writes is in ``cases`` alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.actions import cases
from dashboard.actions.case_file import CaseFile, taken
from dashboard.actions.checks import said
from dashboard.errors import ActionRefused, NotAllowed
from dashboard.ombudsman import deadlines, states
from dashboard.roles import Actor
from dashboard.store.engine import Store

Given = Mapping[str, Any]

FIELDS: dict[str, tuple[str, ...]] = {
    "triaged": ("case_type",),
    "area_answered": ("words",),
    "concluded": ("finding", "words"),
    "sent_to_area": ("area", "words"),
    "answered_conclusive": ("words",),
    "answered_intermediate": ("words",),
    "answered_initial": ("words",),
    "customer_outcome": ("outcome",),
    "rated": ("solution_mark", "service_mark"),
    "recommended": ("area", "words", "due_day"),
    "recommendation_done": ("recommendation_id", "words"),
    "recommendation_not_done": ("recommendation_id", "words"),
    "extended": ("words",),
    "recalled": ("words",),
    "archived": ("words",),
    "reopened": ("words",),
    "resumed": ("words",),
    "handed_over": ("words",),
}
"""What can be given with a step; the likelier a step is the next, the earlier it stands."""
_TAKEN: dict[str, Callable[[Store, Actor, str, Given], str]] = {
    "triaged": lambda store, actor, protocol, given: cases.triage(store, actor, protocol, given.get("case_type")),
    "recalled": lambda store, actor, protocol, given: cases.recall(store, actor, protocol, _words(given)),
    "sent_to_area": lambda store, actor, protocol, given: cases.send_to_area(
        store, actor, protocol, given["area"], _words(given)
    ),
    "area_answered": lambda store, actor, protocol, given: cases.area_answered(store, actor, protocol, _words(given)),
    "concluded": lambda store, actor, protocol, given: cases.conclude(
        store, actor, protocol, given["finding"], _words(given)
    ),
    "archived": lambda store, actor, protocol, given: cases.archive(store, actor, protocol, _words(given)),
    "reopened": lambda store, actor, protocol, given: cases.reopen(store, actor, protocol, _words(given)),
    "resumed": lambda store, actor, protocol, given: cases.reopen(store, actor, protocol, _words(given)),
    **{
        f"answered_{kind}": lambda store, actor, protocol, given, kind=kind: cases.answer(
            store, actor, protocol, kind, _words(given)
        )
        for kind in states.ANSWERS
    },
    "extended": lambda store, actor, protocol, given: cases.extend(store, actor, protocol, _words(given)),
    "customer_outcome": lambda store, actor, protocol, given: cases.customer_outcome(
        store, actor, protocol, given["outcome"]
    ),
    "rated": lambda store, actor, protocol, given: cases.rate(
        store, actor, protocol, given["solution_mark"], given["service_mark"]
    ),
    "recommended": lambda store, actor, protocol, given: cases.recommend(
        store, actor, protocol, given["area"], _words(given), given.get("due_day")
    ),
    "recommendation_done": lambda store, actor, protocol, given: cases.recommendation_done(
        store, actor, protocol, given["recommendation_id"], _words(given)
    ),
    "recommendation_not_done": lambda store, actor, protocol, given: cases.recommendation_not_done(
        store, actor, protocol, given["recommendation_id"], _words(given)
    ),
    "handed_over": lambda store, actor, protocol, given: cases.hand_over(store, actor, protocol, _words(given)),
}


@dataclass(frozen=True)
class Foreseen:
    """What a step would do: the state afterwards, and the day on which what it begins is due (``None`` = nothing)."""

    state: str
    due_day: date | None


def legal(store: Store, actor: Actor, protocol: str) -> list[str]:
    """The steps that this person can take now; of a case about their own service handing it over alone.

    Raises what ``taken`` raises where the case cannot be handled at all.
    """
    with taken(store, actor, protocol, cases.HANDLE, even_own=True) as file:
        known = states.possible(file.case["state"])
        possible = [step for step in FIELDS if step in known and _holds(file, step)]
    try:
        with taken(store, actor, protocol, cases.HANDLE):
            return possible
    except NotAllowed:
        return [step for step in possible if step == "handed_over"]


def preview(store: Store, actor: Actor, protocol: str, step: str, given: Given) -> Foreseen:
    """What the step would do. Raises what taking it would raise, and changes nothing."""
    with taken(store, actor, protocol, cases.HANDLE, even_own=step == "handed_over") as file:
        file.require_step(step, dict(given))
        if "words" in states.STEPS[step].needs:
            said(_words(given))
        return Foreseen(states.STEPS[step].target or file.case["state"], _due_day(file, step, given))


def take(store: Store, actor: Actor, protocol: str, step: str, given: Given) -> str:
    """Take the step; the id of the act. Raises ``NotAllowed`` or ``ActionRefused`` as the step's own action does."""
    preview(store, actor, protocol, step, given)
    return _TAKEN[step](store, actor, protocol, given)


def _words(given: Given) -> str:
    return given.get("words") or ""


def _holds(file: CaseFile, step: str) -> bool:
    """True where all that the step needs of the case itself is there; what a person gives with it is yet to come."""
    named = file.store.settings.ombudsman
    if step == "handed_over":
        return file.case["holder"] != "deputy" and bool(named.deputy_name.strip() or named.deputy_email.strip())
    if step.startswith("recommendation_"):
        return file.case["recommendation_count"] > 0
    try:
        file.require_step(step, dict.fromkeys(FIELDS[step], True))
    except ActionRefused:
        return False
    return True


def _due_day(file: CaseFile, step: str, given: Given) -> date | None:
    settings = file.store.settings
    if step == "sent_to_area":
        return deadlines.area_due(settings, file.today)
    if step == "extended":
        begun = file.case["reopened_day"] or file.case["received_day"]
        return max(deadlines.conclusive_due(settings, begun, is_extended=True), file.case["due_day"])
    if step == "reopened":
        return deadlines.conclusive_due(settings, file.today)
    return given.get("due_day") if step == "recommended" else None
