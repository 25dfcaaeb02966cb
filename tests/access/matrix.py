"""Who may do what, written out by hand: the code is held against this, never the other way round.

A column per role: manager, staff, ombudsman, deputy, administrator. ``x`` may, ``.`` is refused.
"""

ROLES = ("manager", "staff", "ombudsman", "deputy", "administrator")

PAGES = """
overview     x x x x x
my_queue     x x . . x
queue        x x x x x
status       x x x x x
response     x x x x x
stale        x x x x x
contacts     x x x x x
rights       x x x x x
satisfaction x x x x x
ombudsman    x . x x x
data         x . x x x
tickets      x x x x x
search       x x x x x
audit        . . . . x
"""

ACTIONS = """
flag_tickets            x x . . x
undo_own_flag           x x . . x
undo_flag_of_another    x . . . x
correct_reason          x x . . x
record_contact          x x . . x
undo_contact_of_another x . . . x
open_case               x x x x x
open_denunciation       x x x x x
handle_case             . . x x .
answer_for_the_area     . x x x .
enter_feedback          x x x x x
classify_feedback       . . x x .
go_back_a_version       x . . . x
import_an_export        x . . . x
map_a_status            x . . . x
hand_over_personal_data . . . . x
"""

EXPORTS = """
tickets    x x x x x
contacts   x x x x x
audit      . . . . x
"""

COMMANDS = """
import         x . . . x
demo           x . . . x
rebuild        x . . . x
rollback       x . . . x
rejects        x . x x x
versions       x . x x x
query          x x x x x
desk_backup    . . . . x
desk_export    . . . . x
person_export  . . . . x
person_erase   . . . . x
person_finish  . . . . x
person_record  . . . . x
serve          x x x x x
check          x x x x x
queries        x x x x x
template       x x x x x
new-source     x x x x x
schedule       x x x x x
settings       x x x x x
"""
"""The command line acts as administrator; the other columns are what it would be, were its role another."""

ROUTES = """
/media/list.csv        x x x x x
/_stcore/upload_file/x x . . . x
"""
"""What is no page and no watchdog's; nobody without a role opens any of them."""

SEES = """
whole_phone_numbers      x x . . x
cases                    . . x x .
denunciations            . . x x .
ratings_of_every_agent   x . x x x
"""


def cells(table: str) -> list[tuple[str, str, bool]]:
    """(what, role, may) for every cell of a table."""
    lines = [line.split() for line in table.strip().splitlines()]
    return [(what, role, mark == "x") for what, *marks in lines for role, mark in zip(ROLES, marks, strict=True)]


def rows(table: str) -> list[str]:
    """What a table speaks of."""
    return [line.split()[0] for line in table.strip().splitlines()]
