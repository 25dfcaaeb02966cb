"""``python -m dashboard``: the ASGI app, its start and its stop. Nothing here knows a page or a number."""

from dashboard.server.app import require_loopback, serve

__all__ = ["require_loopback", "serve"]
