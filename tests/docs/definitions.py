"""The table of definitions in docs/metrics.md, from the English catalogue: ``python -m tests.docs.definitions``.

The help text on screen is the definition; the docs repeat it and must not say something else.
"""

from pathlib import Path

from dashboard import text
from dashboard.store import queries

PAGE = Path(__file__).parents[2] / "docs" / "metrics.md"
START, END = "<!-- definitions -->\n", "<!-- end of definitions -->\n"


def keys() -> list[str]:
    """Every metric key of the catalogue, in its order."""
    found = (key.split(".")[1] for key in text.catalogue("en") if key.startswith("metric."))
    return list(dict.fromkeys(found))


def table() -> str:
    """One line per metric: key, label, definition, and the query files that name it."""
    asked = {name: queries.load(name).metrics for name in queries.names()}
    lines = ["| key | on screen | definition | query files |", "|---|---|---|---|"]
    for key in keys():
        label, meaning = (text.say(f"metric.{key}.{part}", "en") for part in ("label", "definition"))
        files = ", ".join(f"`{name}`" for name, metrics in asked.items() if key in metrics) or "–"
        lines.append(f"| `{key}` | {label} | {meaning} | {files} |")
    return "\n".join(lines) + "\n"


def written() -> str:
    """The table as the page holds it."""
    return PAGE.read_text(encoding="utf-8").split(START)[1].split(END)[0]


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(page.replace(START + written() + END, START + table() + END), encoding="utf-8")
