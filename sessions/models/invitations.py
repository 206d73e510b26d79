"""Invitations: volunteers who are asked whether they take a place in a session."""

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from sessions.choices import UPCOMING, AssignmentRole, InvitationAnswer
from sessions.models.sessions import SchoolSession
from volunteers.models import Volunteer


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "InvitationQuerySet":
        """Those of the sessions that one coordinates, and one's own."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        return self.filter(
            Q(volunteer__user=user) | Q(school_session__school__region__in=user.region_ids)
        )

    def unanswered(self) -> "InvitationQuerySet":
        return self.filter(answer="")

    def standing(self) -> "InvitationQuerySet":
        """Those that can still be answered, as far as the invitation itself goes."""
        return self.unanswered().filter(
            expires_at__gt=timezone.now(), school_session__status__in=UPCOMING
        )

    def last_asked(self) -> Subquery:
        """When each volunteer of the query around was asked last; empty for never.

        For ``Volunteer.objects.annotate(last_asked=Invitation.objects.last_asked())``.
        """
        own: QuerySet = self.filter(volunteer=OuterRef("pk")).order_by("-sent_at")
        return Subquery(own.values("sent_at")[:1])


@audited()
class Invitation(models.Model):
    """A volunteer is asked to take a place; asked again, it is another invitation."""

    school_session = models.ForeignKey(
        SchoolSession,
        on_delete=models.CASCADE,
        related_name="invitations",
        verbose_name=_("school session"),
    )
    volunteer = models.ForeignKey(
        Volunteer,
        on_delete=models.CASCADE,
        related_name="invitations",
        verbose_name=_("volunteer"),
        db_index=False,  # invitation_by_volunteer serves it
    )
    role = models.CharField(
        _("role"),
        max_length=12,
        choices=AssignmentRole,
        blank=True,
        help_text=_("Empty: the first who says yes leads, the others help."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
        help_text=_("Empty: asked by itself, since somebody can't come."),
    )
    sent_at = models.DateTimeField(_("asked at"), default=timezone.now)
    expires_at = models.DateTimeField(_("can be answered until"))
    answer = models.CharField(_("answer"), max_length=9, choices=InvitationAnswer, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        db_table = "school_session_invitation"
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [models.Index(fields=["volunteer", "-sent_at"], name="invitation_by_volunteer")]
        constraints = [
            models.UniqueConstraint(
                fields=["school_session", "volunteer"],
                condition=Q(answer=""),
                name="invitation_unanswered_is_one",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", *InvitationAnswer.values]),
                name="invitation_answer_is_known",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="invitation_answered_has_at",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["", *AssignmentRole.values]),
                name="invitation_role_is_known",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gte=F("sent_at")), name="invitation_expires_after_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}, {self.school_session}"

    @property
    def is_automatic(self) -> bool:
        return self.by_id is None

    @property
    def is_overdue(self) -> bool:
        """Not answered in time, be it noted yet or not."""
        return not self.answer and self.expires_at <= timezone.now()
