"""Posts, from a plan to what came of them, and the rules by which they go out."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import Role
from campaigns.models.accounts import (
    SocialAccount,
    recorder,
    source_field,
    source_is_known,
)
from campaigns.models.campaigns import Campaign
from campaigns.outreach.choices import (
    FIRST_YEAR,
    LAST_YEAR,
    MEASURES,
    MOST_MEASURED,
    Platform,
    PostStatus,
)
from regions.choices import Language
from regions.history import audited
from regions.models import Region
from volunteers.models import Project, Volunteer

MOST_PAID = 10**9


@audited()
class OutreachRules(models.Model):
    """One row: whether somebody looks at volunteers' posts before they go out."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    approve_before = models.BooleanField(
        _("a coordinator says yes before a volunteer publishes"), default=False
    )

    class Meta:
        verbose_name = _("rules of outreach")
        verbose_name_plural = _("rules of outreach")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="outreach_rules_are_one_row")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def now(cls) -> "OutreachRules":
        """Those in force: the row, or the defaults where none was written."""
        return cls.objects.filter(pk=1).first() or cls()


class PostQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PostQuerySet":
        """All for managers, those of the own regions for coordinators, the own ones for
        volunteers; for partners what went out by them and on their accounts; and what belongs to
        a campaign that one sees.
        """
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        seen = Q(volunteer__user=user)
        if Role.COORDINATOR in user.roles:
            seen |= Q(region__in=user.region_ids)
        return self.filter(
            seen
            | Q(organisation__in=user.organisation_ids)
            | Q(account__organisation__in=user.organisation_ids)
            | Q(campaign__in=Campaign.objects.visible_to(user).values("pk"))
        )

    def published(self) -> "PostQuerySet":
        return self.filter(status=PostStatus.PUBLISHED)

    def to_look_at(self) -> "PostQuerySet":
        """Volunteers' posts that wait for a coordinator: to go out, or to be looked at after."""
        return self.filter(
            Q(status=PostStatus.WAITING) | Q(status=PostStatus.PUBLISHED, checked_at=None)
        )


