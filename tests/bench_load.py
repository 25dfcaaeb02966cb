"""Many people at once: part of ``make bench``; ``python -m tests.bench_load --sessions 20 --seconds 30 --data DIR``.

A server in a process of its own; this one opens the sessions over Streamlit's own WebSocket, as a browser does, and
changes pages and filters at random, and looks for newer data every two seconds as an open page does. Soon after the
start a third process builds all facts anew and publishes them, the heavy part of an import; every tab then draws itself
anew. The people stay for the time asked for, and until they have seen the new version for a while.
"""

import argparse
import asyncio
import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests import bench
from tests.running import Server

PAGES = ("", "queue", "status", "response", "stale", "contacts", "satisfaction", "data")
DEPARTMENTS = ("Suporte técnico", "Financeiro", "Suporte avançado", "Comercial")
THINK_SECONDS = (0.5, 4.0)
PATIENCE_SECONDS = 120
ERROR_FORMAT = 1
"""Alert.ERROR: what a page that failed, or is busy, shows."""
WHOLE_RUNS = (0, 1)
"""ScriptFinishedStatus of a whole run, not of a fragment's nor of one cut short by the next."""
WATCH_SECONDS = 2
BEFORE_IMPORT, AFTER_IMPORT = 0.1, 0.2
"""Shares of the time asked for."""
STAMP = re.compile(r"\d{8}T\d{12}Z")


@dataclass
class Load:
    """What was measured."""

    seconds: list[float] = field(default_factory=list)
    first_seconds: list[float] = field(default_factory=list)
    errors: Counter = field(default_factory=Counter)
    stamps: set[str] = field(default_factory=set)
    import_seconds: float | None = None
    lasted: float = 0


def measured(data: Path, sessions: int, seconds: float, should_import: bool = True) -> dict:
    """Errors, reruns with p50 and p95, and memory of the server for each session."""
    last = bench._last_day(data)
    with Server(data) as server:
        before = _memory(server.process_id)
        load = asyncio.run(_run(server, data, last, sessions, seconds, should_import))
        after = _memory(server.process_id)
    return {
        "sessions": sessions,
        "seconds": round(load.lasted),
        "import_seconds": load.import_seconds and round(load.import_seconds),
        "reruns": len(load.seconds),
        "errors": dict(load.errors),
        "p50_ms": _ms(load.seconds, 50),
        "p95_ms": _ms(load.seconds, 95),
        "first_p95_ms": _ms(load.first_seconds, 95),
        "versions_seen": len(load.stamps),
        "server_mb": round(after),
        "mb_per_session": round((after - before) / sessions, 2),
    }


async def _run(server: Server, data: Path, last: date, sessions: int, seconds: float, should_import: bool) -> Load:
    load, is_over = Load(), asyncio.Event()
    people = [_person(server.address, last, random.Random(number), is_over, load) for number in range(sessions)]
    await asyncio.gather(*people, _time(is_over, load, data, seconds, should_import))
    return load


async def _time(is_over: asyncio.Event, load: Load, data: Path, seconds: float, should_import: bool) -> None:
    """The seconds asked for; with an import, which another process makes, also until a while after it."""
    began = time.monotonic()
    if should_import:
        await asyncio.sleep(seconds * BEFORE_IMPORT)
        await _import(data)
        load.import_seconds = time.monotonic() - began - seconds * BEFORE_IMPORT
        await asyncio.sleep(seconds * AFTER_IMPORT)
    await asyncio.sleep(max(0, began + seconds - time.monotonic()))
    load.lasted = time.monotonic() - began
    is_over.set()


