"""Settings, read once: the shipped defaults under the company's own ``settings.toml``.

Every key stands in ``dashboard/settings.toml`` with its default, unit and comment; the file in the data
folder holds only what differs. An unknown key or an impossible value is refused with its name.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Callable
from datetime import date, time
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, NamedTuple
from zoneinfo import ZoneInfo

import holidays
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from dashboard.errors import SettingsError

DEFAULTS_FILE = Path(__file__).with_name("settings.toml")
Interval = tuple[time, time]
TURNS = ("support", "third_party", "customer", "finished", "unknown")
"""Whose turn it can be (METRICS, whose turn it is)."""
State = Literal[
    "new", "in_analysis", "in_progress", "waiting_customer", "on_hold", "resolved", "closed", "unknown",
    "merged", "spam", "deleted", "monitoring", "test",
]  # fmt: skip
"""What a raw status can stand for (METRICS, states)."""


class Section(BaseModel):
    """A part of the settings; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


def _in_order(intervals: list[Interval]) -> list[Interval]:
    """Opening before closing, one interval after the other."""
    moments = [moment for interval in intervals for moment in interval]
    if moments != sorted(moments) or any(opens == closes for opens, closes in intervals):
        raise ValueError("each interval opens before it closes, and they follow one another")
    return intervals


Intervals = Annotated[list[Interval], AfterValidator(_in_order)]
Weekdays = Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(min_length=1)]


class Company(Section):
    name: str
    country: str


class Hours(Section):
    """Opening hours that differ from a date on, or for one department (empty = everybody)."""

    valid_from: date = date.min
    department: str = ""
    weekdays: Weekdays
    intervals: Annotated[Intervals, Field(min_length=1)]


class PartDay(Section):
    """One local day with hours of its own, for everybody or one department."""

    day: date
    department: str = ""
    intervals: Intervals


class Time(Section):
    zone: str
    weekdays: Weekdays
    intervals: Annotated[Intervals, Field(min_length=1)]
    holidays_state: str
    extra_holidays: list[date]
    working_day_seconds: int = Field(gt=0)
    hours: list[Hours] = []
    part_days: list[PartDay] = []

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"no time zone is named {zone!r}") from error
        return zone


class Stale(Section):
    """Working days before a ticket counts as stalled, by whose turn it is."""

    support: float
    customer: float
    finished: float
    third_party: float
    unknown: float
    ask_to_close: float
    status_without_event: float


class AnswerTarget(Section):
    """Within how many working hours a wait should be answered; an empty name fits any."""

    department: str = ""
    level: str = ""
    priority: str = ""
    hours: float = Field(gt=0)

    @property
    def named(self) -> int:
        """How many of the three it names: the more, the more specific."""
        return sum(bool(name) for name in (self.department, self.level, self.priority))


class Targets(Section):
    first_response_hours: float
    queue_length: int
    csat_percent: float
    emergency_priorities: list[str]
    answers: list[AnswerTarget]


class Order(Section):
    """Order of arrival and expected wait; days are working days, those of ``coverage_days`` the calendar's."""

    overtaken_minutes: int = Field(ge=0)
    untraced_hours: int = Field(ge=0)
    forgotten_days: int = Field(ge=1)
    departure_days: int = Field(ge=1)
    least_departures: int = Field(ge=10)
    coverage_percent: float = Field(ge=0, le=100)
    coverage_days: int = Field(ge=1)
    least_trials: int = Field(ge=1)


class Rights(Section):
    """From when on a customer, a question or a return is told."""

    least_tickets: int = Field(ge=1)
    again_days: int = Field(ge=1, le=365)
    article_tickets: int = Field(ge=1)
    article_percent: float = Field(ge=0, le=100)


class Contacts(Section):
    calls_a_day: int = Field(ge=1, le=200)
    call_again_days: int = Field(ge=0)
    many_customers: int = Field(ge=2)


_PLACES = re.compile(r"\{[^}]*\}")


def _only_places(*known: str) -> Callable[[str], str]:
    """A template whose places are the known ones, such as ``{nome}``."""

    def checked(template: str) -> str:
        odd = set(_PLACES.findall(template)) - set(known)
        if odd:
            raise ValueError(f"{', '.join(sorted(odd))} is not filled here; there are {', '.join(known)}")
        return template

    return checked


