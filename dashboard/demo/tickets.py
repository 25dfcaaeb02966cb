"""Tickets as columns of numbers, and what the numbers stand for."""

from dataclasses import dataclass, field

import numpy as np

HOUR, DAY = 3600, 86400
KINDS = ("request", "duplicate", "parallel", "notice", "spam", "test", "monitoring", "recorded")
REQUEST, DUPLICATE, PARALLEL, NOTICE, SPAM, TEST, MONITORING, RECORDED = range(len(KINDS))
CHANNELS = ("email", "web", "whatsapp", "chat", "messenger", "phone")
EMAIL, WEB, WHATSAPP, CHAT, MESSENGER, PHONE = range(len(CHANNELS))
PRIORITIES = ("Normal", "Baixa", "Alta", "Urgente")
HIGH, URGENT = 2, 3


@dataclass
class Tickets:
    """Columns of the tickets as numbers; ``flags`` tells what was planted in which."""

    opened: np.ndarray
    kind: np.ndarray
    topic: np.ndarray
    channel: np.ndarray
    customer: np.ndarray
    contact: np.ndarray
    site: np.ndarray
    subject: np.ndarray
    text: np.ndarray
    priority: np.ndarray
    entered: np.ndarray
    department: np.ndarray
    parent: np.ndarray
    flags: dict[str, np.ndarray] = field(default_factory=dict)

    @property
    def raised_priority(self) -> np.ndarray:
        """The priority that an agent who favours a ticket gives it."""
        return HIGH + np.arange(len(self)) % 2

    def __len__(self) -> int:
        return len(self.opened)
