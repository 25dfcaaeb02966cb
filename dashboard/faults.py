"""What a failure nobody foresaw leaves behind: a short reference for the reader, kind and place in the log.

Never its message: that often repeats the value at which it happened, and the value may be a customer's.
"""

import logging
import os
import secrets
import traceback
from pathlib import Path

log = logging.getLogger(__name__)
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, 1, I and O: a reference is read aloud."""
_LENGTH = 5
_ROOT = Path(__file__).parents[1]
_FRAMES = 4
_plain_record = logging.getLogRecordFactory()


def reference() -> str:
    """A new reference, such as ``R-7F3K2``."""
    return "R-" + "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))


def noted(error: BaseException, where: str) -> str:
    """Log the failure without any value of it; the reference by which the log has it."""
    found = reference()
    log.error("%s: %s at %s", found, told(error), where)
    return found


def told(error: BaseException) -> str:
    """Kind and place of a failure and of what caused it: ``KeyError (dashboard/ui/reader/data.py:60 ask)``."""
    kinds = []
    while error is not None and len(kinds) < _FRAMES:
        kinds.append(f"{type(error).__name__} ({_place(error)})")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return " from ".join(kinds)


def _place(error: BaseException) -> str:
    """The innermost lines, those of our own first."""
    frames = [(Path(one.filename), one.lineno, one.name) for one in traceback.extract_tb(error.__traceback__)]
    own = [one for one in frames if one[0].is_relative_to(_ROOT) and "site-packages" not in one[0].parts]
    chosen = (own or frames)[-_FRAMES:]
    return " < ".join(f"{_short(file)}:{line} {name}" for file, line, name in reversed(chosen)) or "no place"


def _short(file: Path) -> str:
    is_own = file.is_relative_to(_ROOT) and "site-packages" not in file.parts
    return (file.relative_to(_ROOT) if is_own else Path(*file.parts[-2:])).as_posix()


def keep_logs_discreet() -> None:
    """From now on no log of this process holds an exception's message, whoever writes it: Streamlit, uvicorn, we.

    ``DASHBOARD_DEBUG`` in the environment leaves whole tracebacks, for a machine without real data.
    """
    if not os.environ.get("DASHBOARD_DEBUG"):
        logging.setLogRecordFactory(_discreet_record)


def _discreet_record(*parts: object, **named: object) -> logging.LogRecord:
    record = _plain_record(*parts, **named)
    if record.exc_info and record.exc_info[1] is not None:
        # Every formatter takes this text where it is there, instead of writing the traceback.
        record.exc_text = told(record.exc_info[1])
    return record
