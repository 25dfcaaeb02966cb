"""A WHMCS database, small and of our own: utf8 and latin1 tables, local times, columns that nobody may read."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
SCHEMA = """
create table tbltickets (
    id int auto_increment primary key, tid varchar(128) not null, did int not null, userid int not null default 0,
    contactid int not null default 0, name text not null, email text not null, c text not null, date datetime not null,
    title text not null, message text not null, status varchar(64) not null, urgency text not null, admin text not null,
    attachment text not null, lastreply datetime not null, flag int not null default 0, service text not null,
    merged_ticket_id int not null default 0, key date (date)
) engine=innodb charset=utf8mb3;
create table tblticketreplies (
    id int auto_increment primary key, tid int not null, userid int not null default 0,
    contactid int not null default 0, name text not null, email text not null, date datetime not null,
    message text not null, admin text not null,
    attachment text not null, rating int not null default 0, key tid_date (tid, date)
) engine=innodb charset=latin1;
create table tblticketnotes (
    id int auto_increment primary key, ticketid int not null, admin text not null, date datetime not null,
    message text not null, key ticketid_date (ticketid, date)
) engine=innodb charset=utf8mb3;
create table tblticketlog (
    id int auto_increment primary key, date datetime not null, tid int not null, action text not null, key tid (tid)
) engine=innodb charset=latin1;
create table tblticketfeedback (
    id int auto_increment primary key, ticketid int not null, adminid int not null, rating int not null,
    comments text not null, datetime datetime not null, ip text not null, key ticketid (ticketid)
) engine=innodb charset=utf8mb3;
create table tblticketstatuses (
    id int auto_increment primary key, title text not null, color text not null, sortorder int not null default 0,
    showactive int not null, showawaiting int not null, autoclose int not null
) engine=innodb charset=utf8mb3;
create table tblticketdepartments (
    id int auto_increment primary key, name text not null, email text not null, password text not null
) engine=innodb charset=utf8mb3;
create table tbladmins (
    id int auto_increment primary key, username text not null, password varchar(255) not null, firstname text not null,
    lastname text not null, email text not null, authdata text not null
) engine=innodb charset=latin1;
create table tblclients (
    id int auto_increment primary key, firstname text not null, lastname text not null, companyname text not null,
    email text not null, password text not null, phonenumber text not null, datecreated date not null,
    lastlogin datetime, status text not null, cardnum blob not null, cardlastfour text not null,
    securityqans text not null,
    created_at timestamp not null default '0000-00-00 00:00:00',
    updated_at timestamp not null default '0000-00-00 00:00:00'
) engine=innodb charset=utf8mb3;
create table tblcontacts (
    id int auto_increment primary key, userid int not null, firstname text not null, lastname text not null,
    email text not null, password text not null, phonenumber text not null,
    created_at timestamp not null default '0000-00-00 00:00:00',
    updated_at timestamp not null default '0000-00-00 00:00:00', key userid (userid)
) engine=innodb charset=utf8mb3
"""
GRANTS = dict(
    reversed(found)
    for found in re.findall(
        r"^grant select \((.+)\) on whmcs\.(\w+) to",
        (ROOT / "docs" / "how-to.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)
"""Table → what a reader may see: the columns that docs/how-to.md grants, no password and no card among them."""
PASSWORD = "Xq7-never-shown-9Zt"  # looked for in everything that is told
READER = "reader"
NEVER = "0000-00-00 00:00:00"
STATUSES = [
    ("Open", 1, 1, 0), ("Answered", 1, 0, 1), ("Customer-Reply", 1, 1, 0), ("Closed", 0, 0, 0), ("On Hold", 1, 0, 0),
    ("In Progress", 1, 0, 0), ("Aguardando você", 1, 0, 1), ("Com o fornecedor", 1, 0, 0), ("Escalado", 1, 1, 0),
    ("Arquivado", 0, 0, 0),
]  # fmt: skip
STAFF = [(1, "joao", "João", "Silva"), (2, "rita", "Rita", "Melo"), (3, "bot", "Robo", "Noturno")]


def ticket(number: int, **cells: object) -> dict:
    """A row of tbltickets; what is not named is as WHMCS leaves it."""
    opened = cells.get("date", "2026-03-02 10:00:00")
    empty = dict.fromkeys(("name", "email", "c", "message", "admin", "attachment", "service"), "")
    plain = {"tid": f"{100000 + number}", "did": 1, "userid": 1, "title": "Site fora", "status": "Open"}
    return {"id": number, **empty, **plain, "urgency": "Medium", "date": opened, "lastreply": opened, **cells}


def reply(number: int, tid: int, date: str, message: str = "", **cells: object) -> dict:
    """A row of tblticketreplies."""
    empty = dict.fromkeys(("name", "email", "admin", "attachment"), "")
    return {"id": number, "tid": tid, "date": date, "message": message, **empty, **cells}


def log(number: int, tid: int, date: str, action: str) -> dict:
    """A row of tblticketlog."""
    return {"id": number, "tid": tid, "date": date, "action": action}


def client(number: int, **cells: object) -> dict:
    """A row of tblclients, with what must never be read."""
    plain = {"firstname": "Ana", "lastname": "Souza", "companyname": "", "email": f"c{number}@x.example"}
    never = {"password": "hash", "cardnum": b"\x00\xff", "cardlastfour": "4242", "securityqans": "rex"}
    dated = {"datecreated": "2015-05-01", "updated_at": "2020-01-01 00:00:00"}
    return {"id": number, **plain, **never, **dated, "phonenumber": "", "status": "Active", **cells}


def contact(number: int, userid: int, **cells: object) -> dict:
    """A row of tblcontacts."""
    plain = {"firstname": "Beto", "lastname": "Lima", "email": f"k{number}@x.example", "phonenumber": ""}
    return {"id": number, "userid": userid, **plain, "password": "h", "updated_at": "2020-01-01 00:00:00", **cells}


def create(server, database: str) -> str:
    """A database with the tables, statuses, departments and staff; the reader's address."""
    server.run(f"drop database if exists {database};\ncreate database {database} character set utf8mb4")
    server.run(SCHEMA, database)
    names = ("title", "showactive", "showawaiting", "autoclose")
    server.fill(database, "tblticketstatuses", [dict(zip(names, row, strict=True)) | {"color": ""} for row in STATUSES])
    departments = [{"id": 1, "name": "Suporte"}, {"id": 2, "name": "Cobran&ccedil;a"}]
    server.fill(database, "tblticketdepartments", [one | {"email": "", "password": "imap"} for one in departments])
    never = {"password": "h", "authdata": "x"}
    names = ("id", "username", "firstname", "lastname")
    staff = [dict(zip(names, one, strict=True)) | never | {"email": f"{one[1]}@host.example"} for one in STAFF]
    server.fill(database, "tbladmins", staff)
    grant(server, database)
    return server.url(READER, database)


def grant(server, database: str) -> None:
    """What docs/how-to.md says: SELECT on named columns, and nothing else."""
    server.run(f"create user if not exists '{READER}'@'localhost' identified by '{PASSWORD}'")
    for table, columns in GRANTS.items():
        server.run(f"grant select ({columns}) on {database}.{table} to '{READER}'@'localhost'")