def _web_address(template: str) -> str:
    if not template.startswith(("https://", "http://")):
        raise ValueError("an address begins with https:// or http://")
    return template


Friendly = Annotated[str, AfterValidator(_only_places("{nome}", "{n}"))]
Address = Annotated[str, AfterValidator(_only_places("{id}", "{number}")), AfterValidator(_web_address)]


class Texts(Section):
    """The friendly text for each next step; ``contact`` asks to put a record in order, the last four teach a rule."""

    answer: Friendly
    update: Friendly
    remind: Friendly
    ask_to_close: Friendly
    close: Friendly
    check: Friendly
    contact: Friendly
    duplicate: Friendly
    shouting: Friendly
    channel: Friendly
    evidence: Friendly


class Channels(Section):
    instant: list[str]


class Import(Section):
    keep_warehouses: int = Field(ge=2)
    demo_max_age_hours: float
    waiting_agent_last_percent: float
    upload_limit_mb: int = Field(ge=1, le=100_000)
    upload_kept_hours: float = Field(gt=0, le=168)


class Databases(Section):
    """How running helpdesks are read."""

    overlap_days: float = Field(ge=0, le=60)
    connect_seconds: int = Field(ge=1, le=600)
    silence_seconds: int = Field(ge=1, le=7200)


class Query(Section):
    timeout_seconds: float = Field(gt=0)
    memory_limit: str = Field(pattern=r"^\d+(\.\d+)? ?(KB|MB|GB|TB|KiB|MiB|GiB|TiB)$")
    threads: int = Field(ge=0)


class Server(Section):
    host: str
    port: int
    hosts: list[str]
    metrics: bool


class Limits(Section):
    queries_at_once: int = Field(ge=1, le=30)
    queries_waiting: int = Field(ge=0)
    waiting_seconds: float = Field(gt=0)
    sessions: int = Field(ge=1)
    message_kilobytes: int = Field(ge=64)
    body_seconds: float = Field(gt=0)


Role = Literal["administrator", "ombudsman", "deputy", "manager", "staff"]
"""Who somebody can be; where several fit, the first of these."""


def _lower_keys(people: dict[str, str]) -> dict[str, str]:
    return {address.strip().lower(): role for address, role in people.items()}


class Access(Section):
    """Who is who after signing in, and how long it is kept who looked at what."""

    role_claim: str
    claim_roles: dict[str, Role]
    people: Annotated[dict[str, Role], AfterValidator(_lower_keys)]
    require_verified_email: bool
    audit_days: int = Field(ge=0)


class Words(Section):
    """Phrases that decide whose turn it is; compared in lower case and without accents."""

    holding: list[str]
    request: list[str]
    negation: list[str]
    harmless: list[str]
    denial: list[str]
    denial_between: list[str]
    trouble: list[str]
    own_step: list[str]
    promise: list[str]
    hedge: list[str]
    confirmation: list[str]
    acceptance: list[str]
    thanks: list[str]
    praise: list[str]
    success: list[str]
    courtesy: list[str]
    closing_question: list[str]
    outcome_question: list[str]
    further_question: list[str]
    other_closing: list[str]
    leave_question: list[str]
    consent: list[str]
    refusal: list[str]
    unfinished: list[str]
    formality: list[str]
    receipt: list[str]
    receipt_goes_on: list[str]
    automated: list[str]
    automatic_reply: list[str]
    robot_senders: list[str]
    notice: list[str]
    closing_word_limit: int


class ConductWords(Section):
    """Phrases that show how a customer writes; compared in lower case and without accents."""

    acronyms: list[str]
    insistence: list[str]
    joining: list[str]
    evidence: list[str]
    asking: list[str]
    shown: list[str]
    picture: list[str]
    presenting: list[str]
    image_hosts: list[str]
    signature_files: list[str]
    paper_files: list[str]
    outage: list[str]
    not_outage: list[str]
    malware: list[str]
    not_malware: list[str]
    second_level: list[str]
    thing: list[str]
    trouble: list[str]
    first_level: list[str]
    never_second: list[str]


