"""The account of planted faults, counted back from the written tables with nothing of the simulation's own."""

import pytest

from dashboard import settings
from tests.demo.words import ending, has

WORDS = settings.load().words


def test_shouting(export):
    """Subjects of 70 % capitals or more are those planted, and no others."""
    found = export.ids("""
        select ticket_id from (
            select ticket_id, regexp_replace(replace(subject, service, ''), '[^a-zA-ZÀ-ÿ]', '', 'g') as letters
            from tickets
        ) where length(letters) >= 7
            and length(regexp_replace(letters, '[^A-ZÀ-Þ]', '', 'g')) >= 0.7 * length(letters)""")
    assert found == export.planted("shouting")


def test_burst(export):
    """Three messages within half an hour of the opening, and no answer before: those planted, no others."""
    found = export.ids("""
        select t.ticket_id from tickets t join ticket_events e using (ticket_id)
        where e.kind = 'message' and e.author = 'customer' and e.occurred_at < t.opened_at + interval 30 minute
            and t.channel not in ('chat', 'phone')
            and not exists (
                from ticket_events a where a.ticket_id = t.ticket_id and a.kind = 'message' and a.author = 'agent'
                and a.occurred_at < e.occurred_at
            )
        group by t.ticket_id having count(*) >= 3""")
    planted = export.planted("burst")
    assert planted <= found
    assert len(found - planted) <= 0.02 * len(planted)


def test_wrong_channel(export):
    """Second-level tickets that came by chat, WhatsApp or Messenger."""
    found = export.ids("""
        select ticket_id from tickets where support_level = 'Nível 2' and channel in ('chat', 'whatsapp', 'messenger')
            and raw_status not in ('Spam', 'Teste', 'Monitoramento')""")
    assert found == export.planted("wrong-channel")


def test_evidence(export):
    """Answered second-level tickets without image or link before the first answer; asked for again in some."""
    image = "regexp_matches(attachment_names, '^[^0-9]+[.](png|jpg)$') or body like '%https://%'"
    found = export.ids(f"""
        select ticket_id from tickets t
        where support_level = 'Nível 2' and category not in ('Segurança', 'Instabilidade')
            and raw_status not in ('Spam', 'Teste', 'Monitoramento', 'Mesclado') and opened_by = 'customer'
            and first_response_at is not null
            and not exists (
                from ticket_events e where e.ticket_id = t.ticket_id and e.author = 'customer' and ({image})
                and e.occurred_at <= t.first_response_at
            )""")
    planted = export.planted("evidence-missing")
    assert planted <= found
    # Besides, only second tickets about a matter whose first one had none.
    second = export.planted("duplicate-subject") | export.planted("parallel-thread")
    assert len(found - planted - second) <= 0.03 * len(planted)
    asked = export.ids("""
        select ticket_id from ticket_events
        where author = 'agent' and (body like '%print%' or body like '%imagem da tela%')
        group by ticket_id having count(*) > 1""")
    assert asked == export.planted("evidence-asked-twice")


def test_duplicates(export):
    """A second ticket of the same customer with the same subject while the first was not solved."""
    found = export.ids("""
        select b.ticket_id from tickets b join tickets a
            on a.customer_id = b.customer_id and a.contact_id = b.contact_id
            and a.service = b.service and a.opened_at < b.opened_at
            and lower(replace(b.subject, 'RE: ', '')) = lower(replace(a.subject, 'RE: ', ''))
            and coalesce(a.resolved_at, a.closed_at, 'infinity') > b.opened_at
        where 'Spam' not in (a.raw_status, b.raw_status) and 'Monitoramento' not in (a.raw_status, b.raw_status)
            and 'Teste' not in (a.raw_status, b.raw_status)""")
    planted = export.planted("duplicate-subject")
    assert planted <= found
    assert len(found - planted) <= 0.05 * len(planted)


def test_parallel_threads(export):
    """An e-mail that cites the number of a ticket of the same customer, while that one was open and waited for them."""
    found = export.ids("""
        select b.ticket_id from tickets b
        join ticket_events e on e.ticket_id = b.ticket_id and e.sequence = 2
        join tickets a on a.customer_id = b.customer_id and position(a.number in e.body) > 0
        join ticket_events s on s.ticket_id = a.ticket_id and s.kind = 'status' and s.occurred_at <= b.opened_at
        where b.channel = 'email' and e.kind = 'message' and a.first_response_at < b.opened_at
        group by b.ticket_id
        having arg_max(s.raw_status, s.sequence) not in ('Resolvido', 'Fechado')""")
    assert found == export.planted("parallel-thread")


