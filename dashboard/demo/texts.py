"""The texts of the simulation, numbered: everything before the writing handles numbers only."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent
DEPARTMENTS = ("Comercial", "Financeiro", "Suporte técnico", "Suporte avançado")
"""In the order in which tickets may be passed on; the last is the second level."""
ADVANCED = DEPARTMENTS.index("Suporte avançado")


@dataclass(frozen=True)
class Pool:
    """Texts of one use: a stretch of the numbered list, or one stretch per topic."""

    starts: np.ndarray
    counts: np.ndarray

    def pick(self, rng: np.random.Generator, size: int, topic: np.ndarray | int = 0) -> np.ndarray:
        """A text number for each, at random."""
        return self.nth(rng.integers(0, 1 << 30, size), topic)

    def nth(self, turn: np.ndarray, topic: np.ndarray | int = 0) -> np.ndarray:
        """The text number at that turn, going round: neighbours in turn never say the same."""
        return (self.starts[topic] + turn % self.counts[topic]).astype(np.int32)


@dataclass(frozen=True)
class Texts:
    """Numbered bodies and subjects, their pools, and what is known of each topic."""

    bodies: tuple[str, ...]
    subjects: tuple[str, ...]
    pools: dict[str, Pool]
    subject_pools: dict[str, Pool]
    departments: np.ndarray
    weights: np.ndarray
    is_outage: np.ndarray
    keys: tuple[str, ...]
    categories: tuple[str, ...]
    link: str


@cache
def load() -> Texts:
    """Read ``texts.toml`` once."""
    raw = tomllib.loads((ROOT / "texts.toml").read_text(encoding="utf-8"))
    topics = raw["topics"]
    bodies: list[str] = []
    subjects: list[str] = []
    pools = {use: _pool([topic[use] for topic in topics], bodies) for use in ("openings", "followups", "answers")}
    titles = {"topic": _pool([topic["subjects"] for topic in topics], subjects)}
    for part in ("agent", "robot", "customer"):
        for use, lines in raw[part].items():
            if isinstance(lines, str):
                continue
            into, found = (subjects, titles) if use.endswith("_subjects") else (bodies, pools)
            found[use.removesuffix("_subjects")] = _pool([lines], into)
    return Texts(
        tuple(bodies), tuple(subjects), pools, titles,
        departments=np.array([DEPARTMENTS.index(topic["department"]) for topic in topics], dtype=np.int8),
        weights=np.array([topic["weight"] for topic in topics], dtype=float),
        is_outage=np.array([topic.get("is_outage", False) for topic in topics]),
        keys=tuple(topic["key"] for topic in topics),
        categories=tuple(topic["category"] for topic in topics),
        link=raw["customer"]["links"],
    )  # fmt: skip


def comments() -> tuple[tuple[str, ...], Pool]:
    """What customers write beside a mark: all comments, and one pool for bad, middle and good."""
    raw = tomllib.loads((ROOT / "texts.toml").read_text(encoding="utf-8"))["ratings"]
    lines: list[str] = []
    pool = _pool([raw["bad"], raw["middle"], raw["good"]], lines)
    return tuple(lines), pool


@cache
def names() -> dict[str, list]:
    """The words of ``names.toml``."""
    return tomllib.loads((ROOT / "names.toml").read_text(encoding="utf-8"))


def _pool(lists: list[list[str]], into: list[str]) -> Pool:
    starts = []
    for lines in lists:
        starts.append(len(into))
        into.extend(lines)
    return Pool(np.array(starts), np.array([len(lines) for lines in lists]))
