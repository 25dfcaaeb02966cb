"""Second-level problems: through what they come, and whether we can see them."""

import pytest

from dashboard import settings as settings_file
from dashboard.settings import Settings
from tests.conduct.helpdesk import agent, customer, facts, hits, minutes_of, status, ticket

BROKEN = "Depois que atualizei o plugin o carrinho da loja mostra uma mensagem de erro ao fechar o pedido."
ANSWER = agent(60, "Vimos o caso e ajustamos o carrinho.")
SECOND = {"support_level": "Nível 2"}


def second(ticket_id: str, *events: tuple, **columns: str) -> dict:
    return ticket(ticket_id, *events, **{**SECOND, **columns})


def test_a_second_level_problem_belongs_in_a_ticket():
    """Chat, WhatsApp and Messenger are the wrong place, e-mail and the customer area are not; a call by setting."""
    channels = ("chat", "WhatsApp", "messenger", "email", "web", "phone")
    tickets = [second(channel, customer(0, BROKEN), channel=channel) for channel in channels]
    assert hits("wrong-channel", *tickets).keys() == {"chat", "WhatsApp", "messenger"}
    values = settings_file.load().model_dump(by_alias=True, mode="json")
    values["conduct"]["wrong_channels"].append("phone")
    told = hits("wrong-channel", *tickets, settings=Settings.model_validate(values))
    assert told.keys() == {"chat", "WhatsApp", "messenger", "phone"}


def test_the_level_decides_over_the_words():
    """Where a source has levels, what people judged counts: words of the second level on the first break nothing."""
    words = "Meu site foi invadido e tem um vírus, preciso da remoção."
    first = ticket("first", customer(0, words), channel="chat", support_level="Nível 1")
    named = second("second", customer(0, "Bom dia, podem olhar o meu caso?"), channel="chat")
    assert hits("wrong-channel", first, named).keys() == {"second"}


def test_without_levels_a_department_then_the_words_decide():
    """A department named so is a level; where there is neither, the words say it: possible, and not counted."""
    by_department = [
        ticket("advanced", customer(0, "Bom dia."), channel="chat", department="Suporte avançado II"),
        ticket("billing", customer(0, "O site tem vírus."), channel="chat", department="Financeiro"),
    ]
    found = hits("wrong-channel", *by_department)
    assert {ticket_id: row["is_counted"] for ticket_id, row in found.items()} == {"advanced": True}
    by_words = [
        ticket("virus", customer(0, "Meu site foi invadido, preciso remover o vírus."), channel="chat"),
        ticket("price", customer(0, "Quanto custa um certificado SSL?"), channel="chat"),
    ]
    found = hits("wrong-channel", *by_words)
    assert {ticket_id: row["is_counted"] for ticket_id, row in found.items()} == {"virus": False}


def test_what_is_passed_on_later_breaks_the_rule_when_it_is_known():
    """Before a ticket reaches the second level it is none."""
    passed = second(
        "1", customer(0, BROKEN), ("transfer", None, 30, None, SECOND), channel="chat",
    )  # fmt: skip
    assert minutes_of(hits("wrong-channel", passed)["1"]["occurred_at"]) == 30


SHOWN = {
    "an image": {"attachment_names": "erro.png"},
    "a photo of the screen": {"attachment_names": "IMG_2031.HEIC"},
    "a recording": {"attachment_names": "tela.mp4"},
    "a document of screenshots": {"attachment_names": "prints-do-erro.pdf"},
}
LINKED = {
    "a link to an image": f"{BROKEN} https://prnt.sc/a1b2c3",
    "a link said to be one": f"{BROKEN} Print da tela: https://imagens.example/p/12",
    "an image pasted": f"{BROKEN}\n[image: Captura de tela 2026-03-02]",
}
NOT_SHOWN = {
    "nothing": {},
    "a logo": {"attachment_names": "logo.png|assinatura.jpg"},
    "what a mail program numbers": {"attachment_names": "image001.png"},
    "a log": {"attachment_names": "erro.txt"},
    "an invoice": {"attachment_names": "boleto.pdf"},
}


