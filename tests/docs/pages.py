"""The pages of the docs, and how their sections and tables are read."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = [*sorted((ROOT / "dashboard").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "streamlit_app.py"]
"""The files of the product: what they say and ask for must exist."""

_FILES = [
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / f"{name}.md" for name in ("README", "DECISIONS", "CHANGELOG")),
]
PAGES = {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in _FILES}


def section(page: str, title: str) -> str:
    """A section of a page, up to the next heading of its depth."""
    _, depth, after = re.split(rf"^(#+) {re.escape(title)}$", PAGES[page], maxsplit=1, flags=re.MULTILINE)
    return re.split(rf"^#{{1,{len(depth)}}} ", after, maxsplit=1, flags=re.MULTILINE)[0]


def rows(words: str) -> list[list[str]]:
    """The cells of every table row, headings and rules included."""
    return [line.strip().strip("|").split("|") for line in words.splitlines() if line.strip().startswith("|")]


def marked(cell: str) -> list[str]:
    """What stands in code marks."""
    return re.findall(r"`([^`]+)`", cell)


def first_cells(words: str) -> set[str]:
    """What stands in code marks in the first cells of the tables."""
    return {one for cells in rows(words) for one in marked(cells[0])}


def prose(page: str) -> str:
    """A page without its blocks of code."""
    return re.sub(r"```.*?```", "", page, flags=re.DOTALL)
