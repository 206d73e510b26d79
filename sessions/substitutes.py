"""Who could step in when somebody can't come: whom Birge asks by itself, and in which order."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from schools.school_years import FIRST_MONTH, school_year_of
from sessions import eligibility
from sessions.choices import FILLING, InvitationAnswer, Mode
from sessions.models import Assignment, Invitation, SchoolSession
from volunteers.models import Volunteer

AT_ONCE = 50
"""So many are looked at in one go: among them are nearly always enough who can."""


def best_substitutes(school_session: SchoolSession, *, most: int) -> list[Volunteer]:
    """Volunteers who can teach it with nothing at all against it; least recently asked first.

    People of the school's region come first, then those who have taught least this school year.
    Whoever was asked about this session before is left alone, unless the place was filled then.
    """
    return list(islice(_those_who_can(school_session), most))


def _those_who_can(school_session: SchoolSession) -> Iterator[Volunteer]:
    ordered = list(_ordered(school_session).values_list("pk", flat=True))
    for start in range(0, len(ordered), AT_ONCE):
        ids = ordered[start : start + AT_ONCE]
        reasons = eligibility.reasons_for([school_session.pk], ids)
        able = [pk for pk in ids if (school_session.pk, pk) not in reasons]
        found = Volunteer.objects.in_bulk(able)
        yield from (found[pk] for pk in able)


def _ordered(school_session: SchoolSession) -> QuerySet[Volunteer]:
    near = Q(region=school_session.school.region_id)
    asked_before = school_session.invitations.exclude(answer=InvitationAnswer.FILLED)
    candidates = (
        Volunteer.objects.active()
        .filter(
            enrolments__project=school_session.project_id,
            enrolments__left_date=None,
            languages__contains=[school_session.language],
            user__is_active=True,
        )
        .exclude(pk__in=school_session.assignments.values("volunteer"))
        .exclude(pk__in=asked_before.values("volunteer"))
    )
    if school_session.mode != Mode.ONLINE:
        candidates = candidates.filter(near)
    return candidates.annotate(
        last_asked=Invitation.objects.last_asked(),
        load=_taught_this_year(school_session),
        is_near=Case(
            When(near, then=Value(True)), default=Value(False), output_field=BooleanField()
        ),
    ).order_by("-is_near", F("last_asked").asc(nulls_first=True), "load", "pk")


def _taught_this_year(school_session: SchoolSession) -> Coalesce:
    year = school_year_of(school_session.date)
    own = (
        Assignment.objects.filter(
            volunteer=OuterRef("pk"),
            status__in=FILLING,
            school_session__date__gte=f"{year}-{FIRST_MONTH:02d}-01",
        )
        .order_by()
        .values("volunteer")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return Coalesce(Subquery(own, output_field=IntegerField()), 0)
