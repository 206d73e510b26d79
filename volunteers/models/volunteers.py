"""Volunteers, the projects that they are enrolled in, and what they have said yes to."""

import datetime
from urllib.parse import quote

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Cast, Lower, Now
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import ERASED_DOMAIN
from regions.choices import Language
from regions.history import audited
from regions.models import Region
from volunteers.ages import ADULT_AGE
from volunteers.choices import ConsentKind, ConsentMethod, VolunteerStatus
from volunteers.models.projects import Project
from volunteers.triggers import HOLD_CONSENTS, HOLD_CONSENTS_OF_VOLUNTEERS

MOST_SESSIONS_A_WEEK = 40
"""More than anybody has the hours for."""


NO_BIRTH_DATE = datetime.date(1900, 1, 1)
"""Stands where the birth date of a former volunteer was taken out."""


STATUS_SINCE = pgtrigger.Trigger(
    name="status_since",
    operation=pgtrigger.UpdateOf("status"),
    when=pgtrigger.Before,
    condition=pgtrigger.Condition("OLD.status IS DISTINCT FROM NEW.status"),
    func=f"NEW.status_since := (now() AT TIME ZONE '{settings.TIME_ZONE}')::date; RETURN NEW;",
)
"""Periods of keeping data begin with a status, whatever code sets it."""


def named(first_name: str, last_name: str) -> str:
    """How somebody is called: by name, or as a former volunteer once the name was taken out."""
    return f"{first_name} {last_name}".strip() or gettext("a former volunteer")


def erased_email(number: int) -> str:
    return f"volunteer-{number}{ERASED_DOMAIN}"


