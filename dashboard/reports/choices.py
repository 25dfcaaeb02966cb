"""What the filter bar offers."""

from dashboard.reports.filters import LISTS
from dashboard.spelling import plain
from dashboard.store.engine import Store


def choices(store: Store) -> dict[str, dict[str, str]]:
    """List filter → value → what people call it. Customers: those with most tickets."""
    offered: dict[str, dict[str, str]] = {name: {} for name in LISTS}
    for row in store.frame("data/choices").itertuples():
        offered[row.filter][row.choice] = row.label
    offered["customers"] = customers(store, "")
    return offered


def customers(store: Store, words: str, limit: int = 200) -> dict[str, str]:
    """Customers whose tickets carry the words, those with most tickets first."""
    found = store.frame("data/customers", {"term_1": plain(words), "row_limit": limit})
    return dict(zip(found["choice"], found["label"], strict=True))
