"""A nightly import, ready to copy: systemd and cron take it as it is, and the command in it imports."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.errors import ActionRefused
from dashboard.importing import schedule
from dashboard.importing.schedule import Schedule
from dashboard.store import versions

TICKETS = "ticket_id,raw_status,opened_at\n1,Novo,2026-03-01T10:00:00Z\n"
ODD = "Exportações 100% d'água $HOME"
systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")


@pytest.fixture
def wanted(tmp_path: Path) -> Schedule:
    """A schedule whose every name is odd."""
    exports = tmp_path / ODD
    exports.mkdir()
    (exports / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    return Schedule(tmp_path / "dados d'água", "canonical", (str(exports),), 3, 15, "Loja A", "America/Sao_Paulo")


@systemd
def test_systemd_takes_both_units(wanted: Schedule, tmp_path: Path) -> None:
    """Its own check finds nothing to say, and reads the hour in the company's zone."""
    units = tmp_path / "units"
    units.mkdir()
    made = schedule.made(wanted)
    for kind in ("service", "timer"):
        (units / f"{schedule.UNIT}.{kind}").write_text(made[kind], encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(units.iterdir()))], capture_output=True, text=True, check=False
    )
    assert schedule.UNIT not in done.stderr
    at = next(line for line in made["timer"].splitlines() if line.startswith("OnCalendar="))
    subprocess.run(["systemd-analyze", "calendar", at.removeprefix("OnCalendar=")], check=True, capture_output=True)


def test_the_command_of_the_service_is_the_import(wanted: Schedule) -> None:
    """Unquoted as systemd does, the words are those of the command."""
    line = next(one for one in schedule.made(wanted)["service"].splitlines() if one.startswith("ExecStart="))
    words = shlex.split(line.removeprefix("ExecStart="))
    assert [word.replace("%%", "%").replace("$$", "$") for word in words] == wanted.command


def test_the_line_for_cron_runs(wanted: Schedule) -> None:
    """Five fields, then what cron hands to the shell: it imports, and the log says so."""
    line = schedule.made(wanted)["cron"]
    minute, hour, *rest = line.split(" ", 5)
    assert (minute, hour, rest[:3]) == ("15", "3", ["*", "*", "*"])
    command = rest[3].rstrip("\n")
    assert "%" not in command.replace("\\%", "")
    Path(wanted.data_dir).mkdir()
    done = subprocess.run(["/bin/sh", "-c", command.replace("\\%", "%")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    stamp = versions.pointed_stamp(wanted.data_dir)
    assert stamp in (wanted.data_dir / schedule.LOG).read_text(encoding="utf-8")


def test_a_live_database_keeps_its_name() -> None:
    """What begins with @ or is an address names no file."""
    made = Schedule(Path("/data"), "whmcs", ("@whmcs",)).command
    assert made[-2:] == ["whmcs", "@whmcs"]


@pytest.mark.parametrize(
    ("given", "key"),
    [("mysql+pymysql://reader:secret@host/whmcs", "schedule_password"), ("/x\n0 0 * * * evil", "schedule_line")],
)
def test_what_must_not_stand_in_a_schedule_is_refused(given: str, key: str) -> None:
    """A password others could read, or a second line of somebody's own."""
    with pytest.raises(ActionRefused, match=key):
        schedule.made(Schedule(Path("/data"), "whmcs", (given,)))


def test_the_command_prints_the_same_for_the_last_import(wanted: Schedule) -> None:
    """``python -m dashboard schedule`` names the source of the last import, its name and this Python."""
    run = [sys.executable, "-m", "dashboard", "--data", str(wanted.data_dir), "--language", "en"]
    subprocess.run([*run, "import", "canonical", wanted.given[0], "--as", "Loja A"], check=True, capture_output=True)
    told = subprocess.run([*run, "schedule", "--at", "03:15"], check=True, capture_output=True, text=True).stdout
    expected = Schedule(wanted.data_dir, "canonical", (str(wanted.data_dir / "exports"),), 3, 15, "Loja A", wanted.zone)
    for part in schedule.made(expected).values():
        assert part.strip() in told