def test_holding_and_promises(export):
    """Holding replies by the words of the settings; broken where the next word took more than a working day."""
    messages = export.rows("""
        select ticket_id, body from ticket_events e join tickets t using (ticket_id)
        where e.kind = 'message' and author = 'agent' and sequence > 2 and body not like '%seu lugar na fila%'""")
    held = {ticket for ticket, body in messages if has(body, WORDS.holding)}
    assert held == export.planted("holding")
    assert 0.1 < len(export.planted("promise-not-kept")) / len(held) < 0.3
    assert export.planted("promise-not-kept") <= held


def test_how_it_ended(export):
    """Closed without any answer to the last word; reopened; closed after a confirmation; merged; put aside."""
    spoken = """
        select ticket_id, last(author order by sequence) as author, last(body order by sequence) as body
        from ticket_events where kind = 'message' and author <> 'robot' group by ticket_id"""
    unanswered = export.rows(f"""
        select ticket_id, body from tickets join ({spoken}) using (ticket_id)
        where raw_status = 'Fechado' and author = 'customer' and opened_by = 'customer'""")
    found = {ticket for ticket, body in unanswered if ending(body, WORDS) == "other" and not _is_automatic(body)}
    assert found == export.planted("closed-unanswered")
    reopened = export.ids("""
        select ticket_id from (
            select ticket_id, raw_status, lag(raw_status) over (partition by ticket_id order by sequence) as before
            from ticket_events where kind = 'status'
        ) where raw_status = 'Em andamento' and before in ('Resolvido', 'Fechado')""")
    assert reopened == export.planted("reopened") | export.planted("reopened-by-thanks")
    assert export.ids("select ticket_id from tickets where raw_status = 'Mesclado'") == export.planted("merged")
    assert export.ids("select ticket_id from tickets where merged_into is not null") == export.planted("merged")
    for status, rule in (("Monitoramento", "monitoring"), ("Spam", "spam"), ("Teste", "test")):
        found = export.ids(f"select ticket_id from tickets where raw_status = '{status}'")
        assert found <= export.planted(rule)
        assert len(found) >= len(export.planted(rule)) - 5


def _is_automatic(body: str) -> bool:
    return has(body, WORDS.automatic_reply)


def test_left_open(export):
    """A confirmation or thanks, and two working days later not yet closed: nobody else, give or take a weekend."""
    closing = {row[0] for row in _closing_words(export)}
    assert export.planted("left-open") <= closing
    assert export.planted("closed-after-confirmation") <= closing
    open_now = export.ids("select ticket_id from tickets where closed_at is null and resolved_at is null")
    assert export.planted("closed-after-confirmation").isdisjoint(open_now - export.planted("undated"))


def _closing_words(export) -> list[tuple]:
    messages = export.rows("select ticket_id, body from ticket_events where kind = 'message' and author = 'customer'")
    return [row for row in messages if ending(row[1], WORDS) in ("closing", "thanks")]


def test_robots_and_mailboxes(export):
    """Automatic replies of customers; receipts come from a robot within a minute."""
    messages = export.rows("select ticket_id, body from ticket_events where kind = 'message' and author = 'customer'")
    assert {ticket for ticket, body in messages if _is_automatic(body)} == export.planted("automatic-reply")
    assert (
        export.one("""
        select count(*) from ticket_events e join tickets t using (ticket_id)
        where e.body like 'Recebemos%' and (author <> 'robot' or occurred_at > opened_at + interval 1 minute)""")
        == 0
    )


def test_unknown_statuses_and_transfers(export):
    """A status that nothing maps, a few of them at this moment; transfers, with where the ticket stood before."""
    entered = export.ids("select ticket_id from ticket_events where raw_status = 'Escalonado N3'")
    assert entered == export.planted("unknown-status")
    assert 1 <= export.one("select count(*) from tickets where raw_status = 'Escalonado N3'") < 20
    moved = export.ids("select ticket_id from ticket_events where kind = 'transfer' and author = 'agent'")
    assert moved == export.planted("transferred")
    before = "select ticket_id from ticket_events where kind = 'transfer' and author = 'robot'"
    assert moved <= export.ids(before)


