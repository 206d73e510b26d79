"""Schools and their calendar as lists and pages show them."""

import datetime
import re
from itertools import groupby

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from regions.history import Entry, Trail, history_of
from schools.bells import Slot, usual_slots
from schools.models import (
    BellPeriod,
    Break,
    ClassGroup,
    Closure,
    School,
    SchoolContact,
    SchoolPlace,
)
from schools.policy import may_edit_breaks_of
from schools.public_holidays import holidays_of
from schools.school_years import FIRST_MONTH, school_year_label

MOST_CLOSURES = 50


def for_list(schools: QuerySet[School], school_year: int) -> QuerySet[School]:
    """With region, district and the number of class groups of one school year."""
    groups = ClassGroup.objects.filter(school=OuterRef("pk"), school_year=school_year)
    counted = groups.order_by().values("school").annotate(count=Count("pk")).values("count")
    return schools.select_related("region", "district").annotate(
        class_group_count=Coalesce(Subquery(counted), 0)
    )


def class_groups_by_year(school: School) -> list[dict]:
    """The newest school year first; each with its groups and how many are enrolled in all."""
    groups = school.class_groups.order_by("-school_year", "grade", "letter")
    years = []
    for year, same in groupby(groups, key=lambda group: group.school_year):
        members = list(same)
        known = [group.enrolled for group in members if group.enrolled is not None]
        years.append({"label": school_year_label(year), "groups": members, "enrolled": sum(known)})
    return years


def history_of_school(school: School) -> list[Entry]:
    return history_of(
        Trail(School, {"pgh_obj_id": school.pk}),
        Trail(SchoolContact, {"school_id": school.pk}),
        Trail(ClassGroup, {"school_id": school.pk}),
        Trail(BellPeriod, {"school_id": school.pk}, hide=frozenset({"number"})),
    )


def own_slots_of(school: School) -> list[Slot]:
    """The lesson times that a school has said; none where it keeps to the usual ones."""
    return [Slot(one.shift, one.number, one.starts, one.ends) for one in school.bell_periods.all()]


def shifts_of(school: School) -> dict:
    """Lesson times by shift, and whether they are the school's own."""
    own = own_slots_of(school)
    by_shift = groupby(own or usual_slots(), key=lambda slot: slot.shift)
    return {
        "shifts": [{"number": shift, "slots": list(slots)} for shift, slots in by_shift],
        "has_own_bells": bool(own),
    }


def calendar_of_year(year: int, user: User) -> dict:
    """Breaks, closures and public holidays of a school year, as far as a person sees them."""
    since = datetime.date(year, FIRST_MONTH, 1)
    until = datetime.date(year + 1, FIRST_MONTH, 1) - datetime.timedelta(days=1)
    breaks = list(Break.objects.visible_to(user).overlapping(since, until).select_related("region"))
    for one in breaks:
        one.can_be_edited = may_edit_breaks_of(user, one.region)
    closures = Closure.objects.visible_to(user).overlapping(since, until).with_place()
    holidays = {**holidays_of(year), **holidays_of(year + 1)}
    return {
        "year": year,
        "label": school_year_label(year),
        "neighbours": [
            (year - 1, school_year_label(year - 1)),
            (year + 1, school_year_label(year + 1)),
        ],
        "breaks": breaks,
        "has_breaks_of_country": any(one.region_id is None for one in breaks),
        "closures": list(closures[:MOST_CLOSURES]),
        "holidays": [(day, name) for day, name in holidays.items() if since <= day <= until],
    }


def former_places(school: School) -> list[SchoolPlace]:
    """Where it was before, the latest first."""
    before = school.places.filter(until__lt=SchoolPlace.LAST_DAY)
    return list(before.select_related("region", "district").order_by("-until"))


def by_number(name: str) -> list:
    """How schools are put in order by name: School No. 2 before School No. 10."""
    parts = re.split(r"(\d+)", name.casefold())
    return [int(part) if part.isdecimal() else part for part in parts]
