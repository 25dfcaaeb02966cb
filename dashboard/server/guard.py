"""Everything that stands between the network and the pages, from the outside in."""

from starlette.types import ASGIApp

from dashboard.server.bodies import BoundedBodies
from dashboard.server.closed import ClosedDoors
from dashboard.server.headers import SecurityHeaders
from dashboard.server.hosts import KnownHosts
from dashboard.server.sessions import SessionCeiling
from dashboard.settings import Settings


def guarded(app: ASGIApp, settings: Settings, hosts: list[str]) -> ASGIApp:
    """The app behind its guards. Outside of Streamlit's own error handling, so that failures pass them, too."""
    app = SessionCeiling(app, settings.limits.sessions, settings.language)
    app = BoundedBodies(app, settings.limits.body_seconds)
    app = ClosedDoors(app, settings.server.metrics)
    app = KnownHosts(app, hosts)
    return SecurityHeaders(app)
