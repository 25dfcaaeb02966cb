"""From served jobs to events: who wrote what when, and which status followed."""

from dataclasses import dataclass, field

import numpy as np

from dashboard.demo.arrivals import CHAT, DUPLICATE, HOUR, MONITORING, NOTICE, PARALLEL, PHONE, SPAM, TEST, Tickets
from dashboard.demo.calendar import Calendar
from dashboard.demo.faults import RATES
from dashboard.demo.plan import ANSWER, DOUBLED, HOLD, MERGED, SHUT, STUCK, THIRD, TRANSFER, Jobs
from dashboard.demo.service import NEVER, Served
from dashboard.demo.texts import ADVANCED, Texts

STATUSES = (
    "Novo", "Em análise", "Em andamento", "Aguardando cliente", "Aguardando terceiro", "Resolvido", "Fechado",
    "Spam", "Mesclado", "Monitoramento", "Teste", "Escalonado N3",
)  # fmt: skip
(NEW, ANALYSIS, PROGRESS, WAITING, ON_HOLD, SOLVED, CLOSED,
 STATUS_SPAM, STATUS_MERGED, STATUS_MONITORING, STATUS_TEST, ESCALATED) = range(len(STATUSES))  # fmt: skip
EVENT_KINDS = ("message", "note", "status", "assignment", "transfer", "rating_request")
MESSAGE, NOTE, STATUS, ASSIGNMENT, MOVE, RATING = range(len(EVENT_KINDS))
AUTHORS = ("customer", "agent", "robot")
CUSTOMER, AGENT, ROBOT = range(len(AUTHORS))
TURNS = ("", "support", "customer", "finished", "third_party", "unknown")
NO_TURN, SUPPORT, HIS, FINISHED, THIRDS, UNKNOWN = range(len(TURNS))
"""Whose turn an event makes it, told by the one who wrote it: the measure that the facts must find again."""
PLAIN, DRESSED, SHOUTED, LINKED = 0, 1, 2, 4
"""How a body is written: with greeting and signature, in capitals, with a link to an image."""
COLUMNS: dict[str, tuple[str, int]] = {
    "kind": ("int8", 0), "author": ("int8", ROBOT), "agent": ("int32", -1), "status": ("int8", -1), "department": ("int8", -1),
    "priority": ("int8", -1), "text": ("int32", -1), "style": ("int8", PLAIN), "attachment": ("int8", 0),
    "turn": ("int8", NO_TURN), "order": ("int8", 0),
}  # fmt: skip
IMAGE, PROOF, LOGO = 1, 4, 5


@dataclass
class Events:
    """Blocks of events as columns; whatever lies after the end is dropped at once."""

    last: int
    blocks: list[dict[str, np.ndarray]] = field(default_factory=list)

    def add(self, ticket: np.ndarray, moment: np.ndarray, **columns: np.ndarray | int) -> None:
        """Add one event for each ticket; columns not named keep their default."""
        kept = moment <= self.last
        block = {"ticket": ticket[kept].astype(np.int32), "moment": moment[kept].astype(np.int64)}
        for name, (kind, default) in COLUMNS.items():
            column = columns.get(name, default)
            column = column[kept] if isinstance(column, np.ndarray) else np.full(len(block["ticket"]), column)
            block[name] = column.astype(kind)
        self.blocks.append(block)

    def sorted(self) -> dict[str, np.ndarray]:
        """All events by ticket, moment and order; a status that changes nothing is left out."""
        columns = {name: np.concatenate([block[name] for block in self.blocks]) for name in self.blocks[0]}
        self.blocks.clear()
        first = columns["moment"].min()
        key = (columns["ticket"].astype(np.int64) << 36) + ((columns["moment"] - first) << 6) + columns["order"]
        order = np.argsort(key, kind="stable")
        del key
        for name in columns:
            columns[name] = columns[name][order]
        kept = _changes(columns)
        return columns if kept.all() else {name: column[kept] for name, column in columns.items()}


def _changes(columns: dict[str, np.ndarray]) -> np.ndarray:
    """False for a status event that repeats the ticket's status."""
    at = np.flatnonzero(columns["kind"] == STATUS)
    ticket, status = columns["ticket"][at], columns["status"][at]
    kept = np.ones(len(columns["kind"]), dtype=bool)
    kept[at[1:][(ticket[1:] == ticket[:-1]) & (status[1:] == status[:-1])]] = False
    return kept


