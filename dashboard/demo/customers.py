"""What customers write: the opening, the words between our answers, impatience, and an image when asked for one."""

import numpy as np

from dashboard.demo.answers import asks_evidence
from dashboard.demo.events import (
    AGENT,
    CLOSED,
    CUSTOMER,
    DRESSED,
    HIS,
    IMAGE,
    LINKED,
    LOGO,
    MESSAGE,
    MOVE,
    NEW,
    NO_TURN,
    PLAIN,
    PROGRESS,
    PROOF,
    ROBOT,
    SHOUTED,
    STATUS,
    STATUS_MONITORING,
    STATUS_SPAM,
    STATUS_TEST,
    SUPPORT,
    WAITING,
    Story,
    mark,
)
from dashboard.demo.faults import RATES
from dashboard.demo.jobs import SHUT
from dashboard.demo.texts import ADVANCED
from dashboard.demo.tickets import HOUR, MONITORING, NOTICE, PARALLEL, PHONE, REQUEST, SPAM, TEST, WHATSAPP

BURST_WINDOW = 1900
"""Seconds after the opening within which all messages of a burst have come."""
CLOSED_AFTER = 72 * HOUR
"""How long a solved ticket waits until the robot closes it."""


def tell(story: Story) -> None:
    """Everything the customers say up to the last answer."""
    _openings(story)
    _receipts(story)
    _put_aside(story)
    _words(story)
    _complements(story)
    _bursts(story)


def _openings(story: Story) -> None:
    """The first status, the first department where it changes later, and the request itself."""
    tickets = story.tickets
    every = np.arange(len(tickets))
    first = story.jobs.first_of
    by_us = (tickets.channel == PHONE) | (tickets.kind == NOTICE)
    answering = np.where(first >= 0, story.served.agent[first], -1)
    agent = np.where(by_us, np.where(tickets.kind == NOTICE, tickets.department, answering), -1)
    author = np.select([by_us, tickets.kind == MONITORING], [AGENT, ROBOT], CUSTOMER)
    status = np.select([tickets.kind == MONITORING, tickets.kind == NOTICE], [STATUS_MONITORING, WAITING], NEW)
    turn = np.select([tickets.kind == NOTICE, tickets.kind == MONITORING], [HIS, NO_TURN], SUPPORT)
    style, attachment = _dress(story)
    story.say(every, tickets.opened, np.where(by_us, AGENT, ROBOT), agent, kind=STATUS, status=status)
    moved = np.flatnonzero(tickets.entered != tickets.department)
    story.say(moved, tickets.opened[moved], ROBOT, kind=MOVE, department=tickets.entered[moved], order=1)
    body = {"text": tickets.text, "style": style, "attachment": attachment}
    story.say(every, tickets.opened, author, agent, kind=MESSAGE, **body, turn=turn, order=2)


def _dress(story: Story) -> tuple[np.ndarray, np.ndarray]:
    """Style and attachment of the opening: second-level requests come with an image, unless planted otherwise."""
    tickets, rng = story.tickets, story.rng
    size = len(tickets)
    genuine = tickets.kind <= PARALLEL
    needs = (tickets.department == ADVANCED) & genuine
    without = tickets.flags["evidence-missing"]
    linked = needs & ~without & (rng.random(size) < 0.2)
    style = np.where(genuine & (tickets.channel != PHONE), DRESSED, PLAIN)
    style = np.where(tickets.flags["shouting"], SHOUTED, style) + np.where(linked, LINKED, 0)
    proof = (tickets.department == 1) & (rng.random(size) < 0.3)
    shown = needs & ~without & ~linked
    shown |= ~needs & (tickets.department != 1) & genuine & (rng.random(size) < 0.12)
    logo = without & (rng.random(size) < 0.2)
    return style, np.select([proof, shown, logo], [PROOF, rng.integers(IMAGE, PROOF, size), LOGO], 0)


def _receipts(story: Story) -> None:
    """The robot says at once that the ticket has come in."""
    tickets = story.tickets
    written = (tickets.channel < WHATSAPP) & (tickets.kind <= PARALLEL)
    chosen = np.flatnonzero(written & story.chance("automatic-receipt", len(tickets)))
    moment = tickets.opened[chosen] + story.rng.integers(2, 40, len(chosen))
    story.say(chosen, moment, ROBOT, kind=MESSAGE, text=story.pick("receipts", len(chosen)), order=3)


