"""The simulated company: a seeded canonical export of a Brazilian hosting company's helpdesk, faults and all.

It shows every page at work before there are real data, and tests count its planted faults back. It is imported
like any other export; nothing else in the product knows how it was made.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from dashboard.demo import account, arrivals, calendar, conversation, endings, outcome, people, plan, service, texts, writing
from dashboard.demo.faults import RATES, Truth
from dashboard.settings import Settings

MONTHS_18 = timedelta(days=548)
DEFAULT_TICKETS = 20_000
DEFAULT_SEED = 1
Progress = Callable[[float, str], None]


def write(folder: Path, tickets: int, seed: int, as_of: datetime, settings: Settings,
          progress: Progress | None = None) -> Truth:  # fmt: skip
    """Write the export into ``folder`` (made if missing): 18 months that end at ``as_of``, an aware moment.

    ``progress`` is told the share done (0 to 1) and the catalogue key of the present step. The same seed,
    size, moment and settings give the same data. Returns, and writes as ``truth.json``, what was planted.
    """
    tell = progress or (lambda share, key: None)
    first, last = int((as_of - MONTHS_18).timestamp()), int(as_of.timestamp())
    calendars = [calendar.opening(one, as_of - MONTHS_18, as_of + timedelta(days=120), settings) for one in texts.DEPARTMENTS]
    words = texts.load()
    dice = iter(np.random.default_rng([seed, stage]) for stage in range(10))
    tell(0.0, "demo.progress.people")
    crew, folk = people.team(tickets, next(dice)), people.draw(tickets, first, last, next(dice))
    tell(0.03, "demo.progress.arrivals")
    drawn = arrivals.draw(tickets, first, last, folk, words, settings, calendars[-2], next(dice))
    jobs = plan.make(drawn, words, next(dice))
    offset = int(as_of.astimezone(settings.zone).utcoffset().total_seconds())
    served = service.serve(jobs, drawn.opened, crew, calendars, first, last, offset, next(dice),
                           lambda share: tell(0.1 + 0.3 * share, "demo.progress.service"))  # fmt: skip
    threads = np.flatnonzero(drawn.kind == arrivals.PARALLEL)
    drawn.opened[threads] = served.arrival[jobs.first_of[threads]]
    story = conversation.Story(drawn, jobs, served, words, calendars, next(dice), conversation.Events(last), served.end.copy())
    tell(0.4, "demo.progress.conversation")
    conversation.tell(story)
    ends = endings.end(story)
    ratings = endings.rate(story, ends)
    events = story.events.sorted()
    present = outcome.read(drawn, events, ends, calendars, last)
    truth = _account(story, ends, present, folk, served.load, ratings, seed, as_of)
    tell(0.55, "demo.progress.writing")
    writing.write(folder, story, events, present, ratings, folk, crew, as_of, lambda share: tell(0.55 + 0.45 * share, "demo.progress.writing"))
    truth.save(folder)
    tell(1.0, "demo.progress.done")
    return truth


def _account(story, ends, present, folk, load, ratings, seed: int, as_of: datetime) -> Truth:
    ids = writing.ids(story.tickets)
    found = {rule: ids[flag] for rule, flag in account.tickets(story, ends, present).items()}
    found |= {rule: np.flatnonzero(flag) + 1 for rule, flag in account.records(folk, story.events.last).items()}
    found["rated"] = ids[ratings.ticket]
    return Truth(
        tickets=len(story.tickets), seed=seed, as_of=as_of.astimezone(UTC).isoformat(),
        first_at=datetime.fromtimestamp(int(story.tickets.opened.min()), UTC).isoformat(), rates=RATES,
        counts={rule: len(chosen) for rule, chosen in found.items()},
        planted={rule: [str(one) for one in np.sort(chosen).tolist()] for rule, chosen in found.items()},
        now=account.now(story, present), load=load,
    )  # fmt: skip
