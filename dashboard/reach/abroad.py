"""Numbers of other countries: their plans change often, so the library's lengths decide, not its lists of ranges."""

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, ValidationResult

from dashboard.reach.plan import Phone, invalid

_E164_DIGITS = 15


def read(digits: str) -> Phone:
    """The number that digits are which begin with a country's code; `national` is its E.164 form."""
    if len(set(digits)) == 1:
        return invalid("placeholder")
    if len(digits) > _E164_DIGITS:
        return invalid("too-long")
    try:
        number = _settled(phonenumbers.parse("+" + digits))
    except phonenumbers.NumberParseException as error:
        unknown = error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
        return invalid("country-unknown" if unknown else "too-short")
    return _foreign(number)


def _foreign(number: PhoneNumber) -> Phone:
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible == ValidationResult.IS_POSSIBLE:
        return Phone("foreign", national=phonenumbers.format_number(number, PhoneNumberFormat.E164))
    if possible == ValidationResult.INVALID_COUNTRY_CODE:
        return invalid("country-unknown")
    return invalid("too-long" if possible == ValidationResult.TOO_LONG else "too-short")


def _settled(number: PhoneNumber) -> PhoneNumber:
    # The library drops one trunk prefix at a time: read its own writing until that changes nothing.
    for _ in range(_E164_DIGITS):
        again = phonenumbers.parse(phonenumbers.format_number(number, PhoneNumberFormat.E164))
        if again == number:
            break
        number = again
    return number


def formatted(phone: Phone) -> str:
    """As that country writes it for callers from abroad: "+351 21 123 4567"."""
    return phonenumbers.format_number(phonenumbers.parse(phone.national), PhoneNumberFormat.INTERNATIONAL)
