"""The decisions of a first draft, each with its evidence; what the files do not decide is a note for the person."""

from dashboard.importing.drafting.doubts import doubt
from dashboard.importing.drafting.drafted import NEEDED, Draft
from dashboard.importing.drafting.reading import Looked
from dashboard.importing.drafting.roles import DATES, about, plain
from dashboard.importing.drafting.scores import scale_of
from dashboard.importing.drafting.states import state_of

NO_AGENT = (
    "nobody", "unassigned", "not assigned", "no agent", "nao atribuido", "sem agente", "sem atendente",
    "sem responsavel", "sem tecnico", "nenhum", "ninguem",
)  # fmt: skip
"""Words for "nobody" in a column of agents, where they would each become one."""


def draft(looked: Looked) -> Draft | None:
    """The draft of the likeliest list of tickets; ``None`` where no file looks like one."""
    tables = [table for table in looked.tables if {"ticket_id", "opened_at"} <= table.roles.of.keys()]
    if not tables:
        return None
    best = max(tables, key=lambda table: (table.roles.weight, table.relation.read_count))
    made = Draft(best, dict(best.roles.of))
    _keys(made)
    _states(made)
    _dates(made)
    _times(made)
    _response(made)
    doubt(looked.connection, made)
    _nobody(made)
    _scores(made)
    others = [table for table in looked.tables if table is not best and table.layout.columns != best.layout.columns]
    made.notes += [("other_file", {"file": table.name}) for table in others]
    return made


def _keys(made: Draft) -> None:
    identity = made.reads["ticket_id"]
    if identity.different < identity.filled:
        facts = {"column": identity.name, "rows": identity.filled, "different": identity.different}
        made.notes.append(("id_repeats", facts))
    for role in NEEDED:
        if role not in made.reads:
            made.notes.append(("role_missing", {"role": role}))
    for role, others in made.table.roles.doubts.items():
        if others and role in made.reads:
            facts = {"role": role, "column": made.reads[role].name, "others": ", ".join(others)}
            made.notes.append(("role_doubt", facts))


def _states(made: Draft) -> None:
    status = made.reads.get("raw_status")
    for word, count in status.values if status else ():
        made.states[word] = state_of(word)
        if made.states[word] is None:
            made.notes.append(("status_unknown", {"status": word, "count": count}))


def _dates(made: Draft) -> None:
    """A column whose order nothing proves is not read; the opening is, and the import asks for its order."""
    for role in DATES:
        column = made.reads.get(role)
        if column and column.order in ("unknown", "both"):
            made.notes.append((f"order_{column.order}", {"column": column.name}))
            if role != "opened_at":
                del made.reads[role]


def _times(made: Draft) -> None:
    """Days and their times in two columns: of one name but for words like "date" and "time", or side by side."""
    columns = made.table.columns
    clocks = [column for column in columns if column.is_clock and column not in made.reads.values()]
    for column in (made.reads[role] for role in DATES if role in made.reads and made.reads[role].is_days):
        right = columns[columns.index(column) + 1 :][:1]
        near = [one for one in clocks if about(one.name) == about(column.name)]
        near = near or [one for one in clocks if one in right and not about(one.name)]
        if len(near) == 1:
            made.times[column.name] = near[0].name
            clocks.remove(near[0])
        elif clocks:
            others = ", ".join(one.name for one in clocks)
            made.notes.append(("time_elsewhere", {"column": column.name, "others": others}))


def _response(made: Draft) -> None:
    """Days of first responses are not read: at midnight they would stand before the opening."""
    column = made.reads.get("first_response_at")
    if column and column.is_days and column.name not in made.times:
        made.notes.append(("response_days", {"column": column.name}))
        del made.reads["first_response_at"]


def _nobody(made: Draft) -> None:
    if agent := made.reads.get("agent_id"):
        made.nobody = [cell for cell, _ in agent.values if plain(cell) in NO_AGENT]


def _scores(made: Draft) -> None:
    """Scores are read where their cells show the scale."""
    column = made.reads.get("raw_score")
    if not column:
        return
    made.scale = scale_of(column) or ""
    words = ", ".join(cell[:30] for cell, _ in column.values[:5])
    if not made.scale:
        made.notes.append(("score_words", {"column": column.name, "words": words}))
        del made.reads["raw_score"]
    elif made.scale != "good_bad":
        made.notes.append(("score_scale", {"column": column.name, "scale": made.scale, "words": words}))
