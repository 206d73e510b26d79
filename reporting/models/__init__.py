"""What reports add to the records: goals, rollups, and what was published."""

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
from reporting.models.rollups import (
    ClassGroupRollup,
    DirtyScope,
    ReachRollup,
    Rollup,
    SchoolRollup,
    ScopeRollup,
    VolunteerRollup,
)

__all__ = [
    "ApprovalRule",
    "ClassGroupRollup",
    "Contribution",
    "DirtyScope",
    "Goal",
    "GoalTarget",
    "KeptReport",
    "NarrativePart",
    "Publication",
    "PublicationStatus",
    "ReachRollup",
    "Rollup",
    "SchoolRollup",
    "ScopeRollup",
    "Snapshot",
    "SnapshotRecord",
    "VolunteerRollup",
]