@dataclass
class Story:
    """All that the telling needs, in one place."""

    tickets: Tickets
    jobs: Jobs
    served: Served
    texts: Texts
    calendars: list[Calendar]
    rng: np.random.Generator
    events: Events
    seen_at: np.ndarray

    def chance(self, rule: str, size: int) -> np.ndarray:
        """True for the share that the rule's rate names."""
        return self.rng.random(size) < RATES[rule]

    def later(self, ticket: np.ndarray, moment: np.ndarray, working_seconds: np.ndarray) -> np.ndarray:
        """Moved on by the working time of the ticket's department; ``NEVER`` stays."""
        moved = np.full(len(moment), NEVER, dtype=np.int64)
        department = self.tickets.department[ticket]
        for code, calendar in enumerate(self.calendars):
            mine = (department == code) & (moment < NEVER)
            moved[mine] = calendar.later(moment[mine], working_seconds[mine])
        return moved


def mark(story: Story, tickets: np.ndarray) -> np.ndarray:
    """A flag for each ticket, true for those."""
    flag = np.zeros(len(story.tickets), dtype=bool)
    flag[tickets] = True
    return flag


def tell(story: Story) -> None:
    """Every event up to the last answer; how a ticket ends is told by ``endings``."""
    _openings(story)
    _strangers(story)
    _customer_words(story)
    _pickups(story)
    _bursts(story)
    _our_words(story)


def _openings(story: Story) -> None:
    tickets, events = story.tickets, story.events
    every = np.arange(len(tickets))
    turn = np.where(np.isin(tickets.kind, (NOTICE, SPAM, TEST, MONITORING)), NO_TURN, SUPPORT)
    turn[tickets.kind == NOTICE] = HIS
    by_us = (tickets.channel == PHONE) | (tickets.kind == NOTICE)
    author = np.select([by_us, tickets.kind == MONITORING], [AGENT, ROBOT], CUSTOMER)
    first_agent = np.where(tickets.kind == NOTICE, tickets.department, _first_agent(story))
    agent = np.where(by_us, first_agent, -1)
    status = np.where(tickets.kind == MONITORING, STATUS_MONITORING, np.where(tickets.kind == NOTICE, WAITING, NEW))
    events.add(every, tickets.opened, kind=STATUS, author=np.where(author == AGENT, AGENT, ROBOT), agent=agent, status=status)
    moved = np.flatnonzero(tickets.entered != tickets.department)
    events.add(moved, tickets.opened[moved], kind=MOVE, department=tickets.entered[moved], order=1)
    style, attachment = _dress(story)
    events.add(every, tickets.opened, kind=MESSAGE, author=author, agent=agent, text=tickets.text, style=style,
               attachment=attachment, turn=turn, order=2)  # fmt: skip
    receipt = np.flatnonzero((tickets.channel <= 1) & (tickets.kind <= PARALLEL) & story.chance("automatic-receipt", len(every)))
    events.add(receipt, tickets.opened[receipt] + story.rng.integers(2, 40, len(receipt)), kind=MESSAGE,
               text=story.texts.pools["receipts"].pick(story.rng, len(receipt)), order=3)  # fmt: skip


def _first_agent(story: Story) -> np.ndarray:
    first = story.jobs.first_of
    return np.where(first >= 0, story.served.agent[first], -1)


def _dress(story: Story) -> tuple[np.ndarray, np.ndarray]:
    """Style and attachment of the opening: second-level requests come with an image, unless planted otherwise."""
    tickets, rng = story.tickets, story.rng
    size = len(tickets)
    needs = (tickets.department == ADVANCED) & (tickets.kind <= PARALLEL)
    without = tickets.flags["evidence-missing"]
    linked = needs & ~without & (rng.random(size) < 0.2)
    style = np.where(tickets.kind <= PARALLEL, DRESSED, PLAIN)
    style = np.where(tickets.flags["shouting"], SHOUTED, style) + np.where(linked, LINKED, 0)
    proof = (tickets.department == 1) & (rng.random(size) < 0.3)
    shown = needs & ~without & ~linked
    shown |= ~needs & (tickets.department != 1) & (tickets.kind <= PARALLEL) & (rng.random(size) < 0.12)
    logo = without & (rng.random(size) < 0.2)
    return style, np.select([proof, shown, logo], [PROOF, rng.integers(IMAGE, 4, size), LOGO], 0)


def _strangers(story: Story) -> None:
    """Spam and tests are put aside by an agent; alerts by nobody; notices are read or not, and closed by the robot."""
    tickets = story.tickets
    for kind, status in ((SPAM, STATUS_SPAM), (TEST, STATUS_TEST)):
        chosen = np.flatnonzero(tickets.kind == kind)
        when = story.later(chosen, tickets.opened[chosen], story.rng.integers(300, 5 * HOUR, len(chosen)))
        story.events.add(chosen, when, kind=STATUS, author=AGENT, agent=tickets.department[chosen], status=status)
    notices = np.flatnonzero(tickets.kind == NOTICE)
    story.events.add(notices, tickets.opened[notices] + 5 * 24 * HOUR, kind=STATUS, status=CLOSED)


