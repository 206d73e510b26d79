"""Writes what people say about findings."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reporting.models import QualityReview
from reporting.quality.findings import Finding


@transaction.atomic
def review_finding(finding: Finding, *, reason: str, by: User) -> QualityReview:
    """Say that the records are right; it replaces what was said about other values before."""
    review, _is_new = QualityReview.objects.update_or_create(
        kind=finding.kind,
        subject=finding.subject,
        defaults={
            "fingerprint": finding.fingerprint,
            "region_id": finding.region_id,
            "reason": reason.strip(),
            "reviewed_at": timezone.now(),
            "reviewed_by": by,
        },
    )
    return review


@transaction.atomic
def take_back_review(review: QualityReview) -> None:
    """The finding is open again. Who took it back stands in the audit trail."""
    review.delete()
