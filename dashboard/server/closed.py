"""Doors that Streamlit opens and this dashboard does not need: they answer as if they were not there."""

from http import HTTPStatus

from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.refusals import refuse

METRICS = "/_stcore/metrics"
UNUSED = ("/_stcore/agent", "/_stcore/script-health-check", "/_stcore/bidi-components", "/component", "/app/static")
"""Driving pages without a browser, custom components, files beside the script: none of it is used."""


class ClosedDoors:
    """404 for what is not used, and for the metrics of the process unless the settings open them."""

    def __init__(self, app: ASGIApp, has_metrics: bool) -> None:
        self.app = app
        self.closed = UNUSED if has_metrics else (*UNUSED, METRICS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if any(path == one or path.startswith(f"{one}/") for one in self.closed):
            await refuse(scope, receive, send, HTTPStatus.NOT_FOUND)
        else:
            await self.app(scope, receive, send)
