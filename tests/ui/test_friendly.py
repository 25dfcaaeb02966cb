"""The friendly text and the way into the helpdesk: from the settings, filled with data and with nothing else."""

import tomllib
from pathlib import Path

import pytest

from dashboard import settings as settings_file
from dashboard.errors import SettingsError
from dashboard.settings import Settings
from dashboard.ui.wording import friendly

SETTINGS = settings_file.load()
STEPS = ("answer", "update", "remind", "ask_to_close", "close", "check")


def with_helpdesk(address: str) -> Settings:
    values = tomllib.loads(settings_file.DEFAULTS_FILE.read_text(encoding="utf-8"))
    return Settings.model_validate({**values, "helpdesk": {"loja": address}})


@pytest.mark.parametrize("language", ["pt-BR", "en"])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_its_text_in_both_languages(step: str, language: str) -> None:
    """Greeting by the first name, the ticket's number, and no place left unfilled."""
    words = friendly.message(step, "Maria das Dores d'Ávila", "4711", SETTINGS, language)
    assert ", Maria!" in words
    assert "4711" in words
    assert "{" not in words
    assert "Dores" not in words


@pytest.mark.parametrize("nobody", [None, "", "   ", float("nan")])
def test_without_a_name_the_greeting_does_without(nobody: object) -> None:
    """No guess, no comma before nothing."""
    assert friendly.message("remind", nobody, "4711", SETTINGS, "pt-BR").startswith("Olá! ")


def test_a_name_with_braces_is_a_name() -> None:
    """What a customer is called fills no place of the text."""
    words = friendly.message("remind", "{n} {nome}", "4711", SETTINGS, "en")
    assert words.count("4711") == 1
    assert ", {n}!" in words


def test_the_way_into_the_helpdesk_quotes_what_it_fills_in() -> None:
    """Ids and numbers from an export cannot change the address."""
    odd = {"source": "loja", "ticket_id": "1/../x?y#z", "number": 'a b"<'}
    address = friendly.helpdesk_address(odd, with_helpdesk("https://ajuda.example/t/{id}?n={number}"))
    assert address == "https://ajuda.example/t/1%2F..%2Fx%3Fy%23z?n=a%20b%22%3C"
    assert friendly.helpdesk_address({**odd, "source": "outra"}, with_helpdesk("https://x.example/{id}")) is None
    assert friendly.helpdesk_address(odd, SETTINGS) is None


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ('[helpdesk]\nloja = "javascript:alert({id})"', "helpdesk.loja"),
        ('[helpdesk]\nloja = "https://x.example/{ticket}"', "helpdesk.loja"),
        ('[texts.en]\nclose = "Dear {name}"', "texts.en.close"),
        ('[stale]\nask_to_close = "soon"', "stale.ask_to_close"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused_with_its_name(tmp_path: Path, written: str, key: str) -> None:
    """A wrong place or an address that is none is said at the start, not in a text to a customer."""
    (tmp_path / "settings.toml").write_text(written, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        settings_file.load(tmp_path)
    assert refused.value.facts["key"] == key
