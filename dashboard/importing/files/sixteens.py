"""Rows that Excel wrote short.

It saves text by blocks of sixteen rows of the sheet, and in each leaves out the columns to the right that are empty in
all its rows. So a short row of its hand has as many cells as its whole block, and one of them ends with a filled cell:
a row that lost a separator stands out, and an end that was cut off does too.
"""

from collections import defaultdict

from dashboard.importing.files.quotes import BrokenRow

BLOCK = 16


def block_of(row: int) -> int:
    """The block in which a row stands; the header is in the first."""
    return (row - 1) // BLOCK


def are_of_excel(short: list[BrokenRow], whole: set[int], width: int) -> bool:
    """True where all these rows are as Excel leaves them, ``whole`` being the blocks of the rows that fit the header.

    At least one block must be short from its first row to its last: fewer rows prove nothing.
    """
    blocks: dict[int, list[BrokenRow]] = defaultdict(list)
    for row in short:
        blocks[block_of(row.row)].append(row)
    if whole & blocks.keys() or BLOCK not in map(len, blocks.values()):
        return False
    return all(_is_cut(block, width) for block in blocks.values())


def _is_cut(block: list[BrokenRow], width: int) -> bool:
    counts = {len(row.cells) for row in block}
    are_read = not any(row.problem for row in block)
    return are_read and len(counts) == 1 and max(counts) < width and any(row.cells[-1].strip() for row in block)
