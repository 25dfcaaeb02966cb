"""What the steps on conduct (``queries/warehouse/68_*``, ``76_promises``) take from the settings."""

import re

from dashboard.importing.facts.phrases import NEVER, any_of, plain, whole_words
from dashboard.settings import Conduct, ConductWords, Settings

LIMITS = (
    "shouting_percent", "shouting_subject_letters", "shouting_body_letters", "burst_messages",
    "burst_repeats", "burst_new_words", "burst_new_percent",
)  # fmt: skip
LISTS = ("second_level_reasons", "no_evidence_reasons", "wrong_channels")
WHOLE = (
    "outage",
    "not_outage",
    "malware",
    "not_malware",
    "second_level",
    "thing",
    "trouble",
    "first_level",
    "never_second",
)


def variables(settings: Settings) -> dict[str, object]:
    """Variable name → limit, list or pattern."""
    conduct = settings.conduct
    return {
        **{name: getattr(conduct, name) for name in LIMITS},
        **{name: [plain(one) for one in getattr(conduct, name)] for name in LISTS},
        "burst_seconds": 60 * conduct.burst_minutes,
        "promise_seconds": settings.promise_seconds,
        **{f"conduct_{name}": pattern for name, pattern in patterns(conduct).items()},
    }


def patterns(conduct: Conduct) -> dict[str, str]:
    """The phrases of ``[conduct]`` as regular expressions over lower-case text without accents."""
    words = conduct.words
    found = {name: whole_words(getattr(words, name)) or NEVER for name in WHOLE}
    found["second_levels"] = any_of(conduct.second_levels) or NEVER
    found["acronym"] = any_of(words.acronyms) or NEVER
    found["insistence"] = rf"\b(?:{any_of(words.insistence) or NEVER})\b"
    found["nothing_new"] = rf"\b(?:{any_of([*words.insistence, *words.joining]) or NEVER})\b"
    found |= _evidence(words)
    return found


def _evidence(words: ConductWords) -> dict[str, str]:
    """How an image shows in file names and texts, and how we ask for one."""
    shown = any_of(words.shown) or NEVER
    pictured = any_of([*words.shown, *words.picture]) or NEVER
    presenting = any_of(words.presenting) or NEVER
    asking, evidence = any_of(words.asking) or NEVER, any_of(words.evidence) or NEVER
    signature = rf"(?:{_parts(words.signature_files)})[a-z0-9]*(?:[-_ .][a-z0-9]+){{0,2}}"
    return {
        "shown": rf"\b(?:{shown})\b",
        "presented": _both(pictured, presenting),
        "shown_link": rf"\b(?:{shown})\b[^\n]{{0,60}}https?://|(?:{_parts(words.image_hosts)})[/?]",
        "shown_file": rf"(?:^|[^a-z])(?:{shown})",
        "signature_file": rf"^(?:[a-z0-9]+[-_ .])?{signature}\.\w+$",
        "paper_file": rf"(?:^|[^a-z])(?:{_parts(words.paper_files)})(?:[^a-z]|$)",
        "asked": _both(asking, evidence),
    }


def _both(some: str, others: str) -> str:
    """A sentence that holds one of each."""
    return rf"\b(?:{some})\b[^.!?\n]*\b(?:{others})\b|\b(?:{others})\b[^.!?\n]*\b(?:{some})\b"


def _parts(parts: list[str]) -> str:
    """Any of these anywhere."""
    return "|".join(re.escape(plain(part)) for part in parts) or NEVER
