"""The report of an import in words, the same for the command line and the Data page: lines and tables, in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from dashboard import text
from dashboard.importing.report import Report, RuleReport

COUNTS = ("read", "used", "repeated", "superseded", "rejected")


@dataclass(frozen=True)
class Line:
    """A sentence. ``is_item``: one of a list; ``manner``: good, bad or plain."""

    words: str
    is_item: bool = False
    manner: str = "plain"


@dataclass(frozen=True)
class Listing:
    """A table. Cells are texts and whole numbers; the columns in ``numeric`` are set to the right."""

    title: str
    columns: list[str]
    rows: list[list[str | int]]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True)
class Voice:
    """In which language, on which clock and where it is said: a page names its own parts where we name commands."""

    language: str
    zone: ZoneInfo
    is_page: bool

    def words(self, key: str, **facts: object) -> str:
        """An entry of ``import.report``."""
        return text.say(f"import.report.{key}", self.language, **facts)

    def moment(self, iso: str | None) -> str:
        """A moment of the report on the company's clock."""
        return text.moment(datetime.fromisoformat(iso) if iso else None, self.zone, self.language)


def spoken(report: Report, zone: ZoneInfo, language: str, is_page: bool = False) -> list[Line | Listing]:
    """The whole report."""
    voice = Voice(language, zone, is_page)
    if report.source == "rebuild" and not report.problems:
        return [Line(voice.words("rebuilt", stamp=report.stamp), manner="good")]
    parts = (_outcome, _files, _rejected, _warnings, _hidden, _forgotten, _dates, _states, _statuses, _hint)
    return [said for part in parts for said in part(report, voice)]


def _outcome(report: Report, voice: Voice) -> Iterator[Line]:
    if report.problems:
        yield Line(voice.words("problems", count=len(report.problems)), manner="bad")
        for problem in report.problems:
            yield Line(text.explain(problem, voice.language), is_item=True)
        return
    key = "published" if report.published else "checked"
    facts = {"stamp": report.stamp, "instance": report.instance, "source": report.source}
    yield Line(voice.words(key, **facts), manner="good")
    if report.was_damaged:
        yield Line(voice.words("recovered" if report.started_from else "recovered_nothing", stamp=report.started_from))
    if report.dropped_demo:
        yield Line(voice.words("dropped_demo" if report.published else "would_drop_demo"))
    if report.is_partial:
        yield Line(voice.words("partial"))
    if report.gone:
        told = ", ".join(f"{table} {text.number(count, voice.language)}" for table, count in report.gone)
        yield Line(voice.words("gone", told=told))
    if report.exported_at:
        yield Line(voice.words("exported_at", moment=voice.moment(report.exported_at)))


def _files(report: Report, voice: Voice) -> Iterator[Line | Listing]:
    if report.files:
        rows: list[list[str | int]] = [
            [file.file, file.raw_table, *(getattr(file, count) for count in COUNTS)] for file in report.files
        ]
        if len(rows) > 1:
            rows.append([voice.words("total"), "", *(report.total(count) for count in COUNTS)])
        columns = [voice.words(key) for key in ("file", "raw_table", *COUNTS)]
        yield Listing(voice.words("files"), columns, rows, tuple(range(2, 7)))
    if report.not_mapped:
        yield Line(voice.words("not_mapped", files=", ".join(report.not_mapped)))


def _rejected(report: Report, voice: Voice) -> Iterator[Listing]:
    return _rules("rejected_rows", report.rejected, voice)


def _warnings(report: Report, voice: Voice) -> Iterator[Listing]:
    return _rules("warnings", report.warnings, voice)


def _rules(title: str, rules: tuple[RuleReport, ...], voice: Voice) -> Iterator[Listing]:
    if not rules:
        return
    rows: list[list[str | int]] = []
    for rule in rules:
        file, row, field = rule.examples[0]
        place = voice.words("example", file=file, row=row)
        meaning = text.say(f"import.rule.{rule.rule}", voice.language, cell="…")
        rows.append([rule.rule, meaning, rule.count, f"{place}, {field}" if field else place])
    columns = [voice.words(key) for key in ("rule", "meaning", "count", "examples")]
    yield Listing(voice.words(title), columns, rows, (2,))


def _hidden(report: Report, voice: Voice) -> Iterator[Line]:
    """How many secrets of each kind were hidden; what they were is told to nobody."""
    if report.hidden_secrets:
        told = [text.say(f"import.secret.{kind}", voice.language, count=count) for kind, count in report.hidden_secrets]
        yield Line(voice.words("hidden", told=", ".join(told)))


def _forgotten(report: Report, voice: Voice) -> Iterator[Line]:
    """What is no longer kept and was dropped now."""
    if report.forgotten:
        parts = (text.say(f"import.forgotten.{what}", voice.language, count=count) for what, count in report.forgotten)
        yield Line(voice.words("forgotten", told=", ".join(parts)))


def _dates(report: Report, voice: Voice) -> Iterator[Listing]:
    if report.dates:
        rows: list[list[str | int]] = [
            [
                f"{one.raw_table}.{one.column}",
                text.say(f"import.order.{one.order}", voice.language),
                voice.moment(one.first),
                voice.moment(one.last),
                one.unreadable,
            ]
            for one in report.dates
        ]
        columns = [voice.words(key) for key in ("column", "order", "first", "last", "unreadable")]
        yield Listing(voice.words("dates"), columns, rows, (4,))


def _states(report: Report, voice: Voice) -> Iterator[Listing]:
    if report.tickets_by_state:
        rows: list[list[str | int]] = [
            [text.of("state", state, voice.language), count] for state, count in report.tickets_by_state
        ]
        yield Listing(voice.words("states"), [voice.words("state"), voice.words("tickets")], rows, (1,))


def _statuses(report: Report, voice: Voice) -> Iterator[Line]:
    if report.unknown_statuses:
        key = "unknown_statuses_here" if voice.is_page else "unknown_statuses"
        yield Line(voice.words(key, instance=report.instance))
        for one in report.unknown_statuses:
            facts = {"raw_status": one.raw_status, "tickets": one.ticket_count}
            yield Line(voice.words("unknown_status", **facts), is_item=True)
    if report.doubtful_statuses:
        yield Line(voice.words("doubtful_statuses"))
        for one in report.doubtful_statuses:
            facts = {"raw_status": one.raw_status, "spoke": one.agent_spoke_last_count, "spoken": one.spoken_count}
            yield Line(voice.words("doubtful_status", **facts), is_item=True)


def _hint(report: Report, voice: Voice) -> Iterator[Line]:
    if report.published and report.rejected and not voice.is_page:
        yield Line(voice.words("rejects_hint"))
