"""What a reading renews: the rows that were read and those that are gone, and what all of them had become."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from dashboard.importing.databases.known import Known
from dashboard.importing.files.raw_files import PARENT, ROW
from dashboard.importing.sources.recognise import Matched
from dashboard.importing.words import listed, literal

TABLES = """
create table main.files_read (raw_table text, file text);
create table main.rows_read (raw_table text, row_number bigint, parent bigint);
create table main.gone_rows (raw_table text, row_number bigint);
create table main.renewed_rows (raw_table text, row_number bigint);
create table main.replaced_ids (canonical_table text, canonical_id text);
"""


def register_rows(
    known: Known, matched: list[Matched], gone: dict[str, set[int]], is_full: bool, whole: list[str]
) -> tuple[tuple[str, int], ...]:
    """Fill the tables above. Raw table → how many rows of it are gone at the source."""
    memory = known.memory
    memory.execute(TABLES)
    for one in matched:
        path = literal(str(one.file.path))
        memory.execute("insert into main.files_read values (?, ?)", [one.table, one.file.name])
        memory.execute(
            f"insert into main.rows_read select {literal(one.table)}, {ROW}, {PARENT} from read_parquet({path})"
        )
    if known.is_there:
        _gone(known, gone, [one.table for one in matched] if is_full else whole)
        _renewed(known, is_full)
    counted = memory.execute("select raw_table, count(*) from main.gone_rows group by 1 order by 1").fetchall()
    return tuple((name, count) for name, count in counted)


def _gone(known: Known, gone: dict[str, set[int]], whole: list[str]) -> None:
    """Of tables read whole, what was not read again; of the others, what the comparison of keys missed."""
    known.memory.execute(
        "insert into main.gone_rows select raw_table, row_number from present.read_rows "
        "anti join main.rows_read using (raw_table, row_number) "
        f"where source = ? and raw_table in ({listed(whole or [''])})",
        [known.instance],
    )
    for table, keys in gone.items():
        if table not in whole and keys:
            known.memory.execute(
                f"insert into main.gone_rows select {literal(table)}, unnest(?::bigint[])", [sorted(keys)]
            )


def _renewed(known: Known, is_full: bool) -> None:
    known.memory.execute(
        "insert into main.renewed_rows select raw_table, row_number from main.rows_read "
        "union select raw_table, row_number from main.gone_rows"
    )
    if not is_full:
        known.memory.execute(
            "insert into main.replaced_ids select distinct canonical_table, canonical_id from present.read_origins "
            "semi join main.renewed_rows using (raw_table, row_number) where source = ?",
            [known.instance],
        )


def known_tickets(instance: str) -> str:
    """SQL: the tickets of the current version that a partial reading leaves as they are."""
    return (
        f"select ticket_id from present.tickets where source = {literal(instance)} and ticket_id not in "
        "(select canonical_id from main.replaced_ids where canonical_table = 'tickets')"
    )
