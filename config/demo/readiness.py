"""Who of the current term's volunteers is ready for what, and when: most are, some are not."""

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from accounts.models import User
from config.demo.calendar import ALMATY, starts_at
from config.demo.timetable import ADULT, Member, Planned
from sessions.choices import Mode
from volunteers.choices import (
    JOINING,
    CheckKind,
    TrainedHow,
    VolunteerStatus,
    Weekday,
    WeeklyTimeKind,
)
from volunteers.models import (
    Check,
    Project,
    Training,
    TrainingUnit,
    Unavailability,
    UnitProgress,
    WeeklyTime,
    age_on,
)

CHECKED = "PLF"
"""The project that asks adults for a background check in the demo."""

ON_THE_WAY = datetime.timedelta(minutes=60)
MORNING = (datetime.time(8), datetime.time(13, 20))
AFTERNOON = (datetime.time(13, 30), datetime.time(18, 40))
WORKING_DAYS = list(Weekday)[:5]
YEAR = datetime.timedelta(days=365)


@dataclass
class Ready:
    """What a member of the term may and can do; keeps to the rules of staffing."""

    untrained: frozenset[str] = frozenset()
    excepted: frozenset[str] = frozenset()
    """The projects without a training, and those that a coordinator lets them teach for so."""
    check_until: datetime.date | None = None
    at_school: tuple[datetime.time, datetime.time] | None = None
    away: tuple[datetime.date, datetime.date] | None = None
    most_a_week: int | None = None
    free_from: datetime.time | None = None
    taken: list[Planned] = field(default_factory=list)

    def may_take(self, member: Member, planned: Planned) -> bool:
        project, day = planned.session.project.code, planned.day
        is_minor = age_on(member.volunteer.birth_date, day) < ADULT
        return (
            project not in self.untrained
            and (is_minor or project != CHECKED or self._is_checked_on(day))
            and not (self.away and self.away[0] <= day < self.away[1])
            and not (self.free_from and planned.at.time() < self.free_from)
            and not self._is_at_school(planned)
            and self._week_has_room(planned)
            and all(self._can_get_there(planned, other) for other in self.taken)
        )

    def _is_checked_on(self, day: datetime.date) -> bool:
        return self.check_until is not None and day <= self.check_until

    def _is_at_school(self, planned: Planned) -> bool:
        if not self.at_school:
            return False
        starts, ends = self.at_school
        return planned.at.time() < ends and planned.end.time() > starts

    def _week_has_room(self, planned: Planned) -> bool:
        week = planned.day.isocalendar()[:2]
        same = sum(other.day.isocalendar()[:2] == week for other in self.taken)
        return self.most_a_week is None or same < self.most_a_week

    @staticmethod
    def _can_get_there(planned: Planned, other: Planned) -> bool:
        in_person = [one for one in (planned, other) if one.session.mode != Mode.ONLINE]
        same_school = len(in_person) == 2 and planned.home is other.home
        way = ON_THE_WAY if in_person and not same_school else datetime.timedelta()
        return planned.end + way <= other.at or other.end + way <= planned.at


def make_ready(members: list[Member], today: datetime.date, seed: str) -> None:
    """Decide for each member of a term; the one who signs in has the afternoon shift at school."""
    rng = random.Random(seed)  # noqa: S311
    for number, member in enumerate(members):
        member.ready = ready = Ready(
            check_until=today + datetime.timedelta(days=rng.randint(40, 700))
        )
        if member.volunteer.status == VolunteerStatus.TRAINED:
            ready.untrained = frozenset()
        elif member.volunteer.status != VolunteerStatus.ACTIVE:
            ready.untrained = frozenset(member.projects)
            if member.volunteer.status in JOINING:
                ready.check_until = None
        elif member.volunteer.user and member.volunteer.user.pk:
            ready.at_school = AFTERNOON
            continue
        else:
            _make_different(ready, member, number % 8, today)
        is_minor = age_on(member.volunteer.birth_date, today) < ADULT
        if is_minor and not ready.free_from and rng.random() < 0.4:
            ready.at_school = rng.choice([MORNING, AFTERNOON])


def _make_different(ready: Ready, member: Member, turn: int, today: datetime.date) -> None:
    """One in eight of each kind; the others are ready for everything."""
    one_project = sorted(member.projects)[0]
    if turn == 1:
        ready.untrained = frozenset([one_project])
    elif turn == 2:
        ready.excepted = frozenset([one_project])
    elif turn == 3:
        ready.check_until = today - datetime.timedelta(days=20)
    elif turn == 4:
        ready.away = (today + datetime.timedelta(days=3), today + datetime.timedelta(days=12))
    elif turn == 5:
        ready.most_a_week = 1
    elif turn == 6:
        ready.free_from = datetime.time(11)


def rows_of(
    member: Member, projects: dict[str, Project], coordinator: User
) -> Iterator[Training | Check | WeeklyTime | Unavailability]:
    """What is recorded about a member; those of 2020 were trained before they were enrolled."""
    volunteer, ready = member.volunteer, member.ready or Ready()
    for code in sorted(member.projects - ready.untrained):
        is_exception = code in ready.excepted
        yield Training(
            volunteer=volunteer,
            project=projects[code],
            passed_date=volunteer.joined_date,
            how=TrainedHow.EXCEPTION if is_exception else TrainedHow.COURSE,
            recorded_by=coordinator,
            note="Has led such lessons at school before." if is_exception else "",
        )
    if ready.check_until:
        valid_from = min(volunteer.joined_date, ready.check_until - YEAR)
        yield Check(
            volunteer=volunteer,
            kind=CheckKind.BACKGROUND,
            valid_from=valid_from,
            valid_until=ready.check_until,
            recorded_by=coordinator,
        )
    for weekday in WORKING_DAYS:
        if ready.at_school:
            starts, ends = ready.at_school
            yield WeeklyTime(
                volunteer=volunteer,
                kind=WeeklyTimeKind.SCHOOL,
                weekday=weekday,
                starts=starts,
                ends=ends,
            )
        if ready.free_from:
            yield WeeklyTime(
                volunteer=volunteer,
                kind=WeeklyTimeKind.AVAILABLE,
                weekday=weekday,
                starts=ready.free_from,
                ends=datetime.time(20),
            )
    if ready.away:
        since, until = (starts_at(day, (0, 0)).astimezone(ALMATY) for day in ready.away)
        yield Unavailability(volunteer=volunteer, starts_at=since, ends_at=until)


def progress_of(member: Member, units: dict[str, list[TrainingUnit]]) -> Iterator[UnitProgress]:
    """What those of a term have passed: all units of the projects that they took the course for,
    the first two of one that is still before them.

    :param units: by the code of their project, in order.
    """
    ready = member.ready
    if ready is None or member.volunteer.status == VolunteerStatus.LEFT:
        return
    passed_at = starts_at(member.volunteer.joined_date, (17, 0))
    for code in sorted(member.projects - ready.excepted):
        own = units.get(code, [])
        for unit in own[:2] if code in ready.untrained else own:
            right = [question.pk for question in unit.questions.all()]
            yield UnitProgress(
                volunteer=member.volunteer,
                unit=unit,
                right_questions=right,
                tries=1,
                passed_at=passed_at,
            )
