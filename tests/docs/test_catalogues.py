"""The words: the same in both languages, and all there where the code asks for them."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import text
from dashboard.importing.rows import rules
from dashboard.store import queries
from tests.docs.pages import CODE, ROOT

FOLDER = ROOT / "dashboard" / "text"
SAYING = {"say", "words", "has"}
ERROR = re.compile(r"error\.\w+")


def placeholders(entry: str | dict[str, str]) -> set[str]:
    """The names that a text is filled with, in any of its plural forms."""
    forms = entry.values() if isinstance(entry, dict) else [entry]
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def test_both_languages_have_the_same_texts():
    """The same files and keys, with the same placeholders."""
    first, second = (text.catalogue(language) for language in text.LANGUAGES)
    files = [{file.name for file in (FOLDER / language).glob("*.toml")} for language in text.LANGUAGES]
    assert files[0] == files[1]
    assert first.keys() == second.keys()
    assert not {key for key in first if placeholders(first[key]) != placeholders(second[key])}


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_no_key_is_written_twice(language):
    """A key stands in one file of a language: else one of its two texts is never seen."""
    seen: dict[str, str] = {}
    for file in sorted((FOLDER / language).glob("*.toml")):
        own: dict = {}
        text._flatten(tomllib.loads(file.read_text(encoding="utf-8")), "", own)
        twice = {key: f"{seen[key]} and {file.name}" for key in own.keys() & seen.keys()}
        assert not twice
        seen |= dict.fromkeys(own, file.name)


FORGONE = {
    "pt-BR": r"superad[ao]s|linhas? (separad|recusad|deixad)as?|serão separadas|de lado|"
    r"\b[Cc]hamados\b|\borigens\b|de pé\b",
    "en": r"(kept|set) aside|\bunnamed\"",
}
"""Second names for what has one: rows are rejected or superseded, a ticket is a ticket, a source is a source."""


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_thing_has_one_name(language):
    """What a report calls rejected is not set aside on the page beside it."""
    told = {key: str(entry) for key, entry in text.catalogue(language).items()}
    assert not {key for key, entry in told.items() if re.search(FORGONE[language], entry, re.IGNORECASE)}


def test_one_of_a_thing_is_singular():
    """In Portuguese the words after "1 ticket" agree with it: "1 ticket encerrado"."""
    forms = {key: entry["one"] for key, entry in text.catalogue("pt-BR").items() if isinstance(entry, dict)}
    noun = r"\b1 (?:ticket|linha|resposta|atendente|cliente|espera|manifestação|dia)"
    assert not {key: form for key, form in forms.items() if re.search(rf"{noun} \w+s\b", form)}


def said_in(file: Path) -> Iterator[tuple[str, bool]]:
    """Keys that a file says, and whether they are whole; of a key made up on the way, its beginning."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ERROR.fullmatch(node.value):
            yield node.value, True
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield from _key(name, node.args[0])


def _key(name: str, said: ast.expr) -> Iterator[tuple[str, bool]]:
    if name in SAYING and isinstance(said, ast.JoinedStr) and isinstance(said.values[0], ast.Constant):
        yield said.values[0].value, False
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        if name in SAYING and "." in said.value:
            yield said.value, True
        if name == "of":
            yield f"{said.value}.", False


@pytest.mark.parametrize("file", CODE, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_text_asked_for_exists(file):
    """A key written in the code is in the catalogue."""
    known = text.catalogue("en")
    missing = [key for key, whole in said_in(file) if not (key in known if whole else any(map(_begins(key), known)))]
    assert not missing


def _begins(start: str):
    return lambda key: key.startswith(start)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_rule_has_its_words(language):
    """A row kept aside says why, and the Data page names its rule."""
    for code in rules.codes():
        assert text.has(f"import.rule.{code}", language), code
        assert text.has(f"reject.{code}", language), code


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_metric_of_a_query_has_its_words(language):
    """Each metric key in a query's header has a label and a definition."""
    for key in {key for name in queries.names() for key in queries.load(name).metrics}:
        assert text.has(f"metric.{key}.label", language), key
        assert text.has(f"metric.{key}.definition", language), key


def test_every_number_shown_names_its_metric():
    """A query file says by which definition it counts; only questions about the data themselves need none."""
    without = [name for name in queries.names() if not queries.load(name).metrics]
    assert all(name.startswith("data/") for name in without)