def age_on(birth_date: datetime.date, day: datetime.date) -> int:
    """Completed years on a day; someone born on 29 February turns a year older on 1 March."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


class VolunteerQuerySet(models.QuerySet):
    def visible_to(self, user) -> "VolunteerQuerySet":
        """All for those who see the country, those of the granted regions, else oneself.

        Nobody sees who was erased: nothing is left to see.
        """
        if not user.is_authenticated:
            return self.none()
        known = self.filter(erased_at=None)
        if user.sees_all_regions:
            return known
        return known.filter(Q(region__in=user.region_ids) | Q(user=user))

    def active(self) -> "VolunteerQuerySet":
        return self.filter(status=VolunteerStatus.ACTIVE)

    def enrolled_in(self, project: Project) -> "VolunteerQuerySet":
        return self.filter(enrolments__project=project, enrolments__left_date=None)

    def search(self, text: str) -> "VolunteerQuerySet":
        """Volunteers with all the words in a name or the address."""
        volunteers = self
        for word in text.split():
            volunteers = volunteers.filter(
                Q(first_name__icontains=word)
                | Q(last_name__icontains=word)
                | Q(email__icontains=word)
            )
        return volunteers


@audited()
class Volunteer(models.Model):
    """Someone who teaches; may be a child, so little is kept and less is shown."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="volunteer",
        help_text=_("Set once the person has signed up with this address."),
    )
    email = models.EmailField(_("e-mail address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=100)
    last_name = models.CharField(_("last name"), max_length=100)
    birth_date = models.DateField(_("date of birth"))
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="volunteers", verbose_name=_("region")
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language), verbose_name=_("languages")
    )
    status = models.CharField(
        _("status"), max_length=9, choices=VolunteerStatus, default=VolunteerStatus.APPLIED
    )
    guardian_name = models.CharField(
        _("name of a parent or guardian"), max_length=200, blank=True, db_default=""
    )
    guardian_email = models.EmailField(
        _("e-mail address of a parent or guardian"),
        blank=True,
        db_default="",
        help_text=_("Gets a copy of what coordinators write to a volunteer under 18."),
    )
    joined_date = models.DateField(_("joined on"), default=timezone.localdate)
    most_sessions_a_week = models.PositiveSmallIntegerField(
        _("at most so many sessions a week"),
        null=True,
        blank=True,
        help_text=_("The volunteer's own wish; empty where there is none."),
    )
    interview_at = models.DateTimeField(_("interview"), null=True, blank=True)
    decline_reason = models.CharField(
        _("why the application was declined"),
        max_length=500,
        blank=True,
        db_default="",
        help_text=_("Stands in the letter to the applicant."),
    )
    status_since = models.DateField(
        _("status since"),
        db_default=Cast(
            Func(Value(settings.TIME_ZONE), Now(), function="timezone"), models.DateField()
        ),
        editable=False,
        help_text=_("Kept by the database."),
    )
    erased_at = models.DateTimeField(
        _("taken out at"),
        null=True,
        editable=False,
        help_text=_("From then on nothing tells who it was."),
    )

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        ordering = ["last_name", "first_name", "pk"]
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        indexes = [models.Index(fields=["region", "last_name"], name="volunteer_by_region")]
        triggers = [*HOLD_CONSENTS_OF_VOLUNTEERS, STATUS_SINCE]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="volunteer_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(status__in=VolunteerStatus.values), name="volunteer_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(birth_date__gte=datetime.date(1900, 1, 1))
                & Q(birth_date__lt=models.F("joined_date")),
                name="volunteer_is_born_before_joining",
            ),
            models.CheckConstraint(
                condition=Q(most_sessions_a_week__isnull=True)
                | Q(most_sessions_a_week__range=(1, MOST_SESSIONS_A_WEEK)),
                name="volunteer_wish_is_1_to_40_a_week",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(
                    user__isnull=True,
                    email__endswith=ERASED_DOMAIN,
                    first_name="",
                    last_name="",
                    birth_date=NO_BIRTH_DATE,
                    guardian_name="",
                    guardian_email="",
                    decline_reason="",
                    status=VolunteerStatus.LEFT,
                ),
                name="volunteer_erased_stays_erased",
                violation_error_message=_("A volunteer who was taken out stays so."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return named(self.first_name, self.last_name)

    @property
    def short_name(self) -> str:
        """For other volunteers: the first name and an initial."""
        if not self.first_name:
            return self.full_name
        return f"{self.first_name} {self.last_name[:1]}."

    def is_minor_on(self, day: datetime.date) -> bool:
        return age_on(self.birth_date, day) < ADULT_AGE

    @property
    def copies_go_to(self) -> str:
        """The guardian's address while the volunteer is under 18; empty where none is known."""
        is_own = self.guardian_email.lower() == self.email
        is_minor = self.is_minor_on(timezone.localdate())
        return self.guardian_email if is_minor and not is_own else ""

    @property
    def mail_link(self) -> str:
        """For writing with one's own mail program: to a minor with the guardian in copy, or not."""
        if not self.is_minor_on(timezone.localdate()):
            return f"mailto:{quote(self.email)}"
        if not self.copies_go_to:
            return ""
        return f"mailto:{quote(self.email)}?cc={quote(self.copies_go_to)}"


@audited()
class Enrolment(models.Model):
    """A volunteer's membership of a project."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="enrolments")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="enrolments")
    joined_date = models.DateField(_("since"), default=timezone.localdate)
    left_date = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["project", "volunteer"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "project"], name="enrolment_is_unique"),
            models.CheckConstraint(
                condition=Q(left_date__isnull=True) | Q(left_date__gte=models.F("joined_date")),
                name="enrolment_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}, {self.project}"


@audited()
class Consent(models.Model):
    """A yes that was given, to which text, how, and until when it held."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(_("kind"), max_length=13, choices=ConsentKind)
    text_version = models.CharField(_("version of the text"), max_length=20)
    method = models.CharField(_("how"), max_length=10, choices=ConsentMethod)
    given_by = models.CharField(_("given by"), max_length=200)
    evidence = models.CharField(
        _("evidence"),
        max_length=300,
        blank=True,
        db_default="",
        help_text=_("Where the signed paper is kept, or to which address the link went."),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        ordering = ["volunteer", "kind", "-given_at"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        triggers = HOLD_CONSENTS
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "kind"],
                condition=Q(withdrawn_at=None),
                name="consent_in_force_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ConsentKind.values), name="consent_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(method__in=ConsentMethod.values), name="consent_method_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ConsentKind.GUARDIAN) | ~Q(method=ConsentMethod.ACCOUNT),
                name="consent_of_guardian_is_not_by_account",
                violation_error_message=_("A guardian agrees through a link or on paper."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_is_withdrawn_after_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.volunteer}"
