"""What was planted against what the rules find in the imported demo: planted, found, both."""

import duckdb
import pytest

from dashboard import importing, settings
from dashboard.store import versions
from tests.demo.conftest import AS_OF

FLOORS = {
    "shouting": (1, 1),
    "burst": (1, 0.99),
    "wrong-channel": (1, 1),
    "evidence-missing": (0.99, 0.99),
    "evidence-asked-twice": (1, 1),
    "left-open": (1, 0.98),
    "promise-not-kept": (1, 1),
}
"""Rule → least share of what is found that was planted, and of what was planted that is found. Left open: thanks after
words of ours that still ask for something end nothing."""


@pytest.fixture(scope="module")
def found(export, tmp_path_factory) -> dict[str, set[str]]:
    """Rule → the tickets in which the facts find it broken."""
    data_dir = tmp_path_factory.mktemp("conduct")
    importing.run("canonical", [export.folder], data_dir, settings.load(), now=AS_OF)
    broken: dict[str, set[str]] = {rule: set() for rule in FLOORS}
    with duckdb.connect(str(versions.current(data_dir).path), read_only=True) as facts:
        for rule, ticket in facts.execute("select rule, ticket_id from rule_hits where is_counted").fetchall():
            broken.setdefault(rule, set()).add(ticket)
        kept = "select ticket_id from promises where least(next_word_at, ?) > due_at"
        broken["promise-not-kept"] = {row[0] for row in facts.execute(kept, [AS_OF]).fetchall()}
    return broken


@pytest.mark.parametrize("rule", FLOORS)
def test_each_rule_finds_what_was_planted(export, found, rule):
    """Of what is found so much was planted, of what was planted so much is found."""
    planted, both = export.planted(rule), export.planted(rule) & found[rule]
    told = {"planted": len(planted), "found": len(found[rule]), "both": len(both)}
    precision, recall = FLOORS[rule]
    assert len(both) >= precision * len(found[rule]), told
    assert len(both) >= recall * len(planted), told
