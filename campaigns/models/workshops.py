"""Workshops: organisations meet for a few days, and each leaves with a plan of its own."""

import datetime

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import Permission
from campaigns.choices import AccessLevel, SheetKind
from campaigns.days import are_plausible, check_day
from campaigns.models.campaigns import Campaign
from campaigns.workshops.choices import ItemKind
from regions.history import audited

MOST_DAYS = 10


class WorkshopQuerySet(models.QuerySet):
    def visible_to(self, user) -> "WorkshopQuerySet":
        """All for managers; for others those that they organise, facilitate or take part in."""
        if not user.is_authenticated or not user.can(Permission.SEE_CAMPAIGNS):
            return self.none()
        if user.sees_all_regions:
            return self
        invited = WorkshopOrganisation.objects.filter(organisation__in=user.organisation_ids)
        named = Participant.objects.of(user)
        return self.filter(
            Q(organisation__in=user.organisation_ids)
            | Q(pk__in=Facilitator.objects.filter(user=user).values("workshop"))
            | Q(pk__in=invited.values("workshop"))
            | Q(pk__in=named.values("workshop"))
        )

    def to_come(self) -> "WorkshopQuerySet":
        """On now or later, the nearest first."""
        return self.filter(end_date__gte=timezone.localdate()).order_by("start_date", "pk")

    def organised_by(self, user) -> "WorkshopQuerySet":
        """All for managers; for others those of their organisations."""
        if not user.is_authenticated or not user.can(Permission.CREATE_CAMPAIGNS):
            return self.none()
        if user.sees_all_regions:
            return self
        return self.filter(organisation__in=user.organisation_ids)


@audited()
class Workshop(models.Model):
    """A few days on which organisations plan their campaigns side by side."""

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="workshops",
        verbose_name=_("organised by"),
    )
    title = models.CharField(_("title"), max_length=120)
    goal = models.TextField(_("what everybody leaves with"), max_length=600, blank=True)
    start_date = models.DateField(_("first day"), validators=[check_day])
    end_date = models.DateField(_("last day"), validators=[check_day])
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(
        _("link to join online"), blank=True, validators=[URLValidator(schemes=["https"])]
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["-start_date", "-pk"]
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__gte=F("start_date")),
                name="workshop_ends_after_start",
                violation_error_message=_("The last day lies before the first one."),
            ),
            models.CheckConstraint(
                condition=Q(end_date__lt=F("start_date") + datetime.timedelta(days=MOST_DAYS)),
                name="workshop_is_of_few_days",
                violation_error_message=_("A workshop lasts ten days at most."),
            ),
            models.CheckConstraint(
                condition=are_plausible("start_date", "end_date"),
                name="workshop_days_are_plausible",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def days(self) -> list[datetime.date]:
        """Its days, on which people are there; meetings may follow later."""
        count = (self.end_date - self.start_date).days + 1
        return [self.start_date + datetime.timedelta(days=number) for number in range(count)]

    @property
    def is_over(self) -> bool:
        return self.end_date < timezone.localdate()

    @property
    def is_now(self) -> bool:
        return self.start_date <= timezone.localdate() <= self.end_date


@audited()
class WorkshopOrganisation(models.Model):
    """An organisation that takes part, and the campaign that it plans there."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="teams")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="workshop_places",
        verbose_name=_("organisation"),
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="workshop_places",
        verbose_name=_("campaign"),
    )

    class Meta:
        ordering = ["organisation__name_en", "pk"]
        verbose_name = _("organisation at a workshop")
        verbose_name_plural = _("organisations at workshops")
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "organisation"], name="workshop_organisation_is_there_once"
            ),
            models.UniqueConstraint(
                fields=["workshop", "campaign"], name="workshop_campaign_is_of_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


@audited()
class Facilitator(models.Model):
    """Who leads through the workshop; every plan that is begun there is open to them."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="facilitators")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="facilitates",
        verbose_name=_("person"),
    )
    level = models.CharField(
        _("may"), max_length=7, choices=AccessLevel, default=AccessLevel.COMMENT
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=[AccessLevel.COMMENT, AccessLevel.EDIT]),
                name="facilitator_comments_or_edits",
            ),
            models.UniqueConstraint(fields=["workshop", "user"], name="facilitator_is_named_once"),
        ]

    def __str__(self) -> str:
        return str(self.user)


@audited()
class AgendaItem(models.Model):
    """A slot of the agenda; a meeting with one organisation may lie after the last day."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="agenda")
    date = models.DateField(_("day"), validators=[check_day])
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    kind = models.CharField(_("kind"), max_length=9, choices=ItemKind, default=ItemKind.INPUT)
    title = models.CharField(_("title"), max_length=160)
    section = models.CharField(
        _("section of the plan"),
        max_length=12,
        choices=SheetKind,
        blank=True,
        help_text=_("Where participants land in their own plan."),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("with"),
    )
    led_by = models.CharField(_("led by"), max_length=120, blank=True)
    note = models.TextField(_("what to do"), max_length=1000, blank=True)

    class Meta:
        ordering = ["date", "starts", "pk"]
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ItemKind.values), name="agenda_item_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="agenda_item_ends_after_start",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(section="")
                | Q(kind__in=[ItemKind.EXERCISE, ItemKind.MEETING], section__in=SheetKind.values),
                name="agenda_item_section_is_of_exercise",
                violation_error_message=_("Only exercises and meetings work on a section."),
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(kind=ItemKind.MEETING),
                name="agenda_item_organisation_is_of_meeting",
                violation_error_message=_("Only a meeting is with one organisation."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute


class ParticipantQuerySet(models.QuerySet):
    def of(self, user) -> "ParticipantQuerySet":
        """The person's own places, also where the account was made after the list.

        Nobody signs in before their address is confirmed, so it says who they are.
        """
        return self.filter(Q(user=user) | Q(user=None, email=user.email.lower()))


@audited(exclude=["name", "email"])
class Participant(models.Model):
    """Somebody who comes for an organisation; an adult, with or without an account."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="participants")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="workshop_places",
        help_text=_("The account with this address, where there is one."),
    )
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name_en", "name", "pk"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None, name__gt="")
                | Q(erased_at__isnull=False, name="", email=""),
                name="participant_has_a_name_or_is_erased",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="participant_email_is_lower_case",
            ),
            models.UniqueConstraint(
                fields=["workshop", "email"],
                condition=~Q(email=""),
                name="participant_is_there_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or _now("a former participant")


class ParticipantDay(models.Model):
    """That a participant was there on a day; no row, not there."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="days_present"
    )
    date = models.DateField(_("day"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("day of a participant")
        verbose_name_plural = _("days of participants")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "date"], name="participant_day_is_noted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.date}"


@audited()
class Material(models.Model):
    """What is handed out: a handbook, slides, a sheet to fill in; a link to where it lies."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=160)
    url = models.URLField(_("link"), max_length=500, validators=[URLValidator(schemes=["https"])])

    class Meta:
        ordering = ["pk"]
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.CheckConstraint(
                condition=Q(url__startswith="https://"), name="material_is_a_safe_link"
            )
        ]

    def __str__(self) -> str:
        return self.title
