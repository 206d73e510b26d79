"""Taking back a whole planning run: what nobody has touched since goes, the rest stays."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from sessions.bulk.services import lock_run
from sessions.choices import SessionStatus
from sessions.errors import NotNow
from sessions.models import (
    Assignment,
    Attendance,
    Invitation,
    PlanningRun,
    SchoolSession,
    WaitingPlace,
)
from sessions.services import planning

WITHIN = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Undone:
    """How many sessions went, were cancelled since volunteers knew of them, or stayed."""

    removed: int = 0
    cancelled: int = 0
    kept: int = 0


def can_be_undone(run: PlanningRun) -> bool:
    """Whether sessions came of it a short while ago."""
    return bool(run.planned_at and run.planned_at > timezone.now() - WITHIN)


def undo_run(run: PlanningRun, *, by: User) -> Undone:
    """Take back the sessions of a run that are as they were planned.

    One that nobody is in is removed; one with volunteers is cancelled, and they are told. What
    somebody has changed, confirmed, staffed or logged since stays. The list of what was wanted
    stays, too, to be changed and planned again.

    :raises NotNow: too long ago.
    """
    with transaction.atomic():
        run = lock_run(run, by)
        if not can_be_undone(run):
            raise NotNow(_("This was too long ago. Cancel the sessions one by one."))
        rows = SchoolSession.objects.select_for_update(of=("self",)).filter(wanted_as__run=run)
        sessions = {one.pk: one for one in rows.order_by("pk")}
        touched = _touched(sessions)
        for pk in touched:
            del sessions[pk]
        staffed = set(
            Assignment.objects.filter(school_session__in=sessions).values_list(
                "school_session", flat=True
            )
        )
        run.wanted.filter(school_session__in=sessions).update(school_session=None)
        for pk in sorted(staffed):
            planning.cancel_session(sessions.pop(pk), by=by, reason=_("Planned by mistake."))
        SchoolSession.objects.filter(pk__in=sessions).delete()
    return Undone(removed=len(sessions), cancelled=len(staffed), kept=len(touched))


def _touched(sessions: Collection[int]) -> set[int]:
    """Those that are not as they were planned: versions of a later moment than the first one,
    or somebody who was asked."""
    versions = SchoolSession.pgh_event_model.objects.filter(pgh_obj_id__in=sessions)
    spans = {
        row["pgh_obj_id"]: row
        for row in versions.order_by()
        .values("pgh_obj_id")
        .annotate(first=Min("pgh_created_at"), last=Max("pgh_created_at"))
    }
    touched = {pk for pk, span in spans.items() if span["last"] > span["first"]}
    for model in (Attendance, Assignment):
        events = model.pgh_event_model.objects.filter(school_session_id__in=sessions)
        last = events.order_by().values_list("school_session_id").annotate(Max("pgh_created_at"))
        touched.update(pk for pk, moment in last if moment > spans[pk]["first"])
    for model in (Invitation, WaitingPlace):
        asked = model.objects.filter(school_session__in=sessions)
        touched.update(asked.values_list("school_session", flat=True))
    open_ones = SchoolSession.objects.filter(pk__in=sessions, status=SessionStatus.PLANNED)
    return touched | (set(sessions) - set(open_ones.values_list("pk", flat=True)))
