"""A session's history: its plan, its class groups and head-counts, its volunteers, its log."""

from django.utils.translation import gettext as _

from regions.history import Entry, Trail, history_of
from sessions.models import Assignment, Attendance, SchoolSession, SessionLog

_PLAN_HIDES = frozenset(
    {"external_id", "log", "verified_at", "verified_by", "cancelled_at", "cancelled_by"}
)
_LOG_HIDES = frozenset({"client_uuid", "body_hash", "logged_at", "logged_by"})


def history_of_session(school_session: SchoolSession) -> list[Entry]:
    of_session = {"school_session_id": school_session.pk}
    trails = [
        Trail(
            SchoolSession, {"pgh_obj_id": school_session.pk}, hide=_PLAN_HIDES, noun=_("session")
        ),
        Trail(
            Attendance,
            of_session,
            subject="class_group",
            hide=frozenset({"during"}),
            noun=_("class"),
        ),
        Trail(
            Assignment,
            of_session,
            subject="volunteer",
            hide=frozenset({"during"}),
            noun=_("volunteer"),
        ),
    ]
    if school_session.log_id:
        trails.append(Trail(SessionLog, {"pgh_obj_id": school_session.log_id}, hide=_LOG_HIDES))
    return history_of(*trails)


def seen_version(school_session: SchoolSession) -> str:
    """Which state of the plan somebody looks at: the last versions of it and its classes."""
    plan = SchoolSession.pgh_event_model.objects.filter(pgh_obj_id=school_session.pk)
    groups = Attendance.pgh_event_model.objects.filter(school_session_id=school_session.pk)
    numbers = [
        events.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0
        for events in (plan, groups)
    ]
    return "-".join(map(str, numbers))


def changes_since(school_session: SchoolSession, seen: str) -> list[Entry]:
    """What others did to the plan after a state that somebody saw; all of it if none is known."""
    parts = seen.split("-")
    known = len(parts) == 2 and all(part.isdecimal() for part in parts)
    plan, groups = map(int, parts) if known else (0, 0)
    plan_events = SchoolSession.pgh_event_model.objects.filter(
        pgh_obj_id=school_session.pk, pgh_id__gt=plan
    )
    group_events = Attendance.pgh_event_model.objects.filter(
        school_session_id=school_session.pk, pgh_id__gt=groups
    )
    moments = {
        *plan_events.values_list("pgh_created_at", flat=True),
        *group_events.values_list("pgh_created_at", flat=True),
    }
    return [entry for entry in history_of_session(school_session) if entry.at in moments]
