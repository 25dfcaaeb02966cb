"""Every table of the warehouse and of the desk, once; DuckDB and PostgreSQL are both made from here.

Column comments are the dictionary: ``template`` writes them beside the empty canonical files. Times are
UTC; ids are text; every row names its ``source`` (the helpdesk's instance), and keys are (source, id).
A spell that still goes on ends at ``infinity``: one comparison then finds what holds at a moment.
"""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Date, Double, Integer, Text
from sqlalchemy.types import DateTime

SCHEMA_VERSION = 5
"""Raised with every change of a table below; an older file is rebuilt or refused, never half-read."""

DESK_VERSION = 4
"""The desk's own: it holds what people wrote and is migrated, never rebuilt."""

warehouse = sa.MetaData()
desk = sa.MetaData()
Moment = DateTime(timezone=True)


def _column(name: str, kind, comment: str) -> sa.Column:
    return sa.Column(name, kind, comment=comment)


def _table(metadata: sa.MetaData, name: str, comment: str, *columns: tuple) -> sa.Table:
    return sa.Table(name, metadata, *(_column(*column) for column in columns), comment=comment)


SOURCE = ("source", Text, "the helpdesk's instance, as named at its import")
TICKET = ("ticket_id", Text, "the ticket's id in its source")
# What a query may filter by, carried by every fact table.
FILTERED = (
    ("department", Text, "department or group that held the ticket"),
    ("channel", Text, "how it came: email, web, chat, phone, whatsapp, …"),
    ("support_level", Text, "first or second level, as the source names it"),
    ("agent_id", Text, "the agent who held it"),
)
# What the daily roll-ups keep of it: with the agents they would be as long as what they roll up.
ROLLED_UP = FILTERED[:3]
CUSTOMER = ("customer_id", Text, "the customer's id in its source")

