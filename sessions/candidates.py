"""Who could teach a session: those who may and can in a fair order, the others with every reason.

Fair: who has taught least this school year comes first, then who was asked least recently.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from schools.school_years import FIRST_MONTH, school_year_of
from sessions.choices import FILLING
from sessions.eligibility import Reason, other_sessions, reasons_for, sentence
from sessions.models import Assignment, Invitation, SchoolSession
from volunteers.models import Enrolment, Volunteer

MOST_SHOWN = 40
"""Of each group; a search finds the others."""


@dataclass
class Candidate:
    volunteer: Volunteer
    against: list[str]
    """Each reason against, in words."""
    codes: list[str]
    """What a coordinator would decide against, knowingly."""
    load: int = 0
    """Sessions of this school year."""
    asked_at: datetime.datetime | None = None
    notes: list[str] = field(default_factory=list)


@dataclass
class Group:
    """Volunteers of one kind, in their order: the first of them, and how many there are."""

    shown: list[Candidate]
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > len(self.shown)


@dataclass
class Candidates:
    ready: Group
    doubtful: Group
    """They may, but something speaks against it that a coordinator can decide otherwise."""
    others: Group
    """They may not or cannot."""

    @property
    def has_more(self) -> bool:
        return any(group.has_more for group in (self.ready, self.doubtful, self.others))


class _Person(NamedTuple):
    pk: int
    last_name: str
    first_name: str


def candidates_for(
    school_session: SchoolSession, user: User, *, search: str = "", besides: Iterable[int] = ()
) -> Candidates:
    """Volunteers that the user sees and who are not in the session already.

    :param besides: ids of volunteers who are left out, too.
    """
    people = Volunteer.objects.visible_to(user).exclude(pk__in=besides)
    people = people.exclude(pk__in=school_session.assignments.filling().values("volunteer"))
    if search:
        people = people.search(search)
    members = _members(people, school_session)
    reasons = _reasons(school_session, [one.pk for one in members])
    blocked = {pk for pk, found in reasons.items() if any(one.is_hard for one in found)}
    able = [one for one in members if one.pk not in blocked]
    ranking = _Ranking(school_session, [one.pk for one in able])
    able.sort(key=ranking.key)
    ready = [one.pk for one in able if one.pk not in reasons]
    doubtful = [one.pk for one in able if one.pk in reasons]
    cannot = [one.pk for one in members if one.pk in blocked]
    cannot.sort(key=lambda pk: len(reasons[pk]))
    strangers = people.exclude(pk__in=_member_rows(people, school_session).values("pk"))
    room = max(MOST_SHOWN - len(cannot), 0)
    further = list(strangers.values_list("pk", flat=True)[:room])
    reasons |= _reasons(school_session, further)
    words = _Words(
        school_session,
        user,
        [ready[:MOST_SHOWN], doubtful[:MOST_SHOWN], [*cannot[:MOST_SHOWN], *further]],
        reasons,
        ranking,
    )
    return Candidates(
        ready=words.group(0, len(ready)),
        doubtful=words.group(1, len(doubtful)),
        others=words.group(2, len(cannot) + strangers.count()),
    )


def best_candidate(school_session: SchoolSession, user: User) -> Volunteer | None:
    """Whom to offer first: of the school's region, with nothing at all against it.

    With ``load``: the sessions of this school year.
    """
    people = Volunteer.objects.visible_to(user).filter(region=school_session.school.region_id)
    people = people.exclude(pk__in=school_session.assignments.filling().values("volunteer"))
    members = _members(people, school_session)
    reasons = _reasons(school_session, [one.pk for one in members])
    ready = [one for one in members if one.pk not in reasons]
    if not ready:
        return None
    ranking = _Ranking(school_session, [one.pk for one in ready])
    best = Volunteer.objects.get(pk=min(ready, key=ranking.key).pk)
    best.load = ranking.load[best.pk]
    return best


def _member_rows(people: QuerySet[Volunteer], school_session: SchoolSession) -> QuerySet:
    enrolled = Enrolment.objects.filter(
        volunteer=OuterRef("pk"), project=school_session.project_id, left_date=None
    )
    return people.active().filter(Exists(enrolled))


def _members(people: QuerySet[Volunteer], school_session: SchoolSession) -> list[_Person]:
    """Those whom it makes sense to look at closely: active members of the project."""
    rows = _member_rows(people, school_session).order_by("last_name", "first_name", "pk")
    return [_Person(*row) for row in rows.values_list("pk", "last_name", "first_name")]


def _reasons(school_session: SchoolSession, people: list[int]) -> dict[int, list[Reason]]:
    found = reasons_for([school_session.pk], people)
    return {volunteer_id: reasons for (_session, volunteer_id), reasons in found.items()}


class _Ranking:
    """The fair order among volunteers."""

    def __init__(self, school_session: SchoolSession, people: list[int]) -> None:
        year = school_year_of(timezone.localdate(school_session.starts_at))
        taught = Assignment.objects.filter(
            volunteer__in=people,
            status__in=FILLING,
            school_session__date__gte=datetime.date(year, FIRST_MONTH, 1),
        )
        asked = Invitation.objects.filter(volunteer__in=people)
        self.load: Mapping[int, int] = defaultdict(
            int, taught.order_by().values_list("volunteer").annotate(Count("pk"))
        )
        self.asked_at: Mapping[int, datetime.datetime] = dict(
            asked.order_by().values_list("volunteer").annotate(Max("sent_at"))
        )

    def key(self, person: _Person) -> tuple:
        asked_at = self.asked_at.get(person.pk)
        return (
            self.load[person.pk],
            asked_at.timestamp() if asked_at else 0,
            person.last_name,
            person.first_name,
            person.pk,
        )


class _Words:
    """Turns ids into candidates; everything that sentences name is read once."""

    def __init__(
        self,
        school_session: SchoolSession,
        user: User,
        groups: list[list[int]],
        reasons: Mapping[int, list[Reason]],
        ranking: _Ranking,
    ) -> None:
        self.school_session, self.user, self.ranking = school_session, user, ranking
        self.groups, self.reasons = groups, reasons
        shown = [pk for group in groups for pk in group]
        self.people = Volunteer.objects.select_related("region").in_bulk(shown)
        self.others = other_sessions(one for pk in shown for one in reasons.get(pk, []))
        self.day = timezone.localdate(school_session.starts_at)

    def group(self, number: int, count: int) -> Group:
        return Group([self._candidate(self.people[pk]) for pk in self.groups[number]], count)

    def _candidate(self, volunteer: Volunteer) -> Candidate:
        reasons = self.reasons.get(volunteer.pk, [])
        told = (
            sentence(
                reason,
                self.user,
                school_session=self.school_session,
                volunteer=volunteer,
                others=self.others,
            )
            for reason in sorted(reasons, key=lambda one: not one.is_hard)
        )
        return Candidate(
            volunteer=volunteer,
            against=list(dict.fromkeys(told)),
            codes=[one.code for one in reasons],
            load=self.ranking.load[volunteer.pk],
            asked_at=self.ranking.asked_at.get(volunteer.pk),
            notes=[_("under 18")] if volunteer.is_minor_on(self.day) else [],
        )
