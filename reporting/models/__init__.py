"""What reports add to the records: goals and rollups."""

from reporting.models.goals import Contribution, Goal, GoalTarget
from reporting.models.rollups import (
    ClassGroupRollup,
    ReachRollup,
    Rollup,
    SchoolRollup,
    VolunteerRollup,
)

__all__ = [
    "ClassGroupRollup",
    "Contribution",
    "Goal",
    "GoalTarget",
    "ReachRollup",
    "Rollup",
    "SchoolRollup",
    "VolunteerRollup",
]
