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
AROUND = st.sampled_from(
    [
        "",
        " ",
        ".",
        ",",
        "/",
        "-",
        "_",
        "a",
        "é",
        "•",
        "1",
        "1 ",
        "1.",
        "2,",
        "3-",
        "\n",
        "(",
        ")",
        "#",
        ":",
        "cpf ",
        "pedido ",
    ]
)
JOINTS = st.sampled_from(["", " ", ".", "-", "\u00a0"])
GROUPED = ((16,), (4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (13,), (14,), (15,), (19,), (3, 3, 3, 2), (11,))
BEGINNINGS = ("4", "51", "2221", "2720", "2300", "34", "36", "300", "6011", "650", "5041", "627780", "3841", "3528", "")


@st.composite
def numbers(draw) -> str:
    """A card, a CPF or neither, in one piece or in groups; the check digits hold where they can."""
    groups = draw(st.sampled_from(GROUPED))
    begins, length = draw(st.sampled_from(BEGINNINGS)), sum(groups)
    digits = begins + "".join(map(str, draw(st.lists(st.integers(0, 9), min_size=19, max_size=19))))
    ends = (f"{digits[: length - 2]}{last:02}" for last in range(100))
    whole = next((one for one in ends if (is_cpf if length == 11 else is_card)(one)), digits[:length])
    joint, parts = draw(JOINTS), []
    for size in groups:
        parts, whole = [*parts, whole[:size]], whole[size:]
    return joint.join(parts)


NUMBERS = st.lists(st.tuples(AROUND, numbers(), AROUND).map("".join), min_size=1, max_size=3).map("".join)
TOKENS = st.tuples(
    st.sampled_from(["token", "API key", "chave de acesso", "chave\u2003de\u00a0acesso", "client_secret"]),
    st.sampled_from([": ", "=", "_abc: ", " do painel novo: ", " é ", "\n"]),
    st.text(st.sampled_from("aZ019af-_./ç²"), min_size=14, max_size=40),
).map("".join)
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
    assert _spared(text) == []


@hypothesis_settings(max_examples=1000, deadline=None)
@given(NUMBERS)
@example("ref.4111111111111111")
@example("1 4111 1111 1111 1111")
@example("3-52998224725.")
def test_no_number_that_is_masked_is_spared(text):
    """A card or a CPF is a candidate in every way of writing it and whatever stands before and behind it."""
    assert _spared(text) == []


@hypothesis_settings(max_examples=500, deadline=None)
@given(TOKENS)
@example("token: 00000000-0000-0000-0000-000000000000")
@example("chave\u00a0de\u00a0acesso: 9f86d081884c7d659a2f")
@example("curl -u=ana:x99y")
@example("mysql -u root\t-pabc1234")
def test_no_key_that_is_masked_is_spared(text):
    """Whatever is taken for a key behind its word is a candidate."""
    assert _spared(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "protocolo 2026030112345678901",
        "protocolo 20260301123456",
        "NF-e 35260411222333000181550010000012341000012345",
        "chave de acesso 35260411222333000181550010000012341000012345",
        "CNPJ 11222333000181 e 11.222.333/0001-81",
        "23793381286000782713695000063305975520000370000",
        "o token de acesso expirou ontem às 10h",
    ],
)
def test_ordinary_long_numbers_and_talk_of_keys_cost_nothing(text):
    """What support texts are full of is told from a secret by the database: no rule has to look at it."""
    assert _asked(text) == (False, False, True)


def _spared(text: str) -> list[str]:
    """The questions that would have spared a text in which a rule finds something."""
    masked, announced = bool(MASKER.mask(text).counts), bool(MASKER.mask_announced(text).counts)
    asked = zip(("text", "cell", "quoted"), (masked, announced, masked), _asked(text), strict=True)
    return [name for name, is_secret, is_candidate in asked if is_secret and not is_candidate]


def _asked(text: str) -> tuple[bool, bool, bool]:
    questions = (MASKER.candidate, MASKER.candidate_cell, MASKER.candidate_quoted)
    asked = ", ".join(f"regexp_matches($1, ${place})" for place in range(2, 5))
    return duckdb.execute(f"select {asked}", [text, *questions]).fetchone()


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
