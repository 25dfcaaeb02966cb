"""Who shouts, and what only looks like it."""

import pytest

from tests.conduct.helpdesk import agent, customer, hits, ticket

CALM = "Bom dia, o painel abre, mas a página de e-mails fica em branco. Podem verificar?"

SHOUTED = {
    "a whole subject": ("PRECISO DE AJUDA AGORA", CALM),
    "a whole body": ("Painel", "O SITE ESTÁ FORA DO AR DESDE ONTEM E NINGUÉM RESPONDE"),
    "a body over a calm quote": (
        "Painel", "ISSO NÃO FUNCIONA, JÁ TENTEI DE TUDO\n\n> Bom dia, limpe o cache do navegador e tente de novo."
    ),
    "a body over a calm signature": ("Painel", "ISSO NÃO FUNCIONA, JÁ TENTEI TUDO\n\nAtenciosamente,\nana de souza"),
    "quotes under a shout": ("Painel", 'A TELA MOSTRA "tente novamente mais tarde, por favor" E NADA MAIS'),
}  # fmt: skip
CALM_ALL_THE_SAME = {
    "a subject carried over": ("RE: AVISO DE MANUTENÇÃO", CALM),
    "a legal notice": ("Painel", f"{CALM}\n\nAVISO LEGAL: ESTA MENSAGEM É DESTINADA A QUEM A RECEBEU E A MAIS NINGUÉM"),
    "a pasted form": ("Painel", "Segue o boleto pago.\nBANCO: RIBEIRA\nPAGADOR: TARCISIO BUENO\nVALOR: CEM REAIS"),
    "acronyms": ("DNS SSL CPANEL VPS", "O DNS do VPS e o SSL do CPANEL."),
    "a short subject": ("AJUDA", CALM),
    "a short body": ("Painel", "NÃO ABRE AQUI"),
    "one word with stress": ("Painel", "Bom dia, o painel abre mas a página NÃO carrega por completo."),
    "the customer's name": ("PADARIA SOL NASCENTE", "PADARIA SOL NASCENTE LTDA"),
    "a quoted shout": ("Painel", f"{CALM}\n\n> PAREM TUDO, O SITE CAIU DE NOVO E NINGUÉM FAZ NADA POR NÓS AQUI"),
    "a log": (
        "Painel", "Aparece isto:\n10:22:01 FATAL ERROR: CONNECTION REFUSED HERE\nSELECT NOME FROM CLIENTES WHERE ATIVO"
    ),
    "an address": ("Painel", "WWW.PADARIASOLNASCENTE.COM.BR CONTATO@PADARIASOLNASCENTE.COM.BR não abre aqui hoje."),
    "a signature": ("Painel", f"{CALM}\n\n--\nANA MARIA DE SOUZA\nDIRETORA COMERCIAL\nRUA DAS FLORES, CENTRO"),
    "codes": ("Painel", "ERR_CONNECTION_TIMED_OUT DNS_PROBE_FINISHED_NXDOMAIN aparece no navegador."),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOUTED)
def test_capitals_of_the_customers_own_shout(name):
    """A subject of 7 letters or a body of 20, 70 % of them capitals, in words of the customer's own."""
    subject, body = SHOUTED[name]
    assert hits("shouting", ticket("1", customer(0, body), subject=subject)).keys() == {"1"}


@pytest.mark.parametrize("name", CALM_ALL_THE_SAME)
def test_other_capitals_do_not(name):
    """Quotes, signatures, logs, code, addresses, acronyms and the customer's name are no shouting."""
    subject, body = CALM_ALL_THE_SAME[name]
    assert not hits("shouting", ticket("1", customer(0, body), subject=subject))


def test_a_later_message_shouts_too_and_ours_never():
    """The hit is the first message that shouts, with its share and its words."""
    first = ticket(
        "1", customer(0, CALM), customer(30, "AINDA NÃO FUNCIONA, QUE DEMORA É ESSA"),
        customer(60, "NINGUÉM RESPONDE NESSA EMPRESA"),
    )  # fmt: skip
    ours = ticket("2", customer(0, CALM), agent(5, "AVISO IMPORTANTE: O SERVIDOR FOI REINICIADO AGORA"))
    found = hits("shouting", first, ours)
    assert found.keys() == {"1"}
    assert found["1"]["measure"] == 1
    assert found["1"]["words"] == "AINDA NÃO FUNCIONA, QUE DEMORA É ESSA"


def test_a_subject_that_we_wrote_is_not_the_customers():
    """A ticket opened for the customer carries our subject."""
    told = ticket("1", agent(0, "Cliente ligou."), subject="CLIENTE SEM ACESSO AO PAINEL", opened_by="agent")
    assert not hits("shouting", told)