@audited()
class Post(models.Model):
    """Something that goes out in social media; whoever wrote it, a volunteer or a partner."""

    status = models.CharField(
        _("status"), max_length=9, choices=PostStatus, default=PostStatus.PLANNED
    )
    platform = models.CharField(_("platform"), max_length=9, choices=Platform)
    account = models.ForeignKey(
        SocialAccount,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("account"),
        help_text=_("Empty where it went out on somebody's own page."),
    )
    volunteer = models.ForeignKey(
        Volunteer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("volunteer"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("organisation"),
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("project"),
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("campaign"),
    )
    message = models.ForeignKey(
        "campaigns.Message",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("message of the plan"),
        help_text=_("What the campaign’s plan wants to be told, and this post tells."),
    )
    channel = models.ForeignKey(
        "campaigns.ChannelUse",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("channel of the plan"),
        help_text=_("The row of the campaign’s channel mix that it was planned in."),
    )
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("region"),
        help_text=_("Where it is known: a volunteer's own, or the one that it speaks to."),
    )
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    text = models.TextField(_("text"), max_length=5000, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    external_id = models.CharField(_("number on the platform"), max_length=100, blank=True)
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    cost = models.DecimalField(
        _("paid to promote it"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("In tenge; empty where nothing was paid."),
    )
    created_by = recorder()
    created_at = models.DateTimeField(_("written at"), default=timezone.now)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looked at by"),
    )
    checked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    decline_reason = models.CharField(_("why not"), max_length=300, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes = [
            models.Index(fields=["-published_on", "-id"], name="post_by_day"),
            models.Index(fields=["region", "-published_on"], name="post_by_region"),
            models.Index(fields=["project", "-published_on"], name="post_by_project"),
        ]
        triggers = [
            # When a campaign is deleted its posts stay, without it and without its plan's rows.
            pgtrigger.Trigger(
                name="leaves_the_plan_with_its_campaign",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__campaign__isnull=True),
                func="NEW.message_id = NULL; NEW.channel_id = NULL; RETURN NEW;",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=PostStatus.values), name="post_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(platform__in=Platform.values), name="post_platform_is_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["", *Language.values]), name="post_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(volunteer=None) | Q(organisation=None), name="post_has_one_author"
            ),
            models.CheckConstraint(
                condition=~Q(status=PostStatus.PUBLISHED) | Q(published_on__isnull=False),
                name="post_published_has_its_day",
            ),
            models.CheckConstraint(
                condition=(
                    Q(published_on=None) | Q(published_on__year__range=(FIRST_YEAR, LAST_YEAR))
                )
                & (Q(planned_on=None) | Q(planned_on__year__range=(FIRST_YEAR, LAST_YEAR))),
                name="post_days_are_plausible",
            ),
            models.CheckConstraint(
                condition=~Q(status=PostStatus.DECLINED) | ~Q(decline_reason=""),
                name="post_declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None, checked_at=None)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="post_checked_has_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(campaign__isnull=False) | Q(message=None, channel=None),
                name="post_plan_is_of_its_campaign",
            ),
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__range=(0, MOST_PAID)),
                name="post_cost_is_plausible",
            ),
            models.UniqueConstraint(
                fields=["link"],
                condition=~Q(link=""),
                name="post_link_is_unique",
                violation_error_message=_("A post with this link is here already."),
            ),
            models.UniqueConstraint(
                fields=["platform", "external_id"],
                condition=~Q(external_id=""),
                name="post_number_is_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The beginning of its text; without one, where and when."""
        first = " ".join(self.text.split())
        if first:
            return Truncator(first).chars(60)
        return gettext("Post on %(platform)s") % {"platform": self.get_platform_display()}

    @property
    def waits(self) -> bool:
        return self.status == PostStatus.WAITING or (
            self.status == PostStatus.PUBLISHED and self.checked_at is None
        )


@audited()
class PostReading(models.Model):
    """What a platform says of a post on a day; numbers are those since it was published."""

    post = models.ForeignKey(
        Post,
        on_delete=models.CASCADE,
        related_name="readings",
        db_index=False,  # post_reading_is_unique serves it
        verbose_name=_("post"),
    )
    date = models.DateField(_("date"))
    source = source_field()
    views = models.PositiveBigIntegerField(MEASURES["views"], null=True, blank=True)
    reach = models.PositiveBigIntegerField(MEASURES["reach"], null=True, blank=True)
    reactions = models.PositiveBigIntegerField(MEASURES["reactions"], null=True, blank=True)
    comments = models.PositiveBigIntegerField(MEASURES["comments"], null=True, blank=True)
    shares = models.PositiveBigIntegerField(MEASURES["shares"], null=True, blank=True)
    saves = models.PositiveBigIntegerField(MEASURES["saves"], null=True, blank=True)
    link_clicks = models.PositiveBigIntegerField(MEASURES["link_clicks"], null=True, blank=True)
    watch_seconds = models.PositiveBigIntegerField(MEASURES["watch_seconds"], null=True, blank=True)
    recorded_by = recorder()
    recorded_at = models.DateTimeField(_("written down at"), default=timezone.now)

    class Meta:
        ordering = ["-date", "source"]
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "date", "source"],
                name="post_reading_is_unique",
                violation_error_message=_("There is a reading of that day already. Correct it."),
            ),
            models.CheckConstraint(
                condition=Q(date__year__range=(FIRST_YEAR, LAST_YEAR)),
                name="post_reading_day_is_plausible",
            ),
            models.CheckConstraint(
                condition=~Q(**{f"{name}__isnull": True for name in MEASURES}),
                name="post_reading_holds_something",
                violation_error_message=_("Fill in at least one number."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__lte": MOST_MEASURED}),
                    name=f"post_reading_{name}_is_plausible",
                )
                for name in MEASURES
            ),
            source_is_known("post_reading"),
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.date}"
