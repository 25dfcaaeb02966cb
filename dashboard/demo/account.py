"""The account of what was planted: counted from the served plan, rule by rule, as of the end."""

import numpy as np

from dashboard.demo import jobs as work
from dashboard.demo.answers import asks_evidence
from dashboard.demo.endings import WORKING_DAY, Ends
from dashboard.demo.events import PROGRESS, SUPPORT, TURNS, Story, mark
from dashboard.demo.outcome import Present, is_open
from dashboard.demo.shifts import NEVER
from dashboard.demo.texts import ADVANCED, DEPARTMENTS
from dashboard.demo.tickets import (
    CHAT,
    DUPLICATE,
    HOUR,
    KINDS,
    MONITORING,
    NOTICE,
    PARALLEL,
    PHONE,
    REQUEST,
    SPAM,
    TEST,
)

Flags = dict[str, np.ndarray]
CONFIRMS = (work.CONFIRMED, work.CONFIRMED_CUSTOMER, work.THANKED, work.LEFT_OPEN)


def tickets(story: Story, ends: Ends, present: Present) -> Flags:
    """Rule → a flag for each ticket, true where the written data break it by ``last``."""
    plain = ("shouting", "burst", "wrong-channel", "emergency", "automatic-reply", "status-contradiction", "undated")
    found = {rule: story.tickets.flags[rule].copy() for rule in plain}
    found |= {KINDS[code]: story.tickets.kind == code for code in (NOTICE, SPAM, TEST, MONITORING)}
    found |= _pairs(story, ends, present) | _advanced(story, present) | _queue(story) | _closings(story, ends)
    return found | _hours(story)


def _pairs(story: Story, ends: Ends, present: Present) -> Flags:
    """Second tickets whose first was still open, or still waited for the customer."""
    own = story.tickets
    first = np.maximum(own.parent, 0)
    solved = np.where(present.first_solved[first] < 0, NEVER, present.first_solved[first])
    answered = ends.answered[first]
    still = (own.opened < solved) | _open_again(story, ends, first)
    return {
        "duplicate-subject": (own.kind == DUPLICATE) & still,
        "parallel-thread": (own.kind == PARALLEL) & still & (own.opened > answered),
        "merged": (own.flags["ending"] == work.MERGED) & (ends.answered <= story.scene.last) & (own.kind == DUPLICATE),
    }


def _open_again(story: Story, ends: Ends, first: np.ndarray) -> np.ndarray:
    """True where the first ticket had been solved and reopened, and was open once more."""
    own, jobs = story.tickets, story.jobs
    reopened = np.full(len(own), NEVER)
    again = np.flatnonzero(jobs.is_reopening)
    reopened[jobs.ticket[again]] = story.served.arrival[again]
    solved = np.where(np.isin(own.flags["ending"], work.RESOLVES), ends.answered, ends.closing)
    return (own.opened >= reopened[first]) & (own.opened < solved[first])


def _advanced(story: Story, present: Present) -> Flags:
    """What concerns the second level, of what has reached it."""
    jobs, last = story.jobs, story.scene.last
    there = present.department == ADVANCED
    asked = np.flatnonzero(asks_evidence(story) & (story.served.end <= last))
    number = np.bincount(jobs.ticket[asked], minlength=len(story.tickets))
    escalated = np.flatnonzero((jobs.kind == work.HOLD) & (jobs.turn == 0) & (story.served.end <= last))
    return {
        # Until somebody has answered, an image may still come.
        "evidence-missing": story.tickets.flags["evidence-missing"] & there & (present.first_response >= 0),
        "evidence-asked-twice": (number > 1) & there,
        "unknown-status": story.tickets.flags["unknown-status"] & mark(story, jobs.ticket[escalated]),
        "transferred": present.department != story.tickets.entered,
    }


def _queue(story: Story) -> Flags:
    """Order and promises: who was overtaken, whom we kept waiting after a holding reply."""
    jobs, last = story.jobs, story.scene.last
    overtaken = overtaken_waits(story)
    put_off = overtaken & (jobs.skip > 0) & (jobs.kind != work.SHUT)
    held = np.flatnonzero((jobs.kind == work.HOLD) & (story.served.end <= last))
    next_word = np.minimum(story.served.end[held + 1], last)
    silence = _working(story, jobs.department[held], story.served.end[held], next_word)
    third = np.flatnonzero((jobs.kind == work.THIRD) & (story.served.end <= last))
    favoured = story.jobs.first_of[story.tickets.flags["priority-by-staff"]]
    return {
        "overtaken": mark(story, jobs.ticket[put_off]),
        "overtaken-any": mark(story, jobs.ticket[overtaken]),
        "holding": mark(story, jobs.ticket[held]),
        "promise-not-kept": mark(story, jobs.ticket[held[silence > WORKING_DAY]]),
        "third-party": mark(story, jobs.ticket[third]),
        "priority-by-staff": mark(story, jobs.ticket[favoured[story.served.start[favoured] <= last]]),
    }


