"""The walk of docs/design.md, made: its two files, as the page holds them."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "design.md"


def write(folder: Path) -> Path:
    """The example export of the page in a folder."""
    page = PAGE.read_text(encoding="utf-8")
    for name, rows in re.findall(r"`(\w+\.csv)`\n\n```csv\n(.*?)```", page, re.DOTALL):
        (folder / name).write_text(rows, encoding="utf-8")
    return folder
