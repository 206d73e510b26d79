"""Jobs: long work in the background, with visible progress, files in and files out."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from transfers.registry import export_kinds, kind_named

SILENT_AFTER = datetime.timedelta(seconds=150)
"""A running job that has not been heard of for so long has lost its worker.

Ten times as long as it may be silent; see `transfers.progress`.
"""


class JobStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")
    FAILED = "failed", _("failed")


TONES = {
    JobStatus.WAITING: "quiet",
    JobStatus.RUNNING: "note",
    JobStatus.DONE: "good",
    JobStatus.REFUSED: "warn",
    JobStatus.FAILED: "bad",
}


def kept_for() -> datetime.timedelta:
    """How long the files of a job are kept after it ended."""
    return datetime.timedelta(days=settings.EXPORT_DAYS)


class JobQuerySet(models.QuerySet):
    def visible_to(self, user) -> "JobQuerySet":
        """One's own: a file holds what its owner was allowed to see."""
        return self.filter(created_by=user) if user.is_authenticated else self.none()

    def exports_visible_to(self, user) -> "JobQuerySet":
        """What went out as files: one's own, and everyone's for those who watch over it."""
        exports = self.filter(kind__in=[kind.name for kind in export_kinds()])
        if user.is_authenticated and user.can(Permission.SEE_ALL_EXPORTS):
            return exports
        return exports.visible_to(user)

    def orphaned(self) -> "JobQuerySet":
        """Running, but not heard of for long enough to believe that the worker is dead."""
        return self.filter(status=JobStatus.RUNNING, heard_of_at__lt=timezone.now() - SILENT_AFTER)

    def to_start(self) -> "JobQuerySet":
        return self.filter(status=JobStatus.WAITING)

    def outdated(self, now: datetime.datetime) -> "JobQuerySet":
        """Over for longer than files are kept, and not cleared away yet."""
        over = self.exclude(status__in=[JobStatus.WAITING, JobStatus.RUNNING])
        return over.filter(files_removed_at=None).filter(
            Q(finished_at__lt=now - kept_for())
            | Q(finished_at=None, created_at__lt=now - kept_for())
        )


class Job(models.Model):
    """One piece of long work. The row is the truth; the Celery task only a hint to look at it."""

    kind = models.CharField(_("kind"), max_length=50)
    parameters = models.JSONField(_("parameters"), default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jobs"
    )
    language = models.CharField(
        _("language"), max_length=7, default="en", help_text=_("Of what the job tells.")
    )
    created_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    heard_of_at = models.DateTimeField(_("last heard of at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=7, choices=JobStatus, default=JobStatus.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    steps_done = models.PositiveIntegerField(_("steps done"), default=0)
    steps_total = models.PositiveIntegerField(_("steps in all"), default=0)
    result = models.JSONField(_("result"), default=dict)
    input_file = models.FileField(_("file in"), upload_to="in/", blank=True)
    input_name = models.CharField(_("name of the file in"), max_length=200, blank=True)
    output_file = models.FileField(_("file out"), upload_to="out/", blank=True)
    output_name = models.CharField(_("name of the file out"), max_length=200, blank=True)
    output_bytes = models.PositiveBigIntegerField(_("bytes of the file out"), null=True, blank=True)
    files_removed_at = models.DateTimeField(_("files removed at"), null=True, blank=True)
    about = models.JSONField(
        _("what it is of"),
        default=dict,
        help_text=_("For each language a title and a scope, as they were when it was asked for."),
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [
            models.Index(fields=["status", "created_at"], name="job_by_status"),
            models.Index(fields=["created_by", "-created_at"], name="job_by_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=JobStatus.values), name="job_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True)
                | Q(status__in=[JobStatus.DONE, JobStatus.REFUSED, JobStatus.FAILED]),
                name="job_finished_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def label(self) -> str:
        """The name of its kind; the bare word where nobody does such jobs any more."""
        try:
            return str(kind_named(self.kind).label)
        except KeyError:
            return self.kind

    @property
    def title(self) -> str:
        """What it is of, in the reader's language; the name of its kind where that says it all."""
        return self._about[0] or self.label

    @property
    def scope(self) -> str:
        return self._about[1]

    @property
    def _about(self) -> tuple[str, str]:
        known = self.about.get(translation.get_language()) or self.about.get(self.language)
        return tuple(known or ("", ""))

    @property
    def result_template(self) -> str:
        return kind_named(self.kind).template

    @property
    def stage(self) -> str:
        """What it is about, while it isn't over."""
        if self.status == JobStatus.WAITING:
            return gettext("Waiting for its turn")
        return gettext("Writing") if self.parameters.get("write") else gettext("Working")

    @property
    def awaits_yes(self) -> bool:
        """It has done a first part, and goes on when its owner says so."""
        return self.status == JobStatus.DONE and bool(self.result.get("can_continue"))

    @property
    def state(self) -> str:
        """Its status in a word."""
        return (
            gettext("checked, not imported yet") if self.awaits_yes else self.get_status_display()
        )

    @property
    def tone(self) -> str:
        """The colour of its state."""
        if self.awaits_yes:
            return "note"
        return TONES[JobStatus(self.status)]

    @property
    def is_over(self) -> bool:
        return self.status in (JobStatus.DONE, JobStatus.REFUSED, JobStatus.FAILED)

    @property
    def kept_until(self) -> datetime.datetime:
        return (self.finished_at or self.created_at) + kept_for()

    @property
    def has_file(self) -> bool:
        """Whether there is something to download."""
        return self.is_over and bool(self.output_file)

    @property
    def percent(self) -> int:
        """Progress, 0 to 100; a job that is done is at 100 whatever was counted."""
        if self.status == JobStatus.DONE:
            return 100
        return min(99, 100 * self.steps_done // self.steps_total) if self.steps_total else 0
