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
ticket       x x x x x
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
erase_person            . . . . x
"""

EXPORTS = """
tickets          x x x x x
contacts         x x x x x
call_list        x x x x x
comments         x x x x x
cases            . . x x .
recommendations  x . x x x
denunciations    . . . . .
rejected_rows    x . . . x
one_person       . . . . x
audit            . . . . x
"""

COMMANDS = """
import         x . . . x
demo           x . . . x
rebuild        x . . . x
rollback       x . . . x
rejects        x . . . x
versions       x . x x x
query          x x . . x
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

THINGS = """
ticket                        x x x x x
messages_of_a_ticket          x x x x x
contact_record                x x x x x
case                          . . x x .
denunciation_of_the_ombudsman . . x . .
denunciation_of_the_deputy    . . . x .
one_persons_data              . . . . x
"""
"""One of its kind, opened; who may not is told the same as for one that does not exist."""

SEES = """
whole_phone_numbers      x x . . x
cases                    . . x x .
denunciations            . . x x .
ratings_of_every_agent   x . x x x
comment_being_handled    . . x x .
protocols_in_the_audit   . . . . x
"""
"""A denúncia is seen by the one of the two who holds it."""

SHOWS = """
overview              -
overview_of_another   ratings_of_every_agent
my_queue              numbers_in_texts
queue                 numbers_in_texts
status                -
response              -
response_work         -
response_teams        ratings_of_every_agent
stale                 numbers_in_texts
stale_theirs          numbers_in_texts
rights                numbers_in_texts
satisfaction          numbers_in_texts ratings_of_every_agent
tickets               numbers_in_texts
rated                 numbers_in_texts ratings_of_every_agent
rated_of_another      numbers_in_texts ratings_of_every_agent
search                numbers_in_texts
ticket                numbers_in_texts numbers_in_records
ticket_solved         numbers_in_texts numbers_in_records
contacts              -
record                numbers_in_records
calls                 numbers_in_records
changes               numbers_in_texts numbers_in_records
single_points         numbers_in_texts
cases                 cases denunciations
case                  cases denunciations
denunciation          cases denunciations
to_read               -
comment               comment_being_handled
figures               -
recommendations       cases
praises               -
data                  numbers_in_texts
import                -
statuses              -
schedule              -
versions              -
audit                 numbers_in_texts numbers_in_records protocols_in_the_audit
"""
"""What stands on a page, or in one of its files, for whoever may see it; for nobody anything else."""


def cells(table: str) -> list[tuple[str, str, bool]]:
    """(what, role, may) for every cell of a table."""
    lines = [line.split() for line in table.strip().splitlines()]
    return [(what, role, mark == "x") for what, *marks in lines for role, mark in zip(ROLES, marks, strict=True)]


def rows(table: str) -> list[str]:
    """What a table speaks of."""
    return [line.split()[0] for line in table.strip().splitlines()]
