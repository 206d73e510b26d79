"""Asking guardians, keeping what they answer, and taking it back."""

import datetime
from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from volunteers.choices import ConsentKind, ConsentMethod, VolunteerStatus
from volunteers.consenting import notices, texts
from volunteers.models import Consent, ConsentRequest, StaffingLimits, Volunteer
from volunteers.models.volunteers import age_on
from volunteers.privacy.erasing import say_farewell
from volunteers.privacy.pictures import end_pictures


def needs_guardian(volunteer: Volunteer, day: datetime.date | None = None) -> bool:
    """Whether the volunteer is too young to take part without a guardian's yes."""
    age = age_on(volunteer.birth_date, day or timezone.localdate())
    return age < StaffingLimits.now().guardian_consent_under_age


def in_force(volunteer: Volunteer) -> dict[str, Consent]:
    """The consents that hold, by kind."""
    return {one.kind: one for one in volunteer.consents.filter(withdrawn_at=None)}


def missing_consents(volunteer: Volunteer) -> list[ConsentKind]:
    """Without which nobody becomes active."""
    return missing_beside(volunteer, in_force(volunteer))


def missing_beside(volunteer: Volunteer, given: Collection[str]) -> list[ConsentKind]:
    """Those that are needed, and are not among the given kinds."""
    needed = [ConsentKind.PARTICIPATION]
    if needs_guardian(volunteer):
        needed.append(ConsentKind.GUARDIAN)
    return [kind for kind in needed if kind not in given]


@transaction.atomic
def ask_guardian(volunteer: Volunteer, *, by: User | None) -> ConsentRequest:
    """Send a link to the guardian's address; one that was sent before ends.

    :param by: the coordinator who asks; nobody where the application itself does.
    :raises ValidationError: there is no address, it is the volunteer's own, or nobody under 18.
    """
    found = _lock(volunteer, by=by)
    _check_may_be_asked(found)
    now = timezone.now()
    waiting = found.consent_requests.filter(answered_at=None, replaced_at=None)
    waiting.update(replaced_at=now)
    request = ConsentRequest.objects.create(
        volunteer=found,
        name=found.guardian_name,
        address=found.guardian_email,
        language=notices.language_for_guardian(found),
        created_at=now,
        created_by=by,
        expires_at=now + datetime.timedelta(days=StaffingLimits.now().consent_days),
    )
    notices.asked(request, by=by)
    return request


def _check_may_be_asked(volunteer: Volunteer) -> None:
    if not volunteer.is_minor_on(timezone.localdate()):
        raise ValidationError(_("Who is 18 decides alone. No guardian is asked."))
    if not volunteer.guardian_email:
        raise ValidationError(_("There is no address of a parent or guardian yet. Add it first."))
    own = {volunteer.email, volunteer.user.email if volunteer.user else volunteer.email}
    if volunteer.guardian_email in own:
        raise ValidationError(
            _("This is the volunteer's own address. A parent or guardian needs their own.")
        )


def answer_request(
    request: ConsentRequest, *, takes_part: bool | None, pictures: bool, given_by: str
) -> ConsentRequest:
    """Keep what a guardian answered through the link; a no ends the yes that held until now.

    :param takes_part: nothing where the volunteer is old enough to decide that alone.
    :raises ValidationError: the link has ended, or was used.
    """
    found, must_rest = _answer(request, takes_part=takes_part, pictures=pictures, given_by=given_by)
    if must_rest:
        say_farewell(found.volunteer, by=None)
    return found


@transaction.atomic
def _answer(
    request: ConsentRequest, *, takes_part: bool | None, pictures: bool, given_by: str
) -> tuple[ConsentRequest, bool]:
    """The answer as it is kept, and whether the volunteer rests from now on."""
    volunteer = Volunteer.objects.select_for_update(of=("self",), no_key=True).get(
        pk=request.volunteer_id
    )
    found = ConsentRequest.objects.select_for_update().get(pk=request.pk)
    if not found.is_open:
        raise ValidationError(_("This link was used or has ended. Ask for a new one."))
    found.answered_at = timezone.now()
    found.said_yes = takes_part if needs_guardian(volunteer) else None
    found.said_yes_to_pictures = pictures
    found.name = given_by.strip()
    found.words = words_of(volunteer)
    found.save()
    given = {
        ConsentKind.GUARDIAN: found.said_yes,
        ConsentKind.PHOTO: pictures and found.said_yes is not False,
    }
    refused = [kind for kind, yes in given.items() if yes is False]
    taken, must_rest = _end(volunteer, refused, found.answered_at)
    _keep(
        volunteer,
        [kind for kind, yes in given.items() if yes],
        method=ConsentMethod.LINK,
        given_by=found.name,
        evidence=found.address,
        given_at=found.answered_at,
    )
    Volunteer.objects.filter(pk=volunteer.pk).update(guardian_name=found.name)
    notices.answered(found)
    if taken:
        notices.taken_back(volunteer, taken, found.answered_at)
    return found, must_rest


