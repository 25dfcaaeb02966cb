"""Rows into a database of the tests."""


def fill(server, database: str, tables: dict[str, list[dict]], prefix: str = "") -> None:
    """Put the rows of each table where its name and the prefix say."""
    for table, rows in tables.items():
        server.fill(database, f"{prefix}{table}", rows)
