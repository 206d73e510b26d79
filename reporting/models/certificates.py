"""Certificates that anyone can check: what they say never changes, and they can be revoked."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from schools.models import School

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Nothing that is taken for something else when it is read from paper."""
CODE_LENGTH = 16
"""78 bits: nobody guesses one."""


class CertificateKind(models.TextChoices):
    SCHOOL_DELIVERY = "school_delivery", _("what was taught at a school")


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CertificateQuerySet":
        """Those of the schools that a person sees; the open page finds one by its code."""
        return self.filter(school__in=School.objects.visible_to(user))


@audited(exclude=["code"])
class Certificate(models.Model):
    """What was certified, once and for all.

    A kind says what ``content`` holds and what it is about; other kinds may be about something
    else than a school.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=CertificateKind)
    code = models.CharField(_("code to check it by"), max_length=CODE_LENGTH, unique=True)
    number = models.CharField(_("number"), max_length=20, unique=True)
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    content = models.JSONField(_("what it certifies"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoke_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=CertificateKind.values), name="certificate_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=CertificateKind.SCHOOL_DELIVERY) | Q(school__isnull=False),
                name="certificate_of_delivery_has_school",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="certificate_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoke_reason="")
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="certificate_revoked_has_at_and_by",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="certificate_never_changes",
                fields=[
                    "kind",
                    "code",
                    "number",
                    "school",
                    "period_start",
                    "period_end",
                    "content",
                    "sha256",
                    "issued_by",
                    "issued_at",
                ],
            ),
            pgtrigger.Protect(name="certificate_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None

    @property
    def shown_code(self) -> str:
        """In groups of four, as people read it aloud."""
        return "-".join(self.code[at : at + 4] for at in range(0, CODE_LENGTH, 4))
