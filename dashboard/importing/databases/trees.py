"""Which tables belong together: a root (the tickets), and what belongs to its rows. It is read by its changed roots."""

from dataclasses import dataclass

from dashboard.importing.databases.plan import Planned


@dataclass(frozen=True)
class Tree:
    """Tables in the order parents first; the first is the root."""

    tables: tuple[Planned, ...]

    @property
    def root(self) -> Planned:
        return self.tables[0]

    @property
    def shows_changes(self) -> bool:
        """False where no table of it tells what changed: then it is read whole."""
        return any(one.live.changed for one in self.tables)


def trees(plans: list[Planned]) -> list[Tree]:
    """Every table in its tree; parents come before their children in ``plans``."""
    root_of: dict[str, str] = {}
    for one in plans:
        root_of[one.name] = root_of[one.live.of.table] if one.live.of else one.name
    roots = [one.name for one in plans if not one.live.of]
    return [Tree(tuple(one for one in plans if root_of[one.name] == root)) for root in roots]
