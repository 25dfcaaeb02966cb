"""Numbers and addresses for people who need not call: enough to tell two of them apart, too little to use them."""

import re

SHOWN_DIGITS = 4
_HIDDEN = "•"
_DIGIT_WITH_ENOUGH_BEHIND = re.compile(rf"\d(?=(?:\D*\d){{{SHOWN_DIGITS}}})")
_NUMBER = re.compile(r"\+?\(?\d[\d ().\-/]{6,18}\d")
_LOCAL_PART = re.compile(r"(?<=[^\s@<(;,])[^\s@<(;,]*(?=@)")


def masked(written: str | None) -> str | None:
    """The last four digits of a number, the first letter and the domain of an address; all else as dots.

    A cell may hold several of both. What is neither is hidden whole but for its last digits: what people write into a
    phone cell may be anything.
    """
    if not written:
        return written
    if "@" in written:
        return _NUMBER.sub(lambda found: _digits_hidden(found[0]), _LOCAL_PART.sub(_HIDDEN * 3, written))
    return re.sub(r"[^\W\d_]", _HIDDEN, _digits_hidden(written))


def _digits_hidden(written: str) -> str:
    return _DIGIT_WITH_ENOUGH_BEHIND.sub(_HIDDEN, written)