# ---------------------------------------------------------------- canonical: what a source delivers
CANONICAL: dict[str, sa.Table] = {
    table.name: table
    for table in (
        _table(
            warehouse,
            "customers",
            "Who the company serves.",
            SOURCE,
            CUSTOMER,
            ("name", Text, "name as written"),
            ("customer_kind", Text, "person, company or reseller"),
            ("created_at", Moment, "customer since"),
            ("updated_at", Moment, "last change of the record"),
            ("is_active", Boolean, "false once the customer has left"),
        ),
        _table(
            warehouse,
            "contacts",
            "Persons and numbers through which a customer is reached.",
            SOURCE,
            ("contact_id", Text, "the contact's id"),
            CUSTOMER,
            ("name", Text, "name as written"),
            ("contact_role", Text, "primary, secondary or other"),
            ("email", Text, "e-mail address as written"),
            ("phone_1", Text, "first phone as written"),
            ("phone_2", Text, "second phone as written"),
            ("has_whatsapp", Boolean, "reachable by WhatsApp"),
            ("has_left", Boolean, "no longer with the customer"),
            ("updated_at", Moment, "last change of the record"),
            ("confirmed_at", Moment, "last time the customer confirmed it"),
        ),
        _table(
            warehouse,
            "agents",
            "Who answers; robots are marked.",
            SOURCE,
            ("agent_id", Text, "the agent's id"),
            ("name", Text, "name as written"),
            ("email", Text, "sign-in or sender address"),
            ("team", Text, "team or department"),
            ("is_robot", Boolean, "an automation, not a person"),
        ),
        _table(
            warehouse,
            "tickets",
            "One row per ticket: its present state and its columns.",
            SOURCE,
            TICKET,
            ("number", Text, "the number people quote; the id where there is none"),
            CUSTOMER,
            ("contact_id", Text, "who wrote it"),
            ("subject", Text, "subject line"),
            ("channel", Text, "how it came"),
            ("department", Text, "present department or group"),
            ("category", Text, "category or topic"),
            ("support_level", Text, "present support level"),
            ("priority", Text, "present priority"),
            ("priority_set_by", Text, "customer, agent or rule"),
            ("service", Text, "the product or service concerned"),
            ("agent_id", Text, "present agent"),
            ("raw_status", Text, "present status in the source's own words"),
            ("opened_at", Moment, "when it was opened"),
            ("opened_by", Text, "customer, agent, monitoring or unknown"),
            ("first_response_at", Moment, "first human answer, where the source states it"),
            ("resolved_at", Moment, "solved, where the source states it"),
            ("stated_resolution_seconds", BigInteger, "time to solve as the source states it, its own clock"),
            ("due_at", Moment, "deadline for the solution"),
            ("closed_at", Moment, "closed, where the source states it"),
            ("closed_by", Text, "customer, agent, robot or unknown"),
            ("updated_at", Moment, "last change of the row; the newer row wins"),
            ("merged_into", Text, "the ticket this one was merged into"),
        ),
        _table(
            warehouse,
            "ticket_events",
            "What happened to a ticket, in order.",
            SOURCE,
            TICKET,
            ("occurred_at", Moment, "when"),
            ("sequence", BigInteger, "order among events of the same moment"),
            ("kind", Text, "message, note, status, assignment, transfer or rating_request"),
            ("author", Text, "customer, agent or robot"),
            ("author_email", Text, "sender address"),
            ("agent_id", Text, "the agent acting, or assigned"),
            ("channel", Text, "channel of a message"),
            ("raw_status", Text, "the status entered (kind status)"),
            ("department", Text, "the department entered (kind transfer)"),
            ("support_level", Text, "the level entered (kind transfer)"),
            ("priority", Text, "the priority set"),
            ("body", Text, "text of a message or note"),
            ("attachment_names", Text, "file names, separated by |"),
        ),
        _table(
            warehouse,
            "feedback",
            "Satisfaction scores and comments.",
            SOURCE,
            ("feedback_id", Text, "the rating's id; the ticket's id where there is none"),
            TICKET,
            CUSTOMER,
            ("agent_id", Text, "the agent rated"),
            ("asked_at", Moment, "when the customer was asked"),
            ("given_at", Moment, "when the customer answered; empty = undated"),
            ("raw_score", Text, "the score as given"),
            ("scale", Text, "the scale's name: good_bad, 1-5, 0-10, …"),
            ("comment", Text, "the customer's words"),
        ),
        _table(
            warehouse,
            "targets",
            "Service-level targets as the source applied them.",
            SOURCE,
            ("target_id", Text, "the target's id"),
            TICKET,
            ("metric", Text, "first_reply_time, next_reply_time, … in the source's words"),
            ("applied_at", Moment, "when the clock started"),
            ("target_seconds", BigInteger, "time allowed"),
            ("clock", Text, "working or calendar"),
            ("due_at", Moment, "when it would be missed"),
            ("elapsed_seconds", BigInteger, "time taken"),
            ("is_breached", Boolean, "missed, by the source's own reckoning"),
        ),
    )
}
KEYS: dict[str, tuple[str, ...]] = {
    "customers": ("customer_id",),
    "contacts": ("contact_id",),
    "agents": ("agent_id",),
    "tickets": ("ticket_id",),
    "ticket_events": ("ticket_id", "occurred_at", "kind", "author", "sequence"),
    "feedback": ("feedback_id",),
    "targets": ("target_id",),
}
"""Canonical table → its key, beside ``source``."""
REQUIRED: dict[str, tuple[str, ...]] = {
    "customers": ("customer_id",),
    "contacts": ("contact_id", "customer_id"),
    "agents": ("agent_id",),
    "tickets": ("ticket_id", "raw_status", "opened_at"),
    "ticket_events": ("ticket_id", "occurred_at", "kind"),
    "feedback": ("feedback_id",),
    "targets": ("target_id", "ticket_id", "metric"),
}
"""Canonical table → the columns a row cannot do without."""

