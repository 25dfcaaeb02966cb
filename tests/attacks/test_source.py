"""The source itself: no SQL and no markup is made of input, anywhere. Read from the syntax tree, not by eye."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "dashboard").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "streamlit_app.py"]
RUNS_SQL = ("execute", "executemany", "exec_driver_sql", "_scalar")
BUILDERS = ("dashboard/importing/", "dashboard/demo/")
"""Rooms that write SQL: they name tables and columns of our own and quote what comes from files (words.py)."""
NAMED = {
    ("dashboard/store/engine.py", None): {"path", "old", "alias", "_quoted(file)", "_quoted(version.path)"},
    ("dashboard/privacy/scrubbing.py", "_column"): {"column", "table", "where"},
    ("dashboard/privacy/scrubbing.py", "_candidates"): {"column", "table"},
    ("dashboard/privacy/scrubbing.py", "_first_words"): {"column", "table"},
    ("dashboard/store/compact.py", "_copy"): {"quoted(file)", "quoted(fresh)"},
    ("dashboard/store/desk_rewriting.py", "forget"): {"compact.quoted(file)", "compact.quoted(fresh)"},
    ("dashboard/store/desk_rewriting.py", "_audit"): {"names", "holders"},
    ("dashboard/store/desk_forgetting.py", "_put"): {"name"},
    ("dashboard/store/desk_forgetting.py", "_cases"): {"cases", "events", "CONCLUDED", "ARCHIVED"},
    ("dashboard/store/desk_forgetting.py", "_remember"): {"table", "id_column", "where"},
    ("dashboard/store/desk_forgetting.py", "_update"): {"table", "change", "where"},
    ("dashboard/store/persons.py", "_with"): {"condition", "_KNOWN"},
    ("dashboard/store/desk.py", None): {"name", "str(half_written).replace(chr(39), chr(39) * 2)"},
}
"""Elsewhere, by file and function (``None``: anywhere in it), what stands in a statement: names that the store gave
itself, and quoted paths of the data folder. ``test_statements.py`` looks at the statements themselves."""
DRAWS = ("dashboard/ui/", "dashboard/server/", "dashboard/figures/")
MARKUP = ("<", "</", "/>")
ESCAPES = ("plain.markup", "escape", "style.short", "style.plain", "plain")
OUR_MARKUP = {
    "body", "head", "rows", "gap", "kinds[column]", "kind", "small", "source", "line", "style.accent(look())", "WIDTH",
    "HEIGHT", "style.ink(look, 'faint')", "colours[name]", "_sparkline(number, said, label)",
    "text.say(f'figure.flow.{name}', look.language, count=totals[name])", "count",
    "drawn(headings, rows, numeric, broken=broken)",
    "name", "inside", "title", "caption", "tag", "more",
    "drawn(headings, rows, numeric, title)",
}  # fmt: skip
"""Pieces made beside, of escaped parts, and words of our own; each is looked at where it is made."""
OURS = {
    ("dashboard/importing/rows/mapping.py", "MACROS.format(number=number_cells.number('cell', self.source.decimal))"),
    ("dashboard/importing/forgetting/due.py", "LAST_SIGNS.format(finished=listed(FINISHED))"),
}
"""Constants filled with constants."""
RAW = ("file.name", "instance", "stamp", "given", "except_for", ".cell", "message")
"""What comes from outside: it stands in no statement without a quoting helper around it."""
FROM_RULES = {"rule.cell", "message"}
"""Expressions over columns that rules.py states, and a sentence of the catalogues already quoted."""


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def calls(module: ast.Module, names: tuple[str, ...]) -> Iterator[ast.Call]:
    """Calls of functions or methods of these names."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in names:
                yield node


def functions_of(module: ast.Module) -> dict[ast.Call, str]:
    """Call → the innermost function in which it stands."""
    found: dict[ast.Call, str] = {}
    for function in (one for one in ast.walk(module) if isinstance(one, ast.FunctionDef)):
        found |= {node: function.name for node in ast.walk(function) if isinstance(node, ast.Call)}
    return found


