"""Every write to certificates."""

import re
import secrets

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from reporting.certificates.content import content_of, fingerprint
from reporting.models.certificates import ALPHABET, CODE_LENGTH, Certificate, CertificateKind
from reporting.periods import Period
from schools.models import School

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
    with transaction.atomic():
        _lock_numbers()
        same = Certificate.objects.filter(
            kind=CertificateKind.SCHOOL_DELIVERY,
            school=school,
            period_start=period.start,
            period_end=period.end,
            content=content,
            revoked_at=None,
        ).first()
        if same:
            return same
        now = timezone.now()
        today = timezone.localdate(now)
        number = _next_number(today.year)
        return Certificate.objects.create(
            kind=CertificateKind.SCHOOL_DELIVERY,
            code=new_code(),
            number=number,
            school=school,
            period_start=period.start,
            period_end=period.end,
            content=content,
            sha256=fingerprint(number, today.isoformat(), period, content),
            issued_by=by,
            issued_at=now,
        )


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, by: User, reason: str) -> bool:
    """Take a certificate back for good; False where that was done before."""
    return bool(
        Certificate.objects.filter(pk=certificate.pk, revoked_at=None).update(
            revoked_at=timezone.now(), revoked_by=by, revoke_reason=reason
        )
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