# ---------------------------------------------------------------- bookkeeping of the imports
warehouse_info = _table(
    warehouse,
    "warehouse_info",
    "One row: what this file is.",
    ("stamp", Text, "version of the data; part of every cache key"),
    ("schema_version", Integer, "SCHEMA_VERSION of the writer"),
    ("settings_hash", Text, "fingerprint of the settings and steps the facts come from"),
    ("created_at", Moment, "when it was published"),
    ("parent_stamp", Text, "the version it was built from"),
    ("is_demo", Boolean, "made by the simulation"),
    ("zone", Text, "the company's time zone when the facts were built"),
)
sources = _table(
    warehouse,
    "sources",
    "One row per helpdesk instance in the warehouse.",
    SOURCE,
    ("kind", Text, "the source folder's name"),
    ("imported_at", Moment, "last import"),
    ("exported_at", Moment, "the moment its data stand for; later events are ignored"),
    ("is_live", Boolean, "read from a running helpdesk: judged at the real clock"),
    ("is_demo", Boolean, "made by the simulation"),
    ("has_messages", Boolean, "delivers messages"),
    ("has_responses", Boolean, "delivers messages or the time of the first answer (set with the facts)"),
    ("has_status_history", Boolean, "delivers dated status changes"),
    ("has_transfers", Boolean, "delivers dated changes of department, level or agent"),
    ("has_feedback", Boolean, "delivers satisfaction scores"),
    ("has_customers", Boolean, "delivers customers or contacts"),
)
imports = _table(
    warehouse,
    "imports",
    "One row per import that made up this warehouse.",
    ("stamp", Text, "the version it published"),
    SOURCE,
    ("kind", Text, "the source folder's name"),
    ("imported_at", Moment, "when"),
    ("report", Text, "the import report, as JSON"),
)
import_files = _table(
    warehouse,
    "import_files",
    "One row per raw file of an import: nothing gets lost on the way.",
    ("stamp", Text, "the import's version"),
    SOURCE,
    ("file", Text, "path within the export"),
    ("raw_table", Text, "the raw table it was read as; empty = not mapped"),
    ("read_count", BigInteger, "rows read = used + repeated + superseded + rejected"),
    ("used_count", BigInteger, "rows whose content is in the warehouse through this import"),
    ("repeated_count", BigInteger, "rows that say what is already known"),
    ("superseded_count", BigInteger, "rows older than what is known"),
    ("rejected_count", BigInteger, "rows kept aside with their reason"),
)
rejected_rows = _table(
    warehouse,
    "rejected_rows",
    "Rows kept aside, with their reason and their cells.",
    ("stamp", Text, "the import's version"),
    SOURCE,
    ("file", Text, "path within the export"),
    ("row_number", BigInteger, "row in the file; the header is row 1"),
    ("field", Text, "the column that broke the rule"),
    ("rule", Text, "stable code of the rule"),
    ("message", Text, "what was expected and what came"),
    ("cells", Text, "the original row, as JSON"),
)
cell_warnings = _table(
    warehouse,
    "cell_warnings",
    "Cells that could not be read in rows that were used all the same.",
    ("stamp", Text, "the import's version"),
    SOURCE,
    ("file", Text, "path within the export"),
    ("row_number", BigInteger, "row in the file; the header is row 1"),
    ("field", Text, "the column"),
    ("rule", Text, "stable code of the rule"),
    ("cell", Text, "what stood there"),
)
statuses = _table(
    warehouse,
    "statuses",
    "Every raw status met, and the state it was taken for.",
    SOURCE,
    ("raw_status", Text, "in the source's own words"),
    ("state", Text, "the category; unknown where nothing maps it"),
    ("turn", Text, "whose turn it stands for where there are no messages; empty = by state"),
    ("ticket_count", BigInteger, "tickets in it now"),
    ("agent_spoke_last_count", BigInteger, "of those, with an agent's message last"),
    ("spoken_count", BigInteger, "of those, with any human message"),
)

