"""Questions that a coordinator has about a log, and what the volunteer answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from sessions.models.sessions import SchoolSession


class LogQuestionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "LogQuestionQuerySet":
        """Those about sessions that one sees."""
        if not user.is_authenticated:
            return self.none()
        sessions = SchoolSession.objects.visible_to(user)
        return self.filter(school_session__in=sessions.order_by().values("pk"))

    def open(self) -> "LogQuestionQuerySet":
        return self.filter(settled_at=None)


@audited()
class LogQuestion(models.Model):
    """A log that was sent back. The numbers count meanwhile as they did before."""

    school_session = models.ForeignKey(
        SchoolSession,
        on_delete=models.CASCADE,
        related_name="log_questions",
        verbose_name=_("school session"),
    )
    question = models.CharField(_("question"), max_length=1000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    settled_at = models.DateTimeField(
        _("settled at"),
        null=True,
        blank=True,
        help_text=_("Answered, or verified without an answer."),
    )

    objects = LogQuestionQuerySet.as_manager()

    class Meta:
        db_table = "school_session_log_question"
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("question about a log")
        verbose_name_plural = _("questions about logs")
        constraints = [
            models.UniqueConstraint(
                fields=["school_session"],
                condition=Q(settled_at=None),
                name="log_question_open_is_one",
            ),
            models.CheckConstraint(condition=~Q(question=""), name="log_question_asks_something"),
            models.CheckConstraint(
                condition=Q(answered_by=None) | Q(settled_at__isnull=False),
                name="log_question_answered_is_settled",
            ),
        ]

    def __str__(self) -> str:
        return self.question
