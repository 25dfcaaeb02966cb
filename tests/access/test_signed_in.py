"""From the claims of an ID token to a person with a role, or to a refusal."""

import time
from typing import Any

import pytest

from dashboard import settings as settings_file
from dashboard.errors import NotAllowed
from dashboard.roles import PERMISSIONS
from dashboard.settings import Access
from dashboard.signed_in import PRECEDENCE, Person, person

NOW = 1_800_000_000.0
ANA = {"sub": "7", "iat": NOW - 60, "exp": NOW + 3600, "email": "Ana@Empresa.example", "email_verified": True}


def access(**changed: Any) -> Access:
    """The shipped settings with some of them changed."""
    shipped = settings_file.load().access.model_dump()
    return Access.model_validate({**shipped, **changed})


def refused(claims: dict[str, Any], settings: Access) -> str:
    """Why these claims stand for nobody."""
    with pytest.raises(NotAllowed) as refusal:
        person(claims, settings, NOW)
    return refusal.value.key


def test_the_roles_of_the_settings_are_those_with_permissions() -> None:
    """A role that can be given can do something, and the other way round."""
    assert set(PRECEDENCE) == set(PERMISSIONS)


def test_an_address_in_the_table_has_its_role() -> None:
    """The table of addresses decides, whatever their case; and before the claim."""
    settings = access(people={"ANA@empresa.example": "ombudsman"})
    assert person({**ANA, "roles": "administrator"}, settings, NOW) == Person(
        "7", "ana@empresa.example", "ombudsman", NOW + 3600, NOW - 60
    )


@pytest.mark.parametrize(
    ("claim", "told", "role"),
    [
        ("roles", {"roles": "manager"}, "manager"),
        ("roles", {"roles": ["staff", "manager"]}, "manager"),
        ("roles", {"roles": ["leads", "other"]}, "manager"),
        ("realm_access.roles", {"realm_access": {"roles": ["staff"]}}, "staff"),
        ("https://empresa.example/roles", {"https://empresa.example/roles": ["deputy"]}, "deputy"),
    ],
)
def test_the_claim_names_the_role(claim: str, told: dict, role: str) -> None:
    """One role or several, plain or deep inside, by our name or by the provider's."""
    settings = access(role_claim=claim, claim_roles={"leads": "manager"})
    assert person({**ANA, **told}, settings, NOW).role == role


@pytest.mark.parametrize(
    "told", [{}, {"roles": "boss"}, {"roles": [7, None]}, {"roles": {"manager": True}}, {"role": "manager"}]
)
def test_without_a_role_nobody_enters(told: dict) -> None:
    """What is no role of ours gives none, and there is no role that everybody has."""
    assert refused({**ANA, **told}, access()) == "error.no_role"


@pytest.mark.parametrize("vouched", [{}, {"email_verified": False}, {"email_verified": "true"}, {"email_verified": 1}])
def test_an_address_that_nobody_vouches_for_stands_for_nobody(vouched: dict) -> None:
    """Whoever can write any address into their account does not become its owner."""
    claims = {name: told for name, told in ANA.items() if name != "email_verified"} | vouched
    settings = access(people={"ana@empresa.example": "administrator"})
    assert refused(claims, settings) == "error.no_role_nor_email"
    assert (
        person(claims, access(people={"ana@empresa.example": "staff"}, require_verified_email=False), NOW).role
        == "staff"
    )


@pytest.mark.parametrize("end", [NOW, NOW - 1, 0])
def test_a_token_ends(end: float) -> None:
    """At its end, not after some grace."""
    assert refused({**ANA, "roles": "staff", "exp": end}, access()) == "error.session_ended"


@pytest.mark.parametrize(
    "broken", [{"exp": None}, {"exp": "tomorrow"}, {"exp": True}, {"sub": ""}, {"sub": None}, {"exp": [time.time()]}]
)
def test_a_token_without_subject_or_end_is_none(broken: dict) -> None:
    """What never ends, or belongs to nobody, opens nothing."""
    assert refused({**ANA, "roles": "staff", **broken}, access()) == "error.token_incomplete"