# ---------------------------------------------------------------- facts: built at import, free of as_of
working_intervals = _table(
    warehouse,
    "working_intervals",
    "The working calendar, one row per interval.",
    ("calendar", Text, "a department with hours of its own, else empty"),
    ("starts_at", Moment, "opening"),
    ("ends_at", Moment, "closing"),
    ("working_seconds_before", BigInteger, "working seconds of this calendar before it"),
)
spells = _table(
    warehouse,
    "spells",
    "A stretch of a ticket's life in which nothing that a page asks for changes.",
    SOURCE,
    TICKET,
    ("started_at", Moment, "start, inclusive"),
    ("ended_at", Moment, "end, exclusive; infinity = still so"),
    ("started_working_seconds", BigInteger, "start on the working calendar"),
    ("state", Text, "category of the status"),
    ("raw_status", Text, "the source's own word; empty where only columns imply the state"),
    ("is_open", Boolean, "not resolved, not closed, not excluded"),
    ("is_excluded", Boolean, "merged, spam, deleted, monitoring or test"),
    ("is_dated", Boolean, "false: the present state has no dated cause; out of the history"),
    ("opened_at", Moment, "when the ticket was opened"),
    ("turn", Text, "support, customer, finished, third_party or unknown; empty when not open"),
    ("turn_rule", Text, "the rule that decided the turn"),
    ("turn_started_at", Moment, "start of the run of this turn: waiting since"),
    ("turn_started_working_seconds", BigInteger, "that moment on the working calendar"),
    ("decisive_at", Moment, "the last word that decides staleness (METRICS, stale)"),
    ("decisive_working_seconds", BigInteger, "that moment on the working calendar"),
    ("calendar", Text, "the working calendar that applies"),
    *FILTERED,
    CUSTOMER,
)
turn_spells = _table(
    warehouse,
    "turn_spells",
    "A run of one turn. Those of turn support are the waits.",
    SOURCE,
    TICKET,
    ("turn", Text, "whose turn"),
    ("turn_rule", Text, "the rule at its start"),
    ("started_at", Moment, "start"),
    ("started_day", Date, "local day of the start"),
    ("ended_at", Moment, "end; infinity = still so"),
    ("ended_day", Date, "local day of the end; empty while it goes on"),
    ("ending", Text, "answered, otherwise, or empty while it goes on"),
    ("working_seconds", BigInteger, "length in working time; empty while it goes on"),
    ("calendar_seconds", BigInteger, "length in calendar time; empty while it goes on"),
    ("started_working_seconds", BigInteger, "start on the working calendar"),
    ("calendar", Text, "the working calendar that applies"),
    *FILTERED,
    CUSTOMER,
)
stall_spells = _table(
    warehouse,
    "stall_spells",
    "A stretch in which an open ticket was silent for longer than its turn's limit.",
    SOURCE,
    TICKET,
    ("turn", Text, "whose turn"),
    ("started_at", Moment, "when the limit was passed, inclusive"),
    ("started_day", Date, "local day of that"),
    ("ended_at", Moment, "end; infinity = still so"),
    ("ended_day", Date, "local day of the end; empty while it goes on"),
    *FILTERED,
    CUSTOMER,
)
state_spells = _table(
    warehouse,
    "state_spells",
    "A run of one raw status.",
    SOURCE,
    TICKET,
    ("state", Text, "category of the status"),
    ("raw_status", Text, "the source's own word"),
    ("started_at", Moment, "start"),
    ("started_day", Date, "local day of the start"),
    ("ended_at", Moment, "end; infinity = still so"),
    ("ended_day", Date, "local day of the end; empty while it goes on"),
    ("working_seconds", BigInteger, "length in working time; empty while it goes on"),
    ("calendar_seconds", BigInteger, "length in calendar time; empty while it goes on"),
    *FILTERED,
    CUSTOMER,
)
PASSAGE_KINDS = (
    "opened", "reopened", "reopened_by_thanks", "closed", "moved_in", "moved_out",
    "queued", "unqueued", "queue_moved_in", "queue_moved_out",
)  # fmt: skip
passages = _table(
    warehouse,
    "passages",
    "Every passage of a ticket over a line that a stock or a flow counts.",
    SOURCE,
    TICKET,
    ("occurred_at", Moment, "when"),
    ("day", Date, "local day"),
    ("weekday", Integer, "local weekday, Monday = 1"),
    ("hour", Integer, "local hour 0-23"),
    ("kind", Text, ", ".join(PASSAGE_KINDS)),
    ("is_notice", Boolean, "a notice of ours: a stock, but no arrival"),
    ("is_unanswered", Boolean, "closed: the last real customer message had no human answer"),
    *FILTERED,
    CUSTOMER,
)
daily_flows = _table(
    warehouse,
    "daily_flows",
    "Passages counted by day and filter: sparse, and small enough for any page.",
    SOURCE,
    ("day", Date, "local day"),
    ("kind", Text, "as in passages"),
    ("passage_count", BigInteger, "how many"),
    *ROLLED_UP,
)
daily_states = _table(
    warehouse,
    "daily_states",
    "Entries into and exits from each open state by day and filter.",
    SOURCE,
    ("day", Date, "local day"),
    ("state", Text, "category of the status"),
    ("state_change", BigInteger, "entered less left"),
    *ROLLED_UP,
)
ticket_facts = _table(
    warehouse,
    "ticket_facts",
    "One row per ticket: what is true of it whatever the moment.",
    SOURCE,
    TICKET,
    ("number", Text, "the number people quote"),
    ("subject", Text, "subject line"),
    ("search_text", Text, "number, subject and customer, lower case without accents"),
    ("category", Text, "category or topic"),
    ("priority", Text, "present priority"),
    *FILTERED,
    CUSTOMER,
    ("customer_name", Text, "name as written"),
    ("contact_name", Text, "the person to write to: who wrote the ticket, else the customer's first contact"),
    ("calendar", Text, "the working calendar that applies"),
    ("raw_status", Text, "present status"),
    ("state", Text, "present state"),
    ("excluded_reason", Text, "merged, spam, deleted, monitoring or test; empty = counted"),
    ("is_undated", Boolean, "not open now, at an unknown time: out of the history"),
    ("has_unknown_reopening", Boolean, "reopened at an unknown time: open throughout"),
    ("has_early_event", Boolean, "an event before the opening was counted at the opening"),
    ("has_future_event", Boolean, "an event after the export was ignored"),
    ("is_notice", Boolean, "a notice of ours: outside arrivals and first response"),
    ("is_recorded_afterwards", Boolean, "opened and solved within two minutes"),
    ("is_instant_channel", Boolean, "phone or chat"),
    ("opened_at", Moment, "when it was opened"),
    ("opened_day", Date, "local day of the opening"),
    ("opened_working_seconds", BigInteger, "the opening on the working calendar"),
    ("first_response_at", Moment, "first human public answer"),
    ("first_response_working_seconds", BigInteger, "opening to first response, working time"),
    ("first_response_calendar_seconds", BigInteger, "opening to first response, calendar time"),
    ("first_response_censored_at", Moment, "closed unanswered: observed until then"),
    ("first_response_censored_working_seconds", BigInteger, "opening to that, working time"),
    ("first_resolved_at", Moment, "first passage to not open"),
    ("last_resolved_at", Moment, "last passage to not open, if it is not open now"),
    ("resolution_working_seconds", BigInteger, "opening to last_resolved_at, working time"),
    ("stated_resolution_seconds", BigInteger, "time to solve as the source states it"),
    ("due_at", Moment, "deadline for the solution"),
    ("reopened_count", Integer, "passages back to open"),
    ("reopened_by_thanks_count", Integer, "of those, by mere thanks"),
    ("is_closed_unanswered", Boolean, "closed now, and the last real customer message had no human answer"),
    ("answer_count", Integer, "human public answers"),
    ("customer_message_count", Integer, "messages of the customer, the opening included"),
    ("last_moved_at", Moment, "last human message or change of status; robots, notes and touches are none"),
    ("last_moved_by", Text, "customer, agent or status"),
    ("last_words", Text, "open tickets: the beginning of the last human message"),
    ("last_words_at", Moment, "when that was said"),
    ("last_words_by", Text, "customer or agent"),
    ("closing_at", Moment, "ready to close: when the closing words were said"),
    ("closing_reason", Text, "ready to close: confirmation, or thanks after an answer"),
    ("closing_phrase", Text, "the words that decided it"),
)
ratings = _table(
    warehouse,
    "ratings",
    "One row per rating or request for one; of a ticket's ratings the last counts.",
    SOURCE,
    TICKET,
    ("feedback_id", Text, "the rating's id"),
    ("said_at", Moment, "when it was given, else the resolution, else the opening; also without a score"),
    ("said_day", Date, "local day of said_at"),
    ("rated_at", Moment, "said_at of a score; empty = not rated"),
    ("rated_day", Date, "local day of rated_at"),
    ("superseded_at", Moment, "the ticket's next rating; infinity = the last one"),
    ("is_dated", Boolean, "false: the day is the resolution's or the opening's"),
    ("raw_score", Text, "the score as given"),
    ("scale", Text, "the scale's name"),
    ("score", Double, "normalised to 1-5; empty = not rated"),
    ("is_satisfied", Boolean, "score of 4 or more"),
    ("comment", Text, "the customer's words"),
    ("search_text", Text, "the comment in lower case without accents"),
    ("category", Text, "category or topic of the ticket"),
    ("first_response_working_seconds", BigInteger, "the ticket's wait for its first response, working time"),
    *FILTERED,
    CUSTOMER,
)
rating_requests = _table(
    warehouse,
    "rating_requests",
    "One row per asking of a ticket, rated or not. Where the source does not say whom it asked: per resolution.",
    SOURCE,
    TICKET,
    ("asked_at", Moment, "the asking, else the resolution; of a rated one never asked the rating"),
    ("asked_day", Date, "local day of that"),
    ("superseded_at", Moment, "the ticket's next asking; infinity = the last one"),
    ("first_rated_at", Moment, "when the ticket was first rated; empty = never"),
    ("is_asking_known", Boolean, "false: the source does not say whom it asked"),
    ("category", Text, "category or topic of the ticket"),
    ("first_response_working_seconds", BigInteger, "the ticket's wait for its first response, working time"),
    ("is_reopened", Boolean, "the ticket was reopened, by more than mere thanks"),
    ("is_closed_unanswered", Boolean, "closed, and the last real customer message had no human answer"),
    *FILTERED,
    CUSTOMER,
)