def test_who_opened_what(export):
    """Notices of ours, calls recorded afterwards, writers who are in no record, ratings."""
    notices = export.ids("select ticket_id from tickets where opened_by = 'agent' and channel <> 'phone'")
    assert notices == export.planted("notice")
    recorded = export.ids("select ticket_id from tickets where resolved_at <= opened_at + interval 2 minute")
    assert export.planted("recorded-afterwards") <= recorded
    assert export.ids("select ticket_id from tickets where contact_id is null") == export.planted(
        "orphan-ticket-contact"
    )
    assert export.ids("select ticket_id from feedback") == export.planted("rated")
    unknown = export.one("""
        select count(*) from ticket_events e join tickets t using (ticket_id)
        where e.author = 'customer' and contact_id is null and author_email in (select email from contacts)""")
    assert unknown == 0


def test_what_holds_now(export):
    """Open tickets, by hand from the statuses."""
    closed = "('Resolvido', 'Fechado', 'Spam', 'Mesclado', 'Monitoramento', 'Teste')"
    now = export.truth.now
    assert export.one(f"select count(*) from tickets where raw_status not in {closed}") == now["open"]
    turns = ("support", "customer", "finished", "third_party", "unknown")
    assert sum(now[turn] for turn in turns) == now["open"]
    assert export.one("select count(*) from tickets where raw_status = 'Aguardando terceiro'") == now["third_party"]


MOBILE = r"'^(\+55 |\()?[1-9]{2}\)? ?9[6-8][0-9]{3}-?[0-9]{4}$'"
LANDLINE = r"'^(\+55 |\(|0)?[1-9]{2}\)? 3[2-9][0-9]{2}-[0-9]{4}$'"
REPAIRABLE = r"'^\([1-9]{2}\) [6-9][0-9]{3}-[0-9]{4}$'"
NOBODYS = r"'99999-9999|^0800|^4004|^.{6,7}$'"
GOOD_MAIL = r"regexp_matches(coalesce(email, ''), '^[a-z.0-9]+@[a-z-]+[0-9]*\.example$')"
CONFIRMED = "greatest(updated_at, confirmed_at) >= timestamptz '2026-11-23 14:37:00+00' - interval 365 day"


def _phones(pattern: str) -> str:
    return f"(regexp_matches(coalesce(phone_1, ''), {pattern}) or regexp_matches(coalesce(phone_2, ''), {pattern}))"


def _some(condition: str) -> str:
    return f"select customer_id from contacts group by customer_id having bool_or({condition})"


def _none(condition: str) -> str:
    return f"select customer_id from contacts group by customer_id having not bool_or({condition})"


@pytest.mark.parametrize(
    ("rule", "query"),
    [
        ("mobile-missing", _none(f"not has_left and {_phones(MOBILE)}")),
        ("landline-missing", _none(f"not has_left and {_phones(LANDLINE)}")),
        ("phone-repairable", _some(_phones(REPAIRABLE))),
        ("phone-invalid", _some(_phones(NOBODYS))),
        ("departed-listed", _some("has_left")),
        ("email-invalid", _some(f"email is not null and not {GOOD_MAIL}")),
        ("not-confirmed", _none(CONFIRMED)),
        ("unreachable", _none(f"not has_left and ({GOOD_MAIL} or {_phones(LANDLINE)} or {_phones(MOBILE)})")),
    ],
)
def test_contact_records(export, rule, query):
    """Each rule of the contact records, from the written numbers and addresses."""
    assert export.ids(query) == export.planted(rule)


def test_second_persons(export):
    """Without a second person: none listed, one that repeats the first, or one of the two has left."""
    paired = export.ids("""
        select a.customer_id from contacts a join contacts b using (customer_id)
        where a.contact_role = 'primary' and b.contact_role = 'secondary' and not a.has_left and not b.has_left
            and (a.phone_1 is distinct from b.phone_1 or a.email is distinct from b.email)""")
    everyone = export.ids("select customer_id from customers")
    assert everyone - paired == export.planted("secondary-missing")


def test_rates_are_met(export):
    """What is planted comes near its rate."""
    counts, total = export.truth.counts, export.truth.tickets
    for rule in ("spam", "monitoring", "notice", "duplicate-subject", "parallel-thread"):
        assert counts[rule] == pytest.approx(total * export.truth.rates[rule], rel=0.25), rule
    for rule, ids in export.truth.planted.items():
        assert counts[rule] == len(set(ids)), rule
        assert counts[rule] > 0, rule
