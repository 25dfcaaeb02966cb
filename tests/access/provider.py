"""An identity provider of our own, and a dashboard that signs people in with it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from oidc_provider_mock import User, run_server_in_thread

from tests.running import Server

SECRET = "a-cookie-secret-of-the-tests-and-of-nothing-else"
PEOPLE = {
    "boss": {"email": "chefe@empresa.example", "email_verified": True, "roles": ["manager"]},
    "ana": {"email": "ana@empresa.example", "email_verified": True, "roles": ["staff"]},
    "olga": {"email": "olga@empresa.example", "email_verified": True, "roles": ["ombudsman"]},
    "dora": {"email": "dora@empresa.example", "email_verified": True, "roles": ["deputy"]},
    "root": {"email": "root@empresa.example", "email_verified": True},
    "eva": {"email": "eva@elsewhere.example", "email_verified": True},
}
"""Subject → claims. ``root`` has a role by the table of addresses, ``eva`` none."""
SETTINGS = """
[access.people]
"root@empresa.example" = "administrator"

[ombudsman]
deputy_email = "dora@empresa.example"
"""


@contextmanager
def provider(seconds: float = 3600) -> Iterator[str]:
    """A running provider whose tokens live so long; its address."""
    people = [User(sub=name, claims=claims) for name, claims in PEOPLE.items()]
    with run_server_in_thread(user_claims=people, access_token_max_age=timedelta(seconds=seconds)) as running:
        yield f"http://localhost:{running.server_port}"


def configure(server: Server, issuer: str) -> None:
    """Write the secrets and the settings into the server's data folder, before it starts."""
    told = {
        "redirect_uri": f"{server.address}/oauth2callback",
        "cookie_secret": SECRET,
        "client_id": "dashboard",
        "client_secret": "client-secret-of-the-tests",
        "server_metadata_url": f"{issuer}/.well-known/openid-configuration",
    }
    write_secrets(server.data_dir, told)
    (server.data_dir / "settings.toml").write_text(SETTINGS, encoding="utf-8")


def write_secrets(data_dir: Path, told: dict[str, str]) -> Path:
    """``secrets.toml`` with these keys in ``[auth]``, readable for its owner alone."""
    file = data_dir / "secrets.toml"
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in told.items())
    file.write_text(f"[auth]\n{lines}\n", encoding="utf-8")
    file.chmod(0o600)
    return file
