"""Texts for roles that may not see numbers and addresses."""

from dataclasses import dataclass

import pandas as pd
import pytest

from dashboard.reports import masking
from dashboard.reports.base import Panel


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Fale com zulmira@padaria.example", "Fale com z••••••@padaria.example"),
        ("ligue (11) 98765-4321 hoje", "ligue (••) •••••-4321 hoje"),
        ("+55 11 98765-4321", "+•• •• •••••-4321"),
        (
            "O chamado 20261125 de 2026-11-25 10:00 custou 1.250,00",
            "O chamado 20261125 de 2026-11-25 10:00 custou 1.250,00",
        ),
        ("pedido 12345678901234567", "pedido 12345678901234567"),
        (None, None),
    ],
)
def test_numbers_and_addresses_in_texts_are_masked(written, read):
    """What reaches somebody is masked; dates, prices and the numbers of tickets stay readable."""
    assert masking.text(written) == read


@dataclass(frozen=True)
class _Report:
    panel: Panel
    rows: tuple[dict, ...]


def test_every_part_of_a_report_is_masked():
    """Panels, rows and frames, wherever they stand; what is no text stays as it is."""
    frame = pd.DataFrame({"words": ["a@b.example"], "ticket_id": ["a@b.example"], "n": [1]})
    report = _Report(Panel("x", "tickets/now", frame), ({"comment": "a@b.example", "score": 5.0},))
    hidden = masking.hide(report)
    assert hidden.panel.frame.to_dict("records") == [{"words": "a•••@b.example", "ticket_id": "a@b.example", "n": 1}]
    assert hidden.rows == ({"comment": "a•••@b.example", "score": 5.0},)
    assert report.panel.frame["words"][0] == "a@b.example"
