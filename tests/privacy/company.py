"""A small company with something in every list of My queue and every table of the Data page, of two customers.

Zulmira's tickets are closed, so that age alone may forget her; Rui's are open. ``write`` is its export, and
``go_on`` one of more than a year later.
"""

from datetime import UTC, date, datetime
from pathlib import Path

from dashboard import settings as settings_file
from dashboard.reports.my_queue import Me
from dashboard.store import tables
from dashboard.store.engine import Store
from tests.privacy.test_erasing import CONTACTS, CUSTOMERS, EMAIL, FEEDBACK, NAME, NOW

ME = Me("helpdesk", "a1", "Ana")
RUI = "rui@outra.example"
AGENTS = "agent_id,name,email,team\na1,Ana,ana@empresa.example,Suporte\na2,Bia,bia@empresa.example,Suporte\n"
TICKETS = f"""\
ticket_id,customer_id,contact_id,subject,raw_status,opened_at,closed_at,opened_by,agent_id,department,due_at
1,c1,p1,Site da {NAME} fora,closed,2026-02-02T12:00:00Z,2026-02-03T12:00:00Z,customer,a1,Suporte,depois de {NAME}
2,c1,p1,Site fora,closed,2026-02-20T12:00:00Z,2026-02-21T12:00:00Z,customer,a2,Suporte,2026-03-05T12:00:00Z
3,c2,p2,Boleto,new,2026-02-20T12:00:00Z,,customer,a1,Suporte,2026-03-05T12:00:00Z
4,c2,p2,E-mail parado,new,2026-02-23T12:00:00Z,,customer,,Suporte,2026-03-05T12:00:00Z
5,c2,p2,Domínio expirado,new,2026-02-24T12:00:00Z,,customer,a1,Suporte,2026-03-05T12:00:00Z
6,c2,p2,Banco lento,waiting_customer,2026-02-25T12:00:00Z,,customer,a1,Suporte,2026-03-05T12:00:00Z
7,c1,p1,{NAME} sem data,new,outro dia,,customer,a1,Suporte,2026-03-05T12:00:00Z
8,c2,p2,Nota,Aguardando peça,2026-02-20T12:00:00Z,2026-02-21T12:00:00Z,customer,a2,Suporte,2026-03-05T12:00:00Z
9,c2,p2,Backup,new,2026-02-24T12:00:00Z,,customer,a1,Suporte,2026-03-05T12:00:00Z
"""
EVENTS = f"""ticket_id,occurred_at,sequence,kind,author,author_email,body
1,2026-02-02T12:00:00Z,1,message,customer,{EMAIL},"É o segredo da padaria. {NAME}. Minha senha: Xk39pQz!w"
1,2026-02-02T13:00:00Z,2,message,agent,,Corrigimos o DNS.
1,2026-02-02T14:00:00Z,3,message,customer,{EMAIL},"Deu certo, obrigada!"
2,2026-02-20T12:00:00Z,1,message,customer,{EMAIL},O site caiu de novo.
3,2026-02-20T12:00:00Z,1,message,customer,{RUI},"Falem com ZULMIRA QUEIROZ em {EMAIL} ou 11 98765 4321."
4,2026-02-23T12:00:00Z,1,message,customer,{RUI},O e-mail parou.
5,2026-02-24T12:00:00Z,1,message,customer,{RUI},O domínio expirou. A senha é Zt77qLm#2
5,2026-02-24T13:00:00Z,2,message,agent,,"Vou verificar com o registro e retorno até amanhã."
6,2026-02-25T12:00:00Z,1,message,customer,{RUI},O banco está lento.
6,2026-02-25T13:00:00Z,2,message,agent,,Aumentamos a memória; confira.
6,2026-02-28T12:00:00Z,3,message,customer,{RUI},"Voltou a ficar lento, a senha é Zt77qLm#2"
9,2026-02-24T12:00:00Z,1,message,customer,{RUI},O backup falhou.
9,2026-02-26T12:00:00Z,2,message,customer,{RUI},E agora?
"""
LATER_EVENTS = f"""6,2027-07-30T13:00:00Z,4,message,agent,,Reiniciamos; confira.
6,2027-08-01T12:00:00Z,5,message,customer,{RUI},De novo lento.
"""


def write(folder: Path) -> Path:
    """The export, as CSV files of the canonical tables."""
    folder.mkdir()
    files = {
        "tickets": TICKETS, "ticket_events": EVENTS, "customers": CUSTOMERS, "contacts": CONTACTS, "feedback": FEEDBACK,
        "agents": AGENTS,
    }  # fmt: skip
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def mark(data_dir: Path) -> None:
    """Ana flags a ticket that stands, one that was closed and one that was answered since, and snoozes another."""
    store = Store(data_dir, settings_file.load(), with_desk=True)
    before = {"recorded_at": datetime(2026, 2, 26, tzinfo=UTC), "seen_at": datetime(2026, 2, 25, tzinfo=UTC)}
    now = {"recorded_at": NOW, "seen_at": NOW, "seen_raw_status": "new"}
    acts = [
        {**now, "act_id": "f3", "ticket_id": "3", "kind": "flag", "note": f"ver com {NAME} e Rui Prado"},
        {**before, "act_id": "f1", "ticket_id": "1", "kind": "flag", "seen_raw_status": "new"},
        {**before, "act_id": "f9", "ticket_id": "9", "kind": "flag", "seen_raw_status": "new"},
        {**now, "act_id": "s4", "ticket_id": "4", "kind": "snooze", "until_day": date(2026, 3, 1)},
    ]
    with store.transaction() as desk:
        for act in acts:
            desk.execute(tables.ticket_marks.insert(), [{**act, "actor": ME.person, "source": "helpdesk"}])
    store.close()


def go_on(folder: Path) -> Path:
    """What the helpdesk exports more than a year later, and nothing else: an answer and a question."""
    folder.mkdir()
    tickets, events = TICKETS.splitlines(keepends=True), EVENTS.splitlines(keepends=True)
    written = [line for line in tickets if line.startswith(("ticket_id", "6,"))]
    (folder / "tickets_2027.csv").write_text("".join(written), encoding="utf-8")
    (folder / "ticket_events.csv").write_text(events[0] + LATER_EVENTS, encoding="utf-8")
    return folder
