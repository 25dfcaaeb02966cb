"""A WHMCS whose every number is known; the tests beside say what must come out."""

from tests.importing.live.whmcs import NEVER, client, contact, log, reply, ticket

GUEST = {"userid": 0, "name": "Z&eacute;", "email": "ze@fora.example"}
TICKETS = [
    # Opened before the summer time of 2018, answered in it, closed in the hour that its end repeats.
    ticket(1, date="2018-10-10 12:00:00", title="Caf&eacute; &amp; c&oacute;digo",
           message="Ol&aacute;, est&aacute; fora", status="Closed", lastreply="2018-11-10 12:00:00", urgency="High"),
    ticket(2, date="2019-02-18 09:00:00", message="ainda não sou cliente", **GUEST),
    ticket(3, date="2026-03-02 10:00:00", status="Closed", merged_ticket_id=1, userid=2, contactid=1),
    ticket(4, date="2026-03-02 11:00:00", status="Closed", userid=2),
    ticket(5, date="2026-03-03 09:00:00", status="Answered", did=2, flag=2, userid=2, service="S77",
           lastreply="2026-03-03 15:00:00", attachment="123_tela.png"),
    ticket(6, date="2026-03-04 09:00:00", status="Aguardando você"),
    ticket(7, date="2026-03-04 10:00:00", status="Com o fornecedor"),
    ticket(8, date="2026-03-04 11:00:00", status="Escalado"),
    ticket(9, date="2026-03-04 12:00:00", status="Closed", lastreply=NEVER),
    ticket(10, date=NEVER),
    ticket(11, date="2026-03-05 09:00:00", status="Open", admin="João Silva", title="Aviso", lastreply=NEVER),
]  # fmt: skip
REPLIES = [
    reply(1, 1, "2018-11-10 12:00:00", "Resposta à questão &lt;b&gt;", admin="João Silva"),
    reply(2, 5, "2026-03-03 10:00:00", "Estamos verificando", admin="Rita Melo"),
    reply(3, 5, "2026-03-03 14:00:00", "E agora?", userid=2),
    reply(4, 5, "2026-03-03 15:00:00", "Pronto", admin="rita", rating=4),
    reply(5, 999, "2026-03-03 15:00:00", "de um ticket que não existe mais"),
]
NOTES = [
    {"id": 1, "ticketid": 5, "admin": "Rita Melo", "date": "2026-03-03 12:00:00", "message": "ver &quot;DNS&quot;"}
]
LOG = [
    log(1, 1, "2018-10-10 12:00:00", "New Support Ticket Opened"),
    log(2, 1, "2019-02-16 23:30:00", "Closed by Client"),
    log(3, 3, "2026-03-02 10:30:00", "Merged into Ticket 100001 (by Rita Melo)"),
    log(4, 4, "2026-03-07 11:00:00", "Ticket Auto Closed For Inactivity"),
    log(5, 5, "2026-03-03 11:00:00", "Department changed to Cobrança (by Rita Melo)"),
    log(6, 5, "2026-03-03 11:00:00", "Assigned to Rita Melo (by João Silva)"),
    log(7, 5, "2026-03-03 10:00:02", "Status changed to On Hold (by Rita Melo)"),
    log(8, 5, "2026-03-03 10:00:00", "New Ticket Response made by Rita Melo"),
]
FEEDBACK = [
    {"id": 1, "ticketid": 5, "adminid": 2, "rating": 9, "comments": "r&aacute;pido", "ip": "",
     "datetime": "2026-03-05 08:00:00"},
]  # fmt: skip
CLIENTS = [
    client(1, updated_at="2018-12-01 10:00:00"),
    client(2, companyname="P&atilde;o &amp; Cia", status="Closed", datecreated="0000-00-00"),
]
CONTACTS = [contact(1, 2, firstname="Jos&eacute;"), contact(2, 2)]
ROWS = {
    "tbltickets": TICKETS, "tblticketreplies": REPLIES, "tblticketnotes": NOTES, "tblticketlog": LOG,
    "tblticketfeedback": FEEDBACK, "tblclients": CLIENTS, "tblcontacts": CONTACTS,
}  # fmt: skip


def fill(server, database: str) -> None:
    """Put the rows into a database of ``whmcs.create``."""
    for table, rows in ROWS.items():
        server.fill(database, table, rows)