phone_numbers = _table(
    warehouse,
    "phone_numbers",
    "What each distinct phone cell of the contacts holds: one row per number.",
    ("cell", Text, "as written"),
    ("place", Integer, "1 = first number of the cell"),
    ("kind", Text, "landline, mobile, foreign, repairable, special or invalid"),
    ("area", Text, "area code, where understood"),
    ("national", Text, "area and subscriber's number; with + for foreign ones"),
    ("extension", Text, "extension"),
    ("reason", Text, "why it is invalid"),
    ("repaired", Text, "the number with the ninth digit that is missing"),
    ("formatted", Text, "as people write it"),
)
email_addresses = _table(
    warehouse,
    "email_addresses",
    "What each distinct e-mail cell of the contacts holds.",
    ("cell", Text, "as written"),
    ("verdict", Text, "valid or invalid"),
    ("address", Text, "the address, where valid"),
    ("reason", Text, "why it is invalid"),
    ("suggestion", Text, "what was probably meant"),
)
contact_ways = _table(
    warehouse,
    "contact_ways",
    "One row per number or address of a contact, as understood; one without a kind where a contact has none.",
    SOURCE,
    CUSTOMER,
    ("contact_id", Text, "the contact's id"),
    ("has_left", Boolean, "the person is no longer with the customer"),
    ("field", Text, "phone_1, phone_2 or email: the cell it stands in"),
    ("kind", Text, "landline, mobile, foreign, repairable, special, invalid, email or email-invalid"),
    ("way", Text, "number or address in one spelling, to see who repeats whom; empty unless valid"),
)
customer_domains = _table(
    warehouse,
    "customer_domains",
    "The domains that a customer has with us, as the services of their tickets name them.",
    SOURCE,
    CUSTOMER,
    ("domain", Text, "lower case, without www"),
)
orphan_writers = _table(
    warehouse,
    "orphan_writers",
    "Who writes a customer's tickets and is not in the customer's record.",
    SOURCE,
    CUSTOMER,
    ("address", Text, "e-mail address, lower case; empty where a ticket names a contact that the record does not"),
    ("contact_id", Text, "that contact, where there is no address"),
    ("ticket_count", BigInteger, "tickets that they wrote in"),
    ("last_written_at", Moment, "the last time"),
)
shared_ways = _table(
    warehouse,
    "shared_ways",
    "A number or address that stands in the records of several active customers.",
    SOURCE,
    ("way", Text, "number or address in one spelling"),
    ("kind", Text, "landline, mobile, foreign or email"),
    ("shown", Text, "as people write it"),
    ("persons", Text, "the names it stands under"),
    ("person_count", BigInteger, "how many names"),
    ("customer_count", BigInteger, "customers whose record holds it"),
    ("only_count", BigInteger, "of those, customers who have no second person"),
)
record_facts = _table(
    warehouse,
    "record_facts",
    "One row per active customer of a helpdesk that brings contacts.",
    SOURCE,
    CUSTOMER,
    ("customer_name", Text, "name as written"),
    ("contact_count", Integer, "persons listed"),
    ("confirmed_at", Moment, "last confirmation or real change of the record; empty = never"),
    ("is_unreachable", Boolean, "nobody could be reached today"),
    ("rule_count", Integer, "rules broken that do not depend on the moment"),
    ("search_text", Text, "names of the customer and of the persons, lower case without accents"),
)
record_rules = _table(
    warehouse,
    "record_rules",
    "One row per rule that an active customer's record breaks.",
    SOURCE,
    CUSTOMER,
    ("rule", Text, "stable code of the rule"),
    ("severity", Text, "unreachable or at_risk"),
    ("holds_from_at", Moment, "since when; -infinity = whatever the moment"),
)
ways_brought = _table(
    warehouse,
    "ways_brought",
    "Every number and address that an export ever brought of a person, carried from version to version.",
    SOURCE,
    ("contact_id", Text, "the contact's id"),
    ("way", Text, "number or address in one spelling"),
    ("brought_at", Moment, "the last export that brought it"),
)
record_history = _table(
    warehouse,
    "record_history",
    "What the records were like at each export, carried from version to version.",
    SOURCE,
    ("measured_at", Moment, "the export's moment"),
    ("measured_day", Date, "local day of that"),
    ("measure", Text, "records, unreachable, at_risk, or the code of a rule"),
    ("record_count", BigInteger, "active customers"),
)

