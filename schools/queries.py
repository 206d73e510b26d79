"""Schools as lists and pages show them."""

from itertools import groupby

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from regions.history import Entry, Trail, history_of
from schools.models import ClassGroup, School, SchoolContact, SchoolPlace
from schools.school_years import school_year_label


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
    )


def former_places(school: School) -> list[SchoolPlace]:
    """Where it was before, the latest first."""
    before = school.places.filter(until__lt=SchoolPlace.LAST_DAY)
    return list(before.select_related("region", "district").order_by("-until"))
