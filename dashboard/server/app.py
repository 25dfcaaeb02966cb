"""The app as one process: Streamlit's ASGI app under uvicorn, its heavy modules loaded before the first visit."""

import contextlib
import gc
import importlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from dashboard.errors import DashboardError, SettingsError
from dashboard.reports import choices
from dashboard.server import door
from dashboard.server.responses import LanguageOfTheDocument, SmallerAssets
from dashboard.settings import Settings
from dashboard.store import versions
from dashboard.ui import data

ROOT = Path(__file__).parents[2]
HEAVY = (
    "pandas",
    "plotly.graph_objects",
    "duckdb",
    "duckdb_sqlalchemy",
    "sqlalchemy",
    "pyarrow",
    "babel.dates",
    "streamlit.elements.plotly_chart",
    "streamlit.elements.arrow",
)
"""What the first page would otherwise import while somebody waits."""


def serve(data_dir: Path, settings: Settings, host: str | None = None, port: int | None = None) -> None:
    """Serve until stopped. Raises ``SettingsError`` for an address beyond this machine: there is no sign-in yet."""
    host, port = host or settings.server.host, port or settings.server.port
    require_loopback(host)
    os.environ["DASHBOARD_DATA_DIR"] = str(data_dir.resolve())
    config = uvicorn.Config(
        build(data_dir, settings),
        host=host,
        port=port,
        workers=1,
        log_level="warning",
        access_log=False,
        ws="auto",
        timeout_graceful_shutdown=3,
    )
    uvicorn.Server(config).run()


def build(data_dir: Path, settings: Settings) -> st.App:
    """The ASGI app over a data folder."""

    # Else a visit to /queue before any to / would run that file without the entry (see ui/page.py).
    PagesManager.uses_pages_directory = False

    async def healthz(_: Request) -> JSONResponse:
        current = versions.pointer(data_dir)
        return JSONResponse({"status": "ok", "data": current})

    return st.App(
        ROOT / "streamlit_app.py",
        lifespan=_lifespan,
        routes=[Route("/healthz", healthz)],
        middleware=[Middleware(SmallerAssets), Middleware(LanguageOfTheDocument, language=settings.language)],
    )


def require_loopback(host: str) -> None:
    """Refuse an address that other machines could reach."""
    try:
        is_local = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        is_local = False
    if not is_local:
        raise SettingsError("error.host_refused", host=host)


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    # Before warm() takes the desk: whoever is refused it by then finds somebody to ask.
    with door.opened(data.folder()):
        warm()
        yield


def warm() -> None:
    """Load what the first visit would otherwise wait for: the heavy modules, the store, and what the filter offers."""
    for module in HEAVY:
        importlib.import_module(module)
    # A broken or missing store is told on the page; the server starts all the same.
    with contextlib.suppress(DashboardError):
        data.store()
        data.ask(choices.choices)
    # What is loaded now stays for good: collections then look at young objects only.
    gc.collect()
    gc.freeze()