def glued(statement: ast.expr) -> list[str]:
    """What is glued into a text: the parts of an f-string; the whole where it is ``+``, ``%``, format or join."""
    if isinstance(statement, ast.JoinedStr):
        return [ast.unparse(part.value) for part in statement.values if isinstance(part, ast.FormattedValue)]
    is_method = isinstance(statement, ast.Call) and isinstance(statement.func, ast.Attribute)
    if isinstance(statement, ast.BinOp) or (is_method and statement.func.attr in ("format", "format_map", "join")):
        return [ast.unparse(statement)]
    return []


def sqlalchemy_text(module: ast.Module) -> Iterator[ast.Call]:
    """Calls of ``sa.text``; Streamlit's ``text`` is another one."""
    return (one for one in calls(module, ("text",)) if ast.unparse(one.func) in ("sa.text", "sqlalchemy.text"))


def test_no_statement_is_glued_together() -> None:
    """Values are bound. Only the rooms that build the warehouse write SQL, and there as f-strings, never otherwise."""
    for file in FILES:
        functions = functions_of(tree(file))
        for call in [*calls(tree(file), RUNS_SQL), *sqlalchemy_text(tree(file))]:
            parts = glued(call.args[0]) if call.args else []
            if name_of(file).startswith(BUILDERS):
                ours = {part for part in parts if (name_of(file), part) in OURS}
                assert isinstance(call.args[0], ast.JoinedStr) or set(parts) <= ours, ast.unparse(call)
            else:
                here = (name_of(file), functions.get(call))
                allowed = NAMED.get(here, set()) | NAMED.get((name_of(file), None), set())
                assert set(parts) <= allowed, f"{name_of(file)}:{call.lineno} {ast.unparse(call)}"


def test_what_comes_from_a_file_is_quoted() -> None:
    """Names of files and sources, and stamps and texts of the settings, enter a statement through a quoting helper."""
    for file in [one for one in FILES if name_of(one).startswith(BUILDERS)]:
        for call in calls(tree(file), RUNS_SQL):
            for part in glued(call.args[0]) if call.args else []:
                assert part in FROM_RULES or not part.endswith(RAW), f"{name_of(file)}:{call.lineno} {part}"


def test_streamlit_reads_no_html_of_ours_in_markdown() -> None:
    """Nobody switches on HTML in Markdown, or runs a script of Streamlit's own."""
    for file in FILES:
        for node in ast.walk(tree(file)):
            assert not (isinstance(node, ast.keyword) and node.arg in ("unsafe_allow_html", "unsafe_allow_javascript"))


def test_markup_is_made_of_escaped_parts() -> None:
    """In a text with tags each part that is filled in is escaped, or made of parts that are."""
    for file in [one for one in FILES if name_of(one).startswith(DRAWS)]:
        for node in ast.walk(tree(file)):
            if not isinstance(node, ast.JoinedStr) or not _has_tags(node):
                continue
            for part in glued(node):
                is_escaped = part.startswith((*(f"{one}(" for one in ESCAPES), "''.join("))
                assert is_escaped or part in OUR_MARKUP, f"{name_of(file)}:{node.lineno} {part}"


def _has_tags(text: ast.JoinedStr) -> bool:
    said = "".join(part.value for part in text.values if isinstance(part, ast.Constant))
    return said.startswith(MARKUP) or "</" in said


def test_the_rules_see_what_they_forbid() -> None:
    """Each kind of glue is noticed."""
    bad = ast.parse('c.execute(f"a {x}"); c.execute("a" + x); c.execute("a %s" % x); c.execute("{}".format(x))')
    assert [bool(glued(call.args[0])) for call in calls(bad, RUNS_SQL)] == [True] * 4
    assert not glued(ast.parse('c.execute("a = :x", x)').body[0].value.args[0])