class Conduct(Section):
    """What customers owe and what we owe, as far as messages show it (METRICS, rights and duties)."""

    second_levels: list[str]
    second_level_reasons: list[str]
    no_evidence_reasons: list[str]
    wrong_channels: list[str]
    shouting_percent: int = Field(gt=0, le=100)
    shouting_subject_letters: int = Field(ge=1)
    shouting_body_letters: int = Field(ge=1)
    burst_messages: int = Field(ge=2)
    burst_minutes: int = Field(ge=1)
    burst_repeats: int = Field(ge=1)
    burst_new_words: int = Field(ge=0)
    burst_new_percent: int = Field(ge=0, lt=100)
    promise_days: float = Field(gt=0)
    words: ConductWords


class TypeWords(Section):
    """Phrases that suggest the type of a case; compared in lower case and without accents."""

    praise: list[str]
    suggestion: list[str]
    complaint: list[str]
    request: list[str]
    denunciation: list[str]
    data_subject: list[str]


REASONS = (
    "how_it_works", "online_check", "prices", "resend_message", "payment", "service_needs", "instability",
    "password_or_unblock", "malware", "site_error", "email_error", "domain_dns_ssl", "migration_backup", "server",
    "other",
)  # fmt: skip
"""Reasons of contact: the eight that the support page gives to phone and chat, second-level ones, other."""


class ReasonRule(Section):
    """Phrases that suggest a reason."""

    reason: Literal[REASONS]
    words: list[str]


class Reasons(Section):
    """Words that suggest why a customer writes; the first rule that is met decides."""

    opening_letters: int = Field(ge=50, le=5000)
    rules: list[ReasonRule]


class Duplicates(Section):
    """Which earlier tickets of a customer a new one is compared with."""

    within_days: int = Field(ge=1, le=365)
    latest_tickets: int = Field(ge=1, le=200)
    subject_percent: float = Field(gt=0, le=100)
    words_percent: float = Field(gt=0, le=100)
    new_words: int = Field(ge=0, le=20)
    small_words: list[str]
    generic: list[str]
    months: list[str]
    actions: list[str]


class Incidents(Section):
    """When tickets of several customers become an incident."""

    customers: int = Field(ge=2)
    minutes: int = Field(ge=5, le=1440)
    usual_days: int = Field(ge=5, le=250)
    chance_percent: float = Field(gt=0, lt=50)
    times_usual: float = Field(ge=1)
    quiet_minutes: int = Field(ge=5, le=1440)


class Privacy(Section):
    """How long texts and persons are kept after a ticket is finished; 0 = for ever."""

    texts_years: int = Field(ge=0, le=100)
    persons_years: int = Field(ge=0, le=100)


class SecretWords(Section):
    """Words by which secrets in texts are found; compared without case and accents."""

    password: Annotated[list[str], Field(min_length=1)]
    password_verbs: list[str]
    password_kinds: list[str]
    password_becomes: list[str]
    password_talk: list[str]
    password_denial: list[str]
    login: list[str]
    key: list[str]
    card_code: list[str]
    cpf: list[str]
    pix: list[str]
    pix_key: list[str]
    other_numbers: list[str]
    random_ids: list[str]


class Periods(NamedTuple):
    """The deadlines in force, in days."""

    conclusive_days: int
    extension_days: int
    area_days: int
    area_days_are_working_days: bool


class Ombudsman(Section):
    """The ombudsman's desk: deadlines, who stands in, areas."""

    preset: Literal["company", "public_sector"]
    area_working_days: int = Field(ge=1, le=60)
    conclusive_days: int = Field(ge=1, le=365)
    extension_days: int = Field(ge=1, le=365)
    reopen_days: int = Field(ge=1, le=365)
    deputy_name: str
    deputy_email: str
    areas: Annotated[list[str], Field(min_length=1)]
    words: TypeWords

    @property
    def periods(self) -> Periods:
        """By the preset; the law of the public sector counts every one of its days by the calendar."""
        if self.preset == "public_sector":
            return Periods(30, 30, 20, area_days_are_working_days=False)
        return Periods(
            self.conclusive_days, self.extension_days, self.area_working_days, area_days_are_working_days=True
        )


