"""The type that words suggest: an offer, with the words that speak for it."""

import pytest

from dashboard import settings as settings_file
from dashboard.ombudsman import states, suggest

SETTINGS = settings_file.load()

SAID = [
    ("Quero fazer uma DENÚNCIA: o técnico pediu propina.", "denunciation", ("DENÚNCIA", "propina")),
    ("Peço apagar meus dados, conforme a LGPD.", "data_subject", ("apagar meus dados", "LGPD")),
    ("Parabéns pelo excelente atendimento!", "praise", ("Parabéns", "excelente atendimento")),
    ("Péssimo: ninguém responde há dias.", "complaint", ("Péssimo", "ninguém responde")),
    ("Sugiro um botão de segunda via; seria ótimo se tivesse.", "suggestion", ("Sugiro", "seria ótimo se")),
    ("Solicitamos a segunda via da nota.", "request", ("Solicitamos", "segunda via")),
]


@pytest.mark.parametrize(("said", "case_type", "words"), SAID)
def test_the_likeliest_type_comes_first_with_its_words(said: str, case_type: str, words: tuple[str, ...]) -> None:
    """The passages are the customer's own, accents and capitals as written."""
    first = suggest.suggested(SETTINGS, said)[0]
    assert (first.case_type, first.words) == (case_type, words)


def test_accents_written_apart_are_the_same_words() -> None:
    """Decomposed letters, as some phones send them."""
    apart = "denu\u0301ncia"
    assert suggest.suggested(SETTINGS, f"Uma {apart}!")[0] == suggest.Suggestion(
        "denunciation", ("denúncia".replace("ú", "u\u0301"),)
    )


def test_parts_of_words_suggest_nothing() -> None:
    """Whole words alone; nothing said, nothing offered."""
    assert suggest.suggested(SETTINGS, "") == []
    assert suggest.suggested(SETTINGS, "O servidor voltou.") == []
    assert suggest.suggested(SETTINGS, "autodenuncias") == []


def test_of_as_many_words_the_gravest_type_is_offered_first() -> None:
    """A denúncia beside a praise is not overlooked, and both are offered."""
    found = suggest.suggested(SETTINGS, "Não é denúncia, é elogio")
    assert [one.case_type for one in found] == ["denunciation", "praise"]


def test_the_words_are_those_of_the_settings() -> None:
    """Another list, another offer; an empty one offers nothing of its type."""
    words = SETTINGS.ombudsman.words.model_copy(update={"praise": ["mil vivas/bravos"], "request": []})
    own = SETTINGS.model_copy(update={"ombudsman": SETTINGS.ombudsman.model_copy(update={"words": words})})
    assert suggest.suggested(own, "Mil bravos a todos")[0].words == ("Mil bravos",)
    assert suggest.suggested(own, "Solicitamos a segunda via, parabéns") == []


def test_every_type_can_be_suggested() -> None:
    """The order of gravity names each type once."""
    assert sorted(suggest.GRAVEST_FIRST) == sorted(states.TYPES)
