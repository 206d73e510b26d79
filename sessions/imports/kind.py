"""The columns of the sessions file."""

import datetime

from django.utils.translation import gettext_lazy

from regions.choices import Language
from sessions.choices import Mode, SessionStatus
from sessions.imports.checks import check
from sessions.imports.plans import count
from sessions.imports.staff import check_staff, has_staff_to_check
from sessions.imports.writing import write
from sessions.models import COUNT_FIELDS, MAX_HEAD_COUNT
from transfers.imports.columns import Column, choice, date, several, text, time, whole_number
from transfers.imports.kinds import ImportKind
from volunteers.imports import email

MAX_VOLUNTEERS = 20
# The years that sessions may be in, with a day to spare for the time zone.
FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 3), datetime.date(2099, 12, 30)

SESSIONS = ImportKind(
    name="sessions",
    label=gettext_lazy("School sessions"),
    unit=gettext_lazy("sessions"),
    columns=(
        Column("external_id", text(100)),
        Column("project", text(10)),
        Column("lesson", text(200), is_required=False),
        Column("school", text(40)),
        Column("date", date(FIRST_DAY, LAST_DAY), "date"),
        Column("start", time, "time"),
        Column("minutes", whole_number(5, 600), "integer"),
        Column("mode", choice(Mode.values)),
        Column("language", choice(Language.values)),
        Column("status", choice(SessionStatus.values)),
        Column(
            "volunteers", several(email(), at_most=MAX_VOLUNTEERS), is_required=False, is_list=True
        ),
        Column("grade", whole_number(1, 12), "integer", is_required=False),
        Column("letter", text(10), is_required=False),
        *(Column(name, whole_number(0, MAX_HEAD_COUNT), "integer") for name in COUNT_FIELDS),
    ),
    tables=(
        "school_session",
        "school_session_attendance",
        "school_session_assignment",
        "school_sessions_sessionlog",
        "schools_classgroup",
        "volunteers_volunteer",
    ),
    check=check,
    count=count,
    write=write,
    check_written=check_staff,
    needs_writing=has_staff_to_check,
)
