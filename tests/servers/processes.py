"""What both servers share: a folder that their own user may write to, waiting for the start, the end."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

REQUIRED = "DASHBOARD_REQUIRE_SERVERS"
PATIENCE_SECONDS = 40


def find(program: str, *folders: str) -> str:
    """The program's path; without it the test is skipped, or fails where servers are required."""
    found = shutil.which(program, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", *folders]))
    if found:
        return found
    reason = f"{program} is not installed (apt-get install mariadb-server postgresql)"
    if os.environ.get(REQUIRED):
        pytest.fail(reason)
    pytest.skip(reason)


def user() -> str | None:
    """Who runs a server that refuses to run as root; nobody else where we are not root."""
    if os.geteuid():
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return next(one for one in ("postgres", "mysql", "nobody") if one in known)


def folder() -> Path:
    """A new folder with a short path, as sockets need, which the server's user owns."""
    made = Path(tempfile.mkdtemp(prefix="srv-", dir="/tmp"))
    made.chmod(0o755)
    if user():
        shutil.chown(made, user())
    return made


def as_user(*words: str) -> list[str]:
    """A command line, run as the server's user where we are root."""
    return (
        ["setpriv", f"--reuid={user()}", f"--regid={pwd.getpwnam(user()).pw_gid}", "--clear-groups", *words]
        if user()
        else [*words]
    )


def start(words: list[str], log: Path, is_up: Callable[[], bool]) -> subprocess.Popen:
    """Start a server and wait until it answers. Raises with its log where it does not."""
    with log.open("ab") as out:
        process = subprocess.Popen(words, stdout=out, stderr=out)
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if is_up():
            return process
        time.sleep(0.05)
    process.kill()
    raise RuntimeError(log.read_text(errors="replace")[-4000:])


def stop(process: subprocess.Popen, made: Path) -> None:
    """Stop a server and remove its folder."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    shutil.rmtree(made, ignore_errors=True)
