"""Many at once: turns, limits of time and memory, and one slow question that stalls nobody else's."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from dashboard import settings as settings_file
from dashboard import text
from dashboard.errors import StoreError
from dashboard.reports import parts
from dashboard.reports.filters import Filter
from dashboard.store.engine import Store
from dashboard.store.gate import Gate
from dashboard.ui.reader import data
from tests import desks

ENDLESS = "select count(*) from range(1000000) a, range(1000000) b where a.range + b.range = -1"
QUICK = "select 1 as one"


def limits(**changed: object) -> settings_file.Limits:
    return settings_file.load().limits.model_copy(update=changed)


def refusal(question: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as raised:
        question()
    return raised.value


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desks.make(tmp_path_factory.mktemp("data"))


@pytest.fixture
def store(data_dir: Path) -> Iterator[Store]:
    """A reader whose queries may take one second and 64 MB."""
    base = settings_file.load(data_dir)
    query = base.query.model_copy(update={"timeout_seconds": 1.0, "memory_limit": "64MB", "threads": 2})
    opened = Store(data_dir, base.model_copy(update={"query": query}), with_desk=False)
    yield opened
    opened.close()


def test_a_query_that_runs_too_long_is_interrupted_and_told(store: Store) -> None:
    """After its second it ends; the sentence says the limit and what to do; the next query works."""
    started = time.monotonic()
    refused = refusal(lambda: store._run("slow", ENDLESS, {}))
    assert time.monotonic() - started < 5
    assert refused.key == "error.query_timeout"
    assert "shorter period" in text.explain(refused, "en")
    assert store._run("quick", QUICK, {}).num_rows == 1


def test_a_query_that_takes_too_much_memory_is_told(store: Store) -> None:
    """No crash: the sentence says the limit and what to do; the next query works."""
    greedy = "select list(repeat('x', 1000) || i) as all_of_it from range(1000000) numbers(i)"
    refused = refusal(lambda: store._run("greedy", greedy, {}))
    assert (refused.key, refused.facts["limit"]) == ("error.query_memory", "64MB")
    assert "shorter period" in text.explain(refused, "en")
    assert store._run("quick", QUICK, {}).num_rows == 1


def test_a_slow_question_stalls_nobody_elses(store: Store) -> None:
    """While one session's four questions run endlessly, another's quick one is answered at once."""

    def slow() -> None:
        asked = parts.Asked(SimpleNamespace(frame=lambda *_: store._run("slow", ENDLESS, {})), Filter())
        asked.ahead([f"slow/{number}" for number in range(8)])

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(slow)
        time.sleep(0.3)
        started = time.monotonic()
        quick = parts.Asked(SimpleNamespace(frame=lambda *_: store._run("quick", QUICK, {}).to_pandas()), Filter())
        quick.ahead(["quick/one"])
        assert time.monotonic() - started < 1
        assert not running.done()
    assert quick.frame("quick/one").at[0, "one"] == 1


def test_one_too_many_is_turned_down_at_once_and_counted() -> None:
    """One works, one may wait, the third is told to come back; the sentence is in the reader's language."""
    gate = Gate(limits(queries_at_once=1, queries_waiting=1, waiting_seconds=20))
    with ThreadPoolExecutor(1) as pool, gate.turn():
        waiting = pool.submit(lambda: gate.turn().__enter__())
        while not gate.waiting:
            time.sleep(0.01)
        refused = refusal(lambda: gate.turn().__enter__())
        assert not waiting.done()
    assert "ocupado" in text.explain(refused, "pt-BR")
    assert "busy" in text.explain(refused, "en")
    assert (gate.turned_down, gate.waiting) == (1, 0)


def test_who_waits_too_long_is_turned_down() -> None:
    """The wait has an end, and leaves no place taken behind."""
    gate = Gate(limits(queries_at_once=1, queries_waiting=1, waiting_seconds=0.05))
    with gate.turn():
        assert refusal(lambda: gate.turn().__enter__()).key == "error.busy"
    with gate.turn():
        pass
    assert (gate.turned_down, gate.waiting) == (1, 0)


def test_a_failure_gives_its_turn_back() -> None:
    """However a query ends, the next one finds room."""
    gate = Gate(limits(queries_at_once=1, queries_waiting=0))
    with pytest.raises(ValueError), gate.turn():
        raise ValueError
    with gate.turn():
        pass


@pytest.fixture
def served(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(data_dir))
    monkeypatch.setattr(data, "_stores", {})
    data.forget()
    yield
    data.store().close()
    data.forget()


def test_the_same_question_at_the_same_time_is_asked_once(served: None) -> None:
    """After an import every open page asks anew: one of them does, and all get its answer."""
    asked, go_on = [], threading.Event()

    def question(_: Store) -> str:
        asked.append(1)
        go_on.wait(20)
        return "answer"

    with ThreadPoolExecutor(6) as pool:
        answers = [pool.submit(data.ask, question) for _ in range(6)]
        while not asked:
            time.sleep(0.01)
        go_on.set()
    assert {one.result() for one in answers} == {"answer"}
    assert len(asked) == 1


def test_a_failure_is_everybodys_once_and_then_asked_again(served: None) -> None:
    """Those who waited for it get the failure; it is not kept."""
    tries = []

    def question(_: Store) -> str:
        tries.append(1)
        if len(tries) == 1:
            raise StoreError("error.busy")
        return "answer"

    assert refusal(lambda: data.ask(question)).key == "error.busy"
    assert data.ask(question) == "answer"
