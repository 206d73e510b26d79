"""Letters about what happened to sessions, written in the transaction in which it happens.

The cause of a letter is the change itself: the number of the version that it left in the history,
or the session's own count of changes. So calling twice for one change writes nothing more.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from outbox.services import Draft, write_letters
from schools.models import Closure
from sessions.choices import FILLING
from sessions.models import Assignment, Invitation, SchoolSession
from sessions.notices.facts import SessionFacts
from volunteers.models import Volunteer
from volunteers.receivers import receiver_of

URGENT_BEFORE = datetime.timedelta(hours=48)
"""What concerns a session that starts so soon goes out at once."""


def about(session_id: int) -> str:
    """How a letter says which session it is about."""
    return f"session:{session_id}"


def assigned(assignment: Assignment, *, by: User | None) -> None:
    """A volunteer has a place, by whomever."""
    assigned_many([assignment], by=by)


def assigned_many(assignments: Collection[Assignment], *, by: User | None) -> None:
    """The same for many at once, in a number of queries that does not grow with them."""
    if not assignments:
        return
    versions = _versions(Assignment, [assignment.pk for assignment in assignments])
    sessions = _sessions(assignment.school_session_id for assignment in assignments)
    people = _people(assignment.volunteer_id for assignment in assignments)
    write_letters(
        [
            _draft(
                "assigned",
                f"{assignment.pk}:{versions[assignment.pk]}",
                sessions[assignment.school_session_id],
                people[assignment.volunteer_id],
            )
            for assignment in assignments
        ],
        by=by,
    )


def unassigned(school_session: SchoolSession, volunteer: Volunteer, *, by: User | None) -> None:
    """A volunteer has a place no more: taken out, declined, can't come."""
    session = _sessions([school_session.pk])[school_session.pk]
    places = Assignment.pgh_event_model.objects.filter(
        school_session_id=session.pk, volunteer_id=volunteer.pk
    )
    version = places.aggregate(last=Max("pgh_id"))["last"]
    person = _people([volunteer.pk])[volunteer.pk]
    write_letters([_draft("unassigned", f"{session.pk}:{version}", session, person)], by=by)


def invited(invitation: Invitation) -> None:
    """A volunteer is asked whether they come."""
    invited_many([invitation])


def invited_many(invitations: Collection[Invitation]) -> None:
    sessions = _sessions(invitation.school_session_id for invitation in invitations)
    people = _people(invitation.volunteer_id for invitation in invitations)
    by_asker: dict[User | None, list[Draft]] = {}
    for invitation in invitations:
        draft = _draft(
            "invited",
            str(invitation.pk),
            sessions[invitation.school_session_id],
            people[invitation.volunteer_id],
            data={"invitation": invitation.pk},
        )
        by_asker.setdefault(invitation.by, []).append(draft)
    for asker, drafts in by_asker.items():
        write_letters(drafts, by=asker)


def withdrawn(invitation: Invitation, *, by: User | None) -> None:
    """An invitation that was not answered stands no more."""
    session = _sessions([invitation.school_session_id])[invitation.school_session_id]
    person = _people([invitation.volunteer_id])[invitation.volunteer_id]
    data = {"invitation": invitation.pk}
    write_letters([_draft("withdrawn", str(invitation.pk), session, person, data=data)], by=by)


def changed(school_session: SchoolSession, before: SessionFacts, *, by: User | None) -> None:
    """The plan has changed; nothing is told where what is told of it is as it was."""
    changed_many([(school_session, before)], by=by)


def changed_many(
    changes: Sequence[tuple[SchoolSession, SessionFacts]],
    *,
    by: User | None,
    closure: Closure | None = None,
) -> None:
    """The same for many at once; each session with its facts from before.

    :param closure: what moved them, for the reason.
    """
    told = [(session, before) for session, before in changes if SessionFacts.of(session) != before]
    if not told:
        return
    sessions = _sessions(session.pk for session, _before in told)
    concerned = _concerned(sessions)
    drafts = []
    why = {"closure": closure.pk} if closure else {}
    for school_session, before in told:
        session = sessions[school_session.pk]
        drafts += [
            _draft(
                "changed",
                f"{session.pk}:{session.sequence}",
                session,
                volunteer,
                data={"before": before.as_json(), **why},
                also=before.starts_at,
            )
            for volunteer in concerned[session.pk]
        ]
    write_letters(drafts, by=by)


