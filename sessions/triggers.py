"""What the database itself keeps true about sessions, whatever code writes.

Held time: an assignment's and an attendance row's ``during`` repeats the session's time, so
that exclusion constraints can refuse overlaps; it is empty for what leaves the time free.

Dirty months: each statement that changes a counted record appends the months to count again,
in its own transaction. The session rows are locked ``FOR SHARE`` by a statement of its own
before they are looked at, so that a session which is moved or logged at the same moment is
noted under its last month. No condition on a session may stand beside a lock: it would be
tested before the lock is held, on a row that is about to change.

Staff: who is assigned to a session that is still to come has no hard reason against it
(`staffing_rules`), at the time of the assignment and of each later change of the session that
matters. Each volunteer's row is locked before, so that what two transactions give one person is
looked at one after the other. That an adult is with minors holds at the end of the transaction.
"""

from collections.abc import Callable

import pgtrigger

from schools.triggers import PLANNING_LOCK

TIMES_GIVEN = "birge.held_times_given"
"""Set to on in a transaction that writes the held times itself, in as many rows as in an import:
the triggers that look up the session of each row are left out."""

_UNLESS_GIVEN = pgtrigger.Condition(f"current_setting('{TIMES_GIVEN}', true) IS DISTINCT FROM 'on'")

STAFF_CHECKED = "birge.staff_checked"
"""Set to on in a transaction that holds the rules about staff itself, for all of it together."""

_UNLESS_CHECKED = f"current_setting('{STAFF_CHECKED}', true) IS DISTINCT FROM 'on'"

_NO_TIME = "NEW.during := NULL;"

_TAKE_TIME = """
    SELECT CASE WHEN s.status NOT IN ('cancelled', 'unplanned')
        THEN tstzrange(s.starts_at, s.ends_at) END
    INTO NEW.during
    FROM school_session s
    WHERE s.id = NEW.school_session_id
    FOR SHARE;
"""

HOLD_VOLUNTEER_TIME = pgtrigger.Trigger(
    name="hold_volunteer_time",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    condition=_UNLESS_GIVEN,
    func=f"""
        {_TAKE_TIME}
        IF NEW.status NOT IN ('assigned', 'attended') THEN {_NO_TIME}
        ELSIF TG_OP = 'INSERT' THEN
            PERFORM 1 FROM volunteers_volunteer WHERE id = NEW.volunteer_id FOR NO KEY UPDATE;
        END IF;
        RETURN NEW;
    """,
)

HOLD_CLASS_GROUP_TIME = pgtrigger.Trigger(
    name="hold_class_group_time",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    condition=_UNLESS_GIVEN,
    func=f"""
        {_TAKE_TIME}
        RETURN NEW;
    """,
)

MOVE_HELD_TIME = pgtrigger.Trigger(
    name="move_held_time",
    operation=pgtrigger.UpdateOf("starts_at", "minutes", "status"),
    when=pgtrigger.After,
    condition=pgtrigger.Q(old__starts_at__df=pgtrigger.F("new__starts_at"))
    | pgtrigger.Q(old__minutes__df=pgtrigger.F("new__minutes"))
    | pgtrigger.Q(old__status__df=pgtrigger.F("new__status")),
    func="""
        PERFORM 1 FROM volunteers_volunteer WHERE id IN (
            SELECT volunteer_id FROM school_session_assignment
            WHERE school_session_id = NEW.id AND status IN ('assigned', 'attended')
        ) ORDER BY id FOR NO KEY UPDATE;
        UPDATE school_session_assignment SET during = NULL WHERE school_session_id = NEW.id;
        UPDATE school_session_attendance SET during = NULL WHERE school_session_id = NEW.id;
        RETURN NULL;
    """,
)
"""An update of any column makes the two triggers above take the new time."""

COUNT_CHANGES = pgtrigger.Trigger(
    name="count_changes",
    operation=pgtrigger.UpdateOf(
        "starts_at",
        "minutes",
        "school_id",
        "venue",
        "mode",
        "lesson_id",
        "status",
        "sequence",
        "plan_changed_at",
    ),
    when=pgtrigger.Before,
    func="""
        NEW.sequence := OLD.sequence;
        NEW.plan_changed_at := OLD.plan_changed_at;
        IF (NEW.starts_at, NEW.minutes, NEW.school_id, NEW.venue, NEW.mode, NEW.lesson_id,
            NEW.status) IS DISTINCT FROM (OLD.starts_at, OLD.minutes, OLD.school_id, OLD.venue,
            OLD.mode, OLD.lesson_id, OLD.status)
        THEN
            NEW.sequence := OLD.sequence + 1;
            NEW.plan_changed_at := statement_timestamp();
        END IF;
        RETURN NEW;
    """,
)
"""Calendar programs take over a change only where the number is higher than the last one."""

