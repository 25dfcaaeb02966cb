"""``make lint``: every SQL file in good form; read queries with their parts and filters put in."""

import subprocess
import sys
import tempfile
from pathlib import Path

from dashboard.store import queries

CONFIG = Path(__file__).parents[1] / ".sqlfluff"


def main() -> int:
    """Write what is run into a folder and hand it to sqlfluff; its verdict is the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        for name in queries.names():
            query = queries.load(name)
            _write(Path(folder) / f"{name}.sql", query.sql({one: [one] for one in query.filters}))
        for part in queries.NOT_READ[:3]:
            for file in (queries.ROOT / part).rglob("*.sql"):
                sql = queries.with_parts(file.read_text(encoding="utf-8")).rstrip()
                _write(Path(folder) / file.relative_to(queries.ROOT), sql)
        words = [sys.executable, "-m", "sqlfluff", "lint", "--config", str(CONFIG), "--processes", "2"]
        return subprocess.run([*words, folder], check=False).returncode


def _write(file: Path, sql: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(sql + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
