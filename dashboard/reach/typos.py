"""Domains that people mistype, so often that a wrong one says which was meant: a syntax check calls them valid.

A name is put right only where one slip apart from its first letter leads to a large provider. Short names ("uol",
"bol") and real names that stand near ("grail.com", "yahoo.com.ar") are left alone.
"""

import re
from string import ascii_lowercase

# A provider's real endings, the likeliest first.
_PROVIDERS = {
    "bol": ("com.br",),
    "gmail": ("com",),
    "globo": ("com",),
    "hotmail": ("com", "com.br"),
    "icloud": ("com",),
    "ig": ("com.br",),
    "live": ("com",),
    "msn": ("com",),
    "outlook": ("com", "com.br"),
    "terra": ("com.br",),
    "uol": ("com.br",),
    "yahoo": ("com.br", "com"),
}
_OFTEN_MISTYPED = ("gmail", "hotmail", "icloud", "outlook", "yahoo")
_REAL_NAMES = {"gail", "grail"}
_COUNTRY = re.compile(r"com\.[a-z]{2}")
# Endings that no registry has, for names that nobody knows.
_NO_ENDINGS = {
    "con": "com",
    "comm": "com",
    "cmo": "com",
    "ocm": "com",
    "vom": "com",
    "xom": "com",
    "combr": "com.br",
    "com.b": "com.br",
    "con.br": "com.br",
}


def _one_slip(word: str) -> set[str]:
    """Everything one letter away after the first: left out, doubled or added, changed, swapped."""
    places = range(1, len(word))
    left_out = {word[:place] + word[place + 1 :] for place in places}
    swapped = {word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in places[:-1]}
    changed = {word[:place] + letter + word[place + 1 :] for place in places for letter in ascii_lowercase}
    added = {word[:place] + letter + word[place:] for place in (*places, len(word)) for letter in ascii_lowercase}
    return left_out | swapped | changed | added


_NAMES = {slip: name for name in _OFTEN_MISTYPED for slip in _one_slip(name) - _REAL_NAMES} | {
    name: name for name in _PROVIDERS
}
_ENDINGS = {
    endings: {slip: ending for ending in reversed(endings) for slip in _one_slip(ending)}
    | {ending.replace(".", ""): ending for ending in endings}
    | {"": endings[0]}
    | {ending: ending for ending in endings}
    for endings in set(_PROVIDERS.values())
}


def meant(domain: str) -> str | None:
    """The domain that a mistyped one stands for, None where it can stand. Small letters, dots where they belong."""
    dotted = domain.replace(",", ".")
    right = _provider(dotted) or _known_ending(dotted)
    if right:
        return right if right != domain else None
    return dotted if dotted != domain else None


def _provider(domain: str) -> str | None:
    label, dot, ending = domain.partition(".")
    if not dot:
        label, ending = _without_dot(domain)
    name = _NAMES.get(label)
    if name is None:
        return None
    right = _ending(name, ending)
    return f"{name}.{right}" if right else None


def _without_dot(domain: str) -> tuple[str, str]:
    for ending in ("combr", "com"):
        label = domain.removesuffix(ending)
        if label in _NAMES and label != domain:
            return label, ending
    return domain, ""


def _ending(name: str, ending: str) -> str | None:
    if name == "gmail" and (ending == "br" or _COUNTRY.fullmatch(ending)):
        return "com"  # Google has no mail under a country's ending
    endings = _PROVIDERS[name]
    if ending in endings or not _COUNTRY.fullmatch(ending):
        return _ENDINGS[endings].get(ending)
    return None


def _known_ending(domain: str) -> str | None:
    if not domain.endswith(tuple(_NO_ENDINGS)):
        return None
    for wrong, right in _NO_ENDINGS.items():
        if domain.endswith("." + wrong):
            return domain.removesuffix(wrong) + right
    return None
