"""Who is taken when: the held times of teachers, class groups and volunteers, looked up once.

For plans that are many, or that are still looking for their time: three questions to the
database, however many people and times are asked about.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from sessions.choices import SessionStatus
from sessions.models import Assignment, Attendance, SchoolSession


class Kind(StrEnum):
    """Who can be in one place only."""

    CONTACT = "contact"
    CLASS_GROUP = "class_group"
    VOLUNTEER = "volunteer"


@dataclass(frozen=True)
class Who:
    kind: Kind
    pk: int


@dataclass(frozen=True)
class Held:
    """A time that somebody is taken, and by what."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    session_id: int | None = None
    row: int | None = None
    """The number of a session that is only wanted yet."""


def everyone(
    *,
    contacts: Iterable[int] = (),
    class_groups: Iterable[int] = (),
    volunteers: Iterable[int] = (),
) -> list[Who]:
    """Teachers, class groups and volunteers by their ids."""
    return [
        *(Who(Kind.CONTACT, pk) for pk in contacts),
        *(Who(Kind.CLASS_GROUP, pk) for pk in class_groups),
        *(Who(Kind.VOLUNTEER, pk) for pk in volunteers),
    ]


@dataclass
class BusyTimes:
    """Held times, those of the database and those that are taken on top of them."""

    _held: dict[Who, list[Held]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(
        cls,
        people: Iterable[Who],
        since: datetime.datetime,
        until: datetime.datetime,
        *,
        besides: Collection[int] = (),
    ) -> "BusyTimes":
        """What takes their time between two moments.

        :param besides: sessions that don't count, such as the one that is being moved.
        """
        times = cls()
        ids: dict[Kind, set[int]] = {kind: set() for kind in Kind}
        for who in people:
            ids[who.kind].add(who.pk)
        for kind, rows in (
            (Kind.CONTACT, _of_contacts(ids[Kind.CONTACT], since, until)),
            (Kind.CLASS_GROUP, _of_class_groups(ids[Kind.CLASS_GROUP], since, until)),
            (Kind.VOLUNTEER, _of_volunteers(ids[Kind.VOLUNTEER], since, until)),
        ):
            for pk, start, end, session_id in rows:
                if session_id not in besides:
                    times.take([Who(kind, pk)], Held(start, end, session_id=session_id))
        return times

    def take(self, people: Iterable[Who], held: Held) -> None:
        for who in people:
            self._held[who].append(held)

    def clashes(
        self, people: Iterable[Who], start: datetime.datetime, end: datetime.datetime
    ) -> Iterator[tuple[Who, Held]]:
        """Who of these is taken between start and end, and by what."""
        for who in people:
            for held in self._held.get(who, ()):
                if held.starts_at < end and held.ends_at > start:
                    yield who, held

    def are_free(
        self, people: Iterable[Who], start: datetime.datetime, end: datetime.datetime
    ) -> bool:
        return next(self.clashes(people, start, end), None) is None


Row = tuple[int, datetime.datetime, datetime.datetime, int]


def _of_contacts(ids: Collection[int], since: datetime.datetime, until: datetime.datetime):
    return (
        SchoolSession.objects.filter(contact__in=ids, starts_at__lt=until, ends_at__gt=since)
        .exclude(status=SessionStatus.CANCELLED)
        .order_by("starts_at")
        .values_list("contact_id", "starts_at", "ends_at", "pk")
    )


def _of_class_groups(
    ids: Collection[int], since: datetime.datetime, until: datetime.datetime
) -> Iterator[Row]:
    rows = Attendance.objects.filter(class_group__in=ids, during__overlap=(since, until))
    for pk, during, session in rows.order_by("pk").values_list(
        "class_group_id", "during", "school_session_id"
    ):
        yield pk, during.lower, during.upper, session


def _of_volunteers(
    ids: Collection[int], since: datetime.datetime, until: datetime.datetime
) -> Iterator[Row]:
    rows = Assignment.objects.filter(volunteer__in=ids, during__overlap=(since, until))
    for pk, during, session in rows.order_by("pk").values_list(
        "volunteer_id", "during", "school_session_id"
    ):
        yield pk, during.lower, during.upper, session
