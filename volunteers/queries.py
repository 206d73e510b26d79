"""Volunteers as lists and pages show them."""

import datetime

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from regions.choices import language_names
from regions.history import Entry, Trail, history_of
from volunteers.models import (
    Check,
    Consent,
    Enrolment,
    Training,
    Unavailability,
    Volunteer,
    WeeklyTime,
    age_on,
)


def for_list(volunteers: QuerySet[Volunteer]) -> QuerySet[Volunteer]:
    """With region and the projects that they are in now."""
    current = Enrolment.objects.filter(left_date=None).select_related("project")
    return volunteers.select_related("region").prefetch_related(
        Prefetch("enrolments", current.order_by("project__code"), to_attr="current_enrolments")
    )


def describe(volunteer: Volunteer, today: datetime.date | None = None) -> Volunteer:
    """Put beside a volunteer what pages say about them: languages in words, minor or adult."""
    volunteer.language_names = language_names(volunteer.languages)
    volunteer.is_minor = volunteer.is_minor_on(today or timezone.localdate())
    return volunteer


def age_today(volunteer: Volunteer) -> int:
    return age_on(volunteer.birth_date, timezone.localdate())


def history_of_volunteer(volunteer: Volunteer) -> list[Entry]:
    of_volunteer = {"volunteer_id": volunteer.pk}
    return history_of(
        Trail(Volunteer, {"pgh_obj_id": volunteer.pk}, hide=frozenset({"user"})),
        Trail(Enrolment, of_volunteer, subject="project"),
        Trail(Consent, of_volunteer),
        Trail(Training, of_volunteer, subject="project", hide=frozenset({"recorded_by"})),
        Trail(Check, of_volunteer, hide=frozenset({"recorded_by"})),
        Trail(WeeklyTime, of_volunteer),
        Trail(Unavailability, of_volunteer),
    )
