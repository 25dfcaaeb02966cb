"""A draft as files: ``source.toml`` and one SELECT per table, with what is undecided marked ``# TODO``."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from dashboard.importing.drafting.drafted import NEEDED, Draft
from dashboard.importing.drafting.roles import DATES, plain
from dashboard.importing.drafting.scores import is_unrated
from dashboard.importing.sources.source import STATES
from dashboard.importing.words import listed, name

NO_TEXT = re.compile(r"[\x00-\x1f\x7f]")
"""What a cell may hold and no TOML."""
Words = Callable[..., str]


def write(made: Draft, folder: Path, words: Words) -> list[Path]:
    """The files of the source; the folder is made."""
    raw = f"raw_{_slug(made.table.name)}"
    files = {"source.toml": _description(made, folder.name, raw, words), "tickets.sql": _tickets(made, raw)}
    for table, role in (("agents", "agent_id"), ("customers", "customer_id")):
        if role in made.reads:
            files[f"{table}.sql"] = _named(made, raw, role)
    if "raw_score" in made.reads:
        files["feedback.sql"] = _feedback(made, raw)
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in files.items():
        (folder / file).write_text(content, encoding="utf-8")
    return [folder / file for file in files]


def _slug(file: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", plain(Path(file.rsplit("/", maxsplit=1)[-1]).stem)).strip("_")[:40] or "tickets"


def _text(word: str) -> str:
    """A text for TOML: JSON's escapes are among TOML's."""
    return json.dumps(word, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(names: list[str]) -> str:
    return "[" + ", ".join(_text(one) for one in names) + "]"


def _table(pairs: dict[str, str]) -> str:
    return "{ " + ", ".join(f"{_text(key)} = {_text(value)}" for key, value in pairs.items()) + " }"


def _todo(words: str) -> str:
    return "".join(f"# TODO {NO_TEXT.sub(' ', line)}\n" for line in words.splitlines())


def _description(made: Draft, source: str, raw: str, words: Words) -> str:
    layout = made.table.layout
    dates = [made.reads[role] for role in DATES if role in made.reads]
    # Beside other files that also have an id and a date, all columns together tell this one apart.
    told_by = made.reads if made.has_others else NEEDED
    required = [made.reads[role].name for role in told_by if role in made.reads]
    optional = [one.name for role, one in made.reads.items() if one not in dates and one.name not in required]
    optional += made.times.values()
    lines = [
        f"# {words('drafting.about', file=made.table.name)}\n",
        f"# {words('drafting.layout', encoding=layout.encoding or '–', delimiter=repr(layout.delimiter))}\n",
        *(_todo(words(f"drafting.note.{key}", **facts)) for key, facts in made.notes if key != "status_unknown"),
        f"name = {_text(source)}\n",
        _todo(words("drafting.note.zone")),
        f"missing = {_list(made.missing)}\n" if made.missing else "",
        f"\n[tables.{raw}]\nrequired = {_list(required)}\noptional = {_list(optional)}\n",
        f"dates = {_list([one.name for one in dates])}\n",
        f"times = {_table(made.times)}\n" if made.times else "",
        f"needed = {_list([made.reads['opened_at'].name])}\n",
        *(f"# {_text(one.name)}: {words(f'drafting.order.{one.order}')}\n" for one in dates),
        f"# {words('drafting.unread', columns=', '.join(map(_text, made.unread)))}\n" if made.unread else "",
        "\n[statuses]\n",
        f"# {words('drafting.states', states=', '.join(STATES))}\n",
        *(_status(word, state, words) for word, state in made.states.items()),
    ]
    return "".join(lines)


def _status(word: str, state: str | None, words: Words) -> str:
    if state:
        return f"{_text(word)} = {_text(state)}\n"
    return f"# TODO {words('drafting.state')}\n# {_text(word)} = \n"


def _tickets(made: Draft, raw: str) -> str:
    lines = []
    for role in ("ticket_id", *(one for one in made.reads if one not in ("ticket_id", "raw_score"))):
        cell = _cell(made, role)
        if role in made.only_finished:
            going = [word.lower() for word in made.going]
            cell = f"if(lower({name(made.reads['raw_status'].name)}) in ({listed(going)}), null, {cell})"
        lines.append(f"    {cell} as {role},\n")
    if "raw_status" not in made.reads:
        lines.append(f"    {_status_by_end(made)} as raw_status,\n")
    return f"select\n{''.join(lines)}    source_file,\n    source_row\nfrom {raw}\n"


def _status_by_end(made: Draft) -> str:
    """Without a status the end says whether a ticket is open; without both nothing does."""
    end = next((made.reads[role].name for role in ("closed_at", "resolved_at") if role in made.reads), None)
    return f"if({name(end)} is null, 'in_progress', 'closed')" if end else "cast(null as text)"


def _cell(made: Draft, role: str) -> str:
    cell = name(made.reads[role].name)
    if role == "agent_id" and made.nobody:
        return f"if({cell} in ({listed(made.nobody)}), null, {cell})"
    return cell


def _feedback(made: Draft, raw: str) -> str:
    """One score per ticket, without a day of its own."""
    score = name(made.reads["raw_score"].name)
    unrated = [cell for cell, _ in made.reads["raw_score"].values if is_unrated(cell)]
    key = name(made.reads["ticket_id"].name)
    who = "".join(f"    {_cell(made, role)} as {role},\n" for role in ("customer_id", "agent_id") if role in made.reads)
    return (
        f"select\n    {key} as feedback_id,\n    {key} as ticket_id,\n{who}    {score} as raw_score,\n"
        f"    '{made.scale}' as scale,\n    source_file,\n    source_row\nfrom {raw}\n"
        f"where {score} is not null and {key} is not null"
        + (f" and {score} not in ({listed(unrated)})\n" if unrated else "\n")
    )


def _named(made: Draft, raw: str, role: str) -> str:
    cell = _cell(made, role)
    return (
        f"select distinct\n    {cell} as {role},\n    {cell} as name,\n"
        f"    null as source_file,\n    null as source_row\nfrom {raw}\nwhere {cell} is not null\n"
    )
