"""An osTicket whose every number is known; the tests beside say what must come out."""

from tests.importing.hosts.osticket import entry, event, ticket

BODY = "<p>Ol&aacute;, o site est&aacute; <b>fora</b><br />desde &lt;ontem&gt;</p>"
TICKETS = [
    # Opened in the summer time of 2018 (-02:00), transferred, assigned, answered, reopened, closed again.
    ticket(1, created="2018-11-10 12:00:00", status_id=3, closed="2018-11-12 12:00:00", updated="2018-11-12 12:00:00",
           dept_id=2, staff_id=1, topic_id=1, source="Email", duedate="2018-11-14 12:00:00", isanswered=1),
    ticket(2, status_id=1, isanswered=1, staff_id=1, source="Phone"),
    ticket(3, status_id=6, isanswered=0, user_id=2),
    ticket(4, status_id=3, closed="2026-03-02 11:00:00", ticket_pid=2, flags=1, user_id=3),
    ticket(5, status_id=1, ticket_pid=2, flags=8, user_id=3),
    ticket(6, status_id=4, closed="2026-03-05 10:00:00"),
    ticket(7, status_id=5),
    ticket(8, status_id=2, closed="2026-03-04 10:00:00", user_id=0),
    ticket(9, created="0000-00-00 00:00:00", updated="2026-03-02 10:00:00"),
    ticket(10, user_id=4, staff_id=2, dept_id=3),
]  # fmt: skip
CDATA = [
    {"ticket_id": 1, "subject": "Caf&eacute; &amp; c&oacute;digo", "priority": "3"},
    {"ticket_id": 2, "subject": "Aviso"},
]
THREADS = [
    {"id": 100 + one["ticket_id"], "object_id": one["ticket_id"], "object_type": "C" if one["ticket_id"] == 4 else "T",
     "created": one["created"]}
    for one in TICKETS
] + [{"id": 900, "object_id": 1, "object_type": "A", "created": "2018-11-10 12:00:00"}]  # fmt: skip
ENTRIES = [
    entry(1, 1, "M", "2018-11-10 12:00:00", BODY),
    entry(2, 1, "N", "2018-11-10 12:05:00", "ver com o datacenter", format="text", staff_id=2),
    entry(3, 1, "R", "2018-11-10 13:00:00", "<p>Resolvido</p>", staff_id=1),
    entry(4, 1, "M", "2018-11-11 09:00:00", "<p>Voltou</p>"),
    entry(5, 1, "R", "2018-11-12 12:00:00", "<p>Agora sim</p>", staff_id=1),
    entry(6, 1, "R", "2018-11-10 12:00:01", "<p>Recebemos</p>", staff_id=0),
    entry(7, 1, "R", "2018-11-10 12:59:00", "<p>Resolvdo</p>", staff_id=1, flags=4),
    entry(8, 2, "M", "2026-03-02 10:00:00", "ligou", format="text"),
    entry(9, 2, "R", "2026-03-02 10:30:00", "<p>Feito?</p>", staff_id=1),
    entry(10, 3, "M", "2026-03-02 10:00:00", "<p>a &amp;amp; b</p>", user_id=2),
    entry(11, 6, "R", "2026-03-06 10:00:00", "<p>depois de fechado</p>", staff_id=1),
    {**entry(12, 1, "M", "2018-11-10 12:00:00", "de uma tarefa"), "thread_id": 900},
]
LOG = [
    event(1, 1, "created", "2018-11-10 12:00:00", uid=1, uid_type="U"),
    event(2, 1, "transferred", "2018-11-10 12:10:00", dept_id=2, data='{"dept":"Cobrança"}'),
    event(3, 1, "assigned", "2018-11-10 12:11:00", staff_id=1, data='{"staff":[1,"Rita Melo"]}', uid=2),
    event(4, 1, "closed", "2018-11-10 13:00:00", data='{"status":[2,"Resolvido"]}'),
    event(5, 1, "reopened", "2018-11-11 09:00:00", uid=1, uid_type="U"),
    event(6, 1, "closed", "2018-11-12 12:00:00", data='{"status":[3,"Fechado"]}'),
    event(7, 1, "viewed", "2018-11-10 12:01:00"),
    event(8, 2, "created", "2026-03-02 10:00:00"),
    event(9, 2, "assigned", "2026-03-02 10:05:00", staff_id=2, data='{"team":[1,"N2"]}'),
    event(10, 2, "assigned", "2026-03-02 10:06:00", staff_id=1, data='{"claim":true}'),
    event(11, 3, "created", "2026-03-02 10:00:00", uid=2, uid_type="U"),
    event(12, 3, "edited", "2026-03-02 10:20:00", data='{"status":6}'),
    event(13, 3, "edited", "2026-03-02 10:21:00", data='{"fields":{"22":["a","b"]}}'),
    event(14, 6, "closed", "2026-03-05 10:00:00", uid=None, data='{"status":[4,"Arquivo morto"]}'),
    event(15, 8, "closed", "2026-03-04 10:00:00"),
]
ATTACHMENTS = [
    {"id": 1, "object_id": 1, "type": "H", "file_id": 7}, {"id": 2, "object_id": 1, "type": "H", "file_id": 8},
    {"id": 3, "object_id": 1, "type": "F", "file_id": 8},
]  # fmt: skip
WHEN = {"created": "2018-01-01 10:00:00", "updated": "2018-02-01 10:00:00"}
USERS = [
    {"id": 1, "org_id": 5, "default_email_id": 11, "status": 1, "name": "Ana", **WHEN},
    {"id": 2, "org_id": 0, "default_email_id": 12, "status": 0, "name": "Zé", **WHEN},
    {"id": 3, "org_id": 5, "default_email_id": 13, "status": 0, "name": "Bia", **WHEN},
    {"id": 4, "org_id": 0, "default_email_id": 0, "status": 0, "name": "Caio", **WHEN},
]
EMAILS = [
    {"id": 11, "user_id": 1, "address": "ana@loja.example"}, {"id": 12, "user_id": 2, "address": "ze@fora.example"},
    {"id": 13, "user_id": 3, "address": "bia@loja.example"}, {"id": 14, "user_id": 1, "address": "ana@outra.example"},
]  # fmt: skip
ROWS = {
    "ticket": TICKETS, "ticket__cdata": CDATA, "thread": THREADS, "thread_entry": ENTRIES, "thread_event": LOG,
    "attachment": ATTACHMENTS, "user": USERS, "user_email": EMAILS,
    "user__cdata": [{"user_id": 1, "phone": "11 3333-4444X12"}],
    "organization": [{"id": 5, "name": "Loja Sul", "manager": "u1", **WHEN}],
}  # fmt: skip
