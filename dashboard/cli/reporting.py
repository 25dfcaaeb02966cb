"""The report of an import, as people read it; machines get the same as JSON."""

from datetime import datetime

from dashboard import text
from dashboard.cli.console import Speaker
from dashboard.importing import Report
from dashboard.settings import Settings

COUNTS = ("read", "used", "repeated", "superseded", "rejected")


def show(report: Report, settings: Settings, speaker: Speaker) -> None:
    """Print the whole report."""
    if speaker.as_json:
        told = report.to_dict()
        for problem, error in zip(told["problems"], report.problems, strict=True):
            problem["message"] = text.explain(error, speaker.language)
        speaker.json(told)
        return
    _show_outcome(report, settings, speaker)
    _show_files(report, speaker)
    _show_rules("import.report.rejected_rows", report.rejected, speaker)
    _show_rules("import.report.warnings", report.warnings, speaker)
    _show_hidden(report, speaker)
    _show_dates(report, settings, speaker)
    _show_states(report, speaker)
    _show_statuses(report, speaker)
    if report.published and report.rejected:
        speaker.say("import.report.rejects_hint")


def _show_outcome(report: Report, settings: Settings, speaker: Speaker) -> None:
    if report.problems:
        speaker.say("import.report.problems", count=len(report.problems))
        for problem in report.problems:
            speaker.line(f"- {text.explain(problem, speaker.language)}")
        return
    key = "import.report.published" if report.published else "import.report.checked"
    speaker.say(key, stamp=report.stamp, instance=report.instance, source=report.source)
    if report.was_damaged:
        key = "import.report.recovered" if report.started_from else "import.report.recovered_nothing"
        speaker.say(key, stamp=report.started_from)
    if report.dropped_demo:
        speaker.say("import.report.dropped_demo")
    if report.exported_at:
        speaker.say("import.report.exported_at", moment=_moment(report.exported_at, settings, speaker))


def _moment(iso: str | None, settings: Settings, speaker: Speaker) -> str:
    return text.moment(datetime.fromisoformat(iso) if iso else None, settings.zone, speaker.language)


def _show_files(report: Report, speaker: Speaker) -> None:
    if report.files:
        columns = [speaker.words(f"import.report.{key}") for key in ("file", "raw_table", *COUNTS)]
        rows = [[file.file, file.raw_table, *(getattr(file, count) for count in COUNTS)] for file in report.files]
        if len(rows) > 1:
            rows.append([speaker.words("import.report.total"), "", *(report.total(count) for count in COUNTS)])
        speaker.table(speaker.words("import.report.files"), columns, rows, numeric=range(2, 7))
    if report.not_mapped:
        speaker.say("import.report.not_mapped", files=", ".join(report.not_mapped))


def _show_rules(title: str, rules: tuple, speaker: Speaker) -> None:
    if not rules:
        return
    columns = [speaker.words(f"import.report.{key}") for key in ("rule", "meaning", "count", "examples")]
    rows = []
    for rule in rules:
        file, row, field = rule.examples[0]
        place = speaker.words("import.report.example", file=file, row=row)
        meaning = speaker.words(f"import.rule.{rule.rule}", cell="…")
        rows.append([rule.rule, meaning, rule.count, f"{place}, {field}" if field else place])
    speaker.table(speaker.words(title), columns, rows, numeric=[2])


def _show_hidden(report: Report, speaker: Speaker) -> None:
    """How many secrets of each kind were hidden; what they were is told to nobody."""
    if report.hidden_secrets:
        told = [speaker.words(f"import.secret.{kind}", count=count) for kind, count in report.hidden_secrets]
        speaker.say("import.report.hidden", told=", ".join(told))


def _show_dates(report: Report, settings: Settings, speaker: Speaker) -> None:
    if report.dates:
        columns = [speaker.words(f"import.report.{key}") for key in ("column", "order", "first", "last", "unreadable")]
        rows = [
            [
                f"{one.raw_table}.{one.column}",
                speaker.words(f"import.order.{one.order}"),
                _moment(one.first, settings, speaker),
                _moment(one.last, settings, speaker),
                one.unreadable,
            ]
            for one in report.dates
        ]
        speaker.table(speaker.words("import.report.dates"), columns, rows, numeric=[4])


def _show_states(report: Report, speaker: Speaker) -> None:
    if report.tickets_by_state:
        columns = [speaker.words("import.report.state"), speaker.words("import.report.tickets")]
        rows = [[text.of("state", state, speaker.language), count] for state, count in report.tickets_by_state]
        speaker.table(speaker.words("import.report.states"), columns, rows, numeric=[1])


def _show_statuses(report: Report, speaker: Speaker) -> None:
    if report.unknown_statuses:
        speaker.say("import.report.unknown_statuses", instance=report.instance)
        for one in report.unknown_statuses:
            speaker.line(
                "  "
                + speaker.words("import.report.unknown_status", raw_status=one.raw_status, tickets=one.ticket_count)
            )
    if report.doubtful_statuses:
        speaker.say("import.report.doubtful_statuses")
        for one in report.doubtful_statuses:
            facts = {"raw_status": one.raw_status, "spoke": one.agent_spoke_last_count, "spoken": one.spoken_count}
            speaker.line("  " + speaker.words("import.report.doubtful_status", **facts))
