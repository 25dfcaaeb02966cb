"""A nightly import, ready to copy: the line for cron, and the service and timer for systemd, for this installation.

The import waits for one that runs already and is ended after some hours, so that a night is neither lost nor piles up.
"""

import getpass
import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import ActionRefused

UNIT = "support-dashboard-import"
LOG = "import.log"
LONGEST_HOURS = 6
"""After which a night's import is ended; what it began is undone."""
PROJECT = Path(__file__).parents[2]
SWITCH_ON = f"sudo systemctl daemon-reload && sudo systemctl enable --now {UNIT}.timer"
SEE = (
    f"systemctl list-timers {UNIT}.timer\n"
    f"sudo systemctl start {UNIT}.service; systemctl status {UNIT}.service\n"
    f"journalctl -u {UNIT}.service -n 50"
)
_PASSWORD = re.compile(r"://[^/@\s]*:[^/@\s]+@")
_PLAIN = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
_LINE_ENDS = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Schedule:
    """What is imported, at which hour of this machine's clock, into which data, by which Python and user."""

    data_dir: Path
    source: str
    given: tuple[str, ...]
    hour: int = 3
    minute: int = 0
    instance: str | None = None
    zone: str | None = None
    """Time zone of the hour, where systemd is to follow the company's clock."""
    python: str = sys.executable
    project: Path = PROJECT
    user: str = ""

    @property
    def command(self) -> list[str]:
        """The import as a command with its arguments."""
        named = ["--as", self.instance] if self.instance and self.instance != self.source else []
        told = [self.python, "-m", "dashboard", "--data", str(self.data_dir), "import", self.source]
        return [*told, *(_absolute(one) for one in self.given), *named]


def made(schedule: Schedule) -> dict[str, str]:
    """``cron``, ``service`` and ``timer``. Raises ``ActionRefused`` for what must not stand in a file of the system."""
    for word in schedule.command:
        if _PASSWORD.search(word):
            raise ActionRefused("error.schedule_password")
        if _LINE_ENDS.search(word):
            raise ActionRefused("error.schedule_line", word=_LINE_ENDS.sub(" ", word))
    return {"cron": cron(schedule), "service": service(schedule), "timer": timer(schedule)}


def cron(schedule: Schedule) -> str:
    """One line for ``crontab -e``. In a crontab a percent sign would end the command."""
    log = shlex.quote(str(schedule.data_dir / LOG))
    words = shlex.join(["timeout", f"{LONGEST_HOURS}h", *schedule.command])
    line = f"cd {shlex.quote(str(schedule.project))} && {words} >> {log} 2>&1"
    return f"{schedule.minute} {schedule.hour} * * * {line}".replace("%", r"\%") + "\n"


def service(schedule: Schedule) -> str:
    """The unit that imports once."""
    command = " ".join(_for_systemd(word) for word in schedule.command)
    return f"""[Unit]
Description=Nightly import of the support dashboard
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
User={_specifiers(schedule.user or getpass.getuser())}
WorkingDirectory={_specifiers(str(schedule.project))}
ExecStart={command}
TimeoutStartSec={LONGEST_HOURS}h
Nice=10
NoNewPrivileges=true
"""


def timer(schedule: Schedule) -> str:
    """The unit that starts it every night; a night in which the machine slept is made up for."""
    zone = f" {schedule.zone}" if schedule.zone else ""
    return f"""[Unit]
Description=Every night: import into the support dashboard

[Timer]
OnCalendar=*-*-* {schedule.hour:02}:{schedule.minute:02}:00{zone}
Persistent=true

[Install]
WantedBy=timers.target
"""


def _absolute(given: str) -> str:
    """A path from the root, for jobs start elsewhere; what names no file (``@whmcs``, an address) stays."""
    return given if given.startswith("@") or "://" in given else str(Path(given).expanduser().absolute())


def _for_systemd(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return _specifiers(word)
    quoted = word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{_specifiers(quoted)}"'


def _specifiers(word: str) -> str:
    return word.replace("%", "%%")