_REFUSE_CLOSED_DAY = f"""
    PERFORM pg_advisory_xact_lock_shared({PLANNING_LOCK}, region_id::int)
    FROM schools_school WHERE id = NEW.school_id;
    IF EXISTS (
        SELECT FROM schools_closure c JOIN schools_school s ON s.id = NEW.school_id
        WHERE c.lifted_at IS NULL AND NEW.date BETWEEN c.since AND c.until
            AND (c.school_id = s.id OR c.district_id = s.district_id OR c.region_id = s.region_id)
    ) THEN
        RAISE EXCEPTION 'The school is closed on %.', NEW.date
            USING ERRCODE = 'check_violation', CONSTRAINT = 'session_day_is_open';
    END IF;
    RETURN NULL;
"""
_TO_COME = "NEW.status IN ('planned', 'confirmed') AND NEW.starts_at > now()"

REFUSE_CLOSED_DAYS = [
    pgtrigger.Trigger(
        name="refuse_closed_day",
        operation=pgtrigger.Insert,
        when=pgtrigger.After,
        condition=pgtrigger.Condition(_TO_COME),
        func=_REFUSE_CLOSED_DAY,
    ),
    pgtrigger.Trigger(
        name="refuse_moving_to_closed_day",
        operation=pgtrigger.UpdateOf("school_id", "starts_at", "status"),
        when=pgtrigger.After,
        condition=pgtrigger.Condition(
            f"""{_TO_COME} AND ((NEW.school_id, NEW.starts_at) IS DISTINCT FROM
            (OLD.school_id, OLD.starts_at) OR OLD.status NOT IN ('planned', 'confirmed'))"""
        ),
        func=_REFUSE_CLOSED_DAY,
    ),
]
"""Nobody plans a session into a day on which its school is closed. The lock makes them wait for
who is closing a place right now; after it, the question sees what was committed meanwhile.
Services take it earlier (``services.locking.hold_calendar``), before they lock any row."""

_PAIRS = [("s", "bigint[]"), ("v", "bigint[]")]

HOLD_STAFF_ON_INSERT = pgtrigger.Trigger(
    name="hold_staff_insert",
    level=pgtrigger.Statement,
    operation=pgtrigger.Insert,
    when=pgtrigger.After,
    referencing=pgtrigger.Referencing(new="new_rows"),
    condition=pgtrigger.Condition(_UNLESS_CHECKED),
    declare=_PAIRS,
    func="""
        SELECT array_agg(n.school_session_id), array_agg(n.volunteer_id) INTO s, v
        FROM new_rows n JOIN school_session o ON o.id = n.school_session_id
        WHERE n.status = 'assigned' AND o.status IN ('planned', 'confirmed');
        PERFORM staffing_hold(s, v);
        RETURN NULL;
    """,
)

HOLD_STAFF_ON_UPDATE = pgtrigger.Trigger(
    name="hold_staff_update",
    level=pgtrigger.Statement,
    operation=pgtrigger.Update,
    when=pgtrigger.After,
    referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
    condition=pgtrigger.Condition(_UNLESS_CHECKED),
    declare=_PAIRS,
    func="""
        SELECT array_agg(n.school_session_id), array_agg(n.volunteer_id) INTO s, v
        FROM new_rows n JOIN old_rows b ON b.id = n.id
        JOIN school_session o ON o.id = n.school_session_id
        WHERE n.status = 'assigned' AND o.status IN ('planned', 'confirmed')
            AND (b.status, b.school_session_id, b.volunteer_id)
                IS DISTINCT FROM (n.status, n.school_session_id, n.volunteer_id);
        PERFORM staffing_hold(s, v);
        RETURN NULL;
    """,
)

HOLD_STAFF_OF_CHANGED = pgtrigger.Trigger(
    name="hold_staff_of_changed",
    level=pgtrigger.Statement,
    operation=pgtrigger.Update,
    when=pgtrigger.After,
    referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
    condition=pgtrigger.Condition(_UNLESS_CHECKED),
    declare=_PAIRS,
    func="""
        SELECT array_agg(a.school_session_id), array_agg(a.volunteer_id) INTO s, v
        FROM new_rows n JOIN old_rows b ON b.id = n.id
        JOIN school_session_assignment a
            ON a.school_session_id = n.id AND a.status = 'assigned'
        WHERE n.status IN ('planned', 'confirmed') AND (
            b.status NOT IN ('planned', 'confirmed')
            OR (b.starts_at, b.minutes, b.mode, b.school_id, b.project_id, b.is_emergency_response)
                IS DISTINCT FROM
                (n.starts_at, n.minutes, n.mode, n.school_id, n.project_id,
                    n.is_emergency_response));
        PERFORM staffing_hold(s, v);
        RETURN NULL;
    """,
)
"""What the reasons depend on. A school's yes changes nothing about the staff."""


