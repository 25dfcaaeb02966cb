"""An app asked without a network, in a thread of its own: the tests' browser keeps a loop running in the main one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from starlette.types import ASGIApp, Receive, Scope, Send


def run(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Run the app to its end; what it raises is raised here."""
    with ThreadPoolExecutor(1) as own:
        own.submit(asyncio.run, app(scope, receive, send)).result()
