"""Letters about logs: to volunteers with a question or a no, to coordinators with the answer."""

from collections.abc import Iterable

from django.conf import settings

from accounts.models import User
from accounts.permissions import Role
from outbox.services import Draft, Receiver, write_letters
from sessions.choices import AssignmentStatus
from sessions.models import LogQuestion, NotHeld, SchoolSession
from sessions.notices.writing import about
from volunteers.models import Volunteer
from volunteers.receivers import receiver_of


def log_sent_back(question: LogQuestion) -> None:
    """A coordinator's own words."""
    session = question.school_session
    _write_to_who_logged(
        session,
        "log_question",
        f"log_question:{question.pk}",
        {"question": question.pk},
        by=question.asked_by,
    )


def turned_down(school_session: SchoolSession, *, by: User) -> None:
    _write_to_who_logged(
        school_session, "turned_down", f"turned_down:{school_session.sequence}", {}, by=by
    )


def log_answered(question: LogQuestion) -> None:
    """To the coordinator who had asked."""
    session = question.school_session
    _write_to_staff(
        [question.asked_by], session, "log_answered", str(question.pk), {"question": question.pk}
    )


def not_held(said: NotHeld) -> None:
    """To the coordinators of the school's region, who decide what comes of it."""
    session = said.school_session
    coordinators = User.objects.filter(
        is_active=True,
        grants__role=Role.COORDINATOR,
        grants__region=session.school.region_id,
    )
    _write_to_staff(
        coordinators.distinct().order_by("pk"),
        session,
        "not_held",
        str(said.pk),
        {"not_held": said.pk},
    )


def authors_of(session: SchoolSession) -> list[Volunteer]:
    """Who wrote the log; where that is nobody who taught it, all who did."""
    places = session.assignments.filter(status=AssignmentStatus.ATTENDED)
    people = [one.volunteer for one in places.select_related("volunteer__user").order_by("pk")]
    return [one for one in people if one.user_id == session.log.logged_by_id] or people


def _write_to_who_logged(
    session: SchoolSession, kind: str, cause: str, data: dict, *, by: User
) -> None:
    write_letters(
        [
            Draft(
                kind=kind,
                cause=f"{cause}:{session.pk}:{volunteer.pk}",
                receiver=receiver_of(volunteer, kind),
                about=about(session.pk),
                region_id=session.school.region_id,
                data={"session": session.pk, **data},
            )
            for volunteer in authors_of(session)
        ],
        by=by,
    )


def _write_to_staff(
    people: Iterable[User], session: SchoolSession, kind: str, cause: str, data: dict
) -> None:
    write_letters(
        Draft(
            kind=kind,
            cause=f"{kind}:{cause}:{user.pk}",
            receiver=Receiver(
                name=user.get_full_name(),
                address=user.email,
                language=user.language or settings.LANGUAGE_CODE,
                user_id=user.pk,
            ),
            about=about(session.pk),
            region_id=session.school.region_id,
            data={"session": session.pk, **data},
        )
        for user in people
        if user.is_active
    )
