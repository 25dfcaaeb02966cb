"""For watchdogs: is the process there, and could a page be drawn now? Neither answer holds anything of the data."""

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard.errors import DashboardError
from dashboard.ui.reader import data


async def healthz(_: Request) -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "ok"})


async def readyz(_: Request) -> JSONResponse:
    """The store is open and the current version can be read; 503 where not, and why is in the log."""
    if await run_in_threadpool(_is_ready):
        return JSONResponse({"status": "ready"})
    return JSONResponse({"status": "not ready"}, HTTPStatus.SERVICE_UNAVAILABLE)


def _is_ready() -> bool:
    try:
        return data.store().is_readable()
    except DashboardError:
        return False


ROUTES = [Route("/healthz", healthz), Route("/readyz", readyz)]
