"""Every step of a case after its opening. A step is an appended row; the case is what its rows add up to.

Which steps a state allows, and what each needs, is data in ``ombudsman/states``. Each function gives back the id of the
act and raises ``NotAllowed`` (role, a case about one's own service, a deputy whom the settings do not name) or
``ActionRefused`` (no such case to be seen, the state, what is missing); then nothing was written.
"""

from datetime import date

from dashboard.actions.case_file import CaseFile, taken
from dashboard.actions.checks import among, deputy_named, mark, said
from dashboard.errors import ActionRefused
from dashboard.ombudsman import deadlines, states
from dashboard.roles import Actor
from dashboard.store.engine import Store

HANDLE, ANSWER_AREA = "cases.handle", "cases.answer_area"


def triage(store: Store, actor: Actor, protocol: str, case_type: str | None = None) -> str:
    """Take a received case into work, with another type where the one it came with is wrong.

    Nothing becomes a denúncia or ceases to be one: what was readable by all would stay so, and the other way round.
    """
    with taken(store, actor, protocol, HANDLE) as file:
        if case_type is not None:
            among("case_type", case_type, states.TYPES)
            if (case_type == states.DENUNCIATION) != file.shelf.is_apart:
                raise ActionRefused("error.case_denunciation_apart")
        return file.append("triaged", case_type=case_type)


def send_to_area(store: Store, actor: Actor, protocol: str, area: str, words: str = "") -> str:
    """Ask an area of the settings; its answer is due within the area's days."""
    with taken(store, actor, protocol, HANDLE) as file:
        _check_area(store, area)
        due_day = deadlines.area_due(store.settings, file.today)
        return file.append("sent_to_area", area=area, due_day=due_day, words=words.strip() or None)


def area_answered(store: Store, actor: Actor, protocol: str, words: str) -> str:
    """The area's answer, for the ombudsman to judge: the case is back with them."""
    return _say(store, actor, protocol, "area_answered", words, ANSWER_AREA)


def recall(store: Store, actor: Actor, protocol: str, reason: str) -> str:
    """Take the case back from the area without its answer."""
    return _say(store, actor, protocol, "recalled", reason)


def answer(store: Store, actor: Actor, protocol: str, kind: str, words: str) -> str:
    """An answer to the customer: initial, intermediate or conclusive."""
    among("case_answer", kind, states.ANSWERS)
    return _say(store, actor, protocol, f"answered_{kind}", words)


def extend(store: Store, actor: Actor, protocol: str, reason: str) -> str:
    """Put the conclusive answer off, once in a case's life, with a reason, before it is due."""
    said(reason)
    with taken(store, actor, protocol, HANDLE) as file:
        file.require_step("extended", {"words": reason})
        begun = _round_begun(file)
        due_day = deadlines.conclusive_due(store.settings, begun, is_extended=True)
        # The settings may have become stricter since the case was opened.
        return file.append("extended", words=reason.strip(), due_day=max(due_day, file.case["due_day"]))


def conclude(store: Store, actor: Actor, protocol: str, finding: str, words: str = "") -> str:
    """Conclude it with a finding; it must have been answered conclusively since it was opened or reopened."""
    among("case_finding", finding, states.FINDINGS)
    with taken(store, actor, protocol, HANDLE) as file:
        return file.append("concluded", finding=finding, words=words.strip() or None)


def archive(store: Store, actor: Actor, protocol: str, reason: str) -> str:
    """Put it away without a conclusion, with a reason."""
    return _say(store, actor, protocol, "archived", reason)


def reopen(store: Store, actor: Actor, protocol: str, reason: str) -> str:
    """Take a concluded case up again within the days of the settings, under a new deadline; an archived one always.

    An archived case keeps its deadline: putting it away was no answer.
    """
    said(reason)
    with taken(store, actor, protocol, HANDLE) as file:
        if file.case["state"] == states.ARCHIVED:
            return file.append("resumed", words=reason.strip())
        due_day = deadlines.conclusive_due(store.settings, file.today)
        return file.append("reopened", words=reason.strip(), due_day=due_day)


def customer_outcome(store: Store, actor: Actor, protocol: str, outcome: str) -> str:
    """What the customer says of a concluded case: resolved or not; the last word counts."""
    among("case_outcome", outcome, states.OUTCOMES)
    with taken(store, actor, protocol, HANDLE) as file:
        return file.append("customer_outcome", outcome=outcome)


def rate(store: Store, actor: Actor, protocol: str, solution: int, service: int) -> str:
    """The customer's two marks, 1 to 5; the last ones count."""
    mark(solution)
    mark(service)
    with taken(store, actor, protocol, HANDLE) as file:
        return file.append("rated", solution_mark=solution, service_mark=service)


def recommend(store: Store, actor: Actor, protocol: str, area: str, words: str, due_day: date | None = None) -> str:
    """Recommend something to an area; the id of the act is the recommendation's."""
    said(words)
    with taken(store, actor, protocol, HANDLE) as file:
        _check_area(store, area)
        if due_day and due_day < file.today:
            raise ActionRefused("error.case_day_past", day=str(due_day), today=str(file.today))
        return file.append("recommended", area=area, words=words.strip(), due_day=due_day)


def recommendation_done(store: Store, actor: Actor, protocol: str, recommendation_id: str, words: str = "") -> str:
    """It was carried out; the last word on a recommendation counts."""
    return _follow_up(store, actor, protocol, "recommendation_done", recommendation_id, words)


def recommendation_not_done(store: Store, actor: Actor, protocol: str, recommendation_id: str, reason: str) -> str:
    """It was not carried out, and why."""
    said(reason)
    return _follow_up(store, actor, protocol, "recommendation_not_done", recommendation_id, reason)


def hand_over(store: Store, actor: Actor, protocol: str, reason: str) -> str:
    """Give the case to the deputy: the one step open to whom it is about. A denúncia is the deputy's alone then."""
    said(reason)
    deputy_named(store)
    with taken(store, actor, protocol, HANDLE, even_own=True) as file:
        if file.case["holder"] == "deputy":
            raise ActionRefused("error.case_handed_over", protocol=protocol)
        return file.append("handed_over", words=reason.strip(), holder="deputy")


# ---------------------------------------------------------------- inside
def _say(store: Store, actor: Actor, protocol: str, kind: str, words: str, permission: str = HANDLE) -> str:
    said(words)
    with taken(store, actor, protocol, permission) as file:
        return file.append(kind, words=words.strip())


def _follow_up(store: Store, actor: Actor, protocol: str, kind: str, recommendation_id: str, words: str) -> str:
    with taken(store, actor, protocol, HANDLE) as file:
        if recommendation_id not in file.recommendations():
            raise ActionRefused("error.case_recommendation_unknown", protocol=protocol)
        return file.append(kind, recommendation_id=recommendation_id, words=words.strip() or None)


def _check_area(store: Store, area: str) -> None:
    among("case_area", area, store.settings.ombudsman.areas)


def _round_begun(file: CaseFile) -> date:
    """The day from which the present deadline counts: receipt, or the last reopening."""
    return file.case["reopened_day"] or file.case["received_day"]
