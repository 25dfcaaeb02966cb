"""Second tickets about a first one's matter: what repeats an open ticket, and what goes on with it in a new e-mail."""

import pytest

from tests.support import make_warehouse

STATUSES = {
    "Novo": ("new", None),
    "Fechado": ("closed", None),
    "Unido": ("merged", None),
    "Aguardando": ("waiting_customer", None),
}
DOWN = ("Site loja.example fora do ar", "O site loja.example não abre desde as 9h, aparece erro 503.")
INVOICE = ("Boleto de março", "Preciso do boleto de março do plano da loja.")


def hits_of(tmp_path, first: dict, second: dict) -> list[tuple]:
    """(rule, counted, related ticket) of the second ticket; the first is number 20001, opened an hour before."""
    tickets, events = [], []
    for number, hour, own in (("20001", "10:00", first), ("20002", "11:00", second)):
        given = {"customer_id": "c1", "contact_id": "p1", "channel": "email", "raw_status": "Novo", **own}
        body, more = given.pop("body"), given.pop("events", [])
        opened_at = f"2026-03-02T{hour}:00-03:00"
        tickets.append({"ticket_id": number, "opened_at": opened_at, "opened_by": "customer", **given})
        said = {"occurred_at": opened_at, "kind": "message", "author": "customer", "body": body}
        events += [{"ticket_id": number, **event} for event in (said, *more)]
    store = make_warehouse(
        tmp_path, {"tickets": tickets, "ticket_events": events}, STATUSES, "2026-03-09T12:00:00-03:00"
    )
    sql = "select rule, is_counted, related_ticket_id from rule_hits where ticket_id = '20002'"
    try:
        return [tuple(row.values()) for row in store._run("hits", sql, {}).to_pylist()]
    finally:
        store.close()


def asked(subject: str, body: str, **more: object) -> dict:
    return {"subject": subject, "body": body, **more}


DUPLICATE = [("duplicate-subject", True, "20001")]
WAITING = [
    {"occurred_at": "2026-03-02T10:20:00-03:00", "kind": "message", "author": "agent", "body": "O site já abre daqui."},
    {"occurred_at": "2026-03-02T10:20:00-03:00", "kind": "status", "raw_status": "Aguardando"},
]
CLOSED = [{"occurred_at": "2026-03-02T10:30:00-03:00", "kind": "status", "raw_status": "Fechado"}]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (DOWN, ("RE: [#20001] SITE LOJA.EXAMPLE FORA DO AR", "Alguém pode olhar?")),
        (DOWN, ("ENC: site loja.example fora do ár (ticket nº 20001)", "Segue de novo.")),
        (DOWN, ("Ajuda", "O site loja.example não abre desde as 9h, aparece erro 503!")),
    ],
)
def test_the_same_matter_is_a_duplicate(tmp_path, first, second):
    """Accents, capitals, prefixes and ticket numbers do not count; under a generic subject the same body does."""
    assert hits_of(tmp_path, asked(*first), asked(*second)) == DUPLICATE


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (DOWN, ("Site blog.example fora do ar", "O site blog.example não abre desde as 9h, aparece erro 503.")),
        (INVOICE, ("Boleto de abril", "Preciso do boleto de abril do plano da loja.")),
        (("Ativar o e-mail", "Podem ativar a conta?"), ("Desativar o e-mail", "Podem desativar a conta?")),
        (("Fatura 1001", "Não consigo abrir."), ("Fatura 1002", "Não consigo abrir.")),
        (("Ajuda", "Quanto custa o plano maior?"), ("Ajuda", "Meu certificado venceu hoje cedo.")),
    ],
)
def test_another_domain_month_direction_or_number_is_another_matter(tmp_path, first, second):
    """However alike the rest is; and a generic subject alone says nothing."""
    assert all(rule != "duplicate-subject" for rule, _, _ in hits_of(tmp_path, asked(*first), asked(*second)))


def test_only_while_the_first_is_open(tmp_path):
    """What comes after the first was closed repeats nothing."""
    first = asked(*DOWN, raw_status="Fechado", events=CLOSED)
    assert hits_of(tmp_path, first, asked(*DOWN)) == []


def test_of_one_customer_alone(tmp_path):
    """The same trouble of somebody else is theirs."""
    assert hits_of(tmp_path, asked(*DOWN), asked(*DOWN, customer_id="c2", contact_id="p2")) == []


def test_a_merged_ticket_is_a_duplicate_as_well(tmp_path):
    """It is in no metric, and exactly what the rule is about."""
    second = asked(*DOWN, raw_status="Unido", merged_into="20001")
    assert hits_of(tmp_path, asked(*DOWN), second) == DUPLICATE


ELSEWHERE = ("Mais uma coisa", "Como fica o horário no feriado?")


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (asked("Sobre o chamado 20001", "Prefiro seguir por aqui."), True),
        (asked("Ainda com falha", "O loja.example segue fora do ar aqui."), True),
        (asked(*ELSEWHERE), False),
        (asked("Sobre o chamado 20001", "Prefiro seguir por aqui.", contact_id="p2"), None),
        (asked("Sobre o chamado 20001", "Prefiro seguir por aqui.", channel="web"), None),
        (asked("Senha do e-mail", "Esqueci a senha do e-mail em loja.example."), False),
    ],
)
def test_a_new_e_mail_while_a_ticket_waits_for_them(tmp_path, second, expected):
    """Counted where it cites the number, or the domain in the same matter; else only possible; of the same person."""
    first = asked(*DOWN, raw_status="Aguardando", events=WAITING)
    found = hits_of(tmp_path, first, second)
    assert found == ([] if expected is None else [("parallel-thread", expected, "20001")])


def test_no_parallel_thread_while_we_owe_the_answer(tmp_path):
    """Whoever waits for us may ask where they like."""
    second = asked("Sobre o chamado 20001", "Prefiro seguir por aqui.")
    assert hits_of(tmp_path, asked(*DOWN), second) == []
