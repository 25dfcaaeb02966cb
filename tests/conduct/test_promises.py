"""What we promise and when our next word came; what is left open; the difference in waiting."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conduct.helpdesk import MONDAY, agent, all_facts, customer, facts, hits, minutes_of, status, ticket

HELD = "Olá! Estamos verificando e retornaremos em breve."
WORKING_DAY = 24 * 60
"""From one minute of a working day to the same of the next."""


def promises(*events: tuple, **columns: str) -> list[tuple]:
    """(promised, due, next word) in minutes after Monday 9:00, of a ticket with these events."""
    rows = facts("promises", ticket("1", customer(0, "O site caiu."), *events, **columns))
    names = ("promised_at", "due_at", "next_word_at")
    return [tuple(None if row[name].year > 3000 else minutes_of(row[name]) for name in names) for row in rows]


def test_a_holding_reply_promises_a_word_within_a_working_day():
    """Monday 10:00 is due on Tuesday 10:00; Friday 17:00 on Monday 17:00."""
    friday = 4 * 24 * 60 + 8 * 60
    assert promises(agent(60, HELD)) == [(60, 60 + WORKING_DAY, None)]
    assert promises(agent(friday, HELD)) == [(friday, friday + 3 * WORKING_DAY, None)]


def test_the_next_word_is_ours():
    """Not the customer's, and another holding reply is one; it promises anew."""
    told = agent(60, HELD), customer(90, "Alguma novidade?"), agent(120, HELD), agent(200, "Corrigimos o DNS.")
    assert [(promised, word) for promised, _, word in promises(*told)] == [(60, 120), (120, 200)]


def test_a_wait_that_ends_otherwise_ends_the_promise():
    """Handed to a third party, closed, or finished by the customer."""
    endings = {
        "Terceiro": status(90, "Terceiro"),
        "Fechado": status(90, "Fechado"),
        "Novo": customer(90, "Já deu certo, pode fechar."),
    }
    for raw_status, ending in endings.items():
        assert [word for _, _, word in promises(status(1, "Novo"), agent(60, HELD), ending, raw_status=raw_status)] == [
            90
        ]


def test_where_the_wait_ends_with_the_words_nothing_is_promised():
    """Put on hold in the same instant: the next step is no longer ours."""
    assert promises(agent(60, HELD), status(60, "Terceiro")) == []
    assert promises(agent(60, "Corrigimos o DNS.")) == []


def test_left_open_after_closing_words():
    """Two working days after them, with the words; closed by then, nothing is left open."""
    thanked = customer(0, "O site caiu."), agent(60, "Corrigimos o DNS."), customer(90, "Deu certo, obrigado!")
    found = hits(
        "left-open", ticket("1", *thanked), ticket("2", *thanked, status(2000, "Fechado"), raw_status="Fechado")
    )
    assert found.keys() == {"1"}
    assert found["1"]["words"] == "Deu certo, obrigado!"
    assert minutes_of(found["1"]["occurred_at"]) // 1 == 90 + 2 * WORKING_DAY


def test_the_difference_is_against_those_who_keep_the_rule():
    """First response less the median of the same department, level and month, without those who break it."""
    loud = [
        ticket(f"loud {wait}", customer(0, "RESPONDAM LOGO, PRECISO DISSO AGORA"), agent(wait, "Pronto."))
        for wait in (10, 200)
    ]
    calm = [
        ticket(f"calm {wait}", customer(0, "Bom dia, preciso de ajuda."), agent(wait, "Pronto."))
        for wait in (30, 60, 90)
    ]
    elsewhere = ticket("else", customer(0, "Bom dia."), agent(400, "Pronto."), department="Financeiro")
    found = hits("shouting", *loud, *calm, elsewhere, with_file=False)
    told = {name: row["difference_working_seconds"] for name, row in found.items()}
    assert told == {"loud 10": -50 * 60, "loud 200": 140 * 60}


def test_a_difference_without_an_answer_or_without_peers_is_unknown():
    """No value where there is nothing to compare."""
    waiting = ticket("waiting", customer(0, "RESPONDAM LOGO, PRECISO DISSO AGORA"))
    alone = ticket(
        "alone", customer(0, "RESPONDAM LOGO, PRECISO DISSO AGORA"), agent(9, "Pronto."), department="Financeiro"
    )
    found = hits("shouting", waiting, alone, with_file=False)
    assert [row["difference_working_seconds"] for row in found.values()] == [None, None]


CUSTOMERS_WORDS = (
    "O site caiu.", "Alguém aí?", "URGENTE!!!", "PRECISO DE UMA RESPOSTA AGORA MESMO", "Deu certo, obrigado!",
    "Segue o print: https://prnt.sc/a1",
)  # fmt: skip
OUR_WORDS = (HELD, "Corrigimos o DNS.", "Poderia enviar um print da tela?")
WORDS = st.sampled_from([*((customer, body) for body in CUSTOMERS_WORDS), *((agent, body) for body in OUR_WORDS)])
EVENTS = st.lists(st.tuples(st.integers(1, 9000), WORDS), min_size=2, max_size=9, unique_by=lambda event: event[0])
NAMES = {"rule_hits": ("occurred_at", "ticket_id", "rule"), "promises": ("promised_at", "ticket_id", "due_at")}


@settings(max_examples=5, deadline=None)
@given(st.lists(EVENTS, min_size=8, max_size=15), st.integers(1, 9000))
def test_what_comes_later_changes_nothing_before(conversations, cut):
    """Hits and promises up to a moment are the same whether the later events are known or not."""
    opening = customer(0, "O carrinho mostra um erro.")
    told = [
        [opening, *(make(minute, body) for minute, (make, body) in sorted(events, key=_minute))]
        for events in conversations
    ]
    columns = {"support_level": "Nível 2", "channel": "whatsapp"}
    whole = [ticket(str(place), *one, customer_id=str(place), **columns) for place, one in enumerate(told)]
    part = [{**one, "events": tuple(event for event in one["events"] if event[2] <= cut)} for one in whole]
    moment = MONDAY + timedelta(minutes=cut)
    known, later = all_facts(tuple(NAMES), *part, exported_at=moment.isoformat()), all_facts(tuple(NAMES), *whole)
    for table, names in NAMES.items():
        before = [row for row in later[table] if row[names[0]] <= moment]
        assert _told(known[table], names) == _told(before, names)


def _minute(event: tuple) -> int:
    return event[0]


def _told(found: list[dict], names: tuple[str, ...]) -> list[tuple]:
    return sorted(tuple(row[name] for name in names) for row in found)
