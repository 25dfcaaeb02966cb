"""Secrets that people type never reach the warehouse, nor anything that an import says."""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from dashboard import importing
from dashboard.cli import reporting
from dashboard.cli.console import Speaker
from dashboard.errors import DashboardError
from dashboard.importing.publishing import kept
from dashboard.importing.rows import hiding
from dashboard.reports import data
from dashboard.reports.filters import Filter
from dashboard.secrets import Masker
from dashboard.store import versions
from dashboard.store.engine import Store
from dashboard.store.tables import CANONICAL
from tests.importing.support import NOW, ask, make_source, run, settings, totals, write

PASSWORD, CARD, CPF, KEY = "Segr3do!x", "4111111111111111", "529.982.247-25", "AKIAIOSFODNN7EXAMPLE"
SECRETS = (PASSWORD, CARD, CPF, KEY)
DESCRIPTION = """
name = "helpdesk"
zone = "America/Sao_Paulo"

[tables.raw]
required = ["id", "status", "opened"]
optional = ["subject", "seconds"]
dates = ["opened"]
needed = ["opened"]

[tables.said]
required = ["ticket", "moment", "who", "words"]
optional = ["files", "from"]
dates = ["moment"]

[tables.rated]
required = ["rating", "ticket", "mark", "why"]

[tables.reached]
required = ["contact", "customer", "mail", "phone"]

[statuses]
open = "in_progress"
"""
SELECTS = {
    "tickets": "select id as ticket_id, status as raw_status, opened as opened_at, subject, "
    "seconds as stated_resolution_seconds, source_file, source_row from raw",
    "ticket_events": "select ticket as ticket_id, moment as occurred_at, 'message' as kind, who as author, "
    'words as body, files as attachment_names, "from" as author_email, source_file, source_row from said',
    "feedback": "select rating as feedback_id, ticket as ticket_id, mark as raw_score, "
    "why as comment, source_file, source_row from rated",
    "contacts": "select contact as contact_id, customer as customer_id, mail as email, phone as phone_1, "
    "source_file, source_row from reached",
}
TICKETS = [
    ["id", "status", "opened", "subject", "seconds"],
    ["1", "open", "2026-01-02 10:00", f"senha: {PASSWORD}", ""],
    ["2", f"aguarda senha: {PASSWORD}", "2026-01-02 11:00", "Site fora", f"cartão {CARD}"],
    ["3", "open", f"senha: {PASSWORD}", f"cpf {CPF}", ""],
    ["4", "open"],
    ["", "open", "2026-01-02 12:00", f"minha senha é {PASSWORD}", ""],
    *([str(number), "open", "2026-01-02 13:00", "Nota", ""] for number in range(10, 20)),
]
SAID = [
    ["ticket", "moment", "who", "words", "files", "from"],
    ["1", "2026-01-02 10:01", "customer", f"cartão {CARD}, CPF {CPF}", f"senha {PASSWORD}.txt", "ana@loja.com.br"],
    ["1", "2026-01-02 10:02", "agent", "Recebemos.", "", ""],
    ["404", "2026-01-02 10:03", "customer", f"a chave é {KEY}", "", ""],
]
RATED = [["rating", "ticket", "mark", "why"], ["9", "1", "5", f"a senha {PASSWORD} vazou"]]
REACHED = [["contact", "customer", "mail", "phone"], ["c1", "k1", "ana@loja.com.br", "52998224725"]]
BROKEN = f"5;open;2026-01-02;senha: {PASSWORD};x;y;z\n"


def as_csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(row for row in rows if len(row) == len(rows[0]))
    return out.getvalue()


def export(folder: Path) -> Path:
    write(folder / "raw.csv", as_csv(TICKETS) + BROKEN)
    write(folder / "said.csv", as_csv(SAID))
    write(folder / "rated.csv", as_csv(RATED))
    write(folder / "reached.csv", as_csv(REACHED))
    return folder


@pytest.fixture
def source(tmp_path) -> Path:
    selects = {name: select for name, select in SELECTS.items() if name != "tickets"}
    return make_source(tmp_path / "source", DESCRIPTION, tickets=SELECTS["tickets"], **selects)


def everything(data_dir: Path) -> str:
    """All cells of all tables of the current warehouse."""
    with duckdb.connect(str(versions.current(data_dir).path), read_only=True) as connection:
        tables = [row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()]
        return "\n".join(str(connection.execute(f"from {table}").fetchall()) for table in tables)


