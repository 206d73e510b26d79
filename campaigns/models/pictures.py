"""Pictures of posts and of campaigns, and the consents on which they rest.

No version of a row is kept: what a picture showed and who agreed to it is forgotten with it.
"""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models.accounts import recorder
from campaigns.models.campaigns import Campaign
from campaigns.models.outreach import Post
from campaigns.pictures.choices import GoneWhy, SaidBy, Shows
from volunteers.choices import ConsentKind
from volunteers.models import Consent, Volunteer
from volunteers.triggers import in_force

LONGEST_SIDE = 1600
SMALL_SIDE = 400


def _hold(name: str, operation: pgtrigger.core.Operation, picture: str) -> pgtrigger.Trigger:
    """Looked at when the transaction ends, so that rows can be written in any order."""
    return pgtrigger.Trigger(
        name=name,
        operation=operation,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func=f"""
            IF EXISTS (
                SELECT FROM campaigns_picture p
                WHERE p.id = {picture} AND p.gone_at IS NULL AND p.shows = 'people'
                    AND NOT EXISTS (
                        SELECT FROM campaigns_pictureconsent c WHERE c.picture_id = p.id)
            ) THEN
                RAISE EXCEPTION 'No picture of people without a consent.'
                    USING ERRCODE = 'check_violation',
                        CONSTRAINT = 'picture_of_people_has_consent';
            END IF;
            RETURN NULL;
        """,  # noqa: S608 (names of our own)
    )


class PictureQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PictureQuerySet":
        """Those of posts and campaigns that one sees."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        return self.filter(
            Q(post__in=Post.objects.visible_to(user).values("pk"))
            | Q(campaign__in=Campaign.objects.visible_to(user).values("pk"))
        )

    def shown(self) -> "PictureQuerySet":
        """Those that may be looked at now, whoever has ended a consent in whatever way."""
        return self.filter(gone_at=None).exclude(_rests_on_ended_consent())

    def gone(self) -> "PictureQuerySet":
        """Those that were deleted, the last first, with who did it."""
        return self.exclude(gone_at=None).select_related("gone_by").order_by("-gone_at", "-pk")

    def without_consent(self) -> "PictureQuerySet":
        """Still kept, though a volunteer on them agrees no more."""
        return self.filter(gone_at=None).filter(_rests_on_ended_consent())

    def that_tell_of(self, volunteer: Volunteer) -> "PictureQuerySet":
        """Of the volunteer's posts, and those on which they are."""
        on_it = PictureConsent.objects.filter(volunteer=volunteer).values("picture")
        return self.filter(gone_at=None).filter(Q(post__volunteer=volunteer) | Q(pk__in=on_it))


def _rests_on_ended_consent() -> Exists:
    agrees = Consent.objects.filter(
        volunteer=OuterRef("volunteer"), kind=ConsentKind.PHOTO, withdrawn_at=None
    )
    of_volunteers = PictureConsent.objects.filter(picture=OuterRef("pk"), volunteer__isnull=False)
    return Exists(of_volunteers.exclude(Exists(agrees)))


class Picture(models.Model):
    """A picture as we made it anew from what was sent; its bytes lie in a file of its key."""

    key = models.UUIDField(
        _("key"),
        default=uuid.uuid4,
        null=True,
        editable=False,
        help_text=_("In its address and the names of its files; none once these are gone."),
    )
    post = models.ForeignKey(
        Post,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="pictures",
        verbose_name=_("post"),
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="pictures",
        verbose_name=_("campaign"),
    )
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    alt = models.CharField(_("what is to be seen"), max_length=300, blank=True)
    shows = models.CharField(_("who is to be seen"), max_length=6, choices=Shows)
    created_by = recorder()
    created_at = models.DateTimeField(_("added at"), default=timezone.now)
    gone_why = models.CharField(_("why it is gone"), max_length=10, choices=GoneWhy, blank=True)
    gone_at = models.DateTimeField(_("gone since"), null=True, blank=True)
    gone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken away by"),
    )

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        triggers = [_hold("hold_consent", pgtrigger.Insert | pgtrigger.Update, "NEW.id")]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="picture_key_is_unique"),
            models.CheckConstraint(
                condition=Q(post=None, campaign__isnull=False)
                | Q(post__isnull=False, campaign=None),
                name="picture_is_of_one",
            ),
            models.CheckConstraint(
                condition=Q(shows__in=Shows.values), name="picture_says_who_is_seen"
            ),
            models.CheckConstraint(
                condition=Q(width__range=(1, LONGEST_SIDE), height__range=(1, LONGEST_SIDE)),
                name="picture_size_is_ours",
            ),
            models.CheckConstraint(
                condition=(Q(gone_at=None, gone_why="", key__isnull=False) & ~Q(alt=""))
                | Q(gone_at__isnull=False, gone_why__in=GoneWhy.values, alt=""),
                name="picture_is_kept_or_gone",
            ),
        ]

    def __str__(self) -> str:
        return self.alt or str(self._meta.verbose_name)

    @property
    def small_width(self) -> int:
        return self._small(self.width)

    @property
    def small_height(self) -> int:
        return self._small(self.height)

    def _small(self, side: int) -> int:
        """As the thumbnail has it, for the place that a page keeps free."""
        longest = max(self.width, self.height)
        return max(1, round(side * min(1, SMALL_SIDE / longest)))


class PictureConsent(models.Model):
    """On what a picture of people rests: a volunteer's consent that is here, or a paper."""

    picture = models.ForeignKey(
        Picture, on_delete=models.CASCADE, related_name="consents", verbose_name=_("picture")
    )
    volunteer = models.ForeignKey(
        Volunteer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("volunteer"),
    )
    said_by = models.CharField(_("who agreed"), max_length=10, choices=SaidBy, blank=True)
    said_on = models.DateField(_("agreed on"), null=True, blank=True)
    purpose = models.CharField(_("to what"), max_length=200, blank=True)
    kept_at = models.CharField(_("where the paper is kept"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("consent for a picture")
        verbose_name_plural = _("consents for pictures")
        triggers = [
            _hold("hold_consent", pgtrigger.Delete | pgtrigger.Update, "OLD.picture_id"),
            pgtrigger.Trigger(
                name="refuse_without_yes",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("NEW.volunteer_id IS NOT NULL"),
                func=f"""
                    IF NOT {in_force("photo", "NEW.volunteer_id")} THEN
                        RAISE EXCEPTION 'This volunteer has not agreed to pictures.'
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'picture_of_volunteer_has_consent';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["picture", "volunteer"],
                nulls_distinct=False,
                name="picture_consent_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    volunteer__isnull=False, said_by="", said_on=None, purpose="", kept_at=""
                )
                | (
                    Q(volunteer=None, said_by__in=SaidBy.values, said_on__isnull=False)
                    & ~Q(purpose="")
                    & ~Q(kept_at="")
                ),
                name="picture_consent_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.volunteer or self.get_said_by_display())
