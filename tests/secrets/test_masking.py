"""What is masked, what is left, and that masking again changes nothing."""

import re
from time import perf_counter

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dashboard import settings
from dashboard.secrets import KINDS, Masker
from dashboard.secrets.numbers import is_card, is_cnpj, is_cpf
from tests.corpus import measure_secrets

MASKER = Masker(settings.load().secrets)
SAID = [row.text for part in measure_secrets.PARTS for row in measure_secrets.rows(part)]
WORDS = (
    "senha", "Senha:", "a senha é", "senhas:", "login e senha:", "password", "pwd=", "para", "e", "joao", "joao / ",
    "flamengo", "não", "nova", "de", "token:", "api key", "cvv", "cpf", "pix", "chave pix", "mysql -u root -p",
)  # fmt: skip
SIGNS = (
    "/",
    ":",
    "=",
    "-",
    ",",
    ".",
    "(",
    ")",
    '"',
    "\n",
    " ",
    "  ",
    "••••",
    "**",
    "://",
    "@",
    "<b>",
    "</b>",
    "</td><td>",
    "&nbsp;",
)
VALUES = (
    "Abc@123", "x1y2z3", "AKIAIOSFODNN7EXAMPLE", "9f86d081884c7d659a2feaa0c55ad015", "MIIEvQIBADANBg",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.c2ln", "4111111111111111", "4111 1111 1111 1111", "5500-0000-0000-0004", "08/29",
    "123", "52998224725", "529.982.247-25", "11987654321", "ana@loja.com.br", "https://a:b2@c.br/",
    "br.gov.bcb.pix0136",
    "3f2b8c1e-9d4a-4f6b-8a7c-1e2d3c4b5a69", "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----",
)  # fmt: skip
PIECES = st.sampled_from([*WORDS, *SIGNS, *VALUES])
TEXTS = st.one_of(
    st.lists(PIECES, max_size=12).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(st.sampled_from(SAID), min_size=1, max_size=3).map("\n".join),
    st.text(max_size=80),
)
REPEATED = (
    "senha ", "senha a b c d e ", "login e senha ", "token ", "1 ", "pix a b c ", "a:b@", "x1y2 é ", "<b>", "senha <b>",
    "-----BEGIN PRIVATE KEY-----", "eyJa.", "mysql -p ", "4111 ",
)  # fmt: skip
PLAIN = st.text(st.sampled_from("abdfgilmnoruvzãéç ,.!?\n"), max_size=200)


@hypothesis_settings(max_examples=500, deadline=None)
@given(TEXTS)
@example("senhas: um1234 e dois5678 e tres9012")
@example("login e senha: m4ria / mar1a1985")
@example("4111111111111111 4111111111111111 08/29 123")
def test_masking_twice_is_masking_once(text):
    """A masked text holds no secret any more: the second time nothing is found and nothing changes."""
    once = MASKER.mask(text)
    again = MASKER.mask(once.text)
    assert (again.text, dict(again.counts)) == (once.text, {})


@hypothesis_settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_what_is_masked_was_a_candidate(text):
    """The cheap question of the database spares no text in which a rule finds something."""
    if MASKER.mask(text).counts:
        found = duckdb.execute("select regexp_matches($1, $2)", [text, MASKER.candidate]).fetchone()
        assert found == (True,)


@hypothesis_settings(max_examples=200, deadline=None)
@given(PLAIN)
def test_a_text_without_candidates_is_not_touched(text):
    """Words, punctuation and lines without any sign of a secret come out as they went in."""
    assert MASKER.mask(text).text == text


