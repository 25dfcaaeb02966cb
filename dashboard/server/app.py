"""The app as one process: Streamlit's ASGI app under uvicorn, its heavy modules loaded before the first visit."""

import contextlib
import gc
import importlib
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.types import ASGIApp
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from dashboard import faults, jobs
from dashboard.actions import audit
from dashboard.errors import DashboardError
from dashboard.reports import choices
from dashboard.server import door, health, sign_in
from dashboard.server.guard import guarded
from dashboard.server.heads import BoundedHeads
from dashboard.server.hosts import OWN, name_of
from dashboard.server.responses import LanguageOfTheDocument, SmallerAssets
from dashboard.settings import Settings
from dashboard.ui.frame import gate, shell
from dashboard.ui.reader import data
from dashboard.ui.upkeep import first_run

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
    """Serve until stopped. Raises ``SettingsError`` for an address beyond this machine without sign-in."""
    host, port = host or settings.server.host, port or settings.server.port
    prepare(data_dir, host)
    faults.keep_logs_discreet()
    logging.getLogger("uvicorn.error").addFilter(_is_no_false_alarm)
    os.environ["DASHBOARD_DATA_DIR"] = str(data_dir.resolve())
    served = uvicorn.Config(
        build(settings),
        host=host,
        port=port,
        workers=1,
        http=BoundedHeads,
        ws="websockets-sansio",
        ws_max_size=settings.limits.message_kilobytes * 1024,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    uvicorn.Server(served).run()


def build(settings: Settings) -> ASGIApp:
    """The ASGI app behind its guards."""

    # Else a visit to /queue before any to / would run that file without the entry (see ui/frame/page.py).
    PagesManager.uses_pages_directory = False
    public = sign_in.public_address()
    hosts = [*settings.server.hosts, *([name_of(public[1])] if public else [])]
    # Streamlit looks at the WebSocket's host, and at the size of an upload, by itself, too.
    config.set_option("server.allowedHosts", [*OWN, "[::1]", *hosts])
    config.set_option("server.maxUploadSize", settings.imports.upload_limit_mb)
    app = st.App(
        ROOT / "streamlit_app.py",
        lifespan=_lifespan,
        routes=health.ROUTES,
        middleware=[
            Middleware(sign_in.SignedIn, access=settings.access),
            Middleware(SmallerAssets),
            Middleware(LanguageOfTheDocument, language=settings.language),
        ],
        on_script_error=shell.failed,
    )
    gate.GUARDED.add("server")
    return guarded(app, settings, hosts)


def _is_no_false_alarm(record: logging.LogRecord) -> bool:
    """uvicorn logs a WebSocket that was refused with an answer as a mistake of the app."""
    return "without completing handshake" not in record.getMessage()


def prepare(data_dir: Path, host: str) -> None:
    """Read the secrets, and refuse to listen where they leave the data open to others."""
    sign_in.read_secrets(data_dir)
    sign_in.require_safe(host)


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    # Before warm() takes the desk: whoever is refused it by then finds somebody to ask.
    with door.opened(data.folder()):
        warm()
        try:
            yield
        finally:
            jobs.halt(data.folder())


def warm() -> None:
    """Load what the first visit would otherwise wait for: the heavy modules, the store, and what the filter offers."""
    for module in HEAVY:
        importlib.import_module(module)
    # A broken or missing store is told on the page; the server starts all the same.
    with contextlib.suppress(DashboardError):
        audit.expire(data.store())
        first_run.tidy()
        data.ask_whole(choices.choices)
    # What is loaded now stays for good: collections then look at young objects only.
    gc.collect()
    gc.freeze()