class Settings(Section):
    """All settings; see ``dashboard/settings.toml`` for what each means."""

    language: Literal["pt-BR", "en"]
    company: Company
    time: Time
    stale: Stale
    targets: Targets
    order: Order
    rights: Rights
    contacts: Contacts
    conduct: Conduct
    ombudsman: Ombudsman
    helpdesk: dict[str, Address]
    texts: dict[Literal["pt-BR", "en"], Texts]
    channels: Channels
    imports: Import = Field(alias="import")
    databases: Databases
    query: Query
    server: Server
    access: Access
    limits: Limits
    statuses: dict[str, dict[str, State]]
    words: Words
    reasons: Reasons
    duplicates: Duplicates
    incidents: Incidents
    secrets: SecretWords
    privacy: Privacy

    @model_validator(mode="after")
    def _holidays_are_known(self) -> "Settings":
        known = holidays.list_supported_countries(include_aliases=True)
        states = known.get(self.company.country)
        if states is None:
            raise ValueError(f"no holidays are known for the country {self.company.country!r}")
        if self.time.holidays_state and self.time.holidays_state not in states:
            raise ValueError(
                f"{self.company.country} has no state {self.time.holidays_state!r}; it has {', '.join(states)}"
            )
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.time.zone)

    @cached_property
    def stale_seconds(self) -> dict[str, int]:
        """Turn → working seconds of silence after which a ticket counts as stalled."""
        days = {turn: getattr(self.stale, turn) for turn in TURNS}
        return {turn: round(limit * self.time.working_day_seconds) for turn, limit in days.items()}

    @property
    def promise_seconds(self) -> int:
        """Working seconds after a holding reply within which our next word is due."""
        return round(self.conduct.promise_days * self.time.working_day_seconds)

    @cached_property
    def order_facts(self) -> dict[str, int]:
        """What the facts about the order of arrival depend on; a working day counts in seconds."""
        names = ("overtaken_minutes", "untraced_hours", "departure_days", "least_departures")
        seconds = self.time.working_day_seconds
        return {**{name: getattr(self.order, name) for name in names}, "working_day_seconds": seconds}

    @cached_property
    def facts_hash(self) -> str:
        """Twelve hex digits over everything the facts depend on."""
        parts = {
            "country": self.company.country,
            "time": self.time.model_dump(mode="json", exclude={"working_day_seconds"}),
            "channels": self.channels.model_dump(mode="json"),
            "emergencies": self.targets.emergency_priorities,
            "answers": [target.model_dump(mode="json") for target in self.targets.answers],
            "stale": self.stale_seconds,
            "order": self.order_facts,
            "statuses": self.statuses,
            "words": self.words.model_dump(mode="json"),
            "conduct": self.conduct.model_dump(mode="json"),
            "promise": self.promise_seconds,
            "reasons": self.reasons.model_dump(mode="json"),
            "duplicates": self.duplicates.model_dump(mode="json"),
            "incidents": self.incidents.model_dump(mode="json"),
            "secrets": self.secrets.model_dump(mode="json"),
            "privacy": self.privacy.model_dump(mode="json"),
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


def _merged(below: dict, above: dict) -> dict:
    """``above`` laid over ``below``, table by table; lists are replaced whole."""
    both = {
        key: _merged(below[key], above[key])
        for key in below.keys() & above.keys()
        if isinstance(below[key], dict) and isinstance(above[key], dict)
    }
    return {**below, **above, **both}


def load(data_dir: Path | None = None) -> Settings:
    """The defaults, with ``settings.toml`` of the data folder over them.

    Raises ``SettingsError`` naming the file and the key where either cannot be read.
    """
    own = own_file(data_dir) if data_dir else None
    if own is None or not own.exists():
        return parse("", own)
    try:
        return parse(own.read_text(encoding="utf-8"), own)
    except UnicodeDecodeError as error:
        raise SettingsError("error.settings_unreadable", file=str(own), problem=str(error)) from error


def own_file(data_dir: Path) -> Path:
    """Where the company's own settings are, or would be."""
    return data_dir / "settings.toml"


def parse(content: str, own: Path | None) -> Settings:
    """The defaults, with what ``settings.toml`` says over them; ``own`` is named where it does not hold."""
    values = tomllib.loads(DEFAULTS_FILE.read_text(encoding="utf-8"))
    try:
        return Settings.model_validate(_merged(values, tomllib.loads(content)))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError("error.settings_unreadable", file=str(own), problem=str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SettingsError("error.settings_value", file=str(own), key=key, problem=first["msg"]) from error