# ---------------------------------------------------------------- desk: what people record, appended
desk_info = _table(
    desk,
    "desk_info",
    "One row: the desk's schema.",
    ("schema_version", Integer, "SCHEMA_VERSION of the writer"),
)
audit = _table(
    desk,
    "audit",
    "Who did what, when; appended, never changed.",
    ("audit_id", Text, "id of the row"),
    ("happened_at", Moment, "when"),
    ("actor", Text, "who"),
    ("role", Text, "in which role"),
    ("action", Text, "what"),
    ("subject", Text, "about what"),
    ("before", Text, "as JSON"),
    ("after", Text, "as JSON"),
)
ticket_marks = _table(
    desk,
    "ticket_marks",
    "What people recorded about tickets; the present state is the last row of a kind that nobody undid.",
    ("act_id", Text, "the act, on one ticket or many; the audit row has the same id"),
    ("recorded_at", Moment, "when"),
    ("actor", Text, "who"),
    SOURCE,
    TICKET,
    ("kind", Text, "flag, note, snooze, assign, remind, ask_close, clear, closing_right, closing_wrong or undo"),
    ("note", Text, "the words recorded with it"),
    ("until_day", Date, "snooze: the local day on which it comes back"),
    ("agent_id", Text, "assign: to whom"),
    ("undoes", Text, "undo: the act taken back"),
    ("seen_at", Moment, "the ticket's last movement as it was known then"),
    ("seen_raw_status", Text, "its status as it was known then"),
    ("seen_message_count", BigInteger, "how many messages of people were known then"),
)
contact_outcomes = _table(
    desk,
    "contact_outcomes",
    "What people learned about contact records; one act is a row per changed cell, or one row without a cell.",
    ("act_id", Text, "the act; the audit row has the same id"),
    ("recorded_at", Moment, "when"),
    ("actor", Text, "who"),
    SOURCE,
    CUSTOMER,
    ("kind", Text, "confirmed, corrected, left, second_person, unreachable, note or undo"),
    ("contact_id", Text, "the person; of a second person the act's own id; empty = the whole record"),
    ("field", Text, "the cell: name, phone_1, phone_2, email or has_left; empty = none"),
    ("seen_value", Text, "what stood there then"),
    ("value", Text, "what is to stand there"),
    ("value_kind", Text, "landline, mobile, foreign or email"),
    ("way", Text, "the value in one spelling, to find it in a later import"),
    ("note", Text, "the words recorded with it"),
    ("undoes", Text, "undo: the act taken back"),
)

