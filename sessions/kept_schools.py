"""What a volunteer's device keeps to log, where there is no network, what was not on the calendar:
the schools that they know, with their classes. Nothing in it names a person.
"""

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone, translation

from schools.models import ClassGroup, School
from schools.school_years import school_year_of
from sessions.choices import FILLING, AssignmentStatus
from sessions.forms.log_again import lessons_to_choose
from sessions.kept import digest, form_version
from sessions.services.unplanned import schools_for
from volunteers.models import Volunteer

MOST_SCHOOLS = 20


def familiar_first(volunteer: Volunteer) -> QuerySet[School]:
    """Where somebody may have taught unplanned; first where they did and where they will.

    Each with ``times``, how often they have taught there.
    """
    own = Q(sessions__assignments__volunteer=volunteer)
    taught = own & Q(sessions__assignments__status=AssignmentStatus.ATTENDED)
    known = own & Q(sessions__assignments__status__in=FILLING)
    return (
        School.objects.filter(pk__in=schools_for(volunteer).values("pk"))
        .select_related("district", "region")
        .annotate(
            times=Count("sessions", filter=taught),
            last_date=Max("sessions__date", filter=known),
        )
        .order_by("-times", F("last_date").desc(nulls_last=True), "name_ru", "pk")
    )


def kept_schools(volunteer: Volunteer) -> list[dict]:
    """The first of them, each with the classes of this school year."""
    schools = list(familiar_first(volunteer)[:MOST_SCHOOLS])
    groups: dict[int, list[dict]] = {}
    year = school_year_of(timezone.localdate())
    rows = ClassGroup.objects.filter(school__in=schools, school_year=year)
    for group in rows.order_by("grade", "letter", "pk"):
        groups.setdefault(group.school_id, []).append({"id": group.pk, "label": group.label})
    return [
        {
            "id": school.pk,
            "name": school.name,
            "place": (school.district or school.region).name,
            "groups": groups.get(school.pk, []),
        }
        for school in schools
    ]


def unplanned_version(volunteer: Volunteer) -> str:
    """Changes with anything that the kept form shows."""
    lessons = [
        (project, [(value, str(label)) for value, label in lessons])
        for project, lessons in lessons_to_choose(volunteer)
    ]
    language = translation.get_language()
    return digest([kept_schools(volunteer), lessons, volunteer.languages, language, form_version()])
