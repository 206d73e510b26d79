"""What the database itself keeps true about sessions, whatever code writes.

Held time: an assignment's and an attendance row's ``during`` repeats the session's time, so
that exclusion constraints can refuse overlaps; it is empty for what leaves the time free.

Dirty months: each statement that changes a counted record appends the months to count again,
in its own transaction. The session rows are locked ``FOR SHARE`` before they are looked at, so
that a session which is moved or logged at the same moment is noted under its last month.
"""

import pgtrigger

_NO_TIME = "NEW.during := NULL;"

_TAKE_TIME = """
    SELECT tstzrange(s.starts_at, s.ends_at) INTO NEW.during
    FROM school_session s
    WHERE s.id = NEW.school_session_id AND s.status <> 'cancelled'
    FOR SHARE;
"""

HOLD_VOLUNTEER_TIME = pgtrigger.Trigger(
    name="hold_volunteer_time",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    func=f"""
        {_TAKE_TIME}
        IF NEW.status NOT IN ('assigned', 'attended') THEN {_NO_TIME} END IF;
        RETURN NEW;
    """,
)

HOLD_CLASS_GROUP_TIME = pgtrigger.Trigger(
    name="hold_class_group_time",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
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
        UPDATE school_session_assignment SET during = NULL WHERE school_session_id = NEW.id;
        UPDATE school_session_attendance SET during = NULL WHERE school_session_id = NEW.id;
        RETURN NULL;
    """,
)
"""An update of any column makes the two triggers above take the new time."""

_NOTE = """
    INSERT INTO school_session_dirty_month (project_id, school_id, month)
    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date
    FROM ({rows}) s
    WHERE s.status IN ('delivered', 'verified');
    RETURN NULL;
"""

_LOCKED = """
    SELECT l.project_id, l.school_id, l.date, l.status FROM school_session l
    WHERE l.id IN ({ids}) FOR SHARE
"""


def _statement(name: str, operation, referencing: dict[str, str], rows: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        operation=operation,
        when=pgtrigger.After,
        referencing=pgtrigger.Referencing(**referencing),
        func=_NOTE.format(rows=rows),
    )


def _dirty_triggers(rows_of: str, ids_of: str | None) -> list[pgtrigger.Trigger]:
    """Three triggers, since one with transition tables may have one operation only."""

    def rows(*tables: str) -> str:
        selects = " UNION ALL ".join(rows_of.format(table=table) for table in tables)
        return ids_of.format(ids=selects) if ids_of else selects

    return [
        _statement("dirty_insert", pgtrigger.Insert, {"new": "new_rows"}, rows("new_rows")),
        _statement(
            "dirty_update",
            pgtrigger.Update,
            {"old": "old_rows", "new": "new_rows"},
            rows("old_rows", "new_rows"),
        ),
        _statement("dirty_delete", pgtrigger.Delete, {"old": "old_rows"}, rows("old_rows")),
    ]


DIRTY_FROM_SESSIONS = _dirty_triggers(
    "SELECT project_id, school_id, date, status FROM {table}", None
)
DIRTY_FROM_ASSIGNMENTS = _dirty_triggers("SELECT school_session_id FROM {table}", _LOCKED)
DIRTY_FROM_ATTENDANCE = _dirty_triggers("SELECT school_session_id FROM {table}", _LOCKED)
