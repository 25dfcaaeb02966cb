"""Reading what changed leaves what reading everything leaves, and no password is asked for or told."""

import pytest

from tests.importing.hosts.support import HOSTS, PASSWORD, seeded, server_of
from tests.importing.live.support import canonical, read, reads

TICKETS = {"osticket": "os_ticket", "zammad": "za_tickets", "chatwoot": "cw_conversations"}


@pytest.mark.parametrize("source", HOSTS)
def test_incremental_is_full(source, request, without_facts, tmp_path):
    """After each round of changes an incremental import holds what a fresh one holds, in every canonical table."""
    server = request.getfixturevalue(server_of(source))
    database, (_, _, changes) = f"changing_{source}", HOSTS[source]
    address = seeded(server, source, database)
    first = read(address, tmp_path / "grown", source, PASSWORD)
    for number, statements in enumerate(changes.ROUNDS):
        server.run(statements, database)
        report = read(address, tmp_path / "grown", source, PASSWORD)
        read(address, tmp_path / f"fresh{number}", source, PASSWORD)
        assert canonical(tmp_path / "grown") == canonical(tmp_path / f"fresh{number}")
        if number < 2:
            assert report.is_partial
            assert 0 < reads(report)[TICKETS[source]] < reads(first)[TICKETS[source]]
