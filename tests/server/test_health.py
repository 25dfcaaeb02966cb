"""Ready or not: what a watchdog is told follows the data."""

import json
from pathlib import Path

from dashboard.store import versions
from tests import desks
from tests.running import Server
from tests.server.asking import ask


def test_ready_means_that_the_current_version_can_be_read(tmp_path: Path) -> None:
    """200 with data; 503 when the version that the pointer names is damaged, while the process is still alive."""
    data_dir = desks.make(tmp_path)
    with Server(data_dir) as server:
        assert (ask(server.port, "GET", "/readyz").status, ask(server.port, "GET", "/healthz").status) == (200, 200)
        stamp, path = versions.new_path(data_dir, "0" * 12)
        path.write_bytes(b"no warehouse at all" * 1000)
        (data_dir / versions.POINTER).write_text(json.dumps({"stamp": stamp}), encoding="utf-8")
        answer = ask(server.port, "GET", "/readyz")
        assert (answer.status, answer.body) == (503, b'{"status":"not ready"}')
        assert ask(server.port, "GET", "/healthz").status == 200
