"""Writes what was planned, in the order of its foreign keys, a few statements a model."""

from collections.abc import Iterable

from django.db import models

from config.demo.timetable import Planned
from sessions.models import Assignment, Attendance, SchoolSession, SessionLog

BATCH = 1000


def write_new(model: type[models.Model], rows: Iterable[models.Model]) -> int:
    """Write the rows that aren't in the database yet; returns how many those were."""
    new = [row for row in {id(row): row for row in rows}.values() if row._state.adding]
    model._default_manager.bulk_create(new, batch_size=BATCH)
    return len(new)


def write_sessions(planned: list[Planned]) -> None:
    """Sessions with their logs, class groups, head-counts and assignments."""
    sessions = [one.session for one in planned]
    write_new(SessionLog, (session.log for session in sessions if session.log))
    groups = [row.class_group for one in planned for row in one.attendance if row.class_group]
    if groups:
        write_new(type(groups[0]), groups)
    write_new(SchoolSession, sessions)
    write_new(Attendance, (row for one in planned for row in one.attendance))
    write_new(Assignment, (row for one in planned for row in one.assignments))
