"""Reading what changed leaves what reading everything leaves."""

from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings, strategies

from tests.importing.live import whmcs
from tests.importing.live.support import canonical, read

ACTIONS = (
    "Status changed to Closed (by Rita Melo)", "Closed by Client", "Ticket Auto Closed For Inactivity",
    "Status changed to On Hold (by João Silva)", "Status changed to Escalado (by João Silva)",
    "Department changed to Cobrança (by Rita Melo)", "Assigned to Rita Melo (by João Silva)",
    "Priority changed to High (by Rita Melo)",
)  # fmt: skip
CHANGES = (
    "reply", "log", "note", "close", "merge", "delete_ticket", "delete_reply", "edit_reply", "edit_title", "new_ticket",
    "rate", "client", "contact", "delete_contact", "move_reply", "department", "delete_log", "old_ticket",
    "feedback_gone",
)  # fmt: skip


class Helpdesk:
    """A helpdesk in use: each change is what its pages would do, now."""

    def __init__(self, server, database: str) -> None:
        self.server, self.database = server, database
        # The server's own clock, so that "now" is now for it as well.
        self.now = datetime.now().replace(microsecond=0)  # noqa: DTZ005 - local, as WHMCS writes
        self.count = 1000

    def sql(self, statement: str, *cells: object) -> None:
        self.server.ask(self.database, statement, cells)

    def moment(self) -> str:
        self.count += 1
        return (self.now - timedelta(hours=6) + timedelta(seconds=self.count)).strftime("%Y-%m-%d %H:%M:%S")

    def fill(self, tickets: int) -> None:
        """An old stock: closed and open tickets, each with replies and log."""
        for number in range(1, tickets + 1):
            old = f"2026-0{1 + number % 6}-0{1 + number % 9} 09:00:0{number % 10}"
            later = old.replace(" 09", " 11")
            self.add(
                "tbltickets", whmcs.ticket(number, date=old, lastreply=later, userid=number % 3, did=1 + number % 2)
            )
            self.add("tblticketreplies", whmcs.reply(number * 2, number, later, "ol&aacute;", admin="João Silva"))
            self.add("tblticketlog", whmcs.log(number * 2, number, later, ACTIONS[number % len(ACTIONS)]))
        for number in (1, 2):
            self.add("tblclients", whmcs.client(number))
            self.add("tblcontacts", whmcs.contact(number, number))

    def add(self, table: str, row: dict) -> None:
        self.server.fill(self.database, table, [row])

    def change(self, kind: str, which: int) -> None:
        getattr(self, f"_{kind}")(1 + which % 6, self.moment())

    def _reply(self, number: int, now: str) -> None:
        admin = "Rita Melo" if self.count % 2 else ""
        self.add("tblticketreplies", whmcs.reply(self.count, number, now, "mais uma", admin=admin))
        self.sql("update tbltickets set lastreply = %s, status = 'Answered' where id = %s", now, number)

    def _log(self, number: int, now: str) -> None:
        self.add("tblticketlog", whmcs.log(self.count, number, now, ACTIONS[self.count % len(ACTIONS)]))

    def _note(self, number: int, now: str) -> None:
        note = {"id": self.count, "ticketid": number, "admin": "Rita Melo", "date": now, "message": "ver"}
        self.add("tblticketnotes", note)

    def _close(self, number: int, now: str) -> None:
        self.sql("update tbltickets set status = 'Closed' where id = %s", number)
        self.add("tblticketlog", whmcs.log(self.count, number, now, "Closed by Client"))

    def _merge(self, number: int, now: str) -> None:
        into = 1 + number % 6
        self.sql("update tblticketreplies set tid = %s where tid = %s", into, number)
        self.sql("update tbltickets set status = 'Closed', merged_ticket_id = %s where id = %s", into, number)
        self.add("tblticketlog", whmcs.log(self.count, number, now, f"Merged into Ticket {into} (by Rita Melo)"))

    def _delete_ticket(self, number: int, now: str) -> None:
        for table, column in (("tblticketreplies", "tid"), ("tblticketlog", "tid"), ("tbltickets", "id")):
            self.sql(f"delete from {table} where {column} = %s", number)

    def _delete_reply(self, number: int, now: str) -> None:
        self.sql("delete from tblticketreplies where tid = %s order by id limit 1", number)

    def _delete_log(self, number: int, now: str) -> None:
        self.sql("delete from tblticketlog where tid = %s order by id limit 1", number)

    def _edit_reply(self, number: int, now: str) -> None:
        self.sql(
            "update tblticketreplies set message = %s where date >= %s", f"editada {self.count}", str(self.now.date())
        )

    def _edit_title(self, number: int, now: str) -> None:
        self.sql("update tbltickets set title = %s where id = %s", f"T&iacute;tulo {self.count}", number)
        self.add("tblticketlog", whmcs.log(self.count, number, now, "Ticket Edited (by Rita Melo)"))

    def _new_ticket(self, number: int, now: str) -> None:
        self.add("tbltickets", whmcs.ticket(self.count, date=now, userid=number % 3, message="preciso de ajuda"))

    def _old_ticket(self, number: int, now: str) -> None:
        """One that comes from another helpdesk, with its old dates and a number in a gap."""
        self.add("tbltickets", whmcs.ticket(self.count % 900 + 50, date="2019-05-05 10:00:00"))

    def _rate(self, number: int, now: str) -> None:
        row = {"ticketid": number, "adminid": 1, "rating": 1 + number, "comments": "bom &amp; r&aacute;pido", "ip": ""}
        self.add("tblticketfeedback", row | {"id": self.count, "datetime": now})

    def _feedback_gone(self, number: int, now: str) -> None:
        self.sql("delete from tblticketfeedback where ticketid = %s", number)

    def _client(self, number: int, now: str) -> None:
        self.sql(
            "update tblclients set companyname = %s, updated_at = now() where id = %s", f"Loja {self.count}", number
        )

    def _contact(self, number: int, now: str) -> None:
        new = whmcs.contact(self.count, 1 + number % 2, updated_at=now)
        self.add("tblcontacts", new)

    def _delete_contact(self, number: int, now: str) -> None:
        self.sql("delete from tblcontacts where userid = %s order by id limit 1", 1 + number % 2)

    def _move_reply(self, number: int, now: str) -> None:
        self.sql("update tblticketreplies set tid = %s where tid = %s order by id limit 1", 1 + number % 6, number)

    def _department(self, number: int, now: str) -> None:
        self.sql("update tblticketdepartments set name = %s where id = 1", f"Suporte {self.count}")


STEP = strategies.tuples(strategies.sampled_from(CHANGES), strategies.integers(0, 5))


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(rounds=strategies.lists(strategies.lists(STEP, min_size=3, max_size=10), min_size=1, max_size=2))
def test_incremental_is_full(mariadb, without_facts, tmp_path_factory, rounds):
    """After any changes at the source, an incremental import holds what a fresh one holds, in every canonical table."""
    name, folder = "whmcs_changing", tmp_path_factory.mktemp("changing")
    address = whmcs.create(mariadb, name)
    helpdesk = Helpdesk(mariadb, name)
    helpdesk.fill(6)
    read(address, folder / "grown")
    for number, steps in enumerate(rounds):
        for kind, which in steps:
            helpdesk.change(kind, which)
        report = read(address, folder / "grown")
        assert report.is_partial or any(kind == "department" for kind, _ in steps)
        read(address, folder / f"fresh{number}")
        assert canonical(folder / "grown") == canonical(folder / f"fresh{number}")
