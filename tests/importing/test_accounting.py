"""Whatever an export holds, every row of it is accounted for."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dashboard.errors import ImportRefused
from tests.importing.support import SOURCE, ask, make_source, run, totals, write

ROW = st.tuples(
    st.sampled_from(["", "1", "2", "3"]),
    st.sampled_from(["open", "done", "", "?"]),
    st.sampled_from(["2026-01-02", "2026-01-03 10:00", "", "never"]),
    st.sampled_from(["", "2026-01-01", "2026-01-09"]),
    st.sampled_from(["", "2026-01-04", "2026-01-05"]),
    st.sampled_from(["a", 'b "quoted"', "line\nbreak", "; , |"]),
).map(list)
BROKEN = st.sampled_from([["1"], ["1", "open", "2026-01-02", "", "", "a", "extra"]])


def as_csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([["id", "status", "opened", "closed", "updated", "subject"], *rows])
    return out.getvalue()


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.one_of(ROW, ROW, ROW, BROKEN), min_size=3, max_size=30))
def test_read_is_used_and_repeated_and_superseded_and_rejected(rows):
    """For any rows with duplicates and faults: read = used + repeated + superseded + rejected, at every import."""
    rows += [["ok", "open", "2026-01-02", "", "", "always usable"], ["ok2", "open", "2026-01-02", "", "", "too"]] * 8
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        source = make_source(place / "source", SOURCE)
        file = write(place / "x.csv", as_csv(rows))
        try:
            first = totals(run(source, file, place / "data"))
        except ImportRefused as refused:
            raise AssertionError(refused) from refused
        kept = ask(place / "data", "select count(*), count(distinct ticket_id) from tickets")[0]
        rejected = ask(place / "data", "select count(*) from rejected_rows")[0][0]
        second = totals(run(source, file, place / "data"))
    assert first["read"] == len(rows)
    for counts in (first, second):
        assert counts["read"] == counts["used"] + counts["repeated"] + counts["superseded"] + counts["rejected"]
    assert kept == (first["used"], first["used"])
    assert rejected == first["rejected"] == second["rejected"]
    assert second["used"] == 0
