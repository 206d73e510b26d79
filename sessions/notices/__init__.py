"""What volunteers are told about sessions, by mail. Services call these in their transactions:

    notices.assigned(assignment, by=user)

Each is told once for each change, in its own language, with a calendar entry that updates itself.
"""

from sessions.notices.facts import SessionFacts
from sessions.notices.logs import authors_of, log_answered, log_sent_back, not_held, turned_down
from sessions.notices.reminding import ask_for_log, write_nudges, write_reminders
from sessions.notices.schools import tell_schools
from sessions.notices.writing import (
    assigned,
    assigned_many,
    cancelled,
    cancelled_many,
    changed,
    changed_many,
    confirmed,
    confirmed_many,
    invited,
    invited_many,
    restored_many,
    unassigned,
    withdrawn,
)

__all__ = [
    "SessionFacts",
    "ask_for_log",
    "assigned",
    "assigned_many",
    "authors_of",
    "cancelled",
    "cancelled_many",
    "changed",
    "changed_many",
    "confirmed",
    "confirmed_many",
    "invited",
    "invited_many",
    "log_answered",
    "log_sent_back",
    "not_held",
    "restored_many",
    "tell_schools",
    "turned_down",
    "unassigned",
    "withdrawn",
    "write_nudges",
    "write_reminders",
]
