"""What needs somebody today: for coordinators in their regions, for managers in the country.

Each number is the length of a list that one click away can be worked off, and no count goes on
beyond ``MOST_COUNTED``: a start page answers at once, however much has piled up.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, Min, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Least
from django.utils import timezone

from accounts.models import User
from regions.models import Region
from sessions.choices import SessionStatus
from sessions.models import Attendance, SchoolSession
from sessions.queries import MOST_COUNTED, SessionRow, rows_of

DAYS_AHEAD = 7
MOST_SHOWN = 4
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
    """Sessions with more students in a class than are enrolled."""


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
class Attention:
    understaffed: Pile
    unlogged: Pile
    to_verify: LogsToVerify
    unconfirmed: Pile
    next_week: Staffing

    @property
    def count(self) -> int:
        piles = (self.understaffed, self.unlogged, self.to_verify, self.unconfirmed)
        return sum(pile.number for pile in piles)


def attention_for(user: User) -> Attention:
    """What a coordinator's day begins with."""
    visible = SchoolSession.objects.visible_to(user)
    soon = timezone.now() + datetime.timedelta(days=DAYS_AHEAD)
    unconfirmed = visible.upcoming().filter(status=SessionStatus.PLANNED, starts_at__lt=soon)
    return Attention(
        understaffed=_pile(visible.understaffed().filter(starts_at__lt=soon), user),
        unlogged=_pile(visible.unlogged(), user),
        to_verify=_logs_to_verify(visible, user),
        unconfirmed=_pile(unconfirmed, user, most=1),
        next_week=staffing_of_next_week(visible),
    )


def _pile(sessions: QuerySet[SchoolSession], user: User, *, most: int = MOST_SHOWN) -> Pile:
    rows = rows_of(sessions.order_by("starts_at", "pk")[:most], user)
    return Pile(_count(sessions), rows)


def _count(sessions: QuerySet[SchoolSession]) -> int:
    return sessions.order_by()[: MOST_COUNTED + 1].count()


def _logs_to_verify(visible: QuerySet[SchoolSession], user: User) -> LogsToVerify:
    pile = _pile(visible.unverified(), user, most=1)
    first = visible.unverified().order_by("starts_at", "pk").values("pk")[:MOST_COUNTED]
    beyond = Attendance.objects.beyond_enrolled().filter(school_session__in=first)
    unusual = beyond.aggregate(sessions=Count("school_session", distinct=True))
    return LogsToVerify(pile.count, pile.rows, unusual["sessions"])


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
