"""A failure nobody foresaw: the reader gets a reference, the log kind and place, nobody a value."""

import logging
import re
from pathlib import Path

import duckdb
import pytest

from dashboard import faults
from dashboard import settings as settings_file
from dashboard.errors import StoreError
from dashboard.store.engine import Store
from tests import desks

SECRET = "maria.silva@cliente.example"


def fail() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"no customer {SECRET}") from error


def caught() -> Exception:
    with pytest.raises(ValueError) as raised:
        fail()
    return raised.value


def test_the_log_has_kind_place_and_reference_alone(caplog: pytest.LogCaptureFixture) -> None:
    """What it happened with is nowhere; what caused it is."""
    reference = faults.noted(caught(), "queue")
    assert re.fullmatch(r"R-[2-9A-HJ-NP-Z]{5}", reference)
    assert reference in caplog.text
    assert re.search(r"ValueError \(tests/server/test_faults\.py:\d+ fail", caplog.text)
    assert "from KeyError" in caplog.text
    assert SECRET not in caplog.text


def test_references_differ() -> None:
    """A thousand failures have a thousand names."""
    assert len({faults.reference() for _ in range(1000)}) > 990


def test_no_traceback_of_anybody_holds_a_value(caplog: pytest.LogCaptureFixture, monkeypatch) -> None:
    """Streamlit, uvicorn and whoever else logs an exception leave its message out, too."""
    monkeypatch.delenv("DASHBOARD_DEBUG", raising=False)
    before = logging.getLogRecordFactory()
    faults.keep_logs_discreet()
    try:
        logging.getLogger("somebody.else").error("Uncaught app execution", exc_info=caught())
    finally:
        logging.setLogRecordFactory(before)
    assert "ValueError (tests/server/test_faults.py" in caplog.text
    assert SECRET not in caplog.text


def test_a_failed_query_names_no_value(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """DuckDB's message repeats what could not be converted: neither the page nor the log does."""
    data_dir = desks.make(tmp_path)
    store = Store(data_dir, settings_file.load(data_dir), with_desk=False)
    with pytest.raises(StoreError) as refused:
        store._run("a/query", "select cast(:given as integer)", {"given": SECRET})
    store.close()
    assert refused.value.facts["reference"] in caplog.text
    assert "ConversionException" in caplog.text
    assert SECRET not in caplog.text + str(refused.value)
    with pytest.raises(duckdb.ConversionException, match=SECRET):
        duckdb.sql(f"select cast('{SECRET}' as integer)").fetchall()
