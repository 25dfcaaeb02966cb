"""What the app answers at the door: rows of its own store and a copy of the desk, for commands that it notes for them.

Never a page; and nothing is written but the audit's row of what a command does.
"""

import json
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard.actions import audit
from dashboard.errors import DashboardError, NotAllowed, QueryError, told
from dashboard.roles import COMMAND_LINE, Actor
from dashboard.store import door, queries, tables
from dashboard.store.engine import Store
from dashboard.ui.reader import data

log = logging.getLogger(__name__)
_one_copy_at_a_time = threading.Lock()
GRACE_SECONDS = 3
NOTED = re.compile(r"access[.]refused|export[.][a-z]+|privacy[.]export|data[.](import|rebuild|rollback)")
"""What a command may have noted: acts on screen are noted by those who do them."""


@contextmanager
def opened(data_dir: Path) -> Iterator[None]:
    """Answer at the door of this folder within the block. Where that cannot be, the log says so and the app goes on."""
    try:
        listening = door.listen(data_dir)
    except (OSError, DashboardError) as error:
        log.warning("other processes cannot ask this one: %s", error)
        yield
        return
    config = uvicorn.Config(
        _app(),
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), name="door", daemon=True)
    thread.start()
    try:
        yield
    finally:
        door.remove(data_dir)
        server.should_exit = True
        thread.join(GRACE_SECONDS + 1)


def _app() -> Starlette:
    routes = [
        Route("/query", _query, methods=["POST"]),
        Route("/audit", _note, methods=["POST"]),
        Route("/desk/backup", _backup, methods=["POST"]),
        Route("/desk/{table}", _desk_table),
    ]
    return Starlette(routes=routes, exception_handlers={DashboardError: _told})


async def _query(request: Request) -> Response:
    asked = await request.json()
    name = queries.load_open(asked["name"]).name
    return await run_in_threadpool(lambda: _rows(_store().arrow(name, asked["params"])))


def _desk_table(request: Request) -> Response:
    name = request.path_params["table"]
    if name not in tables.desk.tables:
        raise QueryError("error.desk_table_unknown", name=name, known=", ".join(tables.desk.tables))
    return _rows(_store().desk_table(name))


async def _note(request: Request) -> Response:
    told = await request.json()
    actor, action, subject, about = Actor(told["name"], COMMAND_LINE), told["action"], told["subject"], told["about"]
    if not NOTED.fullmatch(action):
        raise NotAllowed("error.not_allowed", role=actor.role, permission=action)
    await run_in_threadpool(lambda: audit.noted(data.store(), actor, action, subject, **about))
    return JSONResponse({})


async def _backup(request: Request) -> Response:
    target = Path((await request.json())["file"])
    if not target.is_absolute():
        raise ValueError("a relative path would be one in the app's own folder")
    await run_in_threadpool(_copy_desk, target)
    return JSONResponse({})


def _copy_desk(target: Path) -> None:
    with _one_copy_at_a_time:
        _store().back_up_desk(target)


def _store() -> Store:
    """The app's store, on the data that a page drawn now would show."""
    store = data.store()
    store.refresh()
    return store


def _rows(table: pa.Table) -> Response:
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table)
    return Response(stream.getvalue().to_pybytes(), media_type="application/vnd.apache.arrow.stream")


def _told(_: Request, error: DashboardError) -> Response:
    """The failure itself, so that the process that asked can say it in its own language."""
    return Response(json.dumps(told(error)), status_code=400, media_type="application/json")
