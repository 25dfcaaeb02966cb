"""Several messages within minutes, of which most bring nothing new."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conduct.helpdesk import agent, customer, hits, minutes_of, ticket

ASKED = "O formulário de contato do meu site não envia as mensagens."
INSISTING = (
    "Alguém aí?",
    "URGENTE!!!",
    "Estou esperando uma resposta",
    "???",
    "Oi, bom dia",
    "Preciso de um retorno por favor",
)


def test_insisting_twice_after_asking_is_a_burst():
    """Three messages in half an hour, two of which bring nothing: at the third."""
    found = hits("burst", ticket("1", customer(0, ASKED), customer(10, "Alguém aí?"), customer(20, "É urgente!!")))
    assert minutes_of(found["1"]["occurred_at"]) == 20
    assert found["1"]["measure"] == 3
    assert "Alguém aí?" in found["1"]["words"]


def test_what_was_said_before_is_nothing_new():
    """The same in other order, or shorter, brings nothing."""
    again = customer(5, "Meu formulário de contato não envia mensagens!"), customer(9, "o formulário de contato!!")
    assert hits("burst", ticket("1", customer(0, ASKED), *again))


def test_all_tickets_of_the_customer_count():
    """One message in each of three tickets; the hit is the ticket that made it a burst."""
    tickets = [ticket(str(place), customer(5 * place, words)) for place, words in enumerate((ASKED, *INSISTING[:2]))]
    assert hits("burst", *tickets).keys() == {"2"}


def test_messages_that_bring_something_are_none():
    """An image, an answer to come, a fact, a correction, thanks: each message has its reason."""
    calm = {
        "facts": (
            customer(0, ASKED),
            customer(5, "Agora caiu o e-mail também"),
            customer(10, "Uso a versão 6.2 do plugin"),
        ),
        "image": (customer(0, ASKED), customer(5, "Alguém aí?"), customer(10, "Olá", attachment_names="erro.png")),
        "thanks": (customer(0, ASKED), customer(5, "Alguém aí?"), customer(10, "Obrigado, já deu certo")),
    }
    found = hits("burst", *(ticket(name, *told, customer_id=name) for name, told in calm.items()))
    assert not found


def test_an_answer_between_begins_anew():
    """An answer of ours, in whichever of their tickets, ends what had piled up."""
    here = customer(0, ASKED), customer(10, "Alguém aí?"), customer(20, "É urgente!!")
    assert not hits("burst", ticket("1", *here[:2], agent(15, "Vamos olhar."), here[2]))
    assert not hits("burst", ticket("1", *here), ticket("2", customer(-60, "O DNS?"), agent(15, "O DNS está certo.")))


def test_calls_and_chats_are_no_bursts():
    """In a chat one writes in pieces."""
    told = customer(0, ASKED), customer(1, "Alguém aí?"), customer(2, "É urgente!!")
    assert not hits("burst", ticket("1", *told, channel="chat"))
    assert hits("burst", ticket("1", *told, channel="whatsapp"))


def test_one_burst_is_counted_once_and_a_second_one_again():
    """Six messages in a row are one; the same on another day, in another ticket, is another."""
    pieces = [customer(5 * place, words) for place, words in enumerate((ASKED, *INSISTING))]
    later = [customer(3000 + 5 * place, words) for place, words in enumerate((ASKED, *INSISTING[:2]))]
    found = hits("burst", ticket("1", *pieces), ticket("2", *later))
    assert found.keys() == {"1", "2"}
    assert found["1"]["measure"] == 7


MINUTES = st.lists(st.integers(0, 90), min_size=3, max_size=8, unique=True).map(sorted)
ANSWERS = st.lists(st.integers(0, 90).map(lambda minute: minute + 0.5), max_size=2, unique=True)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(MINUTES, ANSWERS), min_size=15, max_size=25))
def test_a_burst_is_what_counting_by_hand_finds(cases):
    """Three messages that only insist within 30 minutes and no answer between: found there, and at that moment."""
    tickets = []
    for place, (minutes, answers) in enumerate(cases):
        told = [customer(minute, "Alguém aí?") for minute in minutes] + [
            agent(minute, "Olá, tudo certo.") for minute in answers
        ]
        tickets.append(ticket(str(place), *sorted(told, key=lambda event: event[2]), customer_id=str(place)))
    found = hits("burst", *tickets)
    assert {name: minutes_of(row["occurred_at"]) for name, row in found.items()} == {
        str(place): moments[0] for place, case in enumerate(cases) if (moments := _by_hand(*case))
    }


def _by_hand(minutes: list[int], answers: list[float]) -> list[int]:
    """When a third message came within 30 minutes without an answer between."""
    return [
        last for first, last in zip(minutes, minutes[2:], strict=False)
        if last - first <= 30 and not any(first < answer < last for answer in answers)
    ]  # fmt: skip