def test_no_secret_reaches_any_cell_of_the_warehouse_or_the_report(tmp_path, source):
    """Not as subject, body, comment, file name, status, rejected row, emptied cell or report."""
    report = run(source, export(tmp_path / "export"), tmp_path / "data")
    told = everything(tmp_path / "data") + json.dumps(report.to_dict(), ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in told] == []
    assert "senha: ••••" in told
    assert "•••• 1111" in told
    assert "•••.•••.•••-25" in told
    assert {rule.rule for rule in report.rejected} == {"structure", "date-unreadable", "id-missing", "orphan"}


def test_what_identifies_or_reaches_somebody_stays(tmp_path, source):
    """A phone that would pass for a CPF stays a phone, and an id stays an id, also in a row set aside."""
    rows = [["id", "status", "opened", "subject", "seconds"], [CARD, "open", "2026-01-02 10:00", "Nota", ""]]
    write(tmp_path / "export" / "raw.csv", as_csv([*rows, ["2", "open", "2026-01-03 10:00", "a", ""]]))
    orphans = [[row[0].replace("404", "5500005555555559"), *row[1:]] for row in SAID]
    write(tmp_path / "export" / "said.csv", as_csv(orphans))
    write(tmp_path / "export" / "reached.csv", as_csv(REACHED))
    run(source, tmp_path / "export", tmp_path / "data")
    assert ask(tmp_path / "data", "select phone_1 from contacts") == [("52998224725",)]
    assert ask(tmp_path / "data", f"select count(*) from tickets where ticket_id = '{CARD}'") == [(1,)]
    cells = ask(tmp_path / "data", "select cells from rejected_rows where rule = 'orphan' and row_number = 4")
    assert json.loads(cells[0][0])["ticket"] == "5500005555555559"
    assert KEY not in cells[0][0]


def test_the_report_and_the_bookkeeping_count_by_kind(tmp_path, source):
    """Each secret of a row counts once, whether the row was used or set aside."""
    report = run(source, export(tmp_path / "export"), tmp_path / "data")
    # subject 1, status 2, file name, comment, subject of the row without id; date, subject and broken row set aside
    assert dict(report.hidden_secrets) == {"password": 7, "key": 1, "card": 1, "cpf": 2}
    kept_counts = ask(tmp_path / "data", "select kind, cast(sum(secret_count) as int) from hidden_secrets group by 1")
    assert dict(kept_counts) == dict(report.hidden_secrets)
    assert report.to_dict()["hidden_secrets"] == dict(report.hidden_secrets)


def test_the_data_page_and_the_console_tell_the_counts(tmp_path, source, capsys):
    """Per import and kind on the page; in one sentence on the console, in the words of the language."""
    report = run(source, export(tmp_path / "export"), tmp_path / "data")
    store = Store(tmp_path / "data", settings(), with_desk=False)
    try:
        told = data.report(store, Filter()).hidden_secrets.frame
    finally:
        store.close()
    assert dict(zip(told["secret_kind"], told["secret_count"], strict=True)) == dict(report.hidden_secrets)
    assert set(told["source"]) == {"helpdesk"}
    for language, sentence in (
        ("pt-BR", "Ocultados nos textos: 7 senhas, 1 chave, 1 cartão, 2 CPF."),
        ("en", "Hidden in texts: 7 passwords, 1 key, 1 card, 2 CPF."),
    ):
        reporting.show(report, settings(), Speaker(language, as_json=False))
        assert sentence in " ".join(capsys.readouterr().out.split())


def test_a_repeated_import_stays_repeated_and_keeps_the_older_counts(tmp_path, source):
    """What is compared is the masked text, so the second time every usable row says what is known."""
    folder = export(tmp_path / "export")
    first = totals(run(source, folder, tmp_path / "data"))
    second = totals(run(source, folder, tmp_path / "data"))
    assert (second["used"], second["repeated"]) == (0, first["used"])
    assert second["rejected"] == first["rejected"]
    assert ask(tmp_path / "data", "select count(distinct stamp) from hidden_secrets") == [(2,)]


@pytest.mark.parametrize("mode", ["complete", "append"])
def test_data_loaded_under_other_rules_are_masked_and_known_again(tmp_path, source, monkeypatch, mode):
    """An older warehouse with secrets passes none on, and an import of the same rows repeats them."""
    write(source / "source.toml", DESCRIPTION + f'\n[merge]\nticket_events = "{mode}"\n')
    folder = export(tmp_path / "export")
    with monkeypatch.context() as before:
        before.setattr(hiding.Hiding, "rows", lambda self, table: None)
        before.setattr("dashboard.importing.rows.accounting.hide_faults", lambda hiding: None)
        before.setattr("dashboard.importing.publishing.warehouse.fingerprint", lambda settings: "older")
        first = totals(run(source, folder, tmp_path / "data"))
    assert PASSWORD in everything(tmp_path / "data")
    second = totals(run(source, folder, tmp_path / "data"))
    assert (second["used"], second["repeated"]) == (0, first["used"])
    assert [secret for secret in SECRETS if secret in everything(tmp_path / "data")] == []


