"""The ledger: who was erased on request, as prints, with the record of each erasure. One small file, replaced whole.

An entry is written before anything is erased and marked done after everything is: what a crash interrupts is carried
to its end at the next start. It holds no personal data: prints, counts, dates and the reason that was typed.
"""

import json
import secrets
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from dashboard import whole_file
from dashboard.errors import StoreError

FILE = "erasures.json"
SALT_BYTES = 16


@dataclass(frozen=True)
class Prints:
    """How the person is known again in what is imported later."""

    customers: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    name_lengths: tuple[int, ...] = ()
    """How many words the names have: windows of so many words are compared."""
    first_words: tuple[str, ...] = ()
    """Four digits of the print of each name's first word: where none of these is said, no name is."""


@dataclass(frozen=True)
class Entry:
    """One erasure. ``finished_at`` is empty until everything is carried out."""

    erasure_id: str
    begun_at: str
    requested_on: str
    actor: str
    role: str
    reason: str
    prints: Prints
    counts: dict[str, int] = field(default_factory=dict)
    finished_at: str = ""


@dataclass(frozen=True)
class Ledger:
    """All erasures of a data folder, and the salt of their prints."""

    data_dir: Path
    salt: str
    entries: tuple[Entry, ...] = ()

    @property
    def open_entries(self) -> tuple[Entry, ...]:
        """What was begun and is not carried to its end."""
        return tuple(entry for entry in self.entries if not entry.finished_at)

    def all_prints(self, part: str) -> set[str]:
        """The prints of one kind, of all erasures."""
        return {one for entry in self.entries for one in getattr(entry.prints, part)}

    def with_entry(self, entry: Entry) -> "Ledger":
        """The ledger with the entry added, or put in the place of its forerunner."""
        others = tuple(one for one in self.entries if one.erasure_id != entry.erasure_id)
        return replace(self, entries=(*others, entry))

    def keep(self) -> None:
        """Write it, in one rename: a reader sees the old or the new ledger, and a crash leaves one of them."""
        told = {"salt": self.salt, "erasures": [asdict(entry) for entry in self.entries]}
        whole_file.write(self.data_dir / FILE, json.dumps(told, ensure_ascii=False, indent=1).encode())


def read(data_dir: Path) -> Ledger:
    """The ledger of the folder; a new one, not yet written, where there is none.

    Raises ``StoreError`` where it is damaged: without it erased persons would come back with the next import.
    """
    file = data_dir / FILE
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return Ledger(data_dir, told["salt"], tuple(_entry(one) for one in told["erasures"]))
    except FileNotFoundError:
        return Ledger(data_dir, secrets.token_hex(SALT_BYTES))
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise StoreError("error.ledger_unreadable", file=str(file)) from error


def _entry(told: dict) -> Entry:
    prints = Prints(**{name: tuple(values) for name, values in told["prints"].items()})
    return Entry(**{**told, "prints": prints})
