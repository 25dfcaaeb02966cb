"""``make bench``: the figures of docs/speed.md, measured on this machine. A benchmark, not a test.

The demo is kept under ``.bench/`` between runs. A page's rerun is the server's work for one script run: a filter never
asked before, the same filter again, and the first run of a new process.
"""

import argparse
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import date, timedelta
from pathlib import Path

from tests import bench_contacts
from tests.corpus import conduct, matters
from tests.corpus import measure as corpus
from tests.corpus.labelled import HALVES

ROOT = Path(__file__).parents[1]
EXPORTS = ROOT.parent / "shared" / "exports"
PAGES = (
    "overview", "my_queue", "queue", "status", "response", "stale", "ticket", "contacts", "rights", "satisfaction",
    "data",
)  # fmt: skip
RUNS = 9


def command(*words: str, data: Path) -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", "dashboard", "--data", str(data), *words]


def timed(*words: str, data: Path) -> dict[str, float]:
    """Seconds and peak memory (MB, of the largest child so far) of one command."""
    started = time.perf_counter()
    subprocess.run(
        command(*words, data=data), check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"seconds": round(time.perf_counter() - started, 1), "peak_mb": round(peak)}


def real_import() -> dict[str, float]:
    """servicenow_incidents: 141,712 rows of a real log, facts included; the median of three."""
    archive = EXPORTS / "servicenow_incidents" / "incident_event_log.zip"
    if not archive.exists():
        return {}
    runs = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(timed("import", "servicenow_incidents", str(archive), data=Path(folder)))
    return sorted(runs, key=lambda run: run["seconds"])[1]


def demo_import(tickets: int, data: Path) -> dict[str, float]:
    """The demo of that size, simulated and imported; the figures of the run that made it."""
    noted = data / "bench.json"
    if not noted.exists():
        data.mkdir(parents=True, exist_ok=True)
        noted.write_text(json.dumps(timed("demo", "--tickets", str(tickets), data=data)))
    return json.loads(noted.read_text())


def contacts_import(data: Path) -> dict[str, float]:
    """200,000 customers with 500,000 contacts, imported; the figures of the run that made it."""
    noted = data / "bench.json"
    if not noted.exists():
        with tempfile.TemporaryDirectory() as folder:
            export = bench_contacts.write(Path(folder) / "export")
            words = ("import", "canonical", str(export), "--exported-at", bench_contacts.NOW.isoformat())
            noted_run = timed(*words, data=data)
        noted.write_text(json.dumps(noted_run))
    timed("rebuild", data=data)  # kept from an earlier run, its facts may be of older steps
    return json.loads(noted.read_text())


def reruns(data: Path, page: str) -> dict[str, float]:
    """Milliseconds of a page's script run in a process of its own."""
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.bench", "--page", page, "--data", str(data)],
        check=True, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(found.stdout.splitlines()[-1])


def measure_page(page: str, data: Path) -> dict[str, float]:
    """First run, median of new filters, median of the same filter again; in milliseconds."""
    os.environ["DASHBOARD_DATA_DIR"] = str(data)
    from streamlit.testing.v1 import AppTest

    from dashboard.server import app as server

    server.warm()  # as the server does before its first visit
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=120)
    address_of = ADDRESSES.get(page, a_period)
    last = _last_day(data)
    first = _run(app, f"pages/{page.partition('-')[0]}.py", address_of(0, last) if page in ADDRESSES else {})
    fresh, again = [], []
    for step in range(1, RUNS + 1):
        address = address_of(step, last)
        fresh.append(_run(app, None, address))
        again.append(_run(app, None, address))
    return {
        "new_process_ms": round(first),
        "new_filter_ms": round(statistics.median(fresh)),
        "new_filter_max_ms": round(max(fresh)),
        "cached_ms": round(statistics.median(again)),
    }


def a_period(step: int, last: date) -> dict[str, str]:
    """A period that nobody has asked for: other ends each time, from weeks to the whole history."""
    return {"start": str(last - timedelta(days=61 * step - 41)), "end": str(last - timedelta(days=step - 1))}


RIGHTS_VIEWS = ("rights-customers", "rights-reasons")
ADDRESSES = {
    "rights-customers": lambda step, last: {**a_period(step + 1, last), "view": "customers"},
    "rights-reasons": lambda step, last: {**a_period(step + 1, last), "view": "reasons"},
    "my_queue": lambda step, _: {"me": f"demo~{step + 1}"},
    "ticket": lambda step, _: {"source": "demo", "id": str(1000 + 90_001 * step)},
    "contacts": lambda step, _: {"customers": str(step + 1), "record_rule": "not-confirmed"},
    # The list whole, narrowed otherwise each time: by rule, and by those who wait.
    "contacts-list": lambda step, _: {"record_rule": RULES[step % len(RULES)], "waiting": "yes" if step % 2 else ""},
    "contacts-calls": lambda step, _: {"view": "calls", "customers": [str(step * 100 + one) for one in range(60)]},
    "contacts-single_points": lambda step, _: {"view": "single_points", "customers": str(step + 1)},
}
"""Pages without a period: another person, another ticket, another customer each time."""
RULES = ("landline-missing", "not-confirmed", "secondary-missing", "phone-invalid", "mobile-missing")
CONTACT_VIEWS = ("contacts-list", "contacts-calls", "contacts-single_points")
"""A page and one of its views."""


