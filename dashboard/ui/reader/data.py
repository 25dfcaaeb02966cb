"""The one ``Store`` of the process, and the reports asked of it.

DuckDB's files are locked per process, so every session shares this store; what it answered is kept by
question, filter and version of the data, and never by time.
"""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from dashboard import settings as settings_file
from dashboard.reports import base, masking
from dashboard.store.engine import Store

Answer = TypeVar("Answer")
KEPT_ANSWERS = 200

_lock = threading.Lock()
_stores: dict[Path, Store] = {}
_answers: OrderedDict[Hashable, object] = OrderedDict()
_being_asked: dict[Hashable, Future] = {}


def folder() -> Path:
    """Where the data live: ``DASHBOARD_DATA_DIR``, else ``./data``."""
    return _resolved(os.environ.get("DASHBOARD_DATA_DIR") or "data")


@cache
def _resolved(folder_name: str) -> Path:
    return Path(folder_name).resolve()


def store() -> Store:
    """The store over the data folder, opened at the first question."""
    data_dir = folder()
    with _lock:
        if data_dir not in _stores:
            _stores[data_dir] = Store(data_dir, settings_file.load(data_dir), with_desk=True)
        return _stores[data_dir]


def ask(question: Callable[..., Answer], *about: Hashable, with_desk: bool = False) -> Answer:
    """``question(store, *about)``, remembered while the data are the same; one with a failed part is asked again.

    ``with_desk``: the answer joins the desk, and is remembered only until somebody records something. For a role
    without ``contacts.reveal`` numbers and addresses in its texts are masked.
    """
    from dashboard.ui.reader import who  # noqa: PLC0415 - who asks this module

    is_exempt = f"{question.__module__}.{question.__qualname__}" in masking.EXEMPT
    is_masked = not is_exempt and not who.actor().may("contacts.reveal")
    return _answered(question, about, with_desk, is_masked)


def ask_whole(question: Callable[..., Answer], *about: Hashable) -> Answer:
    """The same with nothing masked, whoever asks: for what the app itself must know."""
    return _answered(question, about, with_desk=False, is_masked=False)


def _answered(question: Callable[..., Answer], about: tuple[Hashable, ...], with_desk: bool, is_masked: bool) -> Answer:
    source = store()
    desk = source.desk_acts if with_desk else None
    name = (question.__module__, question.__qualname__, about, is_masked)
    key = (source.data_dir, source.stamp, source.as_of, desk, name)
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
            return _answers[key]  # type: ignore[return-value]
        is_first, asked = key not in _being_asked, _being_asked.setdefault(key, Future())
    if not is_first:
        return asked.result()  # type: ignore[return-value]

    def answered() -> Answer:
        whole = question(source, *about)
        return masking.hide(whole) if is_masked else whole

    return _worked_on(key, asked, answered)


def _worked_on(key: Hashable, asked: Future, question: Callable[[], Answer]) -> Answer:
    """The answer, also for those who meanwhile ask the same: after an import everybody does."""
    try:
        answer = question()
    except BaseException as error:
        with _lock:
            del _being_asked[key]
        asked.set_exception(error)
        raise
    with _lock:
        if not _has_failed(answer):
            _answers[key] = answer
            while len(_answers) > KEPT_ANSWERS:
                _answers.popitem(last=False)
        del _being_asked[key]
    asked.set_result(answer)
    return answer


def today() -> date:
    """The local day of the data's as_of: what "today" and "last 7 days" are counted from."""
    source = store()
    return source.as_of.astimezone(source.info.zone).date()


def _has_failed(answer: object) -> bool:
    if getattr(answer, "error", None):
        return True
    return hasattr(answer, "__dict__") and base.has_failed(answer)


def forget() -> None:
    """Drop every remembered answer (tests change what a question answers)."""
    with _lock:
        _answers.clear()
