"""Scores on another scale than their source says: the higher ones would be lost, and the lower ones read wrongly."""

import duckdb

from dashboard.errors import SourceError

FEWEST = 5
SHARE = 0.1
"""Of a file's scores so many must lie above the scale: single ones are slips, and are no score."""

ABOVE = r"""
with scores as (
    select
        source_file, source_row, raw_score, scale,
        try_cast(replace(regexp_extract(trim(raw_score), '^(\d+([.,]\d+)?)', 1), ',', '.') as double) as mark,
        try_cast(regexp_extract(trim(scale), '^\d+\s*[-–—]\s*(\d+)$', 1) as double) as top
    from new.feedback where broken is null
)

select
    source_file,
    scale,
    count(*) filter (where mark > top) as above,
    count(*) as filled,
    arg_min({'row': source_row, 'cell': raw_score}, source_row) filter (where mark > top) as place
from scores where mark is not null and top is not null
group by source_file, scale
order by above desc, source_file limit 1
"""


def refuse_others(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise ``SourceError`` where many of a file's scores lie above the top of their scale."""
    found = connection.execute(ABOVE).fetchone()
    if not found:
        return
    file, scale, above, filled, place = found
    if above >= max(FEWEST, SHARE * filled):
        raise SourceError("error.scores_off_scale", file=file, scale=scale, count=above, filled=filled, **place)
