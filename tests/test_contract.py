"""The rooms: imports run downward, and a machine says so."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_imports_run_downward():
    """The contracts of ``.importlinter`` hold for every module."""
    linter = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    found = subprocess.run(linter, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
    assert "0 broken" in found.stdout


def test_pages_are_tables_of_contents():
    """A page has at most 80 lines, defines no function, and knows neither SQL nor pandas nor plotly."""
    for page in (ROOT / "pages").glob("*.py"):
        lines = page.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 80, page
        assert not [line for line in lines if line.lstrip().startswith("def ")], page
        assert not [line for line in lines if "pandas" in line or "plotly" in line or "select " in line.lower()], page
    assert len((ROOT / "streamlit_app.py").read_text(encoding="utf-8").splitlines()) < 40