def _customer_words(story: Story) -> None:
    """What the customer writes between our answers; the helpdesk then puts the ticket back in progress, mostly."""
    jobs, served, texts, rng = story.jobs, story.served, story.texts, story.rng
    said = np.flatnonzero(jobs.has_word & (jobs.turn > 0))
    ticket, moment, turn = jobs.ticket[said], served.arrival[said], jobs.turn[said]
    topic = story.tickets.topic[ticket]
    text = texts.pools["followups"].nth(turn + ticket, topic)
    again = jobs.is_reopening[said]
    text = np.where(again, texts.pools["reopenings"].pick(rng, len(said)), text)
    asked = asks_evidence(story)[said - 1] & ~again
    refused = story.tickets.flags["evidence-asked-twice"][ticket] & (turn == 1)
    text = np.where(asked & ~refused, texts.pools["evidence_given"].pick(rng, len(said)), text)
    text = np.where(asked & refused, texts.pools["evidence_refused"].pick(rng, len(said)), text)
    attachment = np.where(asked & ~refused, rng.integers(IMAGE, 4, len(said)), 0)
    story.events.add(ticket, moment, kind=MESSAGE, author=CUSTOMER, text=text, attachment=attachment, turn=SUPPORT, order=10)
    stays = story.chance("status-contradiction", len(said)) & ~again
    story.tickets.flags["status-contradiction"] = mark(story, ticket[stays & (moment <= story.events.last)])
    flipped = said[~stays]
    story.events.add(jobs.ticket[flipped], served.arrival[flipped], kind=STATUS, status=PROGRESS, order=11)
    # Solved, and closed by the robot after three days, before the customer came back.
    late = said[again & (moment > served.end[said - 1] + 72 * HOUR)]
    story.events.add(jobs.ticket[late], served.end[late - 1] + 72 * HOUR, kind=STATUS, status=CLOSED)
    _complements(story)


def _complements(story: Story) -> None:
    """Some add a word before we answer; a few do so before the opening is even read."""
    jobs, served, rng = story.jobs, story.served, story.rng
    asked = np.flatnonzero(jobs.has_word & (jobs.kind != SHUT))
    asked = asked[rng.random(len(asked)) < 0.05]
    moment = served.arrival[asked] + rng.integers(3 * 60, 3 * HOUR, len(asked))
    in_time = (moment < served.start[asked]) & (jobs.bypass[asked] == 0)
    asked, moment = asked[in_time], moment[in_time]
    story.events.add(jobs.ticket[asked], moment, kind=MESSAGE, author=CUSTOMER, turn=SUPPORT, order=9,
                     text=story.texts.pools["complements"].pick(rng, len(asked)))  # fmt: skip


def asks_evidence(story: Story) -> np.ndarray:
    """True for the answers that ask for an image; the second time only where that is planted."""
    jobs, flags = story.jobs, story.tickets.flags
    missing, twice = flags["evidence-missing"][jobs.ticket], flags["evidence-asked-twice"][jobs.ticket]
    open_end = (jobs.kind == ANSWER) & ~jobs.is_last & ~jobs.resolves
    return missing & open_end & ((jobs.turn == 0) | (twice & (jobs.turn == 1)))


def _pickups(story: Story) -> None:
    """An agent takes a ticket up: an assignment where the work is long, for some a status; favours carry their priority.

    ``seen_at`` is the first trace of each job in the data: its beginning where one of these is written, else its end.
    """
    jobs, served, rng = story.jobs, story.served, story.rng
    taken = np.flatnonzero(jobs.has_word & (jobs.kind != SHUT))
    ticket, moment, agent = jobs.ticket[taken], served.start[taken], served.agent[taken]
    starts = jobs.turn[taken] == 0
    live = starts & np.isin(story.tickets.channel[ticket], (CHAT, PHONE))
    favoured = starts & story.tickets.flags["priority-by-staff"][ticket]
    is_long = served.end[taken] - moment > 40 * 60
    assigned = (favoured | is_long | starts & (rng.random(len(taken)) < 0.3)) & ~live
    priority = np.where(favoured, 2 + (ticket % 2), -1)
    story.events.add(ticket[assigned], moment[assigned], kind=ASSIGNMENT, author=AGENT, agent=agent[assigned],
                     priority=priority[assigned], order=20)  # fmt: skip
    seen = starts & (rng.random(len(taken)) < 0.25) & ~live
    story.events.add(ticket[seen], moment[seen], kind=STATUS, author=AGENT, agent=agent[seen], status=ANALYSIS, order=21)
    story.seen_at[taken] = np.where(assigned | seen, moment, served.end[taken])


