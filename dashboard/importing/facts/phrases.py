"""The phrases of the settings as regular expressions over lower-case text without accents.

``pode/podem`` in a phrase is either word, ``*`` any letters. Whoever reads messages builds on these.
"""

import re
import unicodedata

from dashboard.settings import Words

NEVER = "$^"
"""A pattern that matches nothing: what an empty list of words stands for."""
GAP = "…"
"""In a phrase: up to four words of any kind."""


def patterns(words: Words) -> dict[str, str]:
    """The phrases as regular expressions over lower-case text without accents."""
    whole = (
        "holding", "request", "negation", "own_step", "promise", "hedge", "confirmation", "acceptance",
        "thanks", "unfinished", "automated", "notice", "other_closing",
    )  # fmt: skip
    found = {name: whole_words(getattr(words, name)) for name in whole}
    harmless = any_of(sorted(words.harmless, key=lambda phrase: -len(phrase.split())))
    between = rf"(?:\s+(?:{any_of(words.denial_between)})){{0,3}}"
    no_trouble = rf"(?:{any_of(words.denial)}){between}\s+(?:{any_of(words.trouble)})"
    found["harmless"] = rf"\b(?:{harmless}|{no_trouble})\b"
    found["robot_senders"] = "|".join(re.escape(part.lower()) for part in words.robot_senders) or NEVER
    closers = [*words.thanks, *words.praise, *words.success]
    polite = f"{any_of([*closers, *words.courtesy])}|{no_trouble}"
    found["closer"] = whole_words(closers)
    near = clause(closers)
    found["closing_only"] = only(polite, near)
    found["consent"] = only(f"{any_of(words.consent)}|{polite}", near)
    found["consent_word"] = whole_words(words.consent)
    glad = only(polite, clause([*closers, *words.acceptance, *words.confirmation]))
    found["refusal"] = f"[^a-z0-9]*(?:{any_of(words.refusal)})(?:[^a-z0-9]{glad})?"
    asked = [*words.formality, *words.outcome_question, *words.further_question]
    found["formality"] = sentence(asked, "[.!?]?")
    for name in ("closing_question", "outcome_question", "further_question", "leave_question"):
        found[name] = sentence(getattr(words, name), "[?]")
    found["automatic_reply"] = (
        f"^[^a-z0-9]*(?:(?:{polite})[^a-z0-9]+)*(?:{any_of(words.automatic_reply)})(?:[^a-z0-9]|$)"
    )
    goes_on = f"\\s+(?:{any_of(words.receipt_goes_on)})(?:[^a-z0-9]|$)"
    found["receipt"] = (
        f"(?:^|[^a-z0-9])(?:{any_of(words.receipt)})(?:\\s*#?[0-9][\\w-]*)?(?:\\s*[.!,;:\\n]|\\s*$|{goes_on})"
    )
    return {name: pattern if getattr(words, name, True) else NEVER for name, pattern in found.items()}


def plain(phrase: str) -> str:
    """As messages are compared: lower case, without accents, one kind of apostrophe."""
    apart = unicodedata.normalize("NFKD", phrase.lower().replace("’", "'"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def any_of(phrases: list[str]) -> str:
    """Any of the phrases, as an alternation without room around it."""
    return "|".join(_in_a_row(plain(phrase)) for phrase in phrases)


def _in_a_row(phrase: str) -> str:
    row = r"[\s,]+".join(_one_of(word) for word in phrase.split())
    return row.replace(rf"[\s,]+{_one_of(plain(GAP))}[\s,]+", r"[\s,]+(?:\S+\s+){0,4}")


def _one_of(word: str) -> str:
    """A word of a phrase: ``pode/podem`` is either, ``*`` any letters."""
    either = [re.escape(one).replace(r"\*", "[a-z0-9']*") for one in word.split("/")]
    return either[0] if len(either) == 1 else f"(?:{'|'.join(either)})"


def whole_words(phrases: list[str]) -> str:
    """Any of the phrases as whole words; a sign such as 👍 needs no room around it."""
    signs = [phrase for phrase in phrases if not re.search(r"\w", phrase)]
    words = [phrase for phrase in phrases if phrase not in signs]
    either = [f"(?:^|[^a-z0-9])(?:{any_of(words)})(?:[^a-z0-9]|$)"] if words else []
    return "|".join([*either, *(re.escape(sign) for sign in signs)])


def clause(phrases: list[str]) -> str:
    """A clause with one of the phrases and a few words of any kind on either side; a number is none."""
    words = [phrase for phrase in phrases if re.search(r"\w", phrase)]
    return rf"(?:[a-z'-]+[ \t]+){{0,2}}(?:{any_of(words)})(?:[ \t]+[a-z'-]+){{0,3}}[ \t]*(?:[^a-z0-9 \t'-]|$)"


def only(words: str, clause: str) -> str:
    """Nothing but these words, whatever stands between them, and such clauses."""
    return f"[^a-z0-9]*(?:(?:{words})[^a-z0-9]+|{clause}[^a-z0-9]*)*(?:{words})?[^a-z0-9]*"


def sentence(phrases: list[str], end: str) -> str:
    """A whole sentence that holds one of the phrases."""
    return rf"[^.!?\n]*\b(?:{any_of(phrases)})\b[^.!?\n]*{end}"
