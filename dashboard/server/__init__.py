"""``python -m dashboard``: the ASGI app, its start and its stop. Nothing here knows a page or a number."""

from dashboard.server.app import prepare, serve

__all__ = ["prepare", "serve"]