def _bursts(story: Story) -> None:
    """Two to four more messages within half an hour, where nobody could have answered by then."""
    jobs, rng, tickets = story.jobs, story.rng, story.tickets
    first = jobs.first_of[jobs.first_of >= 0]
    ticket = jobs.ticket[first]
    could = (story.served.start[first] > tickets.opened[ticket] + 1900) & (tickets.kind[ticket] == 0)
    could &= (tickets.channel[ticket] <= 2) & (tickets.opened[ticket] < story.events.last - 1900)
    hit = ticket[could & (story.rng.random(len(first)) < RATES["burst"])]
    tickets.flags["burst"] = mark(story, hit)
    number = rng.integers(2, 5, len(hit))
    who = np.repeat(hit, number)
    place = np.arange(len(who)) - np.repeat(np.cumsum(number) - number, number)
    moment = tickets.opened[who] + 180 + place * 400 + rng.integers(0, 240, len(who))
    story.events.add(who, moment, kind=MESSAGE, author=CUSTOMER, turn=SUPPORT, order=9,
                     text=story.texts.pools["bursts"].nth(who + place))  # fmt: skip


def _our_words(story: Story) -> None:
    """Transfers, holding replies and answers, each with the status that follows."""
    jobs, served, texts, rng, tickets = story.jobs, story.served, story.texts, story.rng, story.tickets
    ticket, end, agent = jobs.ticket, served.end, served.agent
    noted = np.flatnonzero((rng.random(len(ticket)) < 0.1) & (jobs.kind != SHUT) & (jobs.kind != TRANSFER))
    story.events.add(ticket[noted], end[noted], kind=NOTE, author=AGENT, agent=agent[noted], order=30,
                     text=texts.pools["notes"].pick(rng, len(noted)))  # fmt: skip
    moved = np.flatnonzero(jobs.kind == TRANSFER)
    by = {"author": AGENT, "agent": agent[moved]}
    story.events.add(ticket[moved], end[moved], kind=NOTE, order=31,
                     text=texts.pools["transfer_notes"].pick(rng, len(moved)), **by)  # fmt: skip
    story.events.add(ticket[moved], end[moved], kind=MOVE, department=tickets.department[ticket[moved]], order=32, **by)
    story.events.add(ticket[moved], end[moved], kind=STATUS, status=ANALYSIS, order=33, **by)
    for kind, pool, turn in ((HOLD, "holding", SUPPORT), (THIRD, "third_party", THIRDS)):
        chosen = np.flatnonzero(jobs.kind == kind)
        by = {"author": AGENT, "agent": agent[chosen]}
        status = np.full(len(chosen), PROGRESS if kind == HOLD else ON_HOLD)
        if kind == HOLD:
            status[tickets.flags["unknown-status"][ticket[chosen]] & (jobs.turn[chosen] == 0)] = ESCALATED
        story.events.add(ticket[chosen], end[chosen], kind=MESSAGE, turn=turn, order=34,
                         text=texts.pools[pool].pick(rng, len(chosen)), **by)  # fmt: skip
        story.events.add(ticket[chosen], end[chosen], kind=STATUS, status=status, order=35, **by)
    _answers(story)


def _answers(story: Story) -> None:
    jobs, served, texts, rng, tickets = story.jobs, story.served, story.texts, story.rng, story.tickets
    chosen = np.flatnonzero(jobs.kind == ANSWER)
    ticket, end, agent = jobs.ticket[chosen], served.end[chosen], served.agent[chosen]
    text = texts.pools["answers"].nth(jobs.turn[chosen] + ticket, tickets.topic[ticket])
    asking = asks_evidence(story)[chosen]
    text = np.where(asking, texts.pools["evidence"].nth(jobs.turn[chosen] + ticket), text)
    double = tickets.kind[ticket] == DUPLICATE
    text = np.where(double, texts.pools["duplicate"].pick(rng, len(chosen)), text)
    ending = tickets.flags["ending"][ticket]
    stuck = jobs.is_last[chosen] & (ending == STUCK)
    status = np.where(jobs.resolves[chosen], SOLVED, np.where(stuck, PROGRESS, WAITING))
    status = np.where(ending == MERGED, STATUS_MERGED, np.where(ending == DOUBLED, CLOSED, status))
    turn = np.where(stuck, SUPPORT, HIS)
    by = {"author": AGENT, "agent": agent}
    story.events.add(ticket, end, kind=MESSAGE, text=text, turn=turn, order=34, **by)
    story.events.add(ticket, end, kind=STATUS, status=status, order=35, **by)
    away = np.flatnonzero((status == WAITING) & story.chance("automatic-reply", len(chosen)) & (tickets.channel[ticket] == 0))
    story.events.add(ticket[away], end[away] + rng.integers(20, 90, len(away)), kind=MESSAGE, author=CUSTOMER, order=36,
                     text=texts.pools["automatic"].pick(rng, len(away)))  # fmt: skip
    tickets.flags["automatic-reply"] = mark(story, ticket[away[end[away] + 90 <= story.events.last]])
