from volunteers.ages import ADULT_AGE
from volunteers.models.joining import Application, ConsentRequest
from volunteers.models.limits import DEFAULT_LIMITS, StaffingLimits
from volunteers.models.notes import VolunteerNote
from volunteers.models.projects import Project
from volunteers.models.readiness import Check, Training
from volunteers.models.times import Unavailability, WeeklyTime
from volunteers.models.units import QuizQuestion, TrainingUnit, UnitProgress
from volunteers.models.volunteers import (
    Consent,
    Enrolment,
    Volunteer,
    VolunteerQuerySet,
    age_on,
    named,
)

__all__ = [
    "ADULT_AGE",
    "DEFAULT_LIMITS",
    "Application",
    "Check",
    "Consent",
    "ConsentRequest",
    "Enrolment",
    "Project",
    "QuizQuestion",
    "StaffingLimits",
    "Training",
    "TrainingUnit",
    "Unavailability",
    "UnitProgress",
    "Volunteer",
    "VolunteerNote",
    "VolunteerQuerySet",
    "WeeklyTime",
    "age_on",
    "named",
]
