"""Ideas: what volunteers would teach, or do better."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from sessions.choices import IdeaKind, IdeaStatus
from sessions.models.lessons import Lesson
from volunteers.models import Project, Volunteer


class IdeaQuerySet(models.QuerySet):
    def visible_to(self, user) -> "IdeaQuerySet":
        """All that were read by a coordinator, and one's own; unread ones of one's regions."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        return self.filter(
            ~Q(status=IdeaStatus.NEW)
            | Q(volunteer__user=user)
            | Q(volunteer__region__in=user.region_ids)
        )

    def unread(self) -> "IdeaQuerySet":
        return self.filter(status=IdeaStatus.NEW)


@audited()
class Idea(models.Model):
    """Something that a volunteer proposes; others support it, coordinators answer."""

    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.CASCADE, related_name="ideas", verbose_name=_("volunteer")
    )
    kind = models.CharField(_("what it is"), max_length=8, choices=IdeaKind)
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("project"),
    )
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=3000)
    created_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    status = models.CharField(_("status"), max_length=7, choices=IdeaStatus, default=IdeaStatus.NEW)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    lesson = models.OneToOneField(
        Lesson,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="idea",
        verbose_name=_("lesson that it became"),
    )

    objects = IdeaQuerySet.as_manager()

    class Meta:
        db_table = "school_session_idea"
        ordering = ["-created_at", "-pk"]
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        indexes = [models.Index(fields=["status", "-created_at"], name="idea_by_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=IdeaKind.values), name="idea_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=IdeaStatus.values), name="idea_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="idea_answered_has_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status=IdeaStatus.NOT_NOW) | ~Q(answer=""),
                name="idea_not_now_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class IdeaSupport(models.Model):
    """A volunteer who wants an idea to come true."""

    idea = models.ForeignKey(
        Idea,
        on_delete=models.CASCADE,
        related_name="supports",
        db_index=False,  # idea_is_supported_once serves it
        verbose_name=_("idea"),
    )
    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.CASCADE, related_name="+", verbose_name=_("volunteer")
    )
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        db_table = "school_session_idea_support"
        verbose_name = _("support of an idea")
        verbose_name_plural = _("supports of ideas")
        constraints = [
            models.UniqueConstraint(fields=["idea", "volunteer"], name="idea_is_supported_once")
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}, {self.idea}"
