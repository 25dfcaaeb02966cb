"""The house's rules about pages, checked: a page is a table of contents."""

import ast
from pathlib import Path

import pytest

from dashboard import text
from dashboard.roles import PERMISSIONS
from dashboard.ui.reader.navigation import TABLE

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "pages").glob("*.py"))
ALLOWED = ("dashboard.ui", "dashboard.reports", "dashboard.figures")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_page_is_a_table_of_contents(file: Path) -> None:
    """At most 80 lines, no function, and nothing imported but ui, reports and figures."""
    source = file.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert len(source.splitlines()) <= 80
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef)]
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert all(isinstance(node, ast.ImportFrom) and node.module.startswith(ALLOWED) for node in imported)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_page_holds_no_words_for_people(file: Path) -> None:
    """Its strings are keys: no blank, no capital letter."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstring = ast.get_docstring(tree, clean=False)
    found = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert not [value for value in found if value != docstring and (" " in value or value.lower() != value)]


def test_every_page_file_is_in_the_navigation_and_asks_for_its_permission() -> None:
    """One line each; the permission there is the one the page itself demands."""
    assert sorted(entry.file for entry in TABLE) == [f"pages/{file.name}" for file in FILES]
    for entry in TABLE:
        source = (ROOT / entry.file).read_text(encoding="utf-8")
        assert f'page.open("{entry.key}", needs="{entry.needs}")' in source
        assert any(entry.needs in permissions for permissions in PERMISSIONS.values())


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_page_has_a_name_and_a_purpose(language: str) -> None:
    """In both languages."""
    for entry in TABLE:
        assert text.has(f"page.{entry.key}.title", language)
        assert text.has(f"page.{entry.key}.purpose", language)


def test_the_entry_is_short() -> None:
    """Page settings, navigation, shell."""
    assert len((ROOT / "streamlit_app.py").read_text(encoding="utf-8").splitlines()) < 40
