"""The problem, read from the database: with the same rules that hold for every assignment."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncWeek
from django.utils import timezone

from accounts.models import User
from regions.models import Region
from schools.school_years import FIRST_MONTH, school_year_of
from sessions.choices import FILLING, AssignmentRole, InvitationAnswer, Mode, SessionStatus
from sessions.eligibility import reasons_for
from sessions.filling.problem import (
    Draft,
    OpenSession,
    Pair,
    Person,
    Plan,
    Problem,
    Trip,
    WeekLeft,
)
from sessions.models import Assignment, FillRun, Invitation, SchoolSession
from volunteers.models import Project, StaffingLimits, Volunteer

Reasons = dict[int, Counter[str]]
"""How many volunteers each reason keeps away from each session."""

BY_THE_PLAN = {"busy": "busy_in_plan", "week_wish": "week_of_plan", "week_full": "week_of_plan"}
"""What the plan itself says against one more session of somebody."""


@dataclass(frozen=True)
class Reading:
    """
    :param with_lead: the sessions in which somebody leads already.
    """

    problem: Problem
    reasons: Reasons
    with_lead: frozenset[int]


def open_sessions(
    user: User,
    since: datetime.date,
    until: datetime.date,
    regions: Collection[Region],
    projects: Collection[Project] = (),
) -> QuerySet[SchoolSession]:
    """Sessions to come that have places left; each with ``places_filled``. No project: all."""
    sessions = SchoolSession.objects.visible_to(user).understaffed()
    sessions = sessions.filter(
        date__range=(since, until), starts_at__gt=timezone.now(), school__region__in=regions
    )
    return sessions.filter(project__in=projects) if projects else sessions


def open_sessions_of(run: FillRun, user: User) -> QuerySet[SchoolSession]:
    return open_sessions(user, run.since, run.until, run.regions.all(), run.projects.all())


def volunteers_for(user: User, regions: Collection[Region]) -> QuerySet[Volunteer]:
    """Those whom a plan for some regions may ask: who lives there and is active."""
    return Volunteer.objects.visible_to(user).active().filter(region__in=regions)


def read_problem(
    sessions: Iterable[SchoolSession],
    volunteers: Iterable[Volunteer],
    *,
    asked: Collection[int] | None = None,
) -> Reading:
    """
    :param sessions: with their ``school__region``.
    :param asked: the ids of the sessions to find people for, where it is not all of them.
    """
    sessions, volunteers = list(sessions), list(volunteers)
    staff = _staff_of(sessions)
    wanted = sessions if asked is None else [one for one in sessions if one.pk in asked]
    pairs, reasons = _pairs(wanted, volunteers)
    problem = Problem(
        sessions={one.pk: _open_session(one, staff[one.pk]) for one in sessions},
        people=_people(volunteers, sessions),
        pairs=pairs,
    )
    with_lead = (
        one.pk for one in sessions if any(a.role == AssignmentRole.LEAD for a in staff[one.pk])
    )
    return Reading(problem, reasons, frozenset(with_lead))


def reasons_beside(reading: Reading, plan: Plan) -> Reasons:
    """Why nobody else takes what stays open in a plan: rules, and the plan itself."""
    draft = Draft(reading.problem, plan)
    found = {session: Counter(codes) for session, codes in reading.reasons.items()}
    for session, people in reading.problem.pairs.items():
        for person in people:
            code = draft.why_not(session, person)
            if code not in ("", "full", "in_it"):
                found.setdefault(session, Counter())[BY_THE_PLAN.get(code, code)] += 1
    return found


def _staff_of(sessions: list[SchoolSession]) -> dict[int, list[Assignment]]:
    found: dict[int, list[Assignment]] = defaultdict(list)
    filling = Assignment.objects.filling().filter(school_session__in=[one.pk for one in sessions])
    for assignment in filling.select_related("volunteer"):
        found[assignment.school_session_id].append(assignment)
    return found


def _open_session(one: SchoolSession, staff: list[Assignment]) -> OpenSession:
    day = timezone.localdate(one.starts_at)
    starts = int(one.starts_at.timestamp()) // 60
    return OpenSession(
        id=one.pk,
        school=one.school_id,
        starts=starts,
        ends=starts + one.minutes,
        day=day.toordinal(),
        week=_monday(day).toordinal(),
        is_there=one.mode != Mode.ONLINE,
        travel=one.school.region.travel_minutes,
        places=one.places - len(staff),
        is_taken=bool(staff),
        has_adult=bool(one.contact_id)
        or any(not assignment.volunteer.is_minor_on(day) for assignment in staff),
    )


def _monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def _pairs(
    sessions: list[SchoolSession], volunteers: list[Volunteer]
) -> tuple[dict[int, dict[int, bool]], Reasons]:
    """Who may and can, looked at alone; and how many of the others each reason keeps away.

    That a minor needs an adult beside them is no reason of a pair: the plan brings one.
    """
    found = reasons_for([one.pk for one in sessions], [one.pk for one in volunteers])
    days = {one.pk: timezone.localdate(one.starts_at) for one in sessions}
    minors = {
        day: {one.pk for one in volunteers if one.is_minor_on(day)} for day in set(days.values())
    }
    in_it, said_no = _who_answered(list(days))
    pairs: dict[int, dict[int, bool]] = {}
    reasons: Reasons = {}
    for session, day in days.items():
        pairs[session], counts = {}, Counter()
        for volunteer in volunteers:
            pair = (session, volunteer.pk)
            if pair in in_it:
                continue
            codes = {reason.code for reason in found.get(pair, ())} - {"no_adult"}
            if pair in said_no:
                codes.add("said_no")
            if codes:
                counts.update(codes)
            else:
                pairs[session][volunteer.pk] = volunteer.pk in minors[day]
        reasons[session] = counts
    return pairs, reasons


def _who_answered(sessions: list[int]) -> tuple[set[Pair], set[Pair]]:
    """Who is in the sessions, and who said no to one or did not come: they are left alone."""
    places = Assignment.objects.filter(school_session__in=sessions)
    in_it, said_no = set(), set()
    for session, volunteer, status in places.values_list("school_session", "volunteer", "status"):
        (in_it if status in FILLING else said_no).add((session, volunteer))
    declined = Invitation.objects.filter(school_session__in=sessions, answer=InvitationAnswer.NO)
    said_no.update(declined.values_list("school_session", "volunteer"))
    return in_it, said_no


def _people(volunteers: list[Volunteer], sessions: list[SchoolSession]) -> dict[int, Person]:
    if not sessions:
        return {}
    days = [timezone.localdate(one.starts_at) for one in sessions]
    loads = loads_of(volunteers, min(days))
    mondays = {_monday(day) for day in days}
    taken = _taken_in_weeks(volunteers, mondays)
    trips = _trips_of(volunteers, days)
    minutes = 60 * StaffingLimits.now().minors_most_hours_a_week
    return {
        one.pk: Person(
            id=one.pk,
            load=loads.get(one.pk, 0),
            weeks={
                monday.toordinal(): _week_left(one, monday, taken[one.pk, monday], minutes)
                for monday in mondays
            },
            trips=frozenset(trips[one.pk]),
        )
        for one in volunteers
    }


def _week_left(
    volunteer: Volunteer, monday: datetime.date, taken: tuple[int, int], most_minutes: int
) -> WeekLeft:
    """Who comes of age in a week keeps a minor's limit until it ends."""
    sessions, minutes = taken
    wish = volunteer.most_sessions_a_week
    return WeekLeft(
        sessions=None if wish is None else max(0, wish - sessions),
        minutes=max(0, most_minutes - minutes) if volunteer.is_minor_on(monday) else None,
    )