def cancelled(school_session: SchoolSession, *, by: User | None) -> None:
    cancelled_many([school_session], by=by)


def cancelled_many(school_sessions: Collection[SchoolSession], *, by: User | None) -> None:
    _tell_all("cancelled", school_sessions, by=by)


def restored_many(school_sessions: Collection[SchoolSession], *, by: User | None) -> None:
    """What was cancelled takes place after all: to its volunteers it is a new place."""
    sessions = _sessions(session.pk for session in school_sessions)
    concerned = _concerned(sessions, with_invited=False)
    write_letters(
        [
            _draft("assigned", f"restored:{session.pk}:{session.sequence}", session, volunteer)
            for session in sessions.values()
            for volunteer in concerned[session.pk]
        ],
        by=by,
    )


def confirmed(school_session: SchoolSession, *, by: User | None) -> None:
    """The school said yes."""
    confirmed_many([school_session], by=by)


def confirmed_many(school_sessions: Collection[SchoolSession], *, by: User | None) -> None:
    _tell_all("confirmed", school_sessions, by=by)


def _tell_all(kind: str, school_sessions: Collection[SchoolSession], *, by: User | None) -> None:
    sessions = _sessions(session.pk for session in school_sessions)
    concerned = _concerned(sessions, with_invited=kind != "confirmed")
    write_letters(
        [
            _draft(kind, f"{session.pk}:{session.sequence}", session, volunteer)
            for session in sessions.values()
            for volunteer in concerned[session.pk]
        ],
        by=by,
    )


def _draft(
    kind: str,
    change: str,
    session: SchoolSession,
    volunteer: Volunteer,
    *,
    data: dict | None = None,
    also: datetime.datetime | None = None,
) -> Draft:
    """A letter to one volunteer.

    :param also: another moment, besides the start, that makes it urgent when it is near.
    """
    soon = timezone.now() + URGENT_BEFORE
    return Draft(
        kind=kind,
        cause=f"{kind}:{change}:{volunteer.pk}",
        receiver=receiver_of(volunteer, kind),
        about=about(session.pk),
        region_id=session.school.region_id,
        data={"session": session.pk, **(data or {})},
        is_urgent=session.starts_at < soon or (also is not None and also < soon),
    )


def _sessions(ids: Iterable[int]) -> dict[int, SchoolSession]:
    """The sessions as they are now, with the count of changes that the database keeps."""
    return SchoolSession.objects.select_related("school").in_bulk(set(ids))


def _people(ids: Iterable[int]) -> dict[int, Volunteer]:
    return Volunteer.objects.select_related("user").in_bulk(set(ids))


def _concerned(
    sessions: Collection[int], *, with_invited: bool = True
) -> dict[int, list[Volunteer]]:
    """Who has a place in each session, and who is still asked to take one."""
    places = Assignment.objects.filter(school_session__in=list(sessions), status__in=FILLING)
    pairs = set(places.values_list("school_session_id", "volunteer_id"))
    if with_invited:
        asked = Invitation.objects.unanswered().filter(school_session__in=list(sessions))
        pairs |= set(asked.values_list("school_session_id", "volunteer_id"))
    people = _people(volunteer for _session, volunteer in pairs)
    concerned: dict[int, list[Volunteer]] = {session: [] for session in sessions}
    for session, volunteer in sorted(pairs):
        concerned[session].append(people[volunteer])
    return concerned


def _versions(model: type[Assignment], ids: Collection[int]) -> dict[int, int]:
    """The number of the last version of each row."""
    events = model.pgh_event_model.objects.filter(pgh_obj_id__in=ids).order_by()
    return dict(events.values_list("pgh_obj_id").annotate(Max("pgh_id")))