def flagging(data: Path, count: int = 50) -> dict[str, float]:
    """Seconds to flag so many tickets: the act alone, and the page's whole run from the click; medians."""
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.bench", "--flag", str(count), "--data", str(data)],
        check=True, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(found.stdout.splitlines()[-1])


def measure_flagging(data: Path, count: int) -> dict[str, float]:
    """Flag the first tickets of the list again and again, and take each act back."""
    os.environ["DASHBOARD_DATA_DIR"] = str(data)
    from streamlit.testing.v1 import AppTest

    from dashboard.actions import marks
    from dashboard.roles import Actor
    from dashboard.server import app as server
    from dashboard.ui.reader import data as data_of_app

    server.warm()
    store, actor = data_of_app.store(), Actor("bench", "staff")
    rows = store.frame("stale/now", {"turns": ["support"], "row_limit": count})
    keys = list(zip(rows["source"], rows["ticket_id"], strict=True))
    acts = []
    for _ in range(RUNS):
        started = time.perf_counter()
        act_id = marks.record(store, actor, keys, marks.Mark("flag"))
        acts.append(time.perf_counter() - started)
        marks.undo(store, actor, act_id)
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=120)
    app.session_state["actor.name"] = actor.name
    app.run()
    app.switch_page("pages/stale.py").run()
    clicks = []
    for _ in range(RUNS):
        table = app.dataframe[0].proto.id.split("-", 2)[-1]
        app.session_state[table] = {"selection": {"rows": list(range(count)), "columns": [], "cells": []}}
        app.run()
        started = time.perf_counter()
        next(one for one in app.button if one.key == "marking.record").click().run()
        clicks.append(time.perf_counter() - started)
        assert not app.exception, app.exception
    for act_id in store.frame("desk/acts", {"actor": actor.name, "row_limit": RUNS})["act_id"]:
        marks.undo(store, actor, act_id)
    return {
        "tickets": len(keys),
        "act_seconds": round(statistics.median(acts), 3),
        "click_seconds": round(statistics.median(clicks), 3),
    }


def _run(app, page: str | None, address: dict) -> float:
    for name, value in address.items():
        if value:
            app.query_params[name] = value
        elif name in app.query_params:
            del app.query_params[name]
    started = time.perf_counter()
    (app.switch_page(page) if page else app).run()
    assert not app.exception, app.exception
    assert not app.error, app.error  # a page that fails is fast, and no figure
    return 1000 * (time.perf_counter() - started)


def _last_day(data: Path):
    from dashboard import settings
    from dashboard.store.engine import Store

    store = Store(data, settings.load(data), with_desk=False)
    try:
        return store.info.last_day
    finally:
        store.close()


def ready(data: Path) -> float:
    """Seconds from the start of the server to its first healthy answer; the median of three."""
    return round(statistics.median(_ready_once(data) for _ in range(3)), 2)


def _ready_once(data: Path) -> float:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.perf_counter()
    server = subprocess.Popen(
        command("serve", "--port", str(port), data=data), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while time.perf_counter() - started < 60:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                    return time.perf_counter() - started
            except OSError:
                time.sleep(0.02)
        raise TimeoutError("the server did not become ready within 60 s")
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Print every figure as it is measured."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tickets", type=int, default=1_000_000)
    arguments.add_argument("--page")
    arguments.add_argument("--flag", type=int)
    arguments.add_argument("--data", type=Path)
    arguments.add_argument("--sessions", type=int, default=100, help="tabs open at once in the load test")
    arguments.add_argument("--load-seconds", type=float, default=300, help="how long they go on")
    chosen = arguments.parse_args()
    if chosen.page:
        _say(measure_page(chosen.page, chosen.data))
        return
    if chosen.flag:
        _say(measure_flagging(chosen.data, chosen.flag))
        return
    for part in corpus.PARTS:
        _say({f"closing words, {part}": corpus.figures(part)})
    for rule in conduct.RULES:
        for half in HALVES:
            _say({f"{rule}, {half}": conduct.figures(rule, half)})
    for half in HALVES:
        for rule in (matters.duplicates, matters.reasons):
            _say({f"{rule.__name__}, {half}": rule(half)})
    data = chosen.data or ROOT / ".bench" / f"demo-{chosen.tickets}"
    _say({"servicenow_incidents import": real_import()})
    _say({f"demo of {chosen.tickets:,} tickets, simulated and imported": demo_import(chosen.tickets, data)})
    _say({"ready after start, seconds": ready(data)})
    for page in (*PAGES, *RIGHTS_VIEWS):
        _say({f"page {page}": reruns(data, page)})
    _say({"flagging 50 tickets": flagging(data)})
    records = ROOT / ".bench" / "contacts"
    _say({"500,000 contacts imported": contacts_import(records)})
    for view in ("contacts", *CONTACT_VIEWS):
        _say({f"page {view} of 200,000 customers": reruns(records, view)})
    from tests import bench_ratings  # it measures with this module's functions

    _say({"page satisfaction, 300,000 ratings with comments": bench_ratings.measured()})
    from tests import bench_load

    _say({"load": bench_load.measured(data, chosen.sessions, chosen.load_seconds)})
    from tests import bench_readers

    for line in bench_readers.measured(bench_readers.ROWS):
        _say({f"reader {line.pop('reader')}": line})


def _say(figures: dict) -> None:
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
