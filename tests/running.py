"""A real server in a process of its own, for tests that need one."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
SERVE = "import sys; from pathlib import Path; from dashboard import settings; from dashboard.server import serve; \
serve(Path(sys.argv[1]), settings.load(Path(sys.argv[1])), port=int(sys.argv[2]))"
PATIENCE_SECONDS = 60


class Server:
    """``with Server(data_dir) as server:`` serves the folder at ``server.address`` until the end of the block."""

    health = "/healthz"

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Server":
        self._log = (self.data_dir / "server.log").open("wb")
        self._process = subprocess.Popen(
            self._command(), cwd=ROOT, stdout=self._log, stderr=self._log, env=self._environment()
        )
        self._wait()
        return self

    def _command(self) -> list[str]:
        return [sys.executable, "-c", SERVE, str(self.data_dir), str(self.port)]

    def _environment(self) -> dict[str, str]:
        return {**os.environ}

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    @property
    def process_id(self) -> int:
        """The server's own process."""
        return self._process.pid

    def kill(self) -> None:
        """End it as a power failure would: nothing is tidied up."""
        self._process.kill()
        self._process.wait()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.address}{self.health}", timeout=2).close()
                return
            except (urllib.error.URLError, ConnectionError):
                if self._process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError((self.data_dir / "server.log").read_text())


class Unguarded(Server):
    """The same by ``streamlit run``, with these options."""

    health = "/_stcore/health"

    def __init__(self, data_dir: Path, *options: str) -> None:
        super().__init__(data_dir)
        self.options = options

    def _command(self) -> list[str]:
        return [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "streamlit_app.py",
            f"--server.port={self.port}",
            *self.options,
        ]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "DASHBOARD_DATA_DIR": str(self.data_dir)}


def dashboard(*arguments: str, data_dir: Path) -> subprocess.CompletedProcess:
    """Run ``python -m dashboard`` with these arguments over the folder, in another process."""
    command = [sys.executable, "-m", "dashboard", "--data", str(data_dir), *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=False)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]
