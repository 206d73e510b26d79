"""Reports that are written, told, approved, and then frozen for ever.

What is frozen is held by triggers of the database (migration ``publications``), whatever writes:
a snapshot, its records, and everything of a published report but whether it was withdrawn and
whether its open page can be reached.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from reporting.periods import Period
from transfers.models import Job

LONGEST_TEXT = 8000
"""Characters of one part of the narrative in one language: about three pages."""


class PublicationStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waiting for approval")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


FROZEN = (PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN)


class ApprovalRule(models.TextChoices):
    """Who had to say yes when the report was approved."""

    SECOND = "second", _("a second manager")
    NONE = "none", _("nobody else")


class NarrativePart(models.TextChoices):
    """What a report tells beside its figures, in the order in which it is read."""

    WHAT_CHANGED = "what_changed", _("What changed")
    CHALLENGES = "challenges", _("Challenges")
    NEXT_STEPS = "next_steps", _("Next steps")
    QUOTES = "quotes", _("In their words")


def _told(label: str) -> models.TextField:
    return models.TextField(label, blank=True, validators=[MaxLengthValidator(LONGEST_TEXT)])


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PublicationQuerySet":
        """All for those who see the country; the world reads published ones on the open page."""
        if user.is_authenticated and user.sees_all_regions:
            return self
        return self.none()

    def drafts(self) -> "PublicationQuerySet":
        return self.filter(status=PublicationStatus.DRAFT)

    def waiting(self) -> "PublicationQuerySet":
        """Submitted: waiting for a yes, or being frozen after it."""
        return self.filter(status=PublicationStatus.SUBMITTED)

    def frozen(self) -> "PublicationQuerySet":
        return self.filter(status__in=FROZEN)


# The token opens a page to whoever has it, and stays out of the history as other secrets do.
@audited(exclude=["open_token"])
class Publication(models.Model):
    """A report of a period, projects and regions, with what its author tells about it.

    Projects and regions are kept as codes, so that a published report names what it was about
    whatever becomes of them; none means all.
    """

    number = models.CharField(
        _("number"),
        max_length=12,
        blank=True,
        help_text=_("Given when it is published; editions of a report share it."),
    )
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("edition before"),
    )
    title_en = models.CharField(_("title in English"), max_length=200)
    title_ru = models.CharField(_("title in Russian"), max_length=200, blank=True)
    title_kk = models.CharField(_("title in Kazakh"), max_length=200, blank=True)
    period_start = models.DateField(_("first day"))
    period_end = models.DateField(_("last day"))
    projects = ArrayField(
        models.CharField(max_length=10), verbose_name=_("projects"), default=list, blank=True
    )
    regions = ArrayField(
        models.CharField(max_length=6), verbose_name=_("regions"), default=list, blank=True
    )
    what_changed_en = _told(_("what changed, in English"))
    what_changed_ru = _told(_("what changed, in Russian"))
    what_changed_kk = _told(_("what changed, in Kazakh"))
    challenges_en = _told(_("challenges, in English"))
    challenges_ru = _told(_("challenges, in Russian"))
    challenges_kk = _told(_("challenges, in Kazakh"))
    next_steps_en = _told(_("next steps, in English"))
    next_steps_ru = _told(_("next steps, in Russian"))
    next_steps_kk = _told(_("next steps, in Kazakh"))
    quotes_en = _told(_("quotes, in English"))
    quotes_ru = _told(_("quotes, in Russian"))
    quotes_kk = _told(_("quotes, in Kazakh"))

    status = models.CharField(
        _("status"),
        max_length=9,
        choices=PublicationStatus,
        default=PublicationStatus.DRAFT,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="publications",
        verbose_name=_("author"),
    )
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    sent_back_comment = models.TextField(
        _("what has to change"), blank=True, validators=[MaxLengthValidator(2000)]
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approval_rule = models.CharField(
        _("approval needed by"), max_length=6, choices=ApprovalRule, blank=True
    )
    job = models.ForeignKey(
        Job,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The work of freezing it, until that is done."),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdraw_reason = models.CharField(_("reason"), max_length=500, blank=True)
    open_token = models.CharField(
        _("token of the open page"), max_length=64, unique=True, null=True, blank=True
    )
    revoked_at = models.DateTimeField(_("open page closed at"), null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-changed_at", "-pk"]
        verbose_name = _("published report")
        verbose_name_plural = _("published reports")
        constraints = [
            models.UniqueConstraint(
                fields=["number", "edition"],
                condition=~Q(number=""),
                name="publication_number_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(period_start__lte=F("period_end")),
                name="publication_period_is_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status__in=PublicationStatus.values),
                name="publication_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(edition=1, replaces__isnull=True)
                | Q(edition__gt=1, replaces__isnull=False),
                name="publication_later_edition_replaces_one",
            ),
            models.CheckConstraint(
                condition=Q(status=PublicationStatus.DRAFT, submitted_at__isnull=True)
                | (
                    ~Q(status=PublicationStatus.DRAFT)
                    & Q(submitted_at__isnull=False, submitted_by__isnull=False)
                ),
                name="publication_submitted_has_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True, approval_rule="")
                | Q(
                    approved_at__isnull=False,
                    approved_by__isnull=False,
                    approval_rule__in=ApprovalRule.values,
                    submitted_at__isnull=False,
                ),
                name="publication_approved_has_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(approval_rule=ApprovalRule.SECOND) | ~Q(approved_by=F("author")),
                name="publication_is_not_approved_by_its_author",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status__in=FROZEN, published_at__isnull=False, approved_at__isnull=False)
                    & ~Q(number="")
                )
                | (~Q(status__in=FROZEN) & Q(published_at__isnull=True, number="")),
                name="publication_published_has_number_and_at",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        status=PublicationStatus.WITHDRAWN,
                        withdrawn_at__isnull=False,
                        withdrawn_by__isnull=False,
                    )
                    & ~Q(withdraw_reason="")
                )
                | (
                    ~Q(status=PublicationStatus.WITHDRAWN)
                    & Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdraw_reason="")
                ),
                name="publication_withdrawn_has_at_by_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.number, self.title]))

    @property
    def title(self) -> str:
        """In the active language, or in English where that one is empty."""
        return getattr(self, f"title_{translation.get_language() or 'en'}", "") or self.title_en

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)

    @property
    def is_frozen(self) -> bool:
        return self.status in FROZEN

    @property
    def is_being_published(self) -> bool:
        """Somebody said yes; what is left is to count and to freeze."""
        return self.status == PublicationStatus.SUBMITTED and self.approved_at is not None

    @property
    def is_stuck(self) -> bool:
        """Approved, and the freezing came to no end."""
        return self.is_being_published and (self.job is None or self.job.is_over)

    def text(self, part: str, language: str) -> str:
        """One part of the narrative in one language, with its tokens."""
        return getattr(self, f"{part}_{language}")


class Snapshot(models.Model):
    """What was published, to the last character; nothing ever changes or removes it."""

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, primary_key=True, related_name="snapshot"
    )
    document = models.TextField(
        _("document"), help_text=_("Canonical JSON; see docs/publishing.md.")
    )
    sha256 = models.CharField(_("SHA-256 of the document"), max_length=64)
    definitions_version = models.CharField(_("version of the definitions"), max_length=64)
    as_of = models.DateTimeField(_("as of"))

    class Meta:
        ordering = ["-as_of"]
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="snapshot_sha256_is_hexadecimal"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:16]


class SnapshotRecord(models.Model):
    """One session as it was counted in a snapshot: its id and a fingerprint of what counts.

    No foreign key to the session, which may be changed or removed later; the snapshot's is not
    held by the database, since it would look up a million rows, and rows come and stay with it.
    """

    pk = models.CompositePrimaryKey("snapshot", "school_session_id")
    snapshot = models.ForeignKey(
        Snapshot,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="records",
    )
    school_session_id = models.BigIntegerField()
    fingerprint = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("record of a snapshot")
        verbose_name_plural = _("records of snapshots")

    def __str__(self) -> str:
        return f"{self.school_session_id} {bytes(self.fingerprint).hex()}"
