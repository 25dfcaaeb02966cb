"""Who stands behind the claims of an ID token: a person with a role, or the reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from dashboard.errors import NotAllowed
from dashboard.settings import Access, Role

Claims = Mapping[str, Any]
PRECEDENCE: tuple[str, ...] = get_args(Role)


@dataclass(frozen=True)
class Person:
    """Somebody who signed in. ``email`` is empty unless the provider vouches for it."""

    subject: str
    email: str
    role: str
    expires_at: float
    signed_in_at: float


def person(claims: Claims, access: Access, now: float) -> Person:
    """Whoever the claims stand for at ``now`` (seconds since 1970).

    Raises ``NotAllowed``: without subject or end, after the end, or where neither table nor claim gives a role.
    """
    subject, expires_at = str(claims.get("sub") or ""), _seconds(claims.get("exp"))
    if not subject or expires_at is None:
        raise NotAllowed("error.token_incomplete")
    if expires_at <= now:
        raise NotAllowed("error.session_ended")
    email = _email(claims, access)
    role = access.people.get(email) if email else None
    role = role or _claimed(claims, access)
    if role is None:
        raise NotAllowed("error.no_role" if email else "error.no_role_nor_email")
    return Person(subject, email, role, expires_at, _seconds(claims.get("iat")) or 0.0)


def _seconds(told: Any) -> float | None:
    is_number = isinstance(told, int | float) and not isinstance(told, bool)
    return float(told) if is_number else None


def _email(claims: Claims, access: Access) -> str:
    """The address in lower case; an unverified one stands for nobody."""
    told = claims.get("email")
    is_vouched = claims.get("email_verified") is True or not access.require_verified_email
    return told.strip().lower() if isinstance(told, str) and is_vouched else ""


def _claimed(claims: Claims, access: Access) -> str | None:
    """The first in order of precedence of the roles that the claim names."""
    told = _inside(claims, access.role_claim)
    named = told if isinstance(told, list) else [told]
    words = [one for one in named if isinstance(one, str)]
    found = {access.claim_roles.get(word, word) for word in words}
    return next((role for role in PRECEDENCE if role in found), None)


def _inside(claims: Any, path: str) -> Any:
    """The value at the whole name, else at the end of its dotted path."""
    if isinstance(claims, Mapping) and path in claims:
        return claims[path]
    for step in path.split("."):
        claims = claims.get(step) if isinstance(claims, Mapping) else None
    return claims
