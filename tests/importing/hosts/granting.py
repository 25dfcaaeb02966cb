"""The grants that docs/sources.md tells to copy: the tests sign in with them and nothing else."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs" / "sources.md"


def documented(source: str) -> list[str]:
    """The statements of the section of a source, without the one that makes the user."""
    section = DOCS.read_text(encoding="utf-8").split(f"\n### `{source}`\n")[1].split("\n### ")[0]
    block = re.search(r"```sql\n(.*?)```", section, re.DOTALL).group(1)
    return [one.strip() for one in block.split(";\n") if one.strip().startswith("grant")]


def grant_on_mariadb(server, source: str, database: str, password: str, prefix: str) -> str:
    """A reader of one database; the name to sign in with."""
    server.run(f"create or replace user 'reader_{database}'@'localhost' identified by '{password}'")
    for statement in documented(source):
        mine = statement.replace(f"on {source}.ost_", f"on {database}.{prefix}")
        server.run(mine.replace("'reader'@'%'", f"'reader_{database}'@'localhost'"))
    return f"reader_{database}"


def grant_on_postgres(server, source: str, database: str, password: str) -> str:
    """A reader of one database; the name to sign in with."""
    server.run(f"drop role if exists reader_{database};\ncreate role reader_{database} login password '{password}'")
    for statement in documented(source):
        server.run(statement.replace("to reader", f"to reader_{database}"), database)
    return f"reader_{database}"