def loads_of(volunteers: Iterable[Volunteer], day: datetime.date) -> dict[int, int]:
    """How many sessions of that school year each volunteer has, taught or to come."""
    since = datetime.date(school_year_of(day), FIRST_MONTH, 1)
    rows = _filling(volunteers).filter(school_session__date__gte=since)
    return dict(rows.values_list("volunteer").annotate(Count("pk")))


def _filling(volunteers: Iterable[Volunteer]) -> QuerySet[Assignment]:
    return (
        Assignment.objects.filter(volunteer__in=[one.pk for one in volunteers], status__in=FILLING)
        .exclude(school_session__status=SessionStatus.CANCELLED)
        .order_by()
    )


def _taken_in_weeks(
    volunteers: list[Volunteer], mondays: set[datetime.date]
) -> dict[tuple[int, datetime.date], tuple[int, int]]:
    """How many sessions and minutes each volunteer has in each week, by its Monday."""
    last = max(mondays) + datetime.timedelta(days=6)
    rows = (
        _filling(volunteers)
        .filter(school_session__date__range=(min(mondays), last))
        .values("volunteer", week=TruncWeek("school_session__date"))
        .annotate(sessions=Count("pk"), minutes=Sum("school_session__minutes"))
    )
    found: dict[tuple[int, datetime.date], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in rows:
        found[row["volunteer"], row["week"]] = (row["sessions"], row["minutes"])
    return found


def _trips_of(volunteers: list[Volunteer], days: list[datetime.date]) -> dict[int, set[Trip]]:
    found: dict[int, set[Trip]] = defaultdict(set)
    rows = (
        _filling(volunteers)
        .filter(school_session__date__range=(min(days), max(days)))
        .exclude(school_session__mode=Mode.ONLINE)
        .values_list("volunteer", "school_session__school", "school_session__date")
    )
    for volunteer, school, day in rows:
        found[volunteer].add((school, day.toordinal()))
    return found