# ---------------------------------------------------------------- desk: the ombudsman's cases
PROTOCOL = ("protocol", Text, "year and number, never used twice")
_CASE = (
    PROTOCOL,
    ("opened_at", Moment, "when it was recorded"),
    ("received_day", Date, "local day on which the customer's words came; the deadlines count from it"),
    ("actor", Text, "who recorded it; empty where an anonymous denúncia came through a colleague"),
    ("case_type", Text, "praise, suggestion, complaint, request, denunciation or data_subject; a triage may change it"),
    ("channel", Text, "how it came"),
    ("origin", Text, "comment, ticket or hand"),
    ("source", Text, "the helpdesk's instance of the ticket and the customer; empty = neither is known"),
    ("ticket_id", Text, "the ticket it is about; of a second instance the earlier ticket"),
    ("is_second_instance", Boolean, "the support has answered already and the customer disagrees"),
    ("feedback_source", Text, "comment: where the comment is, a helpdesk or the desk itself"),
    ("feedback_id", Text, "comment: its id there"),
    ("customer_id", Text, "the customer's id in the source"),
    ("customer_name", Text, "the customer's name as given; empty = anonymous or unknown"),
    ("identity", Text, "named; of a denúncia also confidential or anonymous"),
    ("words", Text, "the customer's words"),
    ("publish", Text, "of a praise: the customer's leave to publish it, by name, by initials or no"),
    ("about", Text, "names and addresses, a line each, of those whose service it is about, as known then"),
)
_CASE_EVENT = (
    ("event_id", Text, "the act; the audit row has the same id"),
    PROTOCOL,
    ("sequence", BigInteger, "order within the case"),
    ("recorded_at", Moment, "when"),
    ("recorded_day", Date, "local day of that"),
    ("actor", Text, "who; empty where an anonymous denúncia came through a colleague"),
    ("kind", Text, "opened, or one of the steps of dashboard/ombudsman/states.py"),
    ("state", Text, "the state that the case entered; empty = it stayed where it was"),
    ("words", Text, "the answer, the reason or the recommendation"),
    ("case_type", Text, "opened, triaged: the type from here on; empty = as before"),
    ("area", Text, "sent_to_area, recommended: which area"),
    ("due_day", Date, "local day by which the area, the conclusive answer or the recommendation is due"),
    ("finding", Text, "concluded: founded, partly_founded or unfounded"),
    ("outcome", Text, "customer_outcome: resolved or not_resolved"),
    ("solution_mark", BigInteger, "rated: 1 to 5 for the solution"),
    ("service_mark", BigInteger, "rated: 1 to 5 for the service"),
    ("recommendation_id", Text, "the recommendation; of a new one the act's own id"),
    ("holder", Text, "opened, handed_over: who handles it, ombudsman or deputy"),
)
protocols = _table(
    desk,
    "protocols",
    "Every protocol ever given, and nothing of what it was given for; a restored backup gives none a second time.",
    PROTOCOL,
    ("year", Integer, "local year"),
    ("number", BigInteger, "counts from 1 in each year"),
)
cases = _table(desk, "cases", "The ombudsman's cases as they came, but the denúncias.", *_CASE)
case_events = _table(
    desk, "case_events", "What happened to a case; its present state is what its rows add up to.", *_CASE_EVENT
)
denunciations = _table(desk, "denunciations", "The denúncias, kept apart from the other cases.", *_CASE)
denunciation_events = _table(desk, "denunciation_events", "What happened to a denúncia.", *_CASE_EVENT)
feedback_entries = _table(
    desk,
    "feedback_entries",
    "Feedback that came outside the helpdesk, entered by hand.",
    ("entry_id", Text, "the act; the audit row has the same id"),
    ("recorded_at", Moment, "when it was entered"),
    ("given_day", Date, "local day on which the customer said it"),
    ("actor", Text, "who entered it"),
    ("channel", Text, "how it came"),
    ("score", BigInteger, "1 to 5; empty = none given"),
    ("comment", Text, "the customer's words"),
    ("source", Text, "the helpdesk's instance of the customer; empty = unknown"),
    ("customer_id", Text, "the customer's id there"),
    ("customer_name", Text, "the customer's name as given"),
    ("is_praise", Boolean, "a praise"),
    ("publish", Text, "of a praise: the customer's leave to publish it, by name, by initials or no"),
)
feedback_readings = _table(
    desk,
    "feedback_readings",
    "Feedback that was read and needs no case; of several readings the last one counts.",
    ("reading_id", Text, "the act; the audit row has the same id"),
    ("recorded_at", Moment, "when"),
    ("actor", Text, "who"),
    ("source", Text, "where the feedback is, a helpdesk or the desk itself"),
    ("feedback_id", Text, "its id there"),
    ("classification", Text, "praise, suggestion, complaint, request or other"),
    ("reason", Text, "why no action is needed"),
)
KEPT_APART = (denunciations.name, denunciation_events.name)
"""What no export, no question from outside the app and no backup holds."""
