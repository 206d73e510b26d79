"""Free places: who gets one, who waits for one, who moves up.

All of it works on a session that is held (``lock_session``), in the caller's transaction.
"""

import datetime
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from sessions import eligibility, notices
from sessions.choices import UPCOMING, AssignmentRole, AssignmentStatus, InvitationAnswer
from sessions.models import Assignment, SchoolSession, WaitingPlace
from sessions.services.locking import lock_rows, lock_session
from volunteers.models import Volunteer


def hold_people(school_session: SchoolSession, *more: Volunteer) -> None:
    """Nobody else plans with those who wait, nor with some others, until we are done.

    At once and before any of them is given a place, so that nobody waits in a circle.
    """
    waiting = school_session.waiting_places.values_list("volunteer", flat=True)
    lock_rows(Volunteer, [*waiting, *(volunteer.pk for volunteer in more)])


def count_open_places(school_session: SchoolSession) -> int:
    return max(school_session.places - school_session.assignments.filling().count(), 0)


def is_to_come(school_session: SchoolSession) -> bool:
    """Whether taking a place in it still makes sense."""
    return school_session.status in UPCOMING and school_session.starts_at > timezone.now()


def role_for(school_session: SchoolSession, wanted: str = "") -> str:
    """The wanted role; the lead where there is none yet, else a helper's."""
    leads = school_session.assignments.filling().filter(role=AssignmentRole.LEAD).exists()
    if wanted and not (leads and wanted == AssignmentRole.LEAD):
        return wanted
    return AssignmentRole.CO_TEACHER if leads else AssignmentRole.LEAD


def give_place(
    school_session: SchoolSession, volunteer: Volunteer, *, role: str = ""
) -> Assignment:
    """Assign someone to a free place, also one who could not come before."""
    assignment, _created = Assignment.objects.update_or_create(
        school_session=school_session,
        volunteer=volunteer,
        defaults={
            "role": role_for(school_session, role),
            "status": AssignmentStatus.ASSIGNED,
            "decline_reason": "",
        },
    )
    return assignment


def settle_places(school_session: SchoolSession) -> list[Assignment]:
    """After any change to who fills a session: those who wait move up, in their order.

    Who cannot teach it now is passed over and keeps waiting. Invitations to a session that is
    full then are closed. All of them are told. Gives the assignments of those who moved up.
    """
    _forget_who_is_in(school_session)
    moved = []
    if is_to_come(school_session):
        while count_open_places(school_session) and (next_one := _next_in_line(school_session)):
            moved.append(give_place(school_session, next_one))
            _forget_who_is_in(school_session)
    notices.assigned_many(moved, by=None)
    if not count_open_places(school_session):
        _close_invitations(school_session)
    return moved


def settle_sessions(session_ids: Iterable[int]) -> None:
    """The same for many sessions, after many places were filled or freed at once."""
    touched = SchoolSession.objects.filter(
        Q(invitations__answer="") | Q(waiting_places__isnull=False), pk__in=list(session_ids)
    )
    for school_session in touched.distinct().order_by("pk"):
        settle_places(lock_session(school_session))


def let_minors_wait(school_session: SchoolSession) -> None:
    """Nobody under 18 teaches without an adult: when the last one has gone, they wait, first in
    line, and move up by themselves as soon as another adult has taken a place.
    """
    filling = list(school_session.assignments.filling().select_related("volunteer"))
    reasons = eligibility.reasons_for([school_session.pk], [one.volunteer_id for one in filling])
    line = school_session.waiting_places.values_list("since", flat=True)
    front = min(line, default=timezone.now()) - datetime.timedelta(seconds=1)
    for assignment in filling:
        found = reasons.get((school_session.pk, assignment.volunteer_id), [])
        if all(reason.code != "no_adult" for reason in found):
            continue
        WaitingPlace.objects.get_or_create(
            school_session=school_session,
            volunteer=assignment.volunteer,
            defaults={"since": front},
        )
        assignment.delete()
        notices.unassigned(school_session, assignment.volunteer, by=None)


def _close_invitations(school_session: SchoolSession) -> None:
    standing = list(school_session.invitations.unanswered())
    now = timezone.now()
    school_session.invitations.unanswered().update(answer=InvitationAnswer.FILLED, answered_at=now)
    for invitation in standing:
        notices.withdrawn(invitation, by=None)


def _next_in_line(school_session: SchoolSession) -> Volunteer | None:
    waiting = WaitingPlace.objects.filter(school_session=school_session)
    volunteers = [one.volunteer for one in waiting.select_related("volunteer")]
    reasons = eligibility.reasons_for([school_session.pk], [one.pk for one in volunteers])
    return next((one for one in volunteers if (school_session.pk, one.pk) not in reasons), None)


def _forget_who_is_in(school_session: SchoolSession) -> None:
    """Who has a place neither waits for one nor is asked any more."""
    filling = list(school_session.assignments.filling().values_list("volunteer", flat=True))
    WaitingPlace.objects.filter(school_session=school_session, volunteer__in=filling).delete()
    school_session.invitations.unanswered().filter(volunteer__in=filling).update(
        answer=InvitationAnswer.YES, answered_at=timezone.now()
    )
