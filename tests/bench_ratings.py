"""300,000 ratings with comments on the satisfaction page: part of ``make bench``; ``python -m tests.bench_ratings``.

The export is made by one SELECT per table and imported like any other; it is kept under ``.bench/`` between runs.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import duckdb

from tests import bench

TICKETS, RATINGS = 400_000, 300_000
DATA = bench.ROOT / ".bench" / "ratings"
WORDS = (
    "demorou resolveram rápido não atenderam ótimo suporte e-mail parou solução ágil péssima espera explicação clara"
)
SEARCHED = (
    "demorou",
    "nao atenderam",
    "solucao agil",
    "PÉSSIMA",
    "ninguém disse",
    "otimo suporte",
    "espera",
    "clara",
    "parou",
)
_TICKETS = f"""
select
    i as ticket_id, 'Ticket ' || i as subject, i % 40000 as customer_id, 'Fechado' as raw_status,
    ['Suporte', 'Financeiro', 'Comercial', 'Suporte avançado'][cast(1 + i % 4 as bigint)] as department,
    ['email', 'web', 'chat', 'phone', 'whatsapp'][cast(1 + i % 5 as bigint)] as channel,
    'Categoria ' || i % 19 as category, i % 2 + 1 as support_level, 'a' || i % 30 as agent_id, 'customer' as opened_by,
    timestamptz '2024-06-03 12:00:00+00' + to_minutes(3 * i) as opened_at,
    opened_at + to_minutes(cast(hash(i) % 6000 as bigint)) as first_response_at,
    opened_at + to_minutes(cast(6000 + hash(i) % 9000 as bigint)) as resolved_at
from range({TICKETS}) as made(i)
"""
_FEEDBACK = f"""
select
    'f' || i as feedback_id, i as ticket_id, hash(i * 7) % 5 + 1 as raw_score, '1-5' as scale,
    timestamptz '2024-06-03 12:00:00+00' + to_minutes(3 * i) + to_minutes(cast(15000 + hash(i) % 3000 as bigint))
        as given_at,
    list_aggregate(
        list_transform(range(12), lambda w: words[cast(1 + hash(i * 12 + w) % len(words) as bigint)]), 'string_agg', ' '
    ) as comment
from range({RATINGS}) as made(i), (select string_split('{WORDS}', ' ') as words)
"""


def make(data: Path) -> None:
    """Write the export and import it, once."""
    if (data / "current.json").exists():
        return
    export = data / "export"
    export.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as db:
        db.execute("set TimeZone='UTC'")
        for name, select in (("tickets", _TICKETS), ("feedback", _FEEDBACK)):
            db.execute(f"copy ({select}) to '{export / name}.parquet'")
    subprocess.run(
        bench.command("import", "canonical", str(export), data=data),
        check=True,
        cwd=bench.ROOT,
        stdout=subprocess.DEVNULL,
    )


def measured(data: Path = DATA) -> dict[str, float]:
    """The page at new filters and at new searches, in a process of its own."""
    make(data)
    words = [sys.executable, "-W", "ignore", "-m", "tests.bench_ratings", "--page", "--data", str(data)]
    found = subprocess.run(words, check=True, cwd=bench.ROOT, capture_output=True, text=True)
    return json.loads(found.stdout.splitlines()[-1])


def measure(data: Path) -> dict[str, float]:
    """``bench.measure_page``, and milliseconds of the page's run with words nobody has searched for."""
    found = bench.measure_page("satisfaction", data)
    from streamlit.testing.v1 import AppTest

    from dashboard.reports import satisfaction
    from dashboard.reports.filters import Filter
    from dashboard.ui.reader import data as data_of_app

    app = AppTest.from_file(bench.ROOT / "streamlit_app.py", default_timeout=120)
    period = {"start": "2024-06-01", "end": "2027-01-01"}
    bench._run(app, "pages/satisfaction.py", period)
    searches = [bench._run(app, None, {**period, "words": words}) for words in SEARCHED]
    counted = satisfaction.report(data_of_app.store(), Filter(), "department", None)
    return {
        "ratings": counted.csat.denominator,
        "comments": counted.comments.value,
        **found,
        "new_search_ms": round(statistics.median(searches)),
        "new_search_max_ms": round(max(searches)),
    }


def main() -> None:
    """Print the figures; ``--page`` measures in this process."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--page", action="store_true")
    arguments.add_argument("--data", type=Path, default=DATA)
    chosen = arguments.parse_args()
    os.environ["DASHBOARD_DATA_DIR"] = str(chosen.data)
    sys.stdout.write(json.dumps(measure(chosen.data) if chosen.page else measured(chosen.data)) + "\n")


if __name__ == "__main__":
    main()
