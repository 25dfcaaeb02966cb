"""Check digits and prefixes: what tells a card or a CPF from any other long number."""

import re

CARDS = (
    (r"4", 1, (13, 16, 19)),  # Visa
    (r"5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720", 4, (16,)),  # Mastercard
    (r"3[47]", 2, (15,)),  # American Express
    (r"3[68]\d|30[0-5]", 3, (14,)),  # Diners
    (r"6011|64[4-9]\d|65\d\d", 4, (16, 19)),  # Discover, and Elo among them
    (r"(?:5041|5067|5090)\d\d|627780|636297|636368", 6, (16,)),  # Elo
    (r"606282|3841\d\d", 6, (16,)),  # Hipercard
    (r"352[89]|35[3-8]\d", 4, (16,)),  # JCB
)
"""Beginning, its length, and the lengths of the cards that are met in Brazil."""
BARE_CARD = "|".join(rf"(?:{begins})\d{{{length - known}}}" for begins, known, lengths in CARDS for length in lengths)
"""The digits of a card written without gaps, but for their check digit."""
_CARD = re.compile(BARE_CARD)
_MOBILE = re.compile(r"(?:1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])9\d{8}")
_CNPJ_WEIGHTS = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)


def is_card(digits: str) -> bool:
    """A known beginning of that length, and a check digit that holds; no CNPJ."""
    return bool(_CARD.fullmatch(digits)) and len(set(digits)) > 1 and _luhn(digits) and not is_cnpj(digits)


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def is_cpf(digits: str) -> bool:
    """Eleven digits whose last two follow from the others; one digit eleven times is nobody's."""
    return len(set(digits)) > 1 and all(_cpf_check(digits[:length]) == digits[length] for length in (9, 10))


def _cpf_check(digits: str) -> str:
    weights = range(len(digits) + 1, 1, -1)
    return str(sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) * 10 % 11 % 10)


def is_cnpj(digits: str) -> bool:
    """Fourteen digits whose last two follow from the others."""
    return len(digits) == 14 and all(_cnpj_check(digits[:length]) == digits[length] for length in (12, 13))


def _cnpj_check(digits: str) -> str:
    weights = _CNPJ_WEIGHTS[-len(digits) :]
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return str(0 if rest < 2 else 11 - rest)


def is_mobile(digits: str) -> bool:
    """Eleven digits that a mobile number of Brazil has as well."""
    return bool(_MOBILE.fullmatch(digits))