def words_of(volunteer: Volunteer) -> str:
    """What the guardian reads, in the active language."""
    projects = [one.project for one in current_enrolments(volunteer)]
    sections = texts.for_guardian(volunteer, projects)
    return texts.as_text(sections, texts.about_pictures(volunteer))


def current_enrolments(volunteer: Volunteer) -> list:
    return list(volunteer.enrolments.filter(left_date=None).select_related("project"))


def _keep(
    volunteer: Volunteer,
    kinds: Collection[ConsentKind],
    *,
    method: ConsentMethod,
    given_by: str,
    evidence: str,
    given_at: datetime.datetime,
    recorded_by: User | None = None,
) -> None:
    """Write consents down; one of the same kind that was in force ends with the new one."""
    now = timezone.now()
    volunteer.consents.filter(kind__in=kinds, withdrawn_at=None).update(withdrawn_at=now)
    Consent.objects.bulk_create(
        Consent(
            volunteer=volunteer,
            kind=kind,
            text_version=texts.TEXT_VERSION,
            method=method,
            given_by=given_by,
            evidence=evidence,
            given_at=given_at,
            recorded_by=recorded_by,
        )
        for kind in kinds
    )


@transaction.atomic
def record_paper(
    volunteer: Volunteer,
    *,
    by: User,
    kinds: Collection[ConsentKind],
    given_by: str,
    signed_date: datetime.date,
    kept_at: str,
) -> None:
    """A coordinator has a signed paper in their hands: who signed, when, and where it is kept."""
    found = _lock(volunteer, by=by)
    noon = datetime.datetime.combine(signed_date, datetime.time(12))
    _keep(
        found,
        kinds,
        method=ConsentMethod.PAPER,
        given_by=given_by.strip(),
        evidence=kept_at.strip(),
        given_at=min(timezone.make_aware(noon), timezone.now()),
        recorded_by=by,
    )
    if ConsentKind.GUARDIAN in kinds:
        waiting = found.consent_requests.filter(answered_at=None, replaced_at=None)
        waiting.update(replaced_at=timezone.now())


def withdraw_consents(
    volunteer: Volunteer, kinds: Collection[ConsentKind], *, by: User | None
) -> bool:
    """Take consents back. Who may not take part without them rests, and their places are free.

    :param by: the volunteer or a coordinator; nobody where it is a guardian, by their link.
    :return: whether the volunteer had been active, and rests now.
    """
    with transaction.atomic():
        found = Volunteer.objects.select_for_update(of=("self",), no_key=True).get(pk=volunteer.pk)
        if by and found.user_id != by.pk:
            _check_coordinates(found, by)
        now = timezone.now()
        taken, must_rest = _end(found, kinds, now)
        if taken:
            notices.withdrawn(found, kinds, now, by=by)
            notices.taken_back(found, taken, now, by=by)
    if must_rest:
        say_farewell(found, by=by)
    return must_rest


def _end(
    volunteer: Volunteer, kinds: Collection[ConsentKind], now: datetime.datetime
) -> tuple[list[str], bool]:
    """The kinds that were in force and end, and whether the volunteer, who was active, rests."""
    ending = volunteer.consents.filter(kind__in=kinds, withdrawn_at=None)
    taken = sorted(ending.values_list("kind", flat=True))
    ending.update(withdrawn_at=now)
    end_pictures(volunteer)
    must_rest = volunteer.status == VolunteerStatus.ACTIVE and bool(missing_consents(volunteer))
    if must_rest:
        volunteer.status = VolunteerStatus.PAUSED
        volunteer.save(update_fields=["status"])
    return taken, must_rest


@transaction.atomic
def remind_guardians(now: datetime.datetime | None = None) -> int:
    """Repeat, once, what was asked some days ago and not answered. Gives how many were asked."""
    now = now or timezone.now()
    before = now - datetime.timedelta(days=StaffingLimits.now().consent_reminder_days)
    waiting = ConsentRequest.objects.filter(
        answered_at=None,
        replaced_at=None,
        reminded_at=None,
        created_at__lte=before,
        expires_at__gt=now,
    )
    requests = list(
        waiting.select_related("volunteer__user").select_for_update(of=("self",), skip_locked=True)
    )
    for request in requests:
        request.reminded_at = now
        request.save(update_fields=["reminded_at"])
        notices.reminded(request)
    return len(requests)


def _lock(volunteer: Volunteer, *, by: User | None) -> Volunteer:
    found = (
        Volunteer.objects.select_for_update(of=("self",), no_key=True)
        .select_related("user")
        .get(pk=volunteer.pk)
    )
    if by:
        _check_coordinates(found, by)
    return found


def _check_coordinates(volunteer: Volunteer, by: User) -> None:
    visible = Volunteer.objects.visible_to(by).filter(pk=volunteer.pk).exists()
    if not visible or not by.can(Permission.EDIT_VOLUNTEERS):
        raise PermissionDenied
