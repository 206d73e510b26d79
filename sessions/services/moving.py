"""A session moves to another time or takes longer; and each change of the calendar taken back.

Taking back is a change like any other: checked again, and refused where somebody has changed the
same thing since.
"""

import dataclasses
import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from sessions.choices import AssignmentStatus, SessionStatus
from sessions.eligibility import SOFT_CODES
from sessions.errors import ChangedMeanwhile, NotNow
from sessions.history import changes_since, seen_version
from sessions.models import Assignment, SchoolSession
from sessions.plans import SessionPlan
from sessions.services import planning, staffing
from sessions.services.locking import lock_session
from volunteers.models import Volunteer


def move_session(
    school_session: SchoolSession,
    *,
    starts_at: datetime.datetime | None = None,
    minutes: int | None = None,
    by: User,
    seen: str,
    despite_calendar: bool = False,
) -> SchoolSession:
    """Give a session another time, another length or both; all else stays.

    :param seen: the version that the person saw (``sessions.history.seen_version``).
    :param despite_calendar: knowingly on a holiday, in a break or outside the lessons.
    :raises ChangedMeanwhile: somebody changed the plan since.
    :raises Refusal: with the reason at each field, as in ``planning.change_session``.
    """
    plan = dataclasses.replace(
        SessionPlan.of(school_session),
        starts_at=starts_at or school_session.starts_at,
        minutes=minutes or school_session.minutes,
        despite_calendar=despite_calendar,
    )
    return planning.change_session(school_session, plan, by=by, seen=seen)


@transaction.atomic
def undo_move(
    school_session: SchoolSession, *, to_version: int, by: User, seen: str
) -> SchoolSession:
    """Put a session back to the time of an earlier version; a school's yes to it holds again.

    :param to_version: the number of that version in the session's history.
    :raises ChangedMeanwhile: somebody changed the plan since ``seen``.
    """
    versions = SchoolSession.pgh_event_model.objects.filter(pgh_obj_id=school_session.pk)
    before = versions.filter(pgh_id=to_version).first()
    if not before:
        raise NotNow(_("This change cannot be taken back any more."))
    moved = move_session(
        school_session,
        starts_at=before.starts_at,
        minutes=before.minutes,
        by=by,
        seen=seen,
        despite_calendar=True,
    )
    was_confirmed = before.status == SessionStatus.CONFIRMED
    if was_confirmed and moved.status == SessionStatus.PLANNED:
        moved = planning.confirm_session(moved, by=by)
    return moved


@transaction.atomic
def undo_plan(school_session: SchoolSession, *, by: User, seen: str) -> SchoolSession:
    """Take back a session that was planned a moment ago: it is cancelled, and says why."""
    locked = lock_session(school_session)
    if seen != seen_version(locked):
        raise ChangedMeanwhile(
            _("Someone has changed this session since."), changes_since(locked, seen)
        )
    return planning.cancel_session(locked, by=by, reason=_("Planned by mistake."))


@transaction.atomic
def undo_assignment(assignment: Assignment, *, by: User, seen: int) -> SchoolSession:
    """Take a volunteer out again; who had declined before has declined again.

    :param seen: the version of the assignment that is to be taken back.
    """
    before = _version_before(assignment, seen)
    if before and before.status == AssignmentStatus.DECLINED:
        return staffing.decline_assignment(assignment, by=by).school_session
    return staffing.remove_assignment(assignment, by=by)


@transaction.atomic
def undo_swap(assignment: Assignment, before: Volunteer, *, by: User, seen: int) -> SchoolSession:
    """Give the place back to who had it. What a coordinator may decide was decided then.

    :param seen: the version of the assignment that the swap made.
    """
    _version_before(assignment, seen)
    staffing.swap_volunteer(assignment, before, by=by, despite=SOFT_CODES)
    return assignment.school_session


def _version_before(assignment: Assignment, seen: int) -> models.Model | None:
    """The version under the last one, where that is still the one that was seen."""
    lock_session(assignment.school_session)
    versions = Assignment.pgh_event_model.objects.filter(pgh_obj_id=assignment.pk)
    last, *earlier = versions.order_by("-pgh_id")[:2]
    if last.pgh_id != seen:
        raise NotNow(_("Someone has changed this place since."))
    return earlier[0] if earlier else None


def version_of_assignment(assignment: Assignment) -> int:
    """What ``undo_assignment`` compares: the number of its last version."""
    versions = Assignment.pgh_event_model.objects.filter(pgh_obj_id=assignment.pk)
    return versions.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0
