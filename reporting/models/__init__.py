"""What reports add to the records: goals, rollups, and what was published."""

from reporting.models.goals import Contribution, Goal, GoalTarget
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
    ReachRollup,
    Rollup,
    SchoolRollup,
    VolunteerRollup,
)

__all__ = [
    "ApprovalRule",
    "ClassGroupRollup",
    "Contribution",
    "Goal",
    "GoalTarget",
    "NarrativePart",
    "Publication",
    "PublicationStatus",
    "ReachRollup",
    "Rollup",
    "SchoolRollup",
    "Snapshot",
    "SnapshotRecord",
    "VolunteerRollup",
]
