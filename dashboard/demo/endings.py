"""How tickets end: closed by us, by the customer, by the robot, too late, or not at all; and what was said of us."""

from dataclasses import dataclass

import numpy as np

from dashboard.demo import plan
from dashboard.demo.arrivals import DAY, HOUR, REQUEST
from dashboard.demo.conversation import (
    AGENT, CLOSED, CUSTOMER, FINISHED, HIS, MESSAGE, PROGRESS, RATING, ROBOT, STATUS, UNKNOWN, Story,
)  # fmt: skip
from dashboard.demo.service import NEVER
from dashboard.demo.texts import comments

WORKING_DAY = 9 * HOUR
WORDS = {
    plan.CONFIRMED: ("confirmations", FINISHED), plan.CONFIRMED_CUSTOMER: ("confirmations", FINISHED),
    plan.THANKED: ("thanks", FINISHED), plan.LEFT_OPEN: ("confirmations", FINISHED),
    plan.REOPENED_BY_THANKS: ("thanks", FINISHED), plan.FOR_NOW: ("hedges", UNKNOWN),
}  # fmt: skip
"""What the customer says at the end, by ending, and whose turn that makes it."""
PATIENCE: dict[int, tuple[float, float]] = {
    plan.CONFIRMED: (0.05, 0.5), plan.THANKED: (0.05, 0.6), plan.REOPENED_BY_THANKS: (0.1, 0.9),
    plan.FOR_NOW: (3, 10), plan.STUCK: (4, 15), plan.LEFT_OPEN: (3, 34),
}  # fmt: skip
"""Working days after the last word until an agent closes the ticket, by ending: least and most."""


@dataclass
class Ends:
    """Per ticket: the last answer, the customer's closing words, the closing (``NEVER`` = none)."""

    answered: np.ndarray
    word: np.ndarray
    closing: np.ndarray


@dataclass
class Ratings:
    """Given ratings in columns."""

    ticket: np.ndarray
    asked: np.ndarray
    given: np.ndarray
    score: np.ndarray
    comment: np.ndarray


def end(story: Story) -> Ends:
    """Tell every ending, and when it came."""
    size = len(story.tickets)
    last = story.jobs.last_of
    answered = np.where(last >= 0, story.served.end[last], NEVER)
    agent = np.where(last >= 0, story.served.agent[last], -1)
    ends = Ends(answered, np.full(size, NEVER), np.full(size, NEVER))
    worked = last >= 0
    for ending in range(plan.MERGED):
        chosen = np.flatnonzero(worked & (story.tickets.flags["ending"] == ending))
        if ending in WORDS:
            ends.word[chosen] = _words(story, chosen, answered[chosen], ending)
        ends.closing[chosen] = _closings(story, chosen, ends, agent[chosen], ending)
    return ends


def _words(story: Story, chosen: np.ndarray, answered: np.ndarray, ending: int) -> np.ndarray:
    """The customer's closing words, some time after the answer; a few promise to test first."""
    rng, texts = story.rng, story.texts
    size = len(chosen)
    pool, turn = WORDS[ending]
    wait = np.exp(rng.normal(np.log(3 * HOUR), 1.2, size)).clip(5 * 60, 5 * DAY).astype(np.int64)
    promises = np.flatnonzero((rng.random(size) < 0.06) & (ending == plan.CONFIRMED))
    story.events.add(chosen[promises], answered[promises] + wait[promises] // 2, kind=MESSAGE, author=CUSTOMER, turn=HIS,
                     order=40, text=texts.pools["promises"].pick(rng, len(promises)))  # fmt: skip
    wait[promises] += rng.integers(HOUR, DAY, len(promises))
    moment = answered + wait
    at_night = (moment % DAY >= 3 * HOUR) & (moment % DAY < 9 * HOUR)
    moment += np.where(at_night, 7 * HOUR, 0)
    text = texts.pools[pool].pick(rng, size)
    if ending == plan.LEFT_OPEN:
        text = np.where(rng.random(size) < 0.3, texts.pools["thanks"].pick(rng, size), text)
    by = {"author": CUSTOMER}
    story.events.add(chosen, moment, kind=MESSAGE, text=text, turn=turn, order=41, **by)
    story.events.add(chosen, moment, kind=STATUS, status=PROGRESS, order=42)
    return moment


