"""The simulated company: a seeded canonical export of a Brazilian hosting company's helpdesk, faults and all.

It shows every page at work before there are real data, and tests count its planted faults back. It is imported
like any other export; nothing else in the product knows how it was made.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from dashboard.demo import account, answers, arrivals, customers, endings, outcome, plan, records, service, writing
from dashboard.demo.events import Events, Story
from dashboard.demo.faults import RATES, Truth
from dashboard.demo.scene import Scene, build, dice
from dashboard.demo.tickets import PARALLEL
from dashboard.settings import Settings

__all__ = ["DEFAULT_SEED", "DEFAULT_TICKETS", "Truth", "write"]
DEFAULT_TICKETS = 20_000
DEFAULT_SEED = 1
Progress = Callable[[float, str], None]


def write(
    folder: Path, tickets: int, seed: int, as_of: datetime, settings: Settings, progress: Progress | None = None
) -> Truth:
    """Write the export into ``folder`` (made if missing): 18 months that end at ``as_of``, an aware moment.

    ``progress`` is told the share done (0 to 1) and the catalogue key of the present step. The same seed,
    size, moment and settings give the same data. Returns, and writes as ``.truth.json``, what was planted.
    """
    tell = progress or _silence
    tell(0.0, "demo.progress.people")
    scene = build(tickets, seed, as_of, settings)
    story = _simulate(scene, tell)
    tell(0.45, "demo.progress.conversation")
    customers.tell(story)
    answers.tell(story)
    ends = endings.end(story)
    ratings = endings.rate(story, ends)
    events = story.events.sorted()
    present = outcome.read(story.tickets, events, ends, scene)
    truth = _account(story, ends, present, ratings)
    written = writing.Export(story, events, present, ratings)
    writing.write(folder, written, lambda share: tell(0.55 + 0.44 * share, "demo.progress.writing"))
    truth.save(folder)
    tell(1.0, "demo.progress.done")
    return truth


def _silence(share: float, key: str) -> None:
    """Nobody listens."""


def _simulate(scene: Scene, tell: Progress) -> Story:
    """Arrivals, plans and the queue: what happened, before anybody has told it."""
    tell(0.05, "demo.progress.arrivals")
    tickets = arrivals.draw(scene, dice(scene.seed, 2))
    jobs = plan.make(tickets, scene, dice(scene.seed, 3))
    served = service.serve(
        jobs,
        tickets.opened,
        scene,
        dice(scene.seed, 4),
        lambda share: tell(0.1 + 0.35 * share, "demo.progress.service"),
    )
    threads = np.flatnonzero(tickets.kind == PARALLEL)
    tickets.opened[threads] = served.arrival[jobs.first_of[threads]]
    return Story(scene, tickets, jobs, served, dice(scene.seed, 5), Events(scene.last), served.end.copy())


def _account(story: Story, ends: endings.Ends, present: outcome.Present, ratings: endings.Ratings) -> Truth:
    ids = writing.ids(story.tickets)
    found = {rule: ids[flag] for rule, flag in account.tickets(story, ends, present).items()}
    of_records = records.broken(story.scene.people, story.scene.last)
    found |= {rule: np.flatnonzero(flag) + 1 for rule, flag in of_records.items()}
    found["rated"] = ids[ratings.ticket]
    return Truth(
        tickets=len(story.tickets),
        seed=story.scene.seed,
        as_of=story.scene.as_of.isoformat(),
        first_at=datetime.fromtimestamp(int(story.tickets.opened.min()), UTC).isoformat(),
        rates=RATES,
        counts={rule: len(chosen) for rule, chosen in found.items()},
        planted={rule: [str(one) for one in np.sort(chosen).tolist()] for rule, chosen in found.items()},
        now=account.now(story, present),
        load=story.served.load,
    )
