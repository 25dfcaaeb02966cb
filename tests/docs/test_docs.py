"""The docs name everything that exists, and nothing that does not."""

import re
import tomllib

import pytest

from dashboard import roles, settings, text
from dashboard.cli import arguments
from dashboard.importing.rows import rules
from dashboard.importing.sources import source
from dashboard.store import queries
from dashboard.store.tables import CANONICAL
from dashboard.ui.reader.navigation import TABLE
from tests.docs import definitions
from tests.docs.pages import CODE, PAGES, first_cells, marked, rows, section

COMMANDS = PAGES["docs/commands.md"]
SAID = re.compile(r"python -m dashboard( [^\n`#…”]*)")
COMMON = {"--data", "--language", "--help"}
PERMISSION = re.compile(r"(?:may\(|needs=|PERMISSION = )\"([a-z]+\.[a-z]+)\"")


def test_every_page_is_in_the_readme():
    """Key, address and permission of each page stand in the README's table, and no other page does."""
    told = {tuple(marked("|".join(cells))) for cells in rows(section("README.md", "Pages")) if marked(cells[0])}
    assert told == {(entry.key, f"/{entry.url}", entry.needs) for entry in TABLE}


def test_every_metric_is_defined_as_on_screen():
    """The table of definitions is the catalogue's; ``python -m tests.docs.definitions`` writes it."""
    assert definitions.written() == definitions.table()


def test_every_rule_is_explained():
    """The codes in docs/commands.md are those of the importer."""
    assert first_cells(section("docs/commands.md", "Rules")) == set(rules.codes())


def test_every_role_and_permission_is_documented():
    """The table of roles in docs/design.md is the table of roles."""
    told = {marked(cells[0])[0]: set(marked(cells[1])) for cells in rows(section("docs/design.md", "Roles"))[2:]}
    assert told == {role: set(permissions) for role, permissions in roles.PERMISSIONS.items()}


def test_every_permission_asked_for_exists():
    """What pages and actions ask for is held by some role."""
    asked = {one for file in CODE for one in PERMISSION.findall(file.read_text(encoding="utf-8"))}
    assert asked | {entry.needs for entry in TABLE} <= set().union(*roles.PERMISSIONS.values())


def options() -> dict[str, set[str]]:
    """Command → its own options."""
    parser = arguments._parser(lambda key, **_: key)
    commands = next(action for action in parser._actions if action.dest == "command").choices
    every = {
        name: {one for action in each._actions for one in action.option_strings} for name, each in commands.items()
    }
    return {name: {one for one in own if one.startswith("--")} - COMMON for name, own in every.items()}


def test_every_command_is_documented_with_its_options():
    """The first table of docs/commands.md lists exactly the commands there are, each with its own options."""
    table = [cells for cells in rows(COMMANDS.split("| option |")[0])[2:] if len(cells) == 3]
    assert {marked(cells[0])[0]: set(marked(cells[2])) for cells in table} == options()


def test_every_option_is_explained():
    """The second table of docs/commands.md lists exactly the options there are."""
    told = {one for one in first_cells(COMMANDS) if one.startswith("--")}
    assert told == COMMON.union(*options().values())


@pytest.mark.parametrize("name", PAGES)
def test_no_command_is_invented(name):
    """Every ``python -m dashboard …`` in the docs is a command line that can be understood."""
    for line in SAID.findall(PAGES[name]):
        if "COMMAND" not in line:
            words = re.sub(r'"([^"]*)"', lambda found: found[1].replace(" ", "_"), line).split()
            arguments.read(words, lambda key, **facts: f"{key} {facts}")


@pytest.mark.parametrize("name", PAGES)
def test_no_query_is_invented(name):
    """``query NAME`` in the docs names a query file, with parameters it declares."""
    for query, rest in re.findall(r"dashboard query ([a-z_]+/[a-z_]+)([^`\n]*)", PAGES[name]):
        declared = {param.name for param in queries.load(query).params}
        assert set(re.findall(r"--param (\w+)=", rest)) <= declared, query


def test_every_source_is_documented():
    """Each folder under queries/sources has its section, and the README lists exactly them."""
    told = set(re.findall(r"^### `(\w+)`$", section("docs/sources.md", "The sources that ship"), re.MULTILINE))
    listed = re.search(r"Sources that ship: (.+)\.", PAGES["README.md"])[1]
    assert told == set(source.names()) == set(marked(listed))


def test_every_canonical_table_is_documented():
    """The canonical tables of docs/sources.md are those of the store."""
    assert first_cells(section("docs/sources.md", "The canonical format")) == set(CANONICAL)


def test_every_key_of_a_source_is_documented():
    """What source.toml may hold stands in docs/sources.md, and nothing else."""
    own = set(source.Source.model_fields) - {"folder", "tables", "merge", "scales"}
    own |= {f"tables.<name>.{key}" for key in source.RawTable.model_fields}
    own |= {"merge.<table>"} | {f"scales.<name>.{key}" for key in source.Scale.model_fields}
    told = section("docs/sources.md", "A source folder of one's own")
    assert first_cells(told) - {"source.toml"} == own


def leaves(values: dict, prefix: str = "") -> dict[str, object]:
    """Settings by dotted key."""
    found: dict[str, object] = {}
    for key, value in values.items():
        found |= leaves(value, f"{prefix}{key}.") if isinstance(value, dict) and value else {f"{prefix}{key}": value}
    return found


def test_every_setting_is_documented_with_its_default():
    """The keys of docs/settings.md are those of settings.toml, with the same plain defaults."""
    defaults = leaves(tomllib.loads(settings.DEFAULTS_FILE.read_text(encoding="utf-8")))
    named = [cells for cells in rows(PAGES["docs/settings.md"].split("## Environment")[0]) if len(cells) == 3]
    told = {marked(cells[0])[0]: cells[1].strip() for cells in named if marked(cells[0])}
    assert set(told) == set(defaults) | {"time.hours", "time.part_days"}
    for key, value in defaults.items():
        if told[key] not in ("none", "a list"):
            assert tomllib.loads(f"value = {told[key].strip('`')}")["value"] == value, key


def test_every_state_and_turn_rule_is_documented():
    """Every state and every turn rule of the product stands in docs/metrics.md."""
    rule_names = {key.removeprefix("rule.") for key in text.catalogue("en") if key.startswith("rule.")}
    assert first_cells(section("docs/metrics.md", "States")) == set(source.STATES)
    assert first_cells(section("docs/metrics.md", "Whose turn it is")) == rule_names
