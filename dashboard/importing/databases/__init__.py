"""Reading a running helpdesk's database: read-only, named columns only, in batches; from there on it is an import."""

from dashboard.importing.databases.address import PASSWORD_VARIABLE, SECRETS_FILE, Login, is_address, login
from dashboard.importing.databases.known import Known
from dashboard.importing.databases.merging import LiveMerging
from dashboard.importing.databases.reading import Extract, Wanted, extract
from dashboard.importing.databases.remembering import forget, remember
from dashboard.importing.databases.renewing import known_tickets

__all__ = [
    "PASSWORD_VARIABLE", "SECRETS_FILE", "Extract", "Known", "LiveMerging", "Login", "Wanted", "extract", "forget",
    "is_address", "known_tickets", "login", "remember",
]  # fmt: skip