@pytest.mark.parametrize("name", [*SHOWN, *LINKED])
def test_an_image_or_a_link_to_one_shows_the_problem(name):
    """Attached, linked or pasted before the first answer."""
    told = customer(0, LINKED.get(name, BROKEN), **SHOWN.get(name, {}))
    assert not hits("evidence-missing", second("1", told, ANSWER))


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_without_one_the_evidence_is_missing(name):
    """Pictures of a signature, logs and other papers show nothing: broken once we have answered."""
    found = hits("evidence-missing", second("1", customer(0, BROKEN, **NOT_SHOWN[name]), ANSWER))
    assert minutes_of(found["1"]["occurred_at"]) == 60


def test_a_numbered_picture_counts_where_the_text_says_so():
    """image001.png is the pasted screenshot where the customer says so, and a signature elsewhere."""
    pasted = customer(0, f"{BROKEN} Segue o print abaixo.", attachment_names="image001.png")
    promised = customer(0, f"{BROKEN} Segue o print.")
    assert hits("evidence-missing", second("1", pasted, ANSWER), second("2", promised, ANSWER)).keys() == {"2"}


def test_until_we_answer_it_may_still_come():
    """An image before the first answer is in time, one after it is not; unanswered, nothing is missing yet."""
    image = {"attachment_names": "erro.png"}
    in_time = second("in time", customer(0, BROKEN), customer(30, "Aqui está.", **image), ANSWER)
    late = second("late", customer(0, BROKEN), ANSWER, customer(90, "Aqui está.", **image))
    waiting = second("waiting", customer(0, BROKEN))
    assert hits("evidence-missing", in_time, late, waiting).keys() == {"late"}


def test_of_an_outage_or_malware_none_is_asked():
    """No screenshot shows more than the words; nor is one due of what is not second level."""
    tickets = [
        second("outage", customer(0, "Nosso site está fora do ar, nada abre."), ANSWER),
        second("malware", customer(0, "Encontrei um vírus nos arquivos do site."), ANSWER),
        ticket("first", customer(0, BROKEN), ANSWER, support_level="Nível 1"),
    ]
    assert not hits("evidence-missing", *tickets)
    needs = {row["ticket_id"]: row["needs_evidence"] for row in facts("ticket_facts", *tickets)}
    assert needs == {"outage": False, "malware": False, "first": False, "file": False}


def test_a_source_without_attachments_cannot_say():
    """Nowhere a file: whether a screenshot is missing is not in this source."""
    told = second("1", customer(0, BROKEN), ANSWER)
    assert not hits("evidence-missing", told, with_file=False)
    assert facts("ticket_facts", told, with_file=False)[0]["needs_evidence"] is None


def test_asking_twice_for_the_same_evidence():
    """Our duty: a screenshot or the steps are asked for once; the second time breaks it."""
    once = second("once", customer(0, BROKEN), agent(10, "Poderia nos enviar um print da tela?"), status(11, "Cliente"))
    twice = second(
        "twice", customer(0, BROKEN), agent(10, "Envie, por favor, um print da tela e o passo a passo."),
        customer(20, "Não sei tirar."), agent(30, "Ainda precisamos de uma imagem do erro."),
    )  # fmt: skip
    talked = second("talked", customer(0, BROKEN), agent(10, "Vimos o print. Ajustamos."), agent(20, "O print ajudou."))
    found = hits("evidence-asked-twice", once, twice, talked)
    assert found.keys() == {"twice"}
    assert minutes_of(found["twice"]["occurred_at"]) == 30
    counts = {row["ticket_id"]: row["evidence_asked_count"] for row in facts("ticket_facts", once, twice, talked)}
    assert counts == {"once": 1, "twice": 2, "talked": 0, "file": 0}