@hypothesis_settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_only_marks_are_put_in(text):
    """What is left around the marks is the text, in its order: nothing is added and nothing moves."""
    masked = MASKER.mask(text).text
    parts = re.split(r"[•.]*•+(?:\.[•]+)*(?:-\d\d| \d{4})?", masked)
    place = 0
    for part in parts:
        place = text.find(part, place)
        assert place >= 0
        place += len(part)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("minha senha é Abc@123.", "minha senha é ••••."),
        ("cartão 4111 1111 1111 1111", "cartão •••• 1111"),
        ("4111111111111111 08/29 123", "•••• 1111 08/29 ••••"),
        ("CPF 529.982.247-25", "CPF •••.•••.•••-25"),
        ("AKIAIOSFODNN7EXAMPLE", "AKIA••••"),
        ("ftp://ana:x9@loja.com.br", "ftp://ana:••••@loja.com.br"),
        ("login e senha: ana / Abc@123", "login e senha: ana / ••••"),
        ("Senha: <b>Abc@123</b>", "Senha: <b>••••</b>"),
        ("password=Abc123x;Encrypt=true", "password=••••;Encrypt=true"),
        ("senha antiga: abc12345, nova: def45678", "senha antiga: ••••, nova: ••••"),
        ("mudei a senha de Abc@111 para Xyz@222", "mudei a senha de •••• para ••••"),
        ("-----BEGIN PRIVATE KEY-----\nMIIE\nvQ==\n-----END PRIVATE KEY-----",
         "-----BEGIN PRIVATE KEY-----\n••••\n-----END PRIVATE KEY-----"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIEvQ", "-----BEGIN RSA PRIVATE KEY-----\n••••"),
        ("chave pix: ana@loja.com.br", "chave pix: ••••"),
    ],
)  # fmt: skip
def test_a_mark_leaves_what_helps_reading(text, masked):
    """A card keeps four digits, a CPF two, a key its beginning, an address its host; the words around all stay."""
    assert MASKER.mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "esqueci minha senha",
        "troquei a senha ontem",
        "senha não funciona",
        "redefinir a senha",
        "senha: ****1234",
        "Redefinir senha do painel padaria24.com.br",
        "não consigo trocar a senha padaria24.com.br/admin",
        "redefinir a senha do painel loja24",
        "CNPJ 11.222.333/0001-81",
        "telefone 11987654321",
        "pedido 52998224725",
        "23793.38128 60007.827136 95000.063305 9 75520000370000",
        "token SecurityTokenService2024Handler",
        "nova senha em https://painel.com.br/reset?u=joao&step=2",
        "recebo erro de senha 535-5.7.8 Username and Password not accepted",
    ],
)
def test_talk_and_public_numbers_stay(text):
    """What is no secret is left as it was written."""
    assert MASKER.mask(text).text == text


def test_a_cell_of_contact_data_keeps_its_numbers_and_addresses():
    """A phone is what the cell is for; a password that somebody put beside it is not."""
    assert MASKER.mask_announced("52998224725").text == "52998224725"
    assert MASKER.mask_announced("11 98765-4321 senha: Abc@123").text == "11 98765-4321 senha: ••••"


def test_check_digits_are_those_of_the_numbers():
    """Known numbers pass; with any one digit changed none does."""
    for number, is_one in (("4111111111111111", is_card), ("52998224725", is_cpf), ("11222333000181", is_cnpj)):
        assert is_one(number)
        for place in range(len(number)):
            changed = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
            assert not is_one(changed)
    assert not is_cpf("11111111111")


def test_long_texts_take_no_time_of_their_own():
    """The rules grow with the text: ten times as long is not a hundred times as slow, whatever stands in it."""

    def seconds(text: str) -> float:
        started = perf_counter()
        MASKER.mask(text)
        return perf_counter() - started

    for piece in REPEATED:
        short, long = piece * 300, piece * 3000
        assert seconds(long) < max(60 * seconds(short), 2.0), piece


def test_kinds_are_those_of_the_corpus():
    """Every kind is measured."""
    labelled = {kind for part in measure_secrets.PARTS for row in measure_secrets.rows(part) for kind, _ in row.secrets}
    assert labelled == set(KINDS)
