"""Who could teach a session: the free ones first, the others with the reason."""

from dataclasses import dataclass

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from schools.school_years import FIRST_MONTH, school_year_of
from sessions import clashes
from sessions.choices import FILLING, Mode
from sessions.models import Assignment, SchoolSession
from volunteers.choices import VolunteerStatus
from volunteers.models import Enrolment, Volunteer

MOST_SHOWN = 40


@dataclass
class Candidate:
    volunteer: Volunteer
    reason: str
    """Why not; empty for those who can."""
    notes: list[str]
    """What to know before assigning them all the same."""


@dataclass
class Candidates:
    ready: list[Candidate]
    far: list[Candidate]
    """They can, but live elsewhere than the lesson takes place."""
    others: list[Candidate]
    has_more: bool


def candidates_for(school_session: SchoolSession, user: User, *, search: str = "") -> Candidates:
    """Volunteers that the user sees: those who speak the language and taught least first."""
    volunteers = _annotated(school_session, user)
    if search:
        volunteers = volunteers.search(search)
    ordered = volunteers.order_by(
        "-can_teach", "-is_near", "-speaks_it", "load", "last_name", "first_name", "pk"
    )
    found = list(ordered.select_related("region")[: MOST_SHOWN + 1])
    busy = SchoolSession.objects.select_related("lesson", "project", "school").in_bulk(
        {one.busy_in for one in found if one.busy_in}
    )
    everyone = [
        Candidate(one, _reason(one, school_session, busy, user), _notes(one, school_session))
        for one in found[:MOST_SHOWN]
    ]
    return Candidates(
        ready=[one for one in everyone if not one.reason and one.volunteer.is_near],
        far=[one for one in everyone if not one.reason and not one.volunteer.is_near],
        others=[one for one in everyone if one.reason],
        has_more=len(found) > MOST_SHOWN,
    )


def best_candidate(school_session: SchoolSession, user: User) -> Volunteer | None:
    """Whom to offer first: near, speaks the language, free, taught least; none where nobody is."""
    volunteers = _annotated(school_session, user).filter(
        can_teach=True, is_near=True, speaks_it=True
    )
    return volunteers.order_by("load", "last_name", "first_name", "pk").first()


def _annotated(school_session: SchoolSession, user: User) -> QuerySet[Volunteer]:
    start = school_session.starts_at
    year = school_year_of(timezone.localdate(start))
    own = Assignment.objects.filter(volunteer=OuterRef("pk"), status__in=FILLING)
    busy = own.filter(
        school_session__in=clashes.at_that_time(start, school_session.ends_at)
    ).values("school_session")[:1]
    load = (
        own.filter(school_session__date__gte=f"{year}-{FIRST_MONTH:02d}-01")
        .order_by()
        .values("volunteer")
        .annotate(count=Count("pk"))
        .values("count")
    )
    enrolled = Enrolment.objects.filter(
        volunteer=OuterRef("pk"), project=school_session.project_id, left_date=None
    )
    near = Q(region=school_session.school.region_id)
    if school_session.mode == Mode.ONLINE:
        near = Q(pk__isnull=False)
    return (
        Volunteer.objects.visible_to(user)
        .exclude(pk__in=school_session.assignments.filling().values("volunteer"))
        .annotate(
            is_enrolled=Exists(enrolled),
            busy_in=Subquery(busy),
            load=Coalesce(Subquery(load, output_field=IntegerField()), 0),
            is_near=_flag(near),
            speaks_it=_flag(Q(languages__contains=[school_session.language])),
        )
        .annotate(
            can_teach=_flag(
                Q(is_enrolled=True, busy_in__isnull=True, status=VolunteerStatus.ACTIVE)
            )
        )
    )


def _flag(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def _reason(
    volunteer: Volunteer, school_session: SchoolSession, busy: dict[int, SchoolSession], user: User
) -> str:
    if volunteer.status != VolunteerStatus.ACTIVE:
        return _("not active: %(status)s") % {"status": volunteer.get_status_display()}
    if not volunteer.is_enrolled:
        return _("not enrolled in %(project)s") % {"project": school_session.project.name}
    if volunteer.busy_in:
        return _("busy: %(session)s") % {"session": clashes.name_for(busy[volunteer.busy_in], user)}
    return ""


def _notes(volunteer: Volunteer, school_session: SchoolSession) -> list[str]:
    notes = []
    if not volunteer.speaks_it:
        notes.append(
            _("does not teach in %(language)s")
            % {"language": school_session.get_language_display()}
        )
    if volunteer.is_minor_on(timezone.localdate(school_session.starts_at)):
        notes.append(_("under 18"))
    return notes
