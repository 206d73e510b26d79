"""What reports add to the records: goals, rollups, what was published and reviewed."""

from reporting.models.certificates import Certificate, CertificateKind
from reporting.models.goals import Contribution, Goal, GoalTarget
from reporting.models.kept import KeptReport
from reporting.models.publications import (
    ApprovalRule,
    NarrativePart,
    Publication,
    PublicationStatus,
    Snapshot,
    SnapshotRecord,
)
from reporting.models.quality import QualityReview
from reporting.models.rollups import (
    ClassGroupRollup,
    DirtyScope,
    ReachRollup,
    Rollup,
    SchoolRollup,
    ScopeRollup,
    VolunteerRollup,
)
from reporting.models.subscriptions import ReportMail, ReportSubscription
from reporting.models.targets import Target

__all__ = [
    "ApprovalRule",
    "Certificate",
    "CertificateKind",
    "ClassGroupRollup",
    "Contribution",
    "DirtyScope",
    "Goal",
    "GoalTarget",
    "KeptReport",
    "NarrativePart",
    "Publication",
    "PublicationStatus",
    "QualityReview",
    "ReachRollup",
    "ReportMail",
    "ReportSubscription",
    "Rollup",
    "SchoolRollup",
    "ScopeRollup",
    "Snapshot",
    "SnapshotRecord",
    "Target",
    "VolunteerRollup",
]
