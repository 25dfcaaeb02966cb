"""Rows that Excel wrote short.

It saves text by blocks of sixteen rows of the sheet, and in each leaves out the columns to the right that are empty in
all its rows. So a short row of its hand has as many cells as its whole block, and one of them ends with a filled cell:
a row that lost a separator stands out, and an end that was cut off does too.
"""

from collections import defaultdict

from dashboard.importing.files.quotes import KINDS, BrokenRow, kinds_of

BLOCK = 16


def blocks(short: list[BrokenRow], width: int) -> list[int]:
    """The blocks of these rows, the header's being 0, where all are as Excel leaves them; none where one is not.

    At least one block must be short from its first row to its last: fewer rows prove nothing. That no row with all its
    cells stands in them is for the caller to see.
    """
    found: dict[int, list[BrokenRow]] = defaultdict(list)
    for row in short:
        found[(row.row - 1) // BLOCK].append(row)
    is_proved = BLOCK in map(len, found.values()) and all(_is_cut(block, width) for block in found.values())
    return list(found) if is_proved else []


def are_alike(short: list[BrokenRow], whole: list[tuple[str, ...]]) -> bool:
    """True where only dates, or only numbers, stand in the columns in which whole rows have nothing else."""
    kinds = kinds_of(whole)
    cells = (
        (kind, row.cells[place].strip()) for row in short for place, kind in kinds.items() if place < len(row.cells)
    )
    return all(KINDS[kind].match(cell) for kind, cell in cells if cell)


def _is_cut(block: list[BrokenRow], width: int) -> bool:
    counts = {len(row.cells) for row in block}
    are_read = not any(row.problem for row in block)
    return are_read and len(counts) == 1 and max(counts) < width and any(row.cells[-1].strip() for row in block)
