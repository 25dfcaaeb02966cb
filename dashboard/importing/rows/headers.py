"""What headers alone tell: the SELECTs of a source are tried on empty tables that have the columns of the files.

So a file of gigabytes that no SELECT can use is refused before its first row is read.
"""

import duckdb

from dashboard.errors import SourceError
from dashboard.importing.rows.mapping import Mapping
from dashboard.importing.rows.reading import SCHEMAS
from dashboard.importing.rows.typed import make_empty
from dashboard.importing.sources.recognise import Matched
from dashboard.importing.sources.source import Source


def problem(source: Source, matched: list[Matched]) -> SourceError | None:
    """Why the SELECTs cannot be run over these files, as the mapping would say it once all rows were read."""
    with duckdb.connect(config={"autoinstall_known_extensions": False, "threads": 1}) as connection:
        connection.execute(SCHEMAS)
        for name, table in source.tables.items():
            delivered = [column for one in matched if one.table == name for column in one.columns]
            read = [column for column in delivered if source.can_read(column)]
            columns = [*read, *table.optional, *table.dates] if delivered else table.columns
            make_empty(connection, name, columns, table.dates)
        try:
            Mapping(connection, source).rehearse()
        except SourceError as error:
            return error
    return None
