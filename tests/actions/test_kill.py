"""The process is killed while twenty threads flag: whatever was acknowledged is there afterwards."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import settings as settings_file
from dashboard.store import tables
from dashboard.store.engine import Store
from tests.actions.helpdesk import TICKETS

ROOT = Path(__file__).parents[2]
THREADS, ACKNOWLEDGED, PATIENCE_SECONDS = 20, 120, 60
FLAGGING = """
import os, sys, threading
from pathlib import Path
from dashboard import settings
from dashboard.actions import marks
from dashboard.roles import Actor
from dashboard.store.engine import Store

data_dir = Path(sys.argv[1])
store = Store(data_dir, settings.load(data_dir), with_desk=True)

KEYS = [("helpdesk", "ours"), ("helpdesk", "theirs")]

def flag(person):
    while True:
        act_id = marks.record(store, Actor(person, "staff"), KEYS, marks.Mark("flag"))
        os.write(1, f"{act_id}\\n".encode())  # said only once it is committed, and at once

for place in range(int(sys.argv[2])):
    threading.Thread(target=flag, args=(f"P{place}",)).start()
"""


def acknowledged(data_dir: Path) -> list[str]:
    """Let the process flag until enough acts are acknowledged, kill it without warning, and return all it said."""
    log = data_dir / "acknowledged.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", FLAGGING, str(data_dir), str(THREADS)], cwd=ROOT, stdout=out, stderr=subprocess.PIPE
        )
        end = time.monotonic() + PATIENCE_SECONDS
        while log.read_bytes().count(b"\n") < ACKNOWLEDGED and time.monotonic() < end and process.poll() is None:
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    return [line for line in log.read_text().split("\n")[:-1] if line]


@pytest.mark.parametrize("attempt", range(3))
def test_no_acknowledged_flag_is_lost(tmp_path: Path, publish: Callable[..., None], attempt: int) -> None:
    """The desk opens again; each acknowledged act has both its rows and its audit row, and no act has half of them."""
    publish(*TICKETS)
    said = acknowledged(tmp_path)
    assert len(said) >= ACKNOWLEDGED
    store = Store(tmp_path, settings_file.load(), with_desk=True)
    with store.transaction() as desk:
        counted = desk.execute(
            sa.select(tables.ticket_marks.c.act_id, sa.func.count()).group_by(tables.ticket_marks.c.act_id)
        ).all()
        audited = set(desk.execute(sa.select(tables.audit.c.audit_id)).scalars())
    store.close()
    whole = {act_id for act_id, count in counted if count == 2}
    assert set(said) <= whole
    assert len(whole) == len(counted)
    assert whole == audited
