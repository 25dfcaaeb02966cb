"""What we write: who takes a ticket up, transfers, holding replies, answers, and the status that follows each."""

import numpy as np

from dashboard.demo.events import (
    AGENT,
    ANALYSIS,
    ASSIGNMENT,
    CLOSED,
    CUSTOMER,
    ESCALATED,
    HIS,
    MESSAGE,
    MOVE,
    NOTE,
    ON_HOLD,
    PROGRESS,
    SOLVED,
    STATUS,
    STATUS_MERGED,
    SUPPORT,
    THIRDS,
    WAITING,
    Story,
    mark,
)
from dashboard.demo.jobs import ANSWER, DOUBLED, HOLD, MERGED, SHUT, STUCK, THIRD, TRANSFER
from dashboard.demo.tickets import CHAT, DUPLICATE, HOUR, PHONE


def tell(story: Story) -> None:
    """Everything we say up to the last answer; how a ticket ends is told by ``endings``."""
    _pickups(story)
    _notes(story)
    _transfers(story)
    _pauses(story, HOLD, "holding", SUPPORT)
    _pauses(story, THIRD, "third_party", THIRDS)
    _answers(story)


def asks_evidence(story: Story) -> np.ndarray:
    """Per job: true for the answers that ask for an image; the second time only where that is planted."""
    jobs, flags = story.jobs, story.tickets.flags
    missing, twice = flags["evidence-missing"][jobs.ticket], flags["evidence-asked-twice"][jobs.ticket]
    open_end = (jobs.kind == ANSWER) & ~jobs.is_last & ~jobs.resolves
    return missing & open_end & ((jobs.turn == 0) | (twice & (jobs.turn == 1)))


def _pickups(story: Story) -> None:
    """An agent takes a ticket up: an assignment where the work is long, for some a status; favours tell their priority.

    ``seen_at`` is the first trace of each job in the data: its beginning where one of these is written, else its end.
    """
    jobs, served, rng = story.jobs, story.served, story.rng
    taken = np.flatnonzero(jobs.has_word & (jobs.kind != SHUT))
    ticket, moment, agent = jobs.ticket[taken], served.start[taken], served.agent[taken]
    starts = jobs.turn[taken] == 0
    live = starts & np.isin(story.tickets.channel[ticket], (CHAT, PHONE))
    favoured = starts & story.tickets.flags["priority-by-staff"][ticket]
    is_long = served.end[taken] - moment > HOUR
    assigned = (favoured | is_long | starts & (rng.random(len(taken)) < 0.15)) & ~live
    seen = starts & (rng.random(len(taken)) < 0.25) & ~live
    priority = np.where(favoured, story.tickets.raised_priority[ticket], -1)
    by = (ticket[assigned], moment[assigned], AGENT, agent[assigned])
    story.say(*by, kind=ASSIGNMENT, priority=priority[assigned], order=20)
    by = (ticket[seen], moment[seen], AGENT, agent[seen])
    story.say(*by, kind=STATUS, status=ANALYSIS, order=21)
    story.seen_at[taken] = np.where(assigned | seen, moment, served.end[taken])


def _notes(story: Story) -> None:
    jobs, served = story.jobs, story.served
    noted = np.flatnonzero((story.rng.random(len(jobs.ticket)) < 0.1) & (jobs.kind != SHUT) & (jobs.kind != TRANSFER))
    text = story.pick("notes", len(noted))
    story.say(jobs.ticket[noted], served.end[noted], AGENT, served.agent[noted], kind=NOTE, text=text, order=30)


def _transfers(story: Story) -> None:
    moved = np.flatnonzero(story.jobs.kind == TRANSFER)
    ticket = story.jobs.ticket[moved]
    by = (ticket, story.served.end[moved], AGENT, story.served.agent[moved])
    story.say(*by, kind=NOTE, text=story.pick("transfer_notes", len(moved)), order=31)
    story.say(*by, kind=MOVE, department=story.tickets.department[ticket], order=32)
    story.say(*by, kind=STATUS, status=ANALYSIS, order=33)


def _pauses(story: Story, kind: int, pool: str, turn: int) -> None:
    """Holding replies, and words that somebody else has to act first; a few take a status that nobody maps."""
    chosen = np.flatnonzero(story.jobs.kind == kind)
    ticket = story.jobs.ticket[chosen]
    escalated = story.tickets.flags["unknown-status"][ticket] & (story.jobs.turn[chosen] == 0)
    status = np.where(escalated, ESCALATED, PROGRESS) if kind == HOLD else ON_HOLD
    by = (ticket, story.served.end[chosen], AGENT, story.served.agent[chosen])
    story.say(*by, kind=MESSAGE, text=story.pick(pool, len(chosen)), turn=turn, order=34)
    story.say(*by, kind=STATUS, status=status, order=35)


def _answers(story: Story) -> None:
    jobs, served, tickets = story.jobs, story.served, story.tickets
    chosen = np.flatnonzero(jobs.kind == ANSWER)
    ticket, end = jobs.ticket[chosen], served.end[chosen]
    by = (ticket, end, AGENT, served.agent[chosen])
    ending = tickets.flags["ending"][ticket]
    stuck = jobs.is_last[chosen] & (ending == STUCK)
    status = np.select(
        [ending == MERGED, ending == DOUBLED, jobs.resolves[chosen], stuck],
        [STATUS_MERGED, CLOSED, SOLVED, PROGRESS],
        WAITING,
    )
    story.say(*by, kind=MESSAGE, text=_texts(story, chosen), turn=np.where(stuck, SUPPORT, HIS), order=34)
    story.say(*by, kind=STATUS, status=status, order=35)
    away = (status == WAITING) & story.chance("automatic-reply", len(chosen)) & (tickets.channel[ticket] == 0)
    _automatic_replies(story, ticket[away], end[away])


def _texts(story: Story, chosen: np.ndarray) -> np.ndarray:
    """What each answer says: about its topic, or a request for an image, or where the matter is dealt with."""
    ticket, pools = story.jobs.ticket[chosen], story.texts.pools
    turn = story.jobs.turn[chosen] + ticket
    text = pools["answers"].nth(turn, story.tickets.topic[ticket])
    text = np.where(asks_evidence(story)[chosen], pools["evidence"].nth(turn), text)
    return np.where(story.tickets.kind[ticket] == DUPLICATE, pools["duplicate"].nth(turn), text)


def _automatic_replies(story: Story, ticket: np.ndarray, end: np.ndarray) -> None:
    """The customer's mailbox answers by itself: nobody has spoken."""
    text = story.pick("automatic", len(ticket))
    moment = end + story.rng.integers(20, 90, len(ticket))
    story.say(ticket, moment, CUSTOMER, kind=MESSAGE, text=text, order=36)
    story.tickets.flags["automatic-reply"] = mark(story, ticket[moment <= story.scene.last])
