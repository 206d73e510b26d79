"""Taking a person out: names, addresses and all that tells of them go, what they did stays."""

from collections.abc import Callable

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.permissions import Role
from accounts.services import erase_account, revoke_role
from outbox.services import forget_person
from volunteers.choices import VolunteerStatus
from volunteers.models import Enrolment, Volunteer
from volunteers.models.volunteers import NO_BIRTH_DATE, erased_email
from volunteers.privacy.known import Known, known_of
from volunteers.privacy.traces import rewriting, traces

Farewell = Callable[[Volunteer, User | None], None]

_farewells: list[Farewell] = []


def announce_farewell(farewell: Farewell) -> None:
    """Let an app of a higher layer do its part when a volunteer leaves or takes a rest."""
    _farewells.append(farewell)


def say_farewell(volunteer: Volunteer, *, by: User | None) -> None:
    """Places to come go to others. Outside of any transaction: each session has its own."""
    for farewell in _farewells:
        farewell(volunteer, by)


def erase_volunteer(volunteer: Volunteer, *, by: User | None) -> Volunteer:
    """Take out all that tells who a volunteer is; sessions, hours and figures stay as they are.

    In three steps, each of which can be repeated: from the first on nobody gives them a place,
    by the second their places are free, and the last is one transaction.

    :param by: who asked for it; nobody where a guardian's link or the clock did.
    """
    _leave(volunteer)
    say_farewell(volunteer, by=by)
    return _erase(volunteer)


@transaction.atomic
def _leave(volunteer: Volunteer) -> None:
    today = timezone.localdate()
    Volunteer.objects.filter(pk=volunteer.pk).update(status=VolunteerStatus.LEFT)
    current = Enrolment.objects.filter(volunteer=volunteer, left_date=None)
    current.filter(joined_date__gt=today).delete()
    current.update(left_date=today)


@transaction.atomic
def _erase(volunteer: Volunteer) -> Volunteer:
    found = (
        Volunteer.objects.select_for_update(of=("self",))
        .select_related("user")
        .get(pk=volunteer.pk)
    )
    if found.erased_at:
        return found
    user, known = found.user, known_of(found)
    for trace in traces():
        trace.erase(found)
    _forget_letters(found, known)
    _forget_in_admin(found, user)
    _empty(found)
    if user is None:
        return found
    if user.roles <= {Role.VOLUNTEER}:
        erase_account(user)
    else:
        revoke_role(user, Role.VOLUNTEER)
    return found


def _forget_letters(volunteer: Volunteer, known: Known) -> None:
    """To the volunteer and their guardians, to anyone about them, and their names in all others."""
    forget_person(
        volunteer.pk,
        user_id=volunteer.user_id,
        addresses=known.addresses,
        about=f"volunteer:{volunteer.pk}",
        words=[*known.names, *known.addresses],
        copies=known.shared,
    )


def _forget_in_admin(volunteer: Volunteer, user: User | None) -> None:
    """What the admin site noted names the rows that were changed."""
    about: list[models.Model] = [volunteer, *([user] if user else [])]
    for row in about:
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)
        ).update(object_repr=gettext_noop("a former volunteer"), change_message="")


def _empty(volunteer: Volunteer) -> None:
    versions = Volunteer.pgh_event_model
    with rewriting(versions):
        versions.objects.filter(pgh_obj_id=volunteer.pk).delete()
    volunteer.user = None
    volunteer.email = erased_email(volunteer.pk)
    volunteer.first_name = volunteer.last_name = ""
    volunteer.birth_date = NO_BIRTH_DATE
    volunteer.languages = []
    volunteer.guardian_name = volunteer.guardian_email = volunteer.decline_reason = ""
    volunteer.most_sessions_a_week = volunteer.interview_at = None
    volunteer.status = VolunteerStatus.LEFT
    volunteer.erased_at = timezone.now()
    volunteer.save()
