"""What a ticket is about, as words tell it: the rules of the settings as macros for the steps."""

import duckdb

from dashboard.importing.facts.phrases import any_of, whole_words
from dashboard.importing.words import listed, literal
from dashboard.settings import ReasonRule, Settings


def prepare(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Make the macros that read a subject or an opening in plain words."""
    macros = {
        "reason_of(said)": _first_that_matches(settings.reasons.rules),
        "actions_in(said)": _actions(settings.duplicates.actions),
        "content_words(said)": _content_words(settings.duplicates.small_words),
        "telling_words(said)": _content_words([*settings.duplicates.small_words, *settings.duplicates.generic]),
        "months_in(said)": _months(settings.duplicates.months),
    }
    for head, body in macros.items():
        connection.execute(f"create or replace temp macro {head} as {body}")


def _first_that_matches(rules: list[ReasonRule]) -> str:
    """The reason of the first rule of which a phrase is said."""
    cases = [f"when {_says(rule.words)} then {literal(rule.reason)}" for rule in rules if rule.words]
    return f"case {' '.join(cases)} else 'other' end" if cases else "'other'"


def _says(phrases: list[str]) -> str:
    return f"regexp_matches(said, {literal(whole_words(phrases))})"


def _actions(actions: list[str]) -> str:
    """The places of the meanings that are named."""
    each = [f"if({_says([words])}, {place}, null)" for place, words in enumerate(actions)]
    return f"list_filter([{', '.join(each)}], place -> place is not null)"


def _content_words(small_words: list[str]) -> str:
    """The words that carry the matter, by their beginnings: "boleto" and "boletos", "cancelar" and "cancelamento"."""
    words = "regexp_extract_all(said, '[a-z][a-z]+')"
    kept = f"list_filter({words}, word -> word not in ({listed(small_words)}))"
    return f"list_distinct(list_transform({kept}, word -> left(word, 6)))"


def _months(months: list[str]) -> str:
    pattern = literal(rf"\b(?:{any_of(months)})\b")
    return f"list_distinct(list_transform(regexp_extract_all(said, {pattern}), month -> left(month, 3)))"
