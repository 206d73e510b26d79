"""Every write to certificates."""

import re
import secrets

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from campaigns.models import Participant
from campaigns.workshops.people import forget_participant
from campaigns.workshops.policy import check_organises
from reporting.certificates.content import content_of, fingerprint
from reporting.certificates.of_volunteers import service_of, training_of
from reporting.certificates.of_workshops import participation_of
from reporting.models.certificates import ALPHABET, CODE_LENGTH, Certificate, CertificateKind
from reporting.periods import Period
from schools.models import School
from volunteers.choices import TrainedHow
from volunteers.models import Project, Training, Volunteer

NUMBERING = 1_401_212
"""The advisory lock under which numbers are given, so that none is given twice or left out."""


class NothingTaughtError(Exception):
    """There is nothing to certify."""


def issue_certificate(school: School, period: Period, *, by: User) -> Certificate:
    """Certify what was taught; where a valid one says just that already, it is that one.

    :raises NothingTaughtError: no session was taught at the school in the period.
    """
    content = content_of(school, period)
    if not content["sessions"]:
        raise NothingTaughtError
    return _issue(CertificateKind.SCHOOL_DELIVERY, period, content, by=by, school=school)


def certify_service(
    volunteer: Volunteer, period: Period, *, project: Project | None = None, by: User
) -> Certificate:
    """Certify what a volunteer taught and a coordinator verified.

    :param project: of that project alone.
    :raises NothingTaughtError: no lesson of theirs is verified in the period.
    """
    said = service_of(volunteer, period, project)
    if said is None:
        raise NothingTaughtError
    return _issue(
        CertificateKind.SERVICE,
        said.period,
        said.content,
        by=by,
        volunteer=volunteer,
        holder_name=volunteer.full_name,
    )


def certify_training(training: Training, *, by: User) -> Certificate:
    """Certify a training that was passed.

    :raises NothingTaughtError: it was not passed: a coordinator made an exception, or it was
        taken over from earlier records.
    """
    if training.how != TrainedHow.COURSE:
        raise NothingTaughtError
    said = training_of(training)
    return _issue(
        CertificateKind.TRAINING,
        said.period,
        said.content,
        by=by,
        volunteer=training.volunteer,
        holder_name=training.volunteer.full_name,
    )


def certify_participation(participant: Participant, *, by: User) -> Certificate:
    """Certify that somebody took part in a workshop, on the days that were noted.

    :raises PermissionDenied: the workshop is somebody else's.
    :raises NothingTaughtError: nobody noted them as present, or their data was deleted.
    """
    check_organises(by, participant.workshop)
    said = participation_of(participant)
    if said is None:
        raise NothingTaughtError
    return _issue(
        CertificateKind.WORKSHOP,
        said.period,
        said.content,
        by=by,
        participant=participant,
        holder_name=participant.name,
    )


@transaction.atomic
def erase_participant(participant: Participant, *, by: User) -> None:
    """Delete what tells who somebody at a workshop is, also from their certificates and letters.

    :raises PermissionDenied: the workshop is somebody else's.
    """
    check_organises(by, participant.workshop)
    Certificate.objects.filter(participant=participant, erased_at=None).update(
        holder_name="", content={}, sha256="", revoke_reason="", erased_at=timezone.now()
    )
    forget_participant(participant)


@transaction.atomic
def _issue(
    kind: CertificateKind,
    period: Period,
    content: dict,
    *,
    by: User,
    holder_name: str = "",
    **about: School | Volunteer | Participant,
) -> Certificate:
    """A new certificate, or the valid one that says the same already."""
    _lock_numbers()
    says = {
        "kind": kind,
        "holder_name": holder_name,
        "period_start": period.start,
        "period_end": period.end,
        "content": content,
        **about,
    }
    if same := Certificate.objects.valid().filter(**says).first():
        return same
    now = timezone.now()
    today = timezone.localdate(now)
    number = _next_number(today.year)
    return Certificate.objects.create(
        code=new_code(),
        number=number,
        sha256=fingerprint(number, today.isoformat(), period, content, holder_name),
        issued_by=by,
        issued_at=now,
        **says,
    )


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, by: User, reason: str) -> bool:
    """Take a certificate back for good; False where that was done before."""
    return bool(
        Certificate.objects.valid()
        .filter(pk=certificate.pk)
        .update(revoked_at=timezone.now(), revoked_by=by, revoke_reason=reason)
    )


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))


def certificate_with_code(text: str) -> Certificate | None:
    """The one that was meant, however the code is written."""
    code = re.sub(r"[\s-]", "", text).upper()
    return Certificate.objects.select_related("school").filter(code=code).first()


def _lock_numbers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])


def _next_number(year: int) -> str:
    """``2026-00001``, counted anew each year."""
    given = Certificate.objects.filter(number__startswith=f"{year}-").order_by("-number")
    last = given.values_list("number", flat=True).first()
    return f"{year}-{int(last.partition('-')[2]) + 1 if last else 1:05d}"