def _closings(story: Story, chosen: np.ndarray, ends: Ends, agent: np.ndarray, ending: int) -> np.ndarray:
    """When and by whom the ticket is closed, by its ending."""
    rng, size = story.rng, len(chosen)
    answered = ends.answered[chosen]
    author = np.full(size, ROBOT)
    if ending in PATIENCE:
        least, most = PATIENCE[ending]
        since = np.minimum(ends.word[chosen], NEVER) if ending in WORDS else answered
        spread = rng.uniform(0, 1, size) ** 2 if ending == plan.LEFT_OPEN else rng.uniform(0, 1, size)
        moment = story.later(chosen, since, ((least + spread * (most - least)) * WORKING_DAY).astype(np.int64))
        author[:] = AGENT
    elif ending == plan.RESOLVED:
        moment = answered + 72 * HOUR
    elif ending == plan.RESOLVED_CUSTOMER:
        moment, author = answered + rng.integers(600, 40 * HOUR, size), np.full(size, CUSTOMER)
    elif ending == plan.CONFIRMED_CUSTOMER:
        moment, author = ends.word[chosen] + 75, np.full(size, CUSTOMER)
    elif ending == plan.CLOSED_UNANSWERED:
        moment, author = answered, np.where(rng.random(size) < 0.4, AGENT, ROBOT)
    else:
        moment = _silence(story, chosen, answered, ending)
    _close(story, chosen, moment, author, agent)
    return moment


def _silence(story: Story, chosen: np.ndarray, answered: np.ndarray, ending: int) -> np.ndarray:
    """The customer says nothing: a reminder after five working days, then the robot closes."""
    rng, size = story.rng, len(chosen)
    reminder = story.later(chosen, answered, np.full(size, 5 * WORKING_DAY))
    story.events.add(chosen, reminder, kind=MESSAGE, order=43, text=story.texts.pools["reminders"].pick(rng, size))
    days = (9, 12) if ending == plan.SILENT else (14, 45)
    return np.maximum(answered + rng.integers(days[0] * DAY, days[1] * DAY, size), reminder + 6 * HOUR)


def _close(story: Story, chosen: np.ndarray, moment: np.ndarray, author: np.ndarray, agent: np.ndarray) -> None:
    """The closing itself, by an agent mostly with a kind word; an undated one leaves no trace."""
    kind_word = np.flatnonzero((author == AGENT) & (story.rng.random(len(chosen)) < 0.6))
    kind_word = kind_word[np.isin(story.tickets.flags["ending"][chosen[kind_word]], (plan.CONFIRMED, plan.THANKED, plan.FOR_NOW))]
    text = story.texts.pools["closing"].pick(story.rng, len(kind_word))
    story.events.add(chosen[kind_word], moment[kind_word], kind=MESSAGE, author=AGENT, agent=agent[kind_word], text=text,
                     turn=HIS, order=50)  # fmt: skip
    dated = np.flatnonzero(~story.tickets.flags["undated"][chosen])
    by = np.where(author == AGENT, agent, -1)
    story.events.add(chosen[dated], moment[dated], kind=STATUS, author=author[dated], agent=by[dated], status=CLOSED, order=51)


def rate(story: Story, ends: Ends) -> Ratings:
    """Ask half of those whose ticket was solved; a quarter answers, more kindly after a short wait."""
    rng, tickets = story.rng, story.tickets
    solved = np.where(np.isin(tickets.flags["ending"], plan.RESOLVES), ends.answered, ends.closing)
    asked = np.flatnonzero((tickets.kind == REQUEST) & (rng.random(len(tickets)) < 0.55))
    moment = solved[asked] + HOUR
    story.events.add(asked, moment, kind=RATING, order=60)
    answers = np.flatnonzero(rng.random(len(asked)) < 0.26)
    given = moment[answers] + np.exp(rng.normal(np.log(5 * HOUR), 1.2, len(answers))).clip(60, 9 * DAY).astype(np.int64)
    kept = given <= story.events.last
    ticket, given = asked[answers][kept], given[kept]
    return Ratings(ticket, solved[ticket] + HOUR, given, *_marks(story, ends, ticket))


def _marks(story: Story, ends: Ends, ticket: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    rng = story.rng
    days = (ends.answered[ticket] - story.tickets.opened[ticket]) / DAY
    mood = rng.normal(4.9, 0.9, len(ticket)) - 0.35 * np.log1p(days) - 1.5 * (rng.random(len(ticket)) < 0.08)
    mood -= 1.5 * (story.tickets.flags["ending"][ticket] == plan.CLOSED_UNANSWERED)
    score = np.clip(np.round(mood), 1, 5).astype(np.int8)
    _, pool = comments()
    comment = pool.pick(rng, len(ticket), np.select([score <= 2, score == 3], [0, 1], 2))
    return score, np.where(rng.random(len(ticket)) < 0.45, comment, -1)
