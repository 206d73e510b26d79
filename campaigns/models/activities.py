"""What is done on which days, through which channel of the plan: the campaign's calendar."""

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.choices import ActivityState
from campaigns.days import are_plausible, check_day
from campaigns.models.campaigns import Campaign
from campaigns.models.reaching import ChannelUse, Message
from regions.history import audited
from regions.models import Region

COUNT_VERSIONS = pgtrigger.Trigger(
    name="count_versions",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.AnyChange(),
    func="NEW.version := OLD.version + 1; RETURN NEW;",
)


@audited(exclude=["version"])
class Activity(models.Model):
    """Something that is done for a campaign on one day or several; its audience is its channel's.

    ``version`` grows with every change, whatever makes it, so that nobody writes over what they
    have not seen.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="activities", verbose_name=_("campaign")
    )
    title = models.CharField(_("what is done"), max_length=160)
    channel = models.ForeignKey(
        ChannelUse,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("channel"),
    )
    message = models.ForeignKey(
        Message,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("message"),
    )
    first_day = models.DateField(_("first day"), validators=[check_day])
    last_day = models.DateField(_("last day"), validators=[check_day])
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
    )
    responsible = models.CharField(_("who sees to it"), max_length=120, blank=True)
    cost = models.DecimalField(
        _("cost"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    state = models.CharField(
        _("state"), max_length=9, choices=ActivityState, default=ActivityState.PLANNED
    )
    note = models.TextField(_("note"), max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["first_day", F("starts_at").asc(nulls_first=True), "pk"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [models.Index(fields=["campaign", "first_day"], name="activity_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ActivityState.values), name="activity_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__gte=0), name="activity_cost_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="activity_ends_after_start",
                violation_error_message=_("The last day lies before the first one."),
            ),
            models.CheckConstraint(
                condition=are_plausible("first_day", "last_day"),
                name="activity_days_are_plausible",
            ),
        ]
        triggers = [COUNT_VERSIONS]

    def __str__(self) -> str:
        return self.title

    @property
    def days(self) -> int:
        """How many days it takes, the first and the last included."""
        return (self.last_day - self.first_day).days + 1

    @property
    def state_look(self) -> str:
        """The colour of the state's word."""
        return _LOOKS[self.state]


_LOOKS = {
    ActivityState.PLANNED: "note",
    ActivityState.DONE: "good",
    ActivityState.CANCELLED: "quiet",
}
