"""What people write when there is no e-mail address: words that say so, and addresses made up to get past a form."""

import re

from dashboard.reach.plain import folded

_NONE = {"naotem", "naopossui", "naoinformado", "naoinformou", "naoconsta", "naoha", "naousa", "nenhum", "nenhuma"}
_NONE |= {"sememail", "semmail", "noemail", "nomail"}
_NONE_ALONE = _NONE | {"nao", "no", "none", "null", "nan", "nd", "nt"}  # before an @ these may be somebody's initials
_TEST_WORDS = {"teste", "test", "testando", "email", "mail", "exemplo", "example", "fulano", "abc", "asd", "asdf"}
_NOT_LETTERS = re.compile(r"[\W_]+")
_ONE_SIGN = re.compile(r"([x0.*?_-])\1*|n/?a", re.IGNORECASE)
_LONGEST = 40


def says_none(text: str) -> bool:
    """Whether a cell without an address says that there is none: "não tem", "N/A", "-"."""
    return len(text) <= _LONGEST and (bool(_ONE_SIGN.fullmatch(text)) or _letters(text) in _NONE_ALONE)


def is_filler(local: str, domain: str) -> bool:
    """Whether both sides of an address only fill a field: teste@teste.com, naotem@…, sem@email.com."""
    if len(local) > _LONGEST:
        return False
    local, site = _letters(local), _letters(domain.partition(".")[0])
    if local in _NONE or local + site in _NONE:
        return True
    return local == site and (local in _TEST_WORDS or len(set(local)) == 1)


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", folded(text))
