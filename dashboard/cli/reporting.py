"""The report of an import on the command line; machines get the same as JSON."""

from dashboard import text
from dashboard.cli.console import Speaker
from dashboard.importing import Report
from dashboard.importing.spoken import Listing, spoken
from dashboard.settings import Settings


def show(report: Report, settings: Settings, speaker: Speaker) -> None:
    """Print the whole report."""
    if speaker.as_json:
        told = report.to_dict()
        for problem, error in zip(told["problems"], report.problems, strict=True):
            problem["message"] = text.explain(error, speaker.language)
        speaker.json(told)
        return
    for said in spoken(report, settings.zone, speaker.language):
        if isinstance(said, Listing):
            speaker.table(said.title, said.columns, said.rows, said.numeric)
        else:
            speaker.line(f"- {said.words}" if said.is_item else said.words)
