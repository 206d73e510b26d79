"""What needs somebody today: for coordinators in their regions, for managers in the country.

Each number is the length of a list that one click away can be worked off, and no count goes on
beyond ``MOST_COUNTED``: a start page answers at once, however much has piled up.
"""

import datetime
from dataclasses import dataclass

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, Least
from django.utils import timezone

from accounts.models import User
from outbox.models import Letter
from regions.models import Region
from schools.models import Closure
from sessions.choices import InvitationAnswer, SessionStatus
from sessions.closing import sessions_hit
from sessions.flags import unusual
from sessions.models import Idea, Invitation, LogQuestion, SchoolSession
from sessions.queries import MOST_COUNTED, SessionRow, rows_of
from volunteers import waiting
from volunteers.models import Volunteer

DAYS_AHEAD = 7
MOST_SHOWN = 4
FEW = 2
"""Of what is less urgent so many stand alone, and the rest in a line together."""
DAYS_OF_SILENCE = 30
DAYS_OF_LOGS = 90
"""How far back unverified logs are told by region; what is older stands in the list."""


@dataclass
class Pile:
    """Sessions that wait for the same thing: how many, and the first of them."""

    count: int
    rows: list[SessionRow]

    @property
    def is_capped(self) -> bool:
        return self.count > MOST_COUNTED

    @property
    def number(self) -> int:
        """What a page may say, with "more than" where it is capped."""
        return min(self.count, MOST_COUNTED)

    @property
    def more(self) -> int:
        return self.number - len(self.rows)

    @property
    def first(self) -> SessionRow | None:
        return self.rows[0] if self.rows else None

    @property
    def volunteers(self) -> list[str]:
        """Who could be asked, each once."""
        names = [name for row in self.rows for name in row.volunteers_short]
        return list(dict.fromkeys(names))


@dataclass
class LogsToVerify(Pile):
    unusual: int
    """How many of them have a flag."""
    answered: int
    """How many were asked about and are answered."""
    sent_back: int
    """Others that wait for an answer."""


@dataclass
class Staffing:
    """How a week is staffed."""

    sessions: int
    places: int
    filled: int

    @property
    def open(self) -> int:
        return self.places - self.filled

    @property
    def percent(self) -> int:
        return round(100 * self.filled / self.places) if self.places else 100


@dataclass
class People:
    """Volunteers who wait for the same thing: how many, and the first of them."""

    count: int
    first: Volunteer | None

    @property
    def number(self) -> int:
        return min(self.count, MOST_COUNTED)


@dataclass
class ClosedDays:
    """A closure that begins soon, with sessions that still stand in it."""

    closure: Closure
    sessions: int


@dataclass(frozen=True)
class Asked:
    """How many were asked about a session, and how many of them may still answer."""

    number: int
    awaited: int


@dataclass
class Attention:
    closures: list[ClosedDays]
    understaffed: Pile
    """Fewer volunteers are asked than are needed."""
    awaiting: Pile
    """Enough are asked, and somebody may still say yes."""
    asked: dict[int, Asked]
    """What came of asking, by the ids of the sessions shown of both piles."""
    unconfirmed: Pile
    unlogged: Pile
    not_held: Pile
    to_verify: LogsToVerify
    ideas: int
    """Ideas that nobody has read yet."""
    applications: People
    trained: People
    without_consent: People
    checks_running_out: People
    next_week: Staffing

    @property
    def count(self) -> int:
        piles = (
            self.understaffed,
            self.awaiting,
            self.unconfirmed,
            self.unlogged,
            self.not_held,
            self.to_verify,
        )
        people = (
            self.applications,
            self.trained,
            self.without_consent,
            self.checks_running_out,
        )
        return len(self.closures) + self.ideas + sum(pile.number for pile in (*piles, *people))


def attention_for(user: User) -> Attention:
    """What a coordinator's day begins with."""
    visible = SchoolSession.objects.visible_to(user)
    soon = timezone.now() + datetime.timedelta(days=DAYS_AHEAD)
    unconfirmed = visible.upcoming().filter(status=SessionStatus.PLANNED, starts_at__lt=soon)
    short = _with_awaited(visible.understaffed().filter(starts_at__lt=soon))
    understaffed = _pile(short.filter(awaited__lt=F("open_places")), user)
    awaiting = _pile(short.filter(awaited__gte=F("open_places")), user, most=FEW)
    volunteers = Volunteer.objects.visible_to(user)
    today = timezone.localdate()
    return Attention(
        closures=_closed_days(user, today),
        understaffed=understaffed,
        awaiting=awaiting,
        asked=_asked_about(understaffed, awaiting),
        unconfirmed=_pile(unconfirmed, user, most=FEW),
        unlogged=_pile(_not_yet_reminded(visible.unlogged()), user, most=FEW),
        not_held=_pile(visible.said_not_held(), user, most=FEW),
        to_verify=_logs_to_verify(visible, user),
        ideas=Idea.objects.visible_to(user).unread().order_by()[:MOST_COUNTED].count(),
        applications=_people(waiting.applied(volunteers)),
        trained=_people(waiting.trained(volunteers, today)),
        without_consent=_people(waiting.without_consent(volunteers, today)),
        checks_running_out=_people(waiting.with_check_running_out(volunteers, today)),
        next_week=staffing_of_next_week(visible),
    )


