"""The commands and their options, with their help from the catalogues."""

import argparse
from collections.abc import Callable
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import NoReturn

from dashboard import text

COMMANDS = (
    "serve", "import", "check", "rejects", "versions", "rollback", "rebuild", "query", "queries", "desk", "person",
    "template", "new-source", "schedule", "demo", "settings",
)  # fmt: skip
LAST_PORT = 65535
Words = Callable[..., str]


class UsageError(Exception):
    """The command line could not be understood; the sentence says why."""


class Parser(argparse.ArgumentParser):
    """Raises instead of printing English sentences and leaving."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


def read(argv: list[str], words: Words) -> argparse.Namespace:
    """The arguments. Raises ``UsageError`` with a sentence for people."""
    _check_command(argv, words)
    try:
        chosen = _parser(words).parse_args(argv)
    except UsageError as error:
        raise UsageError(words("cli.usage.wrong", problem=str(error))) from error
    chosen.command = chosen.command or "serve"
    return chosen


def _check_command(argv: list[str], words: Words) -> None:
    """Suggest the command that was meant, before argparse lists them all."""
    takes_value = {"--data", "--language"}
    rest = list(argv)
    while rest and rest[0].startswith("-"):
        rest = rest[2:] if rest[0] in takes_value else rest[1:]
    if rest and rest[0] not in COMMANDS:
        near = get_close_matches(rest[0], COMMANDS, 1, 0.4) or [", ".join(COMMANDS)]
        raise UsageError(words("cli.usage.command_unknown", command=rest[0], near=near[0]))


def _common(words: Words, is_top: bool) -> Parser:
    """Options that may stand before or after the command."""
    unset = None if is_top else argparse.SUPPRESS
    common = Parser(add_help=False)
    common.add_argument("--data", metavar="DIR", default=unset, help=words("cli.option.data"))
    common.add_argument("--language", choices=text.LANGUAGES, default=unset, help=words("cli.option.language"))
    common.add_argument("-h", "--help", action="help", help=words("cli.option.help"))
    return common


def _parser(words: Words) -> Parser:
    top = Parser(
        prog="python -m dashboard", description=words("cli.about"), add_help=False, parents=[_common(words, True)]
    )
    _name_groups(top, words)
    commands = top.add_subparsers(
        dest="command", metavar="COMMAND", title=words("cli.usage.commands"), parser_class=Parser
    )
    adders = {
        "import": _import, "check": _check, "query": _query, "desk": _desk, "person": _person, "demo": _demo,
        "serve": _serve, "schedule": _schedule,
    }  # fmt: skip
    for name in COMMANDS:
        about = words(f"cli.command.{name}")
        one = commands.add_parser(
            name, help=about, description=about, add_help=False, parents=[_common(words, False)], allow_abbrev=False
        )
        _name_groups(one, words)
        adders.get(name, _small)(one, words)
    return top


def _name_groups(parser: Parser, words: Words) -> None:
    parser._optionals.title = words("cli.usage.options")
    parser._positionals.title = words("cli.usage.arguments")


def _serve(parser: Parser, words: Words) -> None:
    parser.add_argument("--host", help=words("cli.option.host"))
    parser.add_argument("--port", type=port, help=words("cli.option.port"))


def _import(parser: Parser, words: Words) -> None:
    _export(parser, words)
    parser.add_argument("--no-wait", action="store_true", help=words("cli.option.no_wait"))


def _check(parser: Parser, words: Words) -> None:
    _export(parser, words)


def _export(parser: Parser, words: Words) -> None:
    parser.add_argument("source", help=words("cli.option.source"))
    parser.add_argument("paths", nargs="+", metavar="PATH", help=words("cli.option.paths"))
    parser.add_argument("--as", dest="instance", metavar="NAME", help=words("cli.option.as"))
    parser.add_argument("--date-order", choices=("dmy", "mdy"), help=words("cli.option.date_order"))
    parser.add_argument("--exported-at", type=moment, metavar="TIME", help=words("cli.option.exported_at"))
    parser.add_argument("--prefix", help=words("cli.option.prefix"))
    parser.add_argument("--full", action="store_true", help=words("cli.option.full"))
    _json(parser, words)


def _query(parser: Parser, words: Words) -> None:
    parser.add_argument("name", help=words("cli.option.query"))
    parser.add_argument("--param", action="append", default=[], metavar="NAME=VALUE", help=words("cli.option.param"))
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help=words("cli.option.format"))


def _desk(parser: Parser, words: Words) -> None:
    parser.add_argument("action", choices=("backup", "export"), help=words("cli.option.desk_action"))
    parser.add_argument("target", metavar="PATH", help=words("cli.option.desk_target"))
    _json(parser, words)


def _person(parser: Parser, words: Words) -> None:
    parser.add_argument(
        "action", choices=("export", "erase", "finish", "record"), help=words("cli.option.person_action")
    )
    parser.add_argument("customer", nargs="?", metavar="CUSTOMER", help=words("cli.option.person"))
    parser.add_argument("--to", metavar="FILE", help=words("cli.option.person_to"))
    parser.add_argument("--reason", default="", metavar="TEXT", help=words("cli.option.person_reason"))
    parser.add_argument("--request", type=day, metavar="DATE", help=words("cli.option.person_request"))
    parser.add_argument("--yes", action="store_true", help=words("cli.option.person_yes"))
    _json(parser, words)


def _demo(parser: Parser, words: Words) -> None:
    parser.add_argument("--tickets", type=positive, help=words("cli.option.tickets"))
    parser.add_argument("--seed", type=int, help=words("cli.option.seed"))
    parser.add_argument("--as-of", type=moment, metavar="TIME", help=words("cli.option.as_of"))
    _json(parser, words)


def _schedule(parser: Parser, words: Words) -> None:
    parser.add_argument("source", nargs="?", help=words("cli.option.schedule_source"))
    parser.add_argument("paths", nargs="*", metavar="PATH", help=words("cli.option.schedule_paths"))
    parser.add_argument("--as", dest="instance", metavar="NAME", help=words("cli.option.as"))
    parser.add_argument("--at", type=time_of_day, default=time(3), metavar="HH:MM", help=words("cli.option.at"))
    _json(parser, words)


def _small(parser: Parser, words: Words) -> None:
    """The commands with few options of their own."""
    name = parser.prog.split()[-1]
    if name == "template":
        parser.add_argument("folder", metavar="DIR", help=words("cli.option.template"))
        return
    if name == "new-source":
        parser.add_argument("folder", metavar="DIR", help=words("cli.option.template"))
        parser.add_argument("paths", nargs="+", metavar="PATH", help=words("cli.option.paths"))
    if name == "rollback":
        parser.add_argument("stamp", nargs="?", metavar="STAMP", help=words("cli.option.stamp"))
    if name == "rejects":
        parser.add_argument("--source", help=words("cli.option.rejects_source"))
        parser.add_argument("--output", metavar="FILE", help=words("cli.option.output"))
        return
    _json(parser, words)


def _json(parser: Parser, words: Words) -> None:
    parser.add_argument("--json", action="store_true", help=words("cli.option.json"))


def positive(value: str) -> int:
    """A whole number from 1."""
    return _between(value, 1, None)


def port(value: str) -> int:
    """A port that can be listened on."""
    return _between(value, 1, LAST_PORT)


def _between(value: str, first: int, last: int | None) -> int:
    try:
        number = int(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(value) from error
    if number < first or (last is not None and number > last):
        raise argparse.ArgumentTypeError(f"{value} ({first}–{last or ''})")
    return number


def day(value: str) -> date:
    """A day as ISO text."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(value) from error


def moment(value: str) -> datetime:
    """A moment as ISO text."""
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(value) from error


def time_of_day(value: str) -> time:
    """An hour of the day, such as 03:00."""
    try:
        return datetime.strptime(value, "%H:%M").time()  # noqa: DTZ007 - of every day, in no zone
    except ValueError as error:
        raise argparse.ArgumentTypeError(value) from error
