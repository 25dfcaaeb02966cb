"""On which scale the scores of a column stand, by its cells; words that no scale knows leave it open."""

import re

from dashboard.importing.drafting.profile import Column
from dashboard.importing.drafting.roles import plain

UNRATED = ("nao avaliado", "sem avaliacao", "sem nota", "nao respondido", "sem resposta", "not rated", "unrated")
"""Words for "did not rate", which stand in a column of scores and are none."""
GOOD_BAD = {"good", "bad", "bom", "boa", "ruim", "otimo", "otima", "mau", "pessimo", "pessima"}
"""Words whose side the ratings know (queries/warehouse/80_ratings.sql)."""
STARS = re.compile(r"[★⭐☆✩\ufe0f\s]+")
STRAYS = 0.1
"""A total below the table is no score; more of its kind say that the column holds something else."""


def is_unrated(cell: str) -> bool:
    return plain(cell) in UNRATED


def scale_of(column: Column) -> str | None:
    """``1-5``, ``0-10``, ``good_bad``; ``None`` where the cells fit none."""
    said = {cell: count for cell, count in column.values if not is_unrated(cell)}
    if said and all(plain(cell) in GOOD_BAD for cell in said):
        return "good_bad"
    marks = {_number(cell): count for cell, count in said.items() if 0 <= _number(cell) <= 10}
    strays = sum(count for cell, count in said.items() if not 0 <= _number(cell) <= 10)
    if not marks or strays > STRAYS * sum(said.values()):
        return None
    if max(marks) > 5:
        return "0-10"
    # Zeros among marks up to 5 may be the worst mark, or none.
    return "1-5" if min(marks) >= 1 else None


def _number(cell: str) -> float:
    """The number a score begins with, stars counted; -1 where it begins with none."""
    if STARS.fullmatch(cell):
        return len(re.findall("[★⭐]", cell))
    found = re.match(r"\d+([.,]\d+)?(?!\d)", cell)
    return float(found[0].replace(",", ".")) if found else -1
