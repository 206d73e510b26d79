"""How a plan reaches its audiences: personas, messages, channels; and how that is followed."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.choices import ChannelKind, IndicatorLevel, Portrait, Rhythm
from campaigns.days import are_plausible, check_day
from campaigns.models.plans import Audience, Objective, PlanRow
from regions.history import audited


def of_audience() -> models.ForeignKey:
    """What was written for an audience stays when that is taken out."""
    return models.ForeignKey(
        Audience,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)s_rows",
        verbose_name=_("audience"),
    )


@audited()
class Persona(PlanRow):
    """An invented person who stands for an audience."""

    NAMED_BY = "name"

    name = models.CharField(_("invented name and age"), max_length=80)
    portrait = models.CharField(
        _("drawing"), max_length=11, choices=Portrait, default=Portrait.MOTHER
    )
    audience = of_audience()
    place = models.CharField(_("lives in"), max_length=160, blank=True)
    languages = models.CharField(_("languages"), max_length=160, blank=True)
    family = models.CharField(_("family"), max_length=300, blank=True)
    learns_by = models.CharField(_("learns of things by"), max_length=300, blank=True)
    trusts = models.CharField(_("trusts"), max_length=300, blank=True)
    barriers = models.TextField(_("what stands in the way"), max_length=600, blank=True)
    motives = models.TextField(_("what moves them"), max_length=600, blank=True)
    does_now = models.TextField(_("does now"), max_length=600, blank=True)
    does_then = models.TextField(_("is to do"), max_length=600, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("persona")
        verbose_name_plural = _("personas")
        constraints = [
            models.CheckConstraint(
                condition=Q(portrait__in=Portrait.values), name="persona_portrait_is_known"
            )
        ]


@audited()
class Message(PlanRow):
    """What an audience is told, and in which words."""

    NAMED_BY = "promise"

    audience = of_audience()
    behaviour = models.CharField(_("what they are to do"), max_length=300, blank=True)
    constraint = models.CharField(_("what keeps them from it"), max_length=300, blank=True)
    promise = models.CharField(_("key promise"), max_length=300)
    support = models.CharField(_("why they can believe it"), max_length=300, blank=True)
    call = models.CharField(_("call to action"), max_length=200, blank=True)
    tone = models.CharField(_("tone"), max_length=120, blank=True)
    text_kk = models.TextField(_("text in Kazakh"), max_length=1500, blank=True)
    text_ru = models.TextField(_("text in Russian"), max_length=1500, blank=True)
    text_en = models.TextField(_("text in English"), max_length=1500, blank=True)
    other_language = models.CharField(_("one more language"), max_length=40, blank=True)
    text_other = models.TextField(_("text in that language"), max_length=1500, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            # So that what refers to a message can say: of the same campaign.
            models.UniqueConstraint(fields=["id", "campaign"], name="message_of_campaign")
        ]


@audited()
class Pretest(PlanRow):
    """Somebody of the audience was asked before a message went out."""

    NAMED_BY = "with_whom"

    message = models.ForeignKey(
        Message,
        on_delete=models.CASCADE,
        related_name="pretests",
        verbose_name=_("message"),
    )
    with_whom = models.CharField(_("with whom"), max_length=200)
    understood = models.TextField(_("what they understood"), max_length=600, blank=True)
    changed = models.TextField(_("what was changed then"), max_length=600, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("pretest")
        verbose_name_plural = _("pretests")


@audited()
class ChannelUse(PlanRow):
    """A channel for an audience: a cell of the grid."""

    NAMED_BY = "name"

    audience = of_audience()
    kind = models.CharField(
        _("channel"), max_length=9, choices=ChannelKind, default=ChannelKind.SOCIAL
    )
    name = models.CharField(_("which one"), max_length=160)
    reason = models.CharField(_("why this one"), max_length=300, blank=True)
    cost = models.DecimalField(
        _("cost"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    reach = models.CharField(_("whom it reaches, and how we know"), max_length=200, blank=True)
    since = models.DateField(_("from"), null=True, blank=True, validators=[check_day])
    until = models.DateField(_("until"), null=True, blank=True, validators=[check_day])

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [
            models.UniqueConstraint(fields=["id", "campaign"], name="channel_use_of_campaign"),
            models.CheckConstraint(
                condition=Q(kind__in=ChannelKind.values), name="channel_use_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__gte=0), name="channel_use_cost_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="channel_use_ends_after_start",
                violation_error_message=_("The last day lies before the first one."),
            ),
            models.CheckConstraint(
                condition=are_plausible("since", "until"), name="channel_use_days_are_plausible"
            ),
        ]


@audited()
class Indicator(PlanRow):
    """A row of the monitoring matrix."""

    NAMED_BY = "name"

    objective = models.ForeignKey(
        Objective,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="indicator_rows",
        verbose_name=_("objective"),
    )
    level = models.CharField(
        _("level"), max_length=8, choices=IndicatorLevel, default=IndicatorLevel.OUTCOME
    )
    name = models.CharField(_("indicator"), max_length=200)
    definition = models.CharField(_("what exactly is counted"), max_length=300, blank=True)
    baseline = models.CharField(_("baseline"), max_length=80, blank=True)
    target = models.CharField(_("target"), max_length=80, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    method = models.CharField(_("method"), max_length=200, blank=True)
    rhythm = models.CharField(_("how often"), max_length=9, choices=Rhythm, default=Rhythm.MONTHLY)
    who = models.CharField(_("who"), max_length=120, blank=True)
    split_by = models.CharField(_("told apart by"), max_length=160, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=IndicatorLevel.values, rhythm__in=Rhythm.values),
                name="indicator_words_are_known",
            )
        ]


@audited()
class IndicatorReading(PlanRow):
    """What an indicator was on a day."""

    NAMED_BY = "value"

    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.CASCADE,
        related_name="readings",
        verbose_name=_("indicator"),
    )
    day = models.DateField(_("day"), validators=[check_day])
    value = models.CharField(_("value"), max_length=80)
    note = models.CharField(_("source and note"), max_length=200, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