async def _import(data: Path) -> None:
    words = bench.command("rebuild", data=data)
    done = await asyncio.create_subprocess_exec(
        *words, cwd=bench.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if await done.wait():
        raise RuntimeError("the import in the middle failed")


async def _person(address: str, last: date, chance: random.Random, is_over: asyncio.Event, load: Load) -> None:
    """One tab: a first page, then filters and pages at random until the end."""
    await asyncio.sleep(chance.uniform(0, THINK_SECONDS[1]))
    uri = address.replace("http", "ws", 1) + "/_stcore/stream"
    connecting = websockets.connect(
        uri, max_size=None, max_queue=None, additional_headers={"Origin": address}, subprotocols=["streamlit"]
    )
    try:
        async with connecting as connection:
            tab = Tab(connection, load)
            tasks = [asyncio.create_task(tab.read()), asyncio.create_task(tab.watch())]
            page = chance.choice(PAGES)
            try:
                load.first_seconds.append(await tab.rerun(page, ""))
                while not is_over.is_set():
                    await asyncio.sleep(chance.uniform(*THINK_SECONDS))
                    page = chance.choice(PAGES) if chance.random() < 0.3 else page
                    load.seconds.append(await tab.rerun(page, _filter(last, chance)))
            finally:
                for task in tasks:
                    task.cancel()
    except Exception as error:  # every failure is a figure
        load.errors[type(error).__name__] += 1


def _filter(last: date, chance: random.Random) -> str:
    end = last - timedelta(days=chance.randrange(0, 300))
    start = end - timedelta(days=chance.choice((7, 30, 90, 365)))
    named = f"&departments={chance.choice(DEPARTMENTS)}" if chance.random() < 0.3 else ""
    return f"start={start}&end={end}{named}"


class Tab:
    """What a browser's tab does over its WebSocket."""

    def __init__(self, connection: websockets.ClientConnection, load: Load) -> None:
        self.connection, self.load = connection, load
        self.asked = BackMsg()
        self.watched = ""
        self.has_begun = False
        self.finished = asyncio.Event()

    async def rerun(self, page: str, query: str) -> float:
        """Ask for the page and wait for its end; seconds."""
        self.asked.rerun_script.query_string = query
        self.asked.rerun_script.page_name = page
        self.has_begun = False
        self.finished.clear()
        started = time.perf_counter()
        await self.connection.send(self.asked.SerializeToString())
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.finished.wait()
        return time.perf_counter() - started

    async def watch(self) -> None:
        """Look for newer data, again and again, but not while the page is being drawn (then it looks by itself)."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            if self.watched and self.finished.is_set():
                looking = BackMsg()
                looking.CopyFrom(self.asked)
                looking.rerun_script.fragment_id = self.watched
                looking.rerun_script.is_auto_rerun = True
                await self.connection.send(looking.SerializeToString())

    async def read(self) -> None:
        """Take in what the server sends."""
        async for payload in self.connection:
            message = ForwardMsg()
            message.ParseFromString(payload)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.has_begun = True
            elif kind == "script_finished" and self.has_begun and message.script_finished in WHOLE_RUNS:
                self.finished.set()
            elif kind == "auto_rerun":
                self.watched = message.auto_rerun.fragment_id
            elif kind == "delta":
                self._look(message.delta.new_element)

    def _look(self, element: Element) -> None:
        """A page that shows an error counts as one; its stamp says which version it shows."""
        kind = element.WhichOneof("type")
        if kind == "alert" and element.alert.format == ERROR_FORMAT:
            self.load.errors[element.alert.body[:60]] += 1
        elif kind == "exception":
            self.load.errors[element.exception.type] += 1
        elif kind == "markdown" and STAMP.search(element.markdown.help):
            self.load.stamps.add(STAMP.search(element.markdown.help)[0])


def _memory(process: int) -> float:
    """Resident megabytes of a process."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def _ms(seconds: list[float], percent: int) -> int | None:
    if len(seconds) < 2:
        return None
    return round(1000 * statistics.quantiles(seconds, n=100)[percent - 1])


def main() -> None:
    """Print the figures as one line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sessions", type=int, default=20)
    arguments.add_argument("--seconds", type=float, default=30)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--no-import", action="store_true")
    chosen = arguments.parse_args()
    found = measured(chosen.data, chosen.sessions, chosen.seconds, not chosen.no_import)
    sys.stdout.write(json.dumps({"load": found}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
