"""Filling many places in one go: what was asked for, and the plan that came of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from sessions.choices import AssignmentRole, ProposalState
from sessions.models.sessions import SchoolSession
from transfers.models import Job, JobStatus
from volunteers.models import Project, Volunteer


class FillRunQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FillRunQuerySet":
        """Those whose every region one coordinates: a plan is read and accepted as a whole."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_all_regions:
            return self
        elsewhere = self.model.regions.through.objects.exclude(region__in=user.region_ids)
        own = self.model.regions.through.objects.filter(region__in=user.region_ids)
        return self.filter(pk__in=own.values("fillrun")).exclude(pk__in=elsewhere.values("fillrun"))


class FillRun(models.Model):
    """All open places of a period and some regions, for which one plan is made."""

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="fill_runs"
    )
    created_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    regions = models.ManyToManyField(Region, related_name="fill_runs", verbose_name=_("regions"))
    projects = models.ManyToManyField(
        Project,
        blank=True,
        related_name="fill_runs",
        verbose_name=_("projects"),
        help_text=_("Empty: all of them."),
    )
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="fill_run")
    result = models.JSONField(
        _("what came of it"),
        default=dict,
        help_text=_("Numbers of the plan as it was found; see sessions.filling.results."),
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FillRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("plan for open places")
        verbose_name_plural = _("plans for open places")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="fill_run_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="fill_run_accepted_has_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}/{self.until:%Y-%m-%d}"

    @property
    def is_ready(self) -> bool:
        """There is a plan that nobody has accepted yet."""
        return self.job.status == JobStatus.DONE and not self.is_accepted

    @property
    def is_accepted(self) -> bool:
        return self.accepted_at is not None


class FillSession(models.Model):
    """A session with open places as a run met it."""

    run = models.ForeignKey(
        FillRun,
        on_delete=models.CASCADE,
        related_name="fill_sessions",
        db_index=False,  # fill_session_is_unique serves it
    )
    school_session = models.ForeignKey(
        SchoolSession, on_delete=models.CASCADE, related_name="fill_sessions"
    )
    places = models.PositiveSmallIntegerField(_("open places"))
    reasons = models.JSONField(
        _("why the others can't"),
        default=dict,
        help_text=_("How many volunteers each reason keeps away, by its code."),
    )

    class Meta:
        ordering = ["school_session__starts_at", "school_session"]
        verbose_name = _("session with open places")
        verbose_name_plural = _("sessions with open places")
        constraints = [
            models.UniqueConstraint(fields=["run", "school_session"], name="fill_session_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.school_session}"


class FillProposal(models.Model):
    """A volunteer who is proposed for a session; no assignment before it is accepted."""

    fill_session = models.ForeignKey(
        FillSession,
        on_delete=models.CASCADE,
        related_name="proposals",
        db_index=False,  # fill_proposal_is_unique serves it
    )
    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.CASCADE, related_name="fill_proposals"
    )
    role = models.CharField(_("role"), max_length=12, choices=AssignmentRole)
    taught_before = models.PositiveIntegerField(
        _("sessions before"),
        help_text=_("Of the school year, without those of this plan."),
    )
    is_chosen = models.BooleanField(
        _("chosen by a person"), default=False, help_text=_("Not by the computer.")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ProposalState, default=ProposalState.PROPOSED
    )
    skipped_because = models.TextField(_("why it was skipped"), blank=True)

    class Meta:
        ordering = ["fill_session", "-role", "pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["fill_session", "volunteer"], name="fill_proposal_is_unique"
            ),
            models.UniqueConstraint(
                fields=["fill_session"],
                condition=Q(role=AssignmentRole.LEAD),
                name="fill_proposal_lead_is_one",
            ),
            models.CheckConstraint(
                condition=Q(role__in=AssignmentRole.values), name="fill_proposal_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="fill_proposal_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.SKIPPED) | Q(skipped_because=""),
                name="fill_proposal_only_skipped_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}, {self.get_role_display()}"
