"""Formulas are shown, not run; numbers and phones stay as they are."""

import pytest

from dashboard.text.cells import guarded


@pytest.mark.parametrize(
    "cell",
    ["=1+1", '=HYPERLINK("http://x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\r=1", "+55", "-", "+1-2"],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell):
    """A cell that begins like a formula is neutralised."""
    expected = cell if cell == "+55" else "'" + cell
    assert guarded(cell) == expected


@pytest.mark.parametrize(
    "cell",
    ["+55 (11) 3333-4444", "+5511999998888", "-3", "-3,5", "+1.234,50", "-12%", "1e-5", "a=b", "", "Ana - suporte"],
)
def test_numbers_phones_and_plain_text_stay(cell):
    """Phone numbers, plain numbers and ordinary text are not spoilt."""
    assert guarded(cell) == cell