def _put_aside(story: Story) -> None:
    """Spam and tests are put aside by an agent, alerts by nobody; notices are closed by the robot."""
    tickets = story.tickets
    for kind, status in ((SPAM, STATUS_SPAM), (TEST, STATUS_TEST)):
        chosen = np.flatnonzero(tickets.kind == kind)
        when = story.later(chosen, tickets.opened[chosen], story.rng.integers(300, 5 * HOUR, len(chosen)))
        story.say(chosen, when, AGENT, tickets.department[chosen], kind=STATUS, status=status)
    notices = np.flatnonzero(tickets.kind == NOTICE)
    story.say(notices, tickets.opened[notices] + 120 * HOUR, ROBOT, kind=STATUS, status=CLOSED)


def _words(story: Story) -> None:
    """What the customer writes between our answers; the helpdesk then puts the ticket back in progress, mostly."""
    jobs, served = story.jobs, story.served
    said = np.flatnonzero(jobs.has_word & (jobs.turn > 0))
    ticket, moment, again = jobs.ticket[said], served.arrival[said], jobs.is_reopening[said]
    asked = asks_evidence(story)[said - 1] & ~again
    refused = asked & story.tickets.flags["evidence-asked-twice"][ticket] & (jobs.turn[said] == 1)
    given = asked & ~refused
    text = story.texts.pools["followups"].nth(jobs.turn[said] + ticket, story.tickets.topic[ticket])
    for chosen, pool in ((again, "reopenings"), (given, "evidence_given"), (refused, "evidence_refused")):
        text = np.where(chosen, story.pick(pool, len(said)), text)
    attachment = np.where(given, story.rng.integers(IMAGE, PROOF, len(said)), 0)
    story.say(ticket, moment, CUSTOMER, kind=MESSAGE, text=text, attachment=attachment, turn=SUPPORT, order=10)
    stays = story.chance("status-contradiction", len(said)) & ~again
    story.tickets.flags["status-contradiction"] = mark(story, ticket[stays & (moment <= story.scene.last)])
    story.say(ticket[~stays], moment[~stays], ROBOT, kind=STATUS, status=PROGRESS, order=11)
    # Solved, and closed by the robot, before the customer came back.
    closed = served.end[said - 1] + CLOSED_AFTER
    late = again & (moment > closed)
    story.say(ticket[late], closed[late], ROBOT, kind=STATUS, status=CLOSED)


def _complements(story: Story) -> None:
    """Some add a word before we have taken the ticket up."""
    jobs, served, rng = story.jobs, story.served, story.rng
    asked = np.flatnonzero(jobs.has_word & (jobs.kind != SHUT))
    asked = asked[rng.random(len(asked)) < 0.05]
    moment = served.arrival[asked] + rng.integers(3 * 60, 3 * HOUR, len(asked))
    in_time = (moment < served.start[asked]) & (jobs.bypass[asked] == 0)
    ticket, moment = jobs.ticket[asked][in_time], moment[in_time]
    text = story.pick("complements", len(ticket))
    story.say(ticket, moment, CUSTOMER, kind=MESSAGE, text=text, turn=SUPPORT, order=9)


def _bursts(story: Story) -> None:
    """Two to four more messages within half an hour, where nobody could have answered by then."""
    jobs, rng, tickets = story.jobs, story.rng, story.tickets
    first = jobs.first_of[jobs.first_of >= 0]
    ticket = jobs.ticket[first]
    until = tickets.opened[ticket] + BURST_WINDOW
    could = (story.served.start[first] > until) & (until < story.scene.last)
    could &= (tickets.kind[ticket] == REQUEST) & (tickets.channel[ticket] <= WHATSAPP)
    hit = ticket[could & (rng.random(len(first)) < RATES["burst"])]
    tickets.flags["burst"] = mark(story, hit)
    number = rng.integers(2, 5, len(hit))
    who = np.repeat(hit, number)
    place = np.arange(len(who)) - np.repeat(np.cumsum(number) - number, number)
    moment = tickets.opened[who] + 180 + place * 400 + rng.integers(0, 240, len(who))
    text = story.texts.pools["bursts"].nth(who + place)
    story.say(who, moment, CUSTOMER, kind=MESSAGE, text=text, turn=SUPPORT, order=9)