def _keep_an_adult(operation, condition: str, *sessions: str) -> pgtrigger.Trigger:
    checks = "".join(f"PERFORM staffing_hold_adult({session}); " for session in sessions)
    return pgtrigger.Trigger(
        name=f"keep_an_adult_{str(operation).lower()}",
        operation=operation,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Condition(f"(({condition}) AND {_UNLESS_CHECKED})"),
        func=f"{checks}RETURN NULL;",
    )


KEEP_AN_ADULT = [
    _keep_an_adult(pgtrigger.Insert, "NEW.status = 'assigned'", "NEW.school_session_id"),
    _keep_an_adult(
        pgtrigger.Update,
        "(OLD.status, OLD.volunteer_id, OLD.school_session_id) IS DISTINCT FROM "
        "(NEW.status, NEW.volunteer_id, NEW.school_session_id)",
        "OLD.school_session_id",
        "NEW.school_session_id",
    ),
    _keep_an_adult(pgtrigger.Delete, "OLD.status = 'assigned'", "OLD.school_session_id"),
]
KEEP_AN_ADULT_IN_CHANGED = _keep_an_adult(
    pgtrigger.Update,
    "NEW.status IN ('planned', 'confirmed') AND NEW.contact_id IS NULL AND "
    "(OLD.contact_id, OLD.starts_at, OLD.status) IS DISTINCT FROM "
    "(NEW.contact_id, NEW.starts_at, NEW.status)",
    "NEW.id",
)

_NOTE = """
    INSERT INTO school_session_dirty_month (project_id, school_id, month)
    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date
    FROM {rows} s
    WHERE s.status IN ('delivered', 'verified'){condition};
    RETURN NULL;
"""

_LOCK = """
    PERFORM 1 FROM school_session l WHERE l.id IN ({ids}) ORDER BY l.id FOR SHARE;
"""


_CHANGED = "SELECT project_id, school_id, date, status FROM {table}"
_SESSION_OF_CHANGED = "SELECT school_session_id FROM {table}"


def _changed_sessions(*tables: str) -> str:
    rows = " UNION ALL ".join(_CHANGED.format(table=table) for table in tables)
    return _NOTE.format(rows=f"({rows})", condition="")


def _sessions_of_changed(*tables: str) -> str:
    ids = " UNION ALL ".join(_SESSION_OF_CHANGED.format(table=table) for table in tables)
    return _LOCK.format(ids=ids) + _NOTE.format(
        rows="school_session", condition=f" AND s.id IN ({ids})"
    )


def _dirty_triggers(note: Callable[..., str]) -> list[pgtrigger.Trigger]:
    """One for each operation, since one with transition tables may have only one.

    :param note: gives the function's body for the names of the transition tables.
    """

    def after(operation, **tables: str) -> pgtrigger.Trigger:
        return pgtrigger.Trigger(
            name=f"dirty_{str(operation).lower()}",
            level=pgtrigger.Statement,
            operation=operation,
            when=pgtrigger.After,
            referencing=pgtrigger.Referencing(**tables),
            func=note(*tables.values()),
        )

    return [
        after(pgtrigger.Insert, new="new_rows"),
        after(pgtrigger.Update, old="old_rows", new="new_rows"),
        after(pgtrigger.Delete, old="old_rows"),
        pgtrigger.Trigger(
            name="dirty_truncate",
            level=pgtrigger.Statement,
            operation=pgtrigger.Truncate,
            when=pgtrigger.Before,
            func=_NOTE.format(rows="school_session", condition=""),
        ),
    ]


DIRTY_FROM_SESSIONS = _dirty_triggers(_changed_sessions)
DIRTY_FROM_ASSIGNMENTS = _dirty_triggers(_sessions_of_changed)
DIRTY_FROM_ATTENDANCE = _dirty_triggers(_sessions_of_changed)

DIRTY_ON_INSERT = DIRTY_FROM_ATTENDANCE[0]
"""The trigger of this name is on each of the three."""
