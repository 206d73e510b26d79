from schools.models.bells import MOST_LESSONS, BellPeriod
from schools.models.class_groups import MAX_ENROLLED, MOST_SHIFTS, ClassGroup
from schools.models.closures import MOST_DAYS, Break, Closure
from schools.models.schools import School, SchoolContact, SchoolPlace

__all__ = [
    "MAX_ENROLLED",
    "MOST_DAYS",
    "MOST_LESSONS",
    "MOST_SHIFTS",
    "BellPeriod",
    "Break",
    "ClassGroup",
    "Closure",
    "School",
    "SchoolContact",
    "SchoolPlace",
]
