"""How tickets end: closed by us, by the customer, by the robot, too late, or not at all; and what was said of us."""

from dataclasses import dataclass

import numpy as np

from dashboard.demo import jobs as work
from dashboard.demo.events import (
    AGENT,
    CLOSED,
    CUSTOMER,
    FINISHED,
    HIS,
    MESSAGE,
    PROGRESS,
    RATING,
    ROBOT,
    STATUS,
    UNKNOWN,
    Story,
)
from dashboard.demo.shifts import NEVER
from dashboard.demo.texts import comments
from dashboard.demo.tickets import DAY, HOUR, REQUEST

WORKING_DAY = 9 * HOUR
WORDS = {
    work.CONFIRMED: ("confirmations", FINISHED), work.CONFIRMED_CUSTOMER: ("confirmations", FINISHED),
    work.THANKED: ("thanks", FINISHED), work.LEFT_OPEN: ("confirmations", FINISHED),
    work.REOPENED_BY_THANKS: ("thanks", FINISHED), work.FOR_NOW: ("hedges", UNKNOWN),
}  # fmt: skip
"""What the customer says at the end, by ending, and whose turn that makes it."""
PATIENCE: dict[int, tuple[float, float]] = {
    work.CONFIRMED: (0.05, 0.5), work.THANKED: (0.05, 0.6), work.REOPENED_BY_THANKS: (0.1, 0.9),
    work.FOR_NOW: (3, 10), work.STUCK: (4, 15), work.LEFT_OPEN: (3, 34),
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
    for ending in range(work.MERGED):
        chosen = np.flatnonzero((last >= 0) & (story.tickets.flags["ending"] == ending))
        if ending in WORDS:
            ends.word[chosen] = _words(story, chosen, answered[chosen], ending)
        moment, author = _closings(story, chosen, ends, ending)
        ends.closing[chosen] = moment
        _close(story, chosen, moment, author, agent[chosen])
    return ends


def _words(story: Story, chosen: np.ndarray, answered: np.ndarray, ending: int) -> np.ndarray:
    """The customer's closing words, some time after the answer; a few say first that they will test."""
    rng, size = story.rng, len(chosen)
    pool, turn = WORDS[ending]
    wait = np.exp(rng.normal(np.log(3 * HOUR), 1.2, size)).clip(5 * 60, 5 * DAY).astype(np.int64)
    tests = np.flatnonzero((rng.random(size) < 0.06) & (ending == work.CONFIRMED))
    moment = answered[tests] + wait[tests] // 2
    text = story.pick("promises", len(tests))
    story.say(chosen[tests], moment, CUSTOMER, kind=MESSAGE, text=text, turn=HIS, order=40)
    wait[tests] += rng.integers(HOUR, DAY, len(tests))
    moment = answered + wait
    moment += np.where((moment + story.scene.offset) % DAY < 6 * HOUR, 7 * HOUR, 0)
    text = story.pick(pool, size)
    if ending == work.LEFT_OPEN:
        text = np.where(rng.random(size) < 0.3, story.pick("thanks", size), text)
    story.say(chosen, moment, CUSTOMER, kind=MESSAGE, text=text, turn=turn, order=41)
    story.say(chosen, moment, ROBOT, kind=STATUS, status=PROGRESS, order=42)
    return moment


def _closings(story: Story, chosen: np.ndarray, ends: Ends, ending: int) -> tuple[np.ndarray, np.ndarray]:
    """When and by whom the ticket is closed, by its ending."""
    rng, size = story.rng, len(chosen)
    answered, word = ends.answered[chosen], ends.word[chosen]
    if ending in PATIENCE:
        since = word if ending in WORDS else answered
        return story.later(chosen, since, _patience(ending, size, rng)), np.full(size, AGENT)
    if ending == work.RESOLVED:
        return answered + 72 * HOUR, np.full(size, ROBOT)
    if ending == work.RESOLVED_CUSTOMER:
        return answered + rng.integers(600, 40 * HOUR, size), np.full(size, CUSTOMER)
    if ending == work.CONFIRMED_CUSTOMER:
        return word + 75, np.full(size, CUSTOMER)
    if ending == work.CLOSED_UNANSWERED:
        return answered, np.where(rng.random(size) < 0.4, AGENT, ROBOT)
    return _silence(story, chosen, answered, ending), np.full(size, ROBOT)


def _patience(ending: int, size: int, rng: np.random.Generator) -> np.ndarray:
    """Working seconds until an agent closes; tickets left open mostly for days, some for weeks."""
    least, most = PATIENCE[ending]
    spread = rng.uniform(0, 1, size) ** (2 if ending == work.LEFT_OPEN else 1)
    return ((least + spread * (most - least)) * WORKING_DAY).astype(np.int64)


def _silence(story: Story, chosen: np.ndarray, answered: np.ndarray, ending: int) -> np.ndarray:
    """The customer says nothing: a reminder after five working days, then the robot closes."""
    rng, size = story.rng, len(chosen)
    reminder = story.later(chosen, answered, np.full(size, 5 * WORKING_DAY))
    story.say(chosen, reminder, ROBOT, kind=MESSAGE, text=story.pick("reminders", size), order=43)
    days = (9, 12) if ending == work.SILENT else (14, 45)
    return np.maximum(answered + rng.integers(days[0] * DAY, days[1] * DAY, size), reminder + 6 * HOUR)


def _close(story: Story, chosen: np.ndarray, moment: np.ndarray, author: np.ndarray, agent: np.ndarray) -> None:
    """The closing itself, by an agent mostly with a kind word; an undated one leaves no trace."""
    kind = (author == AGENT) & (story.rng.random(len(chosen)) < 0.6)
    kind &= np.isin(story.tickets.flags["ending"][chosen], (work.CONFIRMED, work.THANKED, work.FOR_NOW))
    text = story.pick("closing", int(kind.sum()))
    story.say(chosen[kind], moment[kind], AGENT, agent[kind], kind=MESSAGE, text=text, turn=HIS, order=50)
    dated = ~story.tickets.flags["undated"][chosen]
    by = np.where(author == AGENT, agent, -1)
    story.say(chosen[dated], moment[dated], author[dated], by[dated], kind=STATUS, status=CLOSED, order=51)


def rate(story: Story, ends: Ends) -> Ratings:
    """Ask half of those whose ticket was solved; a quarter answers, more kindly after a short wait."""
    rng, tickets = story.rng, story.tickets
    solved = np.where(np.isin(tickets.flags["ending"], work.RESOLVES), ends.answered, ends.closing)
    asked = np.flatnonzero((tickets.kind == REQUEST) & (rng.random(len(tickets)) < 0.45))
    moment = solved[asked] + HOUR
    story.say(asked, moment, ROBOT, kind=RATING, order=60)
    answers = np.flatnonzero(rng.random(len(asked)) < 0.26)
    pause = np.exp(rng.normal(np.log(5 * HOUR), 1.2, len(answers))).clip(60, 9 * DAY)
    given = moment[answers] + pause.astype(np.int64)
    kept = given <= story.scene.last
    ticket, given = asked[answers][kept], given[kept]
    return Ratings(ticket, solved[ticket] + HOUR, given, *_marks(story, ends, ticket))


def _marks(story: Story, ends: Ends, ticket: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    rng = story.rng
    days = (ends.answered[ticket] - story.tickets.opened[ticket]) / DAY
    mood = rng.normal(4.9, 0.9, len(ticket)) - 0.35 * np.log1p(days) - 1.5 * (rng.random(len(ticket)) < 0.08)
    mood -= 1.5 * (story.tickets.flags["ending"][ticket] == work.CLOSED_UNANSWERED)
    score = np.clip(np.round(mood), 1, 5).astype(np.int8)
    _, pool = comments()
    comment = pool.pick(rng, len(ticket), np.select([score <= 2, score == 3], [0, 1], 2))
    return score, np.where(rng.random(len(ticket)) < 0.45, comment, -1)
