"""The rules about staff, for all sessions of a file that are still to be taught.

The file is written first, with the triggers told to leave it to us: what stands against a
volunteer may be another session of the same file. That an adult is with minors is left out: a
file cannot name the teacher of the school, and the session's page asks for one.
"""

from django.utils.translation import gettext as _

from sessions.triggers import STAFF_CHECKED
from transfers.imports.runs import Import

_STAFFED = """
    SELECT p.n, p.id, p.external_id, t.volunteer_id
    FROM planned p JOIN taking t ON t.n = p.n
    WHERE p.is_changed AND p.status IN ('planned', 'confirmed') AND p.starts_at > now()
"""


def has_staff_to_check(run: Import) -> bool:
    return bool(run.number(f"SELECT count(*) FROM ({_STAFFED}) s"))


def leave_staff_to_us(run: Import) -> None:
    run.execute(f"SET LOCAL {STAFF_CHECKED} = 'on'")


def check_staff(run: Import) -> None:
    """Note each hard reason at the line of its session."""
    run.table(
        "against",
        f"""
        SELECT s.n, r.code, v.email, o.external_id AS other
        FROM (
            SELECT array_agg(id ORDER BY n, volunteer_id) AS sessions,
                array_agg(volunteer_id ORDER BY n, volunteer_id) AS volunteers
            FROM ({_STAFFED}) staffed
        ) a
        CROSS JOIN LATERAL staffing_reasons_of_pairs(a.sessions, a.volunteers) r
        JOIN planned s ON s.id = r.session_id
        JOIN volunteers_volunteer v ON v.id = r.volunteer_id
        LEFT JOIN school_session o ON o.id = r.other_session_id
        WHERE r.is_hard AND r.code <> 'no_adult'
        """,
    )
    run.cursor.execute("SELECT DISTINCT code FROM against")
    for (code,) in run.cursor.fetchall():
        run.note(
            "volunteers",
            _words()[code],
            "SELECT n, email, other FROM against WHERE code = %(code)s",
            code=code,
        )


def _words() -> dict[str, str]:
    return {
        "not_active": _("%(value)s is not active."),
        "not_enrolled": _("%(value)s is not enrolled in the project on that day."),
        "not_trained": _("%(value)s is not trained for the project by that day."),
        "no_consent": _("%(value)s has not agreed to taking part on that day."),
        "no_guardian_consent": _("%(value)s has no guardian's consent on that day."),
        "check_missing": _("%(value)s lacks a check that the project asks for."),
        "check_expired": _("A check of %(value)s runs out before that day."),
        "emergency_minor": _("%(value)s is under 18: never in an emergency response."),
        "busy": _("%(value)s teaches session “%(other)s” at that time."),
        "travel": _("%(value)s has no time to be on the way from or to session “%(other)s”."),
        "week_full": _("%(value)s is under 18 and has no hours left that week."),
        "own_school_hours": _("%(value)s is at their own school then."),
    }
