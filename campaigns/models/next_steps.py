"""What is to be done next: who does it, by when, and what became of it."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.choices import StepState
from campaigns.models.campaigns import Campaign
from campaigns.models.workshops import Workshop
from regions.history import audited


class NextStepQuerySet(models.QuerySet):
    def visible_to(self, user) -> "NextStepQuerySet":
        """Those of the campaigns and workshops that the person sees.

        What a workshop agreed for one campaign is for those who see that campaign.
        """
        campaigns = Campaign.objects.visible_to(user).order_by().values("pk")
        workshops = Workshop.objects.visible_to(user).order_by().values("pk")
        return self.filter(Q(campaign__in=campaigns) | Q(campaign=None, workshop__in=workshops))

    def open(self) -> "NextStepQuerySet":
        return self.filter(state=StepState.OPEN)

    def overdue(self, today: datetime.date) -> "NextStepQuerySet":
        """Open ones whose day has passed."""
        return self.open().filter(due_date__lt=today)


@audited(exclude=["owner_email"])
class NextStep(models.Model):
    """Something that one person does by a day.

    The owner is somebody with an account, or a name where the person has none; with an address,
    such a person is written to as well.
    """

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="next_steps",
        verbose_name=_("campaign"),
    )
    workshop = models.ForeignKey(
        Workshop,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="next_steps",
        verbose_name=_("workshop"),
    )
    what = models.CharField(_("what"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="next_steps",
        verbose_name=_("who"),
    )
    owner_name = models.CharField(_("name"), max_length=120, blank=True)
    owner_organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    owner_email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("Only for letters about this step; it is not shown on the list."),
    )
    due_date = models.DateField(_("by when"))
    note = models.TextField(_("note"), max_length=600, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=StepState, default=StepState.OPEN)
    state_at = models.DateTimeField(_("since"), null=True, blank=True)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("said by"),
    )
    dated_at = models.DateTimeField(
        _("dated at"),
        default=timezone.now,
        editable=False,
        help_text=_("When it was last said who does it by when."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = NextStepQuerySet.as_manager()

    class Meta:
        ordering = ["due_date", "pk"]
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")
        indexes = [
            models.Index(
                fields=["due_date"], condition=Q(state="open"), name="next_step_open_by_day"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=StepState.values), name="next_step_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(campaign__isnull=False) | Q(workshop__isnull=False),
                name="next_step_belongs_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(
                    owner__isnull=False, owner_name="", owner_organisation="", owner_email=""
                )
                | (Q(owner=None) & ~Q(owner_name="")),
                name="next_step_has_one_owner",
                violation_error_message=_("Choose who does it, or write a name."),
            ),
            models.CheckConstraint(
                condition=Q(state=StepState.OPEN, state_at=None, state_by=None)
                | (~Q(state=StepState.OPEN) & Q(state_at__isnull=False, state_by__isnull=False)),
                name="next_step_state_says_when_and_who",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state == StepState.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_date < timezone.localdate()

    @property
    def gets_letters(self) -> bool:
        """Whether there is somewhere to write to whoever does it."""
        return bool(self.owner_id or self.owner_email)

    @property
    def owner_words(self) -> str:
        """Who does it, as a list shows it."""
        if self.owner:
            return str(self.owner)
        return ", ".join(filter(None, [self.owner_name, self.owner_organisation]))
