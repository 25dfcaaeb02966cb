"""How fast a running helpdesk is read: ``python -m tests.bench_databases`` fills a MariaDB with 1,000,000 tickets.

One line of JSON per figure. Facts are not built: ``tests.bench`` measures those.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dashboard import importing
from dashboard import settings as settings_file
from dashboard.importing import running
from dashboard.importing.publishing import warehouse
from tests.importing.live import whmcs
from tests.servers.mariadb import MariaDB

TICKETS = 1_000_000
CHANGED = 1_000
NAME = "bench"
FILL = """
insert into tbltickets (id, tid, did, userid, name, email, c, date, title, message, status, urgency, admin, attachment,
    lastreply, flag, service)
select seq, 100000 + seq, 1 + seq % 2, 1 + seq % 200000, '', '', '', '2023-01-01' + interval seq minute, 'Site fora',
    repeat('Meu site parou. ', 5), if(seq % 20, 'Closed', 'Open'), 'Medium', '', '',
    '2023-01-01' + interval seq + 200 minute, 1 + seq % 3, '' from seq_1_to_{tickets};
insert into tblticketreplies (tid, name, email, date, message, admin, attachment)
select 1 + seq % {tickets}, '', '', '2023-01-01' + interval 1 + seq % {tickets} + 20 * (seq div {tickets} + 1) minute,
    repeat('Estamos vendo. ', 6), if(seq div {tickets} % 2, '', 'Rita Melo'), '' from seq_1_to_{replies};
insert into tblticketlog (tid, date, action)
select 1 + seq % {tickets}, '2023-01-01' + interval 1 + seq % {tickets} + 100 * (seq div {tickets} + 1) minute,
    elt(1 + seq div {tickets}, 'New Support Ticket Opened', 'Assigned to Rita Melo (by João Silva)', 'Closed by Client')
from seq_1_to_{logged};
insert into tblclients (id, firstname, lastname, companyname, email, password, phonenumber, datecreated, status,
    cardnum, cardlastfour, securityqans, updated_at)
select seq, 'Ana', seq, '', concat(seq, '@x.example'), '', '', '2020-01-01', 'Active', '', '', '', '2021-01-01'
from seq_1_to_200000
"""
CHANGE = """
insert into tblticketreplies (tid, name, email, date, message, admin, attachment)
select seq * {step}, '', '', now() - interval 1 hour, 'Mais uma', '', '' from seq_1_to_{changed};
update tbltickets set status = 'Customer-Reply', lastreply = now() - interval 1 hour
where id in (select seq * {step} from seq_1_to_{changed});
delete from tbltickets where id in (select seq * {step} + 1 from seq_1_to_10)
"""


def told(what: str, figure: float) -> None:
    sys.stdout.write(json.dumps({"what": what, "figure": round(figure, 1)}) + "\n")
    sys.stdout.flush()


class Watch:
    """When each step of an import began."""

    def __init__(self) -> None:
        self.began: dict[str, float] = {}
        self.peaks: dict[str, float] = {}

    def __call__(self, step: str, _: float) -> None:
        self.began.setdefault(step, time.monotonic())
        self.peaks.setdefault(step, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)

    def seconds(self, first: str, last: str) -> float:
        return self.began[last] - self.began[first]


def measured(what: str, read: Callable[[Watch], importing.Report]) -> importing.Report:
    watch = Watch()
    report = read(watch)
    told(f"{what}: reading, seconds", watch.seconds("unpacking", "dates"))
    told(f"{what}: mapping and merging, seconds", watch.seconds("dates", "facts"))
    told(f"{what}: rows", report.total("read"))
    told(f"{what}: peak memory of the reading, MB", watch.peaks["dates"])
    told(f"{what}: peak memory of all, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return report


def main(tickets: int) -> None:
    warehouse.build = warehouse.check = running.quality.measure = lambda *_: None
    server = MariaDB("-03:00", "--innodb-buffer-pool-size=2G", "--innodb-log-file-size=1G")
    try:
        address = whmcs.create(server, NAME)
        start = time.monotonic()
        sizes = {"tickets": tickets, "replies": 3 * tickets - 1, "logged": 3 * tickets - 1}
        server.run(FILL.format(**sizes), NAME)
        told("filling, seconds", time.monotonic() - start)
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder)
            login = importing.database_login([address], data, {"DASHBOARD_DATABASE_PASSWORD": whmcs.PASSWORD})
            known = settings_file.load()

            def read(watch: Watch) -> importing.Report:
                return importing.run("whmcs", [], data, known, database=importing.Database(login), progress=watch)

            measured("full", read)
            server.run(CHANGE.format(step=tickets // CHANGED, changed=CHANGED), NAME)
            told("tickets gone", dict(measured("1,000 changed", read).gone)["tbltickets"])
            told("warehouse, MB", sum(file.stat().st_size for file in data.glob("*.duckdb")) / 2 / 1e6)
    finally:
        server.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TICKETS)