def overtaken_waits(story: Story) -> np.ndarray:
    """Per job: true for a written wait of which a younger one was taken up more than a working hour before."""
    jobs, own = story.jobs, story.tickets
    written = ~np.isin(own.channel, (CHAT, PHONE))[jobs.ticket]
    waits = jobs.has_word & written & (story.served.arrival <= story.scene.last)
    found = np.zeros(len(jobs.ticket), dtype=bool)
    for code, calendar in enumerate(story.scene.calendars):
        mine = np.flatnonzero(waits & (jobs.department == code))
        mine = mine[np.argsort(story.served.arrival[mine], kind="stable")]
        seen = story.seen_at[mine]
        taken = np.where(seen <= story.scene.last, calendar.position(seen), NEVER)
        now = calendar.position(np.array([story.scene.last]))[0]
        younger = np.concatenate([np.minimum.accumulate(taken[::-1])[::-1][1:], [NEVER]])
        forgotten = np.minimum(taken, now) - calendar.position(story.served.arrival[mine]) > 20 * WORKING_DAY
        found[mine] = (younger + HOUR < np.minimum(taken, now)) & ~forgotten
    return found


def _closings(story: Story, ends: Ends) -> Flags:
    """How dialogues ended."""
    own, last = story.tickets, story.scene.last
    ending, closing = own.flags["ending"], np.minimum(ends.closing, last)
    finished = np.isin(ending, CONFIRMS) & (ends.word <= last)
    open_after = _working(story, own.department, np.minimum(ends.word, last), closing)
    silent = np.isin(ending, (work.SILENT, work.LONG_SILENT)) & (ends.answered <= last)
    silence = _working(story, own.department, np.minimum(ends.answered, last), closing)
    again = np.flatnonzero(story.jobs.is_reopening & (story.served.arrival <= last))
    return {
        "left-open": finished & (open_after > 2 * WORKING_DAY),
        "closed-after-confirmation": finished & (ends.closing <= last),
        "closed-unanswered": (ending == work.CLOSED_UNANSWERED) & (ends.closing <= last),
        "customer-silent": silent & (silence >= 5 * WORKING_DAY),
        "answered-still-open": (ending == work.STUCK) & (ends.answered <= last),
        "reopened": mark(story, story.jobs.ticket[again]),
        "reopened-by-thanks": (ending == work.REOPENED_BY_THANKS) & (ends.word <= last),
        "confirmed-for-now": (ending == work.FOR_NOW) & (ends.word <= last),
        "recorded-afterwards": np.isin(ending, work.RESOLVES[:2]) & (ends.answered - own.opened <= 120),
    }


def _hours(story: Story) -> Flags:
    """What came outside the opening hours, and who is in no record."""
    own = story.tickets
    closed = np.zeros(len(own), dtype=bool)
    for code, calendar in enumerate(story.scene.calendars):
        closed |= (own.entered == code) & ~calendar.is_open(own.opened)
    request = own.kind == REQUEST
    return {
        "after-hours": closed & request,
        "after-hours-emergency": closed & own.flags["emergency"],
        "orphan-ticket-contact": own.contact < 0,
    }


def _working(story: Story, department: np.ndarray, begins: np.ndarray, finishes: np.ndarray) -> np.ndarray:
    """Working seconds between two moments on the department's calendar."""
    between = np.zeros(len(begins), dtype=np.int64)
    for code, calendar in enumerate(story.scene.calendars):
        mine = department == code
        between[mine] = calendar.position(finishes[mine]) - calendar.position(begins[mine])
    return between


def now(story: Story, present: Present) -> dict[str, int]:
    """What holds at the end: open tickets, by turn; contradictions."""
    is_now_open = is_open(present)
    count = {"open": int(is_now_open.sum())}
    for code, name in enumerate(TURNS[1:], start=1):
        count[name] = int((is_now_open & (present.turn == code)).sum())
    quiet = _working(story, present.department, present.updated, np.full(len(present.updated), story.scene.last))
    count["in-progress-without-event"] = int(((present.status == PROGRESS) & (quiet > 2 * WORKING_DAY)).sum())
    for code, name in enumerate(DEPARTMENTS):
        count[f"queue {name}"] = int((is_now_open & (present.turn == SUPPORT) & (present.department == code)).sum())
    return count
