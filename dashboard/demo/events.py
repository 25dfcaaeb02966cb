"""Events as columns of numbers, their codes, and the story that adds them."""

from dataclasses import dataclass, field

import numpy as np

from dashboard.demo.faults import RATES
from dashboard.demo.jobs import Jobs
from dashboard.demo.queue import Served
from dashboard.demo.scene import Scene
from dashboard.demo.shifts import NEVER
from dashboard.demo.texts import Texts
from dashboard.demo.tickets import Tickets

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
    "kind": ("int8", 0), "author": ("int8", ROBOT), "agent": ("int32", -1), "status": ("int8", -1),
    "department": ("int8", -1), "priority": ("int8", -1), "text": ("int32", -1), "style": ("int8", PLAIN),
    "attachment": ("int8", 0), "turn": ("int8", NO_TURN), "order": ("int8", 0),
}  # fmt: skip
IMAGE, PROOF, LOGO = 1, 4, 5


@dataclass
class Events:
    """Blocks of events as columns; whatever lies after the end is dropped at once."""

    last: int
    blocks: list[dict[str, np.ndarray]] = field(default_factory=list)

    def add(self, ticket: np.ndarray, moment: np.ndarray, columns: dict[str, np.ndarray | int]) -> None:
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

    scene: Scene
    tickets: Tickets
    jobs: Jobs
    served: Served
    rng: np.random.Generator
    events: Events
    seen_at: np.ndarray

    @property
    def texts(self) -> Texts:
        """The numbered texts."""
        return self.scene.texts

    def say(self, ticket: np.ndarray, moment: np.ndarray, author: np.ndarray | int, agent: np.ndarray | int = -1,
            **columns: np.ndarray | int) -> None:  # fmt: skip
        """Add one event for each ticket; see ``COLUMNS`` for what else it may carry."""
        self.events.add(ticket, moment, {"author": author, "agent": agent, **columns})

    def pick(self, pool: str, size: int) -> np.ndarray:
        """Text numbers at random from a pool that knows no topic."""
        return self.texts.pools[pool].pick(self.rng, size)

    def chance(self, rule: str, size: int) -> np.ndarray:
        """True for the share that the rule's rate names."""
        return self.rng.random(size) < RATES[rule]

    def later(self, ticket: np.ndarray, moment: np.ndarray, working_seconds: np.ndarray) -> np.ndarray:
        """Moved on by the working time of the ticket's department; ``NEVER`` stays."""
        moved = np.full(len(moment), NEVER, dtype=np.int64)
        department = self.tickets.department[ticket]
        for code, calendar in enumerate(self.scene.calendars):
            mine = (department == code) & (moment < NEVER)
            moved[mine] = calendar.later(moment[mine], working_seconds[mine])
        return moved


def mark(story: Story, tickets: np.ndarray) -> np.ndarray:
    """A flag for each ticket, true for those."""
    flag = np.zeros(len(story.tickets), dtype=bool)
    flag[tickets] = True
    return flag