def _with_awaited(understaffed: QuerySet[SchoolSession]) -> QuerySet[SchoolSession]:
    """With the number of volunteers who were asked and may still say yes, as ``awaited``."""
    standing = (
        Invitation.objects.standing()
        .filter(school_session=OuterRef("pk"))
        .order_by()
        .values("school_session")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return understaffed.annotate(
        awaited=Coalesce(Subquery(standing, output_field=IntegerField()), 0),
        open_places=F("places") - F("places_filled"),
    )


def _asked_about(*piles: Pile) -> dict[int, Asked]:
    """What came of asking so far, by session; only those where an answer is awaited."""
    counts = (
        Invitation.objects.filter(school_session__in=[row.pk for one in piles for row in one.rows])
        .filter(answer__in=["", InvitationAnswer.NO, InvitationAnswer.EXPIRED])
        .order_by()
        .values("school_session")
        .annotate(
            number=Count("pk"), awaited=Count("pk", Q(answer="", expires_at__gt=timezone.now()))
        )
    )
    found = {one["school_session"]: Asked(one["number"], one["awaited"]) for one in counts}
    return {pk: asked for pk, asked in found.items() if asked.awaited}


def _not_yet_reminded(unlogged: QuerySet[SchoolSession]) -> QuerySet[SchoolSession]:
    """Without those whose log a coordinator has asked for within a day."""
    asked = Letter.objects.filter(
        about=Concat(Value("session:"), Cast(OuterRef("pk"), CharField())),
        kind="log_missing",
        written_by__isnull=False,
        written_at__gt=timezone.now() - datetime.timedelta(days=1),
    )
    return unlogged.filter(~Exists(asked))


def _closed_days(user: User, today: datetime.date) -> list[ClosedDays]:
    """Of today and tomorrow; one whose sessions were all cancelled or moved needs nobody."""
    closures = (
        Closure.objects.visible_to(user)
        .in_force()
        .filter(since__lte=today + datetime.timedelta(days=1), until__gte=today)
        .with_place()
        .order_by("since", "pk")[:MOST_SHOWN]
    )
    found = [ClosedDays(closure, sessions_hit(closure).count()) for closure in closures]
    return [days for days in found if days.sessions]


def _people(volunteers: QuerySet[Volunteer]) -> People:
    return People(
        volunteers.order_by()[: MOST_COUNTED + 1].count(),
        volunteers.order_by("joined_date", "pk").first(),
    )


def _pile(sessions: QuerySet[SchoolSession], user: User, *, most: int = MOST_SHOWN) -> Pile:
    rows = rows_of(sessions.order_by("starts_at", "pk")[:most], user)
    return Pile(_count(sessions), rows)


def _count(sessions: QuerySet[SchoolSession]) -> int:
    return sessions.order_by()[: MOST_COUNTED + 1].count()


def _logs_to_verify(visible: QuerySet[SchoolSession], user: User) -> LogsToVerify:
    pile = _pile(visible.unverified(), user, most=1)
    first = visible.unverified().order_by("starts_at", "pk").values("pk")[:MOST_COUNTED]
    odd = unusual(SchoolSession.objects.filter(pk__in=first))
    answered = LogQuestion.objects.filter(school_session__in=first).values("school_session")
    return LogsToVerify(
        pile.count,
        pile.rows,
        unusual=odd.count(),
        answered=answered.distinct().count(),
        sent_back=_count(visible.sent_back()),
    )


def staffing_of_next_week(visible: QuerySet[SchoolSession]) -> Staffing:
    today = timezone.localdate()
    monday = today + datetime.timedelta(days=7 - today.weekday())
    week = visible.filter(
        status__in=(SessionStatus.PLANNED, SessionStatus.CONFIRMED),
        date__range=(monday, monday + datetime.timedelta(days=6)),
    )
    found = week.with_places_filled().aggregate(
        sessions=Count("pk"),
        all_places=Sum("places"),
        filled=Sum(Least("places_filled", "places", output_field=IntegerField())),
    )
    return Staffing(found["sessions"], found["all_places"] or 0, found["filled"] or 0)


@dataclass
class RegionsAttention:
    """What a manager looks at first."""

    unverified: list[Region]
    """Regions with logs to verify, the most first; each with ``logs`` and ``oldest_date``."""
    silent: list[Region]
    """Regions in which nothing was taught of late; each with ``last_date``, if ever."""
    unlogged: int
    understaffed: int


def regions_attention() -> RegionsAttention:
    today = timezone.localdate()
    sessions = SchoolSession.objects.all()
    soon = timezone.now() + datetime.timedelta(days=DAYS_AHEAD)
    return RegionsAttention(
        unverified=_unverified_by_region(today - datetime.timedelta(days=DAYS_OF_LOGS)),
        silent=_silent_regions(today - datetime.timedelta(days=DAYS_OF_SILENCE)),
        unlogged=_count(sessions.unlogged()),
        understaffed=_count(sessions.understaffed().filter(starts_at__lt=soon)),
    )


def _unverified_by_region(since: datetime.date) -> list[Region]:
    by_region = (
        SchoolSession.objects.unverified()
        .filter(date__gte=since)
        .order_by()
        .values("school__region")
        .annotate(logs=Count("pk"), oldest_date=Min("date"))
    )
    found = {row["school__region"]: row for row in by_region}
    regions = list(Region.objects.filter(pk__in=found))
    for region in regions:
        region.logs = found[region.pk]["logs"]
        region.oldest_date = found[region.pk]["oldest_date"]
    return sorted(regions, key=lambda region: (-region.logs, region.code))


def _silent_regions(since: datetime.date) -> list[Region]:
    last = (
        SchoolSession.objects.taught()
        .filter(school__region=OuterRef("pk"))
        .order_by("-starts_at")
        .values("date")[:1]
    )
    lively = SchoolSession.objects.taught().filter(date__gte=since).order_by()
    return list(
        Region.objects.current()
        .exclude(pk__in=lively.values("school__region"))
        .annotate(last_date=Subquery(last))
        .order_by(F("last_date").desc(nulls_last=True), "code")
    )