def test_a_rebuild_masks_what_was_loaded_before(tmp_path, source, monkeypatch):
    """After an update of the program the first start hides what the older one let in, and says how much."""
    with monkeypatch.context() as before:
        before.setattr(hiding.Hiding, "rows", lambda self, table: None)
        before.setattr("dashboard.importing.rows.accounting.hide_faults", lambda hiding: None)
        before.setattr("dashboard.importing.publishing.warehouse.fingerprint", lambda settings: "older")
        run(source, export(tmp_path / "export"), tmp_path / "data")
    assert importing.needs_rebuild(tmp_path / "data", settings())
    importing.rebuild(tmp_path / "data", settings(), now=NOW)
    assert [secret for secret in SECRETS if secret in everything(tmp_path / "data")] == []
    hidden = ask(
        tmp_path / "data", "select cast(sum(secret_count) as int) from hidden_secrets where source = 'helpdesk'"
    )
    assert hidden == [(6,)]  # of the tables; rows set aside are masked too, but counted only when they are read


def test_an_error_tells_the_cell_without_its_secret(tmp_path, source):
    """A refusal quotes what stood there; a password in it is hidden."""
    rows = [TICKETS[0], *([str(one), "open", f"senha: {PASSWORD}", "a", ""] for one in range(5))]
    file = write(tmp_path / "raw.csv", as_csv(rows))
    with pytest.raises(DashboardError) as refused:
        run(source, file, tmp_path / "data")
    assert PASSWORD not in str(refused.value)
    assert "senha: ••••" in str(refused.value)
    checked = run(source, file, tmp_path / "data", publish=False)
    assert PASSWORD not in json.dumps(checked.to_dict(), ensure_ascii=False)


def test_the_words_are_settings(tmp_path, source):
    """A word of the company's own announces a password as the shipped ones do."""
    write(tmp_path / "data" / "settings.toml", '[secrets]\npassword = ["contra-senha", "palavra-chave"]\n')
    own = settings(tmp_path / "data")
    rows = [TICKETS[0], ["1", "open", "2026-01-02 10:00", "palavra-chave: Segr3do!x, senha: outra123", ""]]
    run(source, write(tmp_path / "raw.csv", as_csv(rows)), tmp_path / "data", settings=own)
    assert ask(tmp_path / "data", "select subject from tickets") == [("palavra-chave: ••••, senha: outra123",)]
    assert own.facts_hash != settings().facts_hash


def test_every_text_of_the_canonical_tables_is_looked_at_but_for_ids():
    """A column added later is masked unless it identifies a row."""
    left_alone = {
        column.name
        for table in CANONICAL.values()
        for column in table.columns
        if column.name not in hiding.hidable(table)
    }
    texts = {one.name for table in CANONICAL.values() for one in table.columns if str(one.type) == "TEXT"}
    assert {one for one in left_alone & texts if not one.endswith("_id")} == {"source", "number", "merged_into"}
    assert set(kept.WRITTEN) <= set(kept.BOOKKEEPING)


def test_masks_are_kept_bit_by_bit(monkeypatch):
    """However many texts hold a secret, only some at a time are in memory, and each gets its mask."""
    monkeypatch.setattr(hiding, "BATCH_ROWS", 2048)
    sizes, number = [], 10_000
    keep = hiding.Hiding._keep
    monkeypatch.setattr(
        hiding.Hiding, "_keep", lambda self, masks, found: (sizes.append(len(found)), keep(self, masks, found))
    )
    with duckdb.connect() as connection:
        connection.execute(
            "create schema new; create table new.ticket_events as "
            f"select 'senha: Abc@' || number as body from range({number}) as numbers (number)"
        )
        assert hiding.Hiding(connection, Masker(settings().secrets)).learn("new.ticket_events", "body") == number
        asked = "select count(distinct written), any_value(masked), count(distinct masked) from main.masks"
        assert connection.execute(asked).fetchone() == (number, "senha: ••••", 1)
    assert sum(sizes) == number
    assert max(sizes) <= 4096
