"""Certificates that anyone can check: what they say never changes, and they can be revoked."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Participant, Workshop
from regions.history import audited
from schools.models import School
from volunteers.models import Volunteer

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Nothing that is taken for something else when it is read from paper."""
CODE_LENGTH = 16
"""78 bits: nobody guesses one."""


class CertificateKind(models.TextChoices):
    SCHOOL_DELIVERY = "school_delivery", _("what was taught at a school")
    SERVICE = "service", _("service as a volunteer")
    TRAINING = "training", _("a training that was passed")
    WORKSHOP = "workshop", _("taking part in a workshop")


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CertificateQuerySet":
        """Those of the schools and volunteers that a person sees, of the workshops that they
        organise, and one's own.

        The open page finds one by its code.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(school__in=School.objects.visible_to(user))
            | Q(volunteer__in=Volunteer.objects.visible_to(user))
            | Q(participant__workshop__in=Workshop.objects.organised_by(user))
            | Q(participant__in=Participant.objects.of(user).order_by().values("pk"))
        )

    def valid(self) -> "CertificateQuerySet":
        return self.filter(revoked_at=None, erased_at=None)


ERASED = Q(erased_at__isnull=False, holder_name="", sha256="", content={})
"""Nothing is left that says who it was."""

_WHAT_IT_SAYS = [
    "kind",
    "code",
    "number",
    "school",
    "volunteer",
    "participant",
    "period_start",
    "period_end",
    "issued_by",
    "issued_at",
]


@audited(exclude=["code", "content", "holder_name", "sha256"])
class Certificate(models.Model):
    """What was certified, once and for all.

    A kind says what ``content`` holds and what it is about: a school, or a volunteer or somebody
    at a workshop, whose name stands in ``holder_name``. When the person is erased, so is what the
    certificate says.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=CertificateKind)
    code = models.CharField(_("code to check it by"), max_length=CODE_LENGTH, unique=True)
    number = models.CharField(_("number"), max_length=20, unique=True)
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    holder_name = models.CharField(_("name"), max_length=201, blank=True, db_default="")
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    content = models.JSONField(_("what it certifies"))
    sha256 = models.CharField(_("fingerprint"), max_length=64, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoke_reason = models.CharField(_("reason"), max_length=300, blank=True)
    erased_at = models.DateTimeField(
        _("erased at"),
        null=True,
        blank=True,
        help_text=_("When what it says was erased; it certifies nothing from then on."),
    )

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
                condition=Q(
                    kind=CertificateKind.SCHOOL_DELIVERY,
                    school__isnull=False,
                    volunteer__isnull=True,
                    participant__isnull=True,
                    holder_name="",
                )
                | Q(
                    kind=CertificateKind.WORKSHOP,
                    school__isnull=True,
                    volunteer__isnull=True,
                    participant__isnull=False,
                )
                | Q(
                    kind__in=[CertificateKind.SERVICE, CertificateKind.TRAINING],
                    school__isnull=True,
                    volunteer__isnull=False,
                    participant__isnull=True,
                ),
                name="certificate_is_of_school_or_person",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True, sha256__gt="")
                & (Q(school__isnull=False) | Q(holder_name__gt=""))
                | ERASED,
                name="certificate_names_its_holder_or_is_erased",
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
            pgtrigger.ReadOnly(name="certificate_never_changes", fields=_WHAT_IT_SAYS),
            pgtrigger.Protect(
                name="certificate_is_erased_or_stays",
                operation=pgtrigger.Update,
                condition=(
                    pgtrigger.Q(old__holder_name__df=pgtrigger.F("new__holder_name"))
                    | pgtrigger.Q(old__content__df=pgtrigger.F("new__content"))
                    | pgtrigger.Q(old__sha256__df=pgtrigger.F("new__sha256"))
                )
                & pgtrigger.Q(new__erased_at__isnull=True)
                | pgtrigger.Q(old__erased_at__isnull=False)
                & pgtrigger.Q(old__erased_at__df=pgtrigger.F("new__erased_at")),
            ),
            pgtrigger.Protect(name="certificate_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and self.erased_at is None

    @property
    def shown_code(self) -> str:
        """In groups of four, as people read it aloud."""
        return "-".join(self.code[at : at + 4] for at in range(0, CODE_LENGTH, 4))
