"""The programme of 2020: records that add up to the published figures of each project.

What was published as online lessons are sessions with mode online. The students in person come
from a few sessions with mode offline besides: in the first half of March, before the schools
closed, and in the autumn in small classes. All sessions are verified.
"""

import datetime
import json
import random
from calendar import monthrange
from functools import cache
from pathlib import Path

from django.utils import timezone

from accounts.models import User
from config.demo.accounts import COORDINATED
from config.demo.calendar import school_days
from config.demo.people import People
from config.demo.places import PLACES, Cohort, Country, Home
from config.demo.timetable import (
    Count,
    Member,
    Planned,
    Timetable,
    record_log,
    settle,
    suitable_lessons,
    verify,
)
from schools.models import School
from schools.school_years import school_year_of
from sessions.choices import AssignmentRole, LogSource, Mode
from sessions.models import Attendance, Lesson
from volunteers.choices import VolunteerStatus
from volunteers.models import Project, Volunteer

YEAR = 2020
PUBLISHED = json.loads(
    (Path(__file__).parent / "data" / "programme_2020.json").read_text(encoding="utf-8")
)
IN_BOTH_PROJECTS = 22
SCHOOLS_IN_BOTH = {"KZ-71": 2, "KZ-35": 2}
"""One of each other region."""

OFFLINE = {"BKD": {3: 24, 10: 14, 11: 12}, "PLF": {3: 2, 10: 2}}
"""Sessions in person by month; they carry the published students in person."""

ONLINE_BY_MONTH = {
    "BKD": {3: 1, 4: 7, 5: 11, 9: 14, 10: 24, 11: 20, 12: 23},
    "PLF": {3: 0, 4: 6, 5: 10, 9: 15, 10: 26, 11: 20, 12: 23},
}
"""How the lessons online spread over the months: a start, a summer without, a strong autumn."""

FIRST_TRAINED = 100
JOINED = (
    (datetime.date(2020, 3, 2), datetime.date(2020, 3, 6)),
    (datetime.date(2020, 4, 6), datetime.date(2020, 4, 17)),
    (datetime.date(2020, 9, 1), datetime.date(2020, 9, 18)),
    (datetime.date(2020, 10, 5), datetime.date(2020, 10, 16)),
)
AGES = (range(11, 24), (1, 2, 4, 6, 8, 9, 9, 7, 5, 4, 3, 2, 2))
"""Ages on the day of joining, 10 to 24 all through the year, and how frequent each is."""

PARENTS_LESSON = "BKD-08"


class Programme:
    """Plans the year; nothing is written here."""

    def __init__(self, seed: int, *, people: People, manager: User, coordinator: User) -> None:
        self.seed = seed
        self.random = random.Random(f"{seed} programme")  # noqa: S311
        self.people = people
        self.country = Country(f"{seed} places")
        self.timetable = Timetable(self.random)
        self.manager, self.coordinator = manager, coordinator
        self.projects = {project.code: project for project in Project.objects.all()}
        self.homes: dict[str, list[Home]] = {code: [] for code in PUBLISHED}
        self.members: dict[str, list[Member]] = {}
        self.counts: dict[str, list[Count]] = {}

    def plan(self) -> list[Planned]:
        self._make_schools()
        self._make_volunteers()
        for code in PUBLISHED:
            planned = self._plan_sessions(self.projects[code])
            self._staff(code, planned)
            self._count(code, planned)
            self._name(code, planned)
        return self.timetable.planned

    @property
    def schools(self) -> list[School]:
        return [school for schools in self.country.schools.values() for school in schools]

    @property
    def all_members(self) -> list[Member]:
        return [member for members in self.members.values() for member in members]

    # --- schools and people -----------------------------------------------------------------

    def _make_schools(self) -> None:
        for row in PLACES["regions"]:
            shared = SCHOOLS_IN_BOTH.get(row["code"], 1)
            schools = self.country.make_schools(row, row["bekind"] + row["plastic_free"] - shared)
            homes = [self.country.make_home(school, YEAR) for school in schools]
            self.homes["BKD"] += homes[: row["bekind"]]
            # Larger schools for the project that has few schools and many lessons.
            others = homes[row["bekind"] :]
            both = sorted(homes[: row["bekind"]], key=lambda home: -len(home.cohorts))[:shared]
            self.homes["PLF"] += both + others

    def _make_volunteers(self) -> None:
        wanted = {code: published["volunteers"] for code, published in PUBLISHED.items()}
        total = sum(wanted.values()) - IN_BOTH_PROJECTS
        joined = [JOINED[0]] * FIRST_TRAINED + self.random.choices(
            JOINED[1:], [2, 4, 3], k=total - FIRST_TRAINED
        )
        projects = [{"BKD", "PLF"}] * IN_BOTH_PROJECTS
        projects += [{"BKD"}] * (wanted["BKD"] - IN_BOTH_PROJECTS)
        projects += [{"PLF"}] * (wanted["PLF"] - IN_BOTH_PROJECTS)
        self.random.shuffle(projects)
        rows = PLACES["regions"]
        # In turn, weighted, so that every region has people of every wave and project.
        places = self.random.choices(rows, [row["bekind"] for row in rows], k=total)
        for row, first_and_last, codes in zip(places, joined, projects, strict=True):
            member = self._make_member(row, first_and_last, set(codes))
            self.members.setdefault(row["code"], []).append(member)

    def _make_member(self, row: dict, joined: tuple, codes: set[str]) -> Member:
        mother_tongue = "kk" if self.random.random() < row["kazakh"] else "ru"
        name = self.people.name(mother_tongue)
        first, last = joined
        joined_date = first + datetime.timedelta(days=self.random.randint(0, (last - first).days))
        birth_date = self.people.birth_date(joined_date, *AGES)
        languages = [mother_tongue] if self.random.random() < 0.45 else ["kk", "ru"]
        is_with_us = birth_date.year >= 2004
        return Member(
            volunteer=Volunteer(
                email=self.people.address(name),
                first_name=name.first,
                last_name=name.last,
                birth_date=birth_date,
                region=self.country.regions[row["code"]],
                languages=languages,
                status=VolunteerStatus.ACTIVE if is_with_us else VolunteerStatus.LEFT,
                # Who left long ago would be taken out soon, and the demo have no names.
                status_since=joined_date if is_with_us else timezone.localdate(),
                joined_date=joined_date,
            ),
            projects=codes,
            eagerness=self.random.gammavariate(1.5, 1.0),
        )

    # --- sessions ---------------------------------------------------------------------------

    def _plan_sessions(self, project: Project) -> list[Planned]:
        """As many of each month and mode as wanted; every school has at least one."""
        code, homes = project.code, self.homes[project.code]
        lessons = list(Lesson.objects.filter(project=project))
        online = PUBLISHED[code]["sessions_online"]
        months, weights = zip(*ONLINE_BY_MONTH[code].items(), strict=True)
        wanted = [(month, Mode.ONLINE) for month in self.random.choices(months, weights, k=online)]
        wanted += [(m, Mode.OFFLINE) for m, count in OFFLINE[code].items() for _ in range(count)]
        self.random.shuffle(wanted)
        sizes = [len(home.cohorts) * self.random.gammavariate(2.0, 1.0) for home in homes]
        hosts = homes + self.random.choices(homes, sizes, k=len(wanted) - len(homes))
        return [
            self._plan_session(home, project, lessons, month, mode)
            for home, (month, mode) in zip(hosts, wanted, strict=True)
        ]

    def _plan_session(
        self, home: Home, project: Project, lessons: list[Lesson], month: int, mode: str
    ) -> Planned:
        days = _days_of(month)
        school_year = school_year_of(days[0])
        while True:
            cohort = self._choose_class(home, school_year)
            if times := self.timetable.times(cohort, days):
                lesson = self._choose_lesson(lessons, cohort, school_year)
                at = self.random.choice(times)
                return self.timetable.plan(cohort, lesson, project, at, mode)

    def _choose_class(self, home: Home, school_year: int) -> Cohort:
        """A third of the lessons go to a class that has had one already."""
        cohorts = home.cohorts_in(school_year)
        known = [cohort for cohort in cohorts if cohort.lessons]
        return self.random.choice(known if known and self.random.random() < 0.33 else cohorts)

    def _choose_lesson(self, lessons: list[Lesson], cohort: Cohort, school_year: int) -> Lesson:
        with_parents = [lesson for lesson in lessons if lesson.code == PARENTS_LESSON]
        if with_parents and self.random.random() < 0.16:
            return with_parents[0]
        others = [lesson for lesson in lessons if lesson not in with_parents]
        return self.random.choice(suitable_lessons(others, cohort, school_year))

    # --- who teaches ------------------------------------------------------------------------

    def _staff(self, code: str, planned: list[Planned]) -> None:
        """Each session has a lead; in the end each volunteer of the project has taught."""
        everyone = self.all_members
        planned.sort(key=lambda one: (one.at, one.session.school.code))
        for one in planned:
            near = self.members[one.session.school.region.code]
            lead = self.timetable.find_member(one, near) or self.timetable.find_member(
                one, everyone
            )
            self.timetable.assign(one, lead)
            if self.random.random() < 0.25 and (other := self.timetable.find_member(one, near)):
                self.timetable.assign(one, other, AssignmentRole.CO_TEACHER)
            if code == "PLF" and self.random.random() < 0.2:
                self._invite_expert(one, near)
        for member in everyone:
            if code in member.projects and not member.sessions[code]:
                self._give_a_place(member, planned)

    def _invite_expert(self, planned: Planned, members: list[Member]) -> None:
        if expert := self.timetable.find_member(planned, members, adult=True):
            self.timetable.assign(planned, expert, AssignmentRole.GUEST_EXPERT)

    def _give_a_place(self, member: Member, planned: list[Planned]) -> None:
        """Beside the lead of a session that nobody else helps with; near home if there is one."""
        open_places = [
            one
            for one in planned
            if len(one.assignments) == 1 and self.timetable.find_member(one, [member])
        ]
        near = [one for one in open_places if one.region_id == member.volunteer.region_id]
        chosen = self.random.choice(near or open_places)
        self.timetable.assign(chosen, member, AssignmentRole.CO_TEACHER)

    # --- head-counts ------------------------------------------------------------------------

    def _count(self, code: str, planned: list[Planned]) -> None:
        published = PUBLISHED[code]
        for mode in (Mode.ONLINE, Mode.OFFLINE):
            of_mode = [one for one in planned if one.session.mode == mode]
            counts = [self._count_students(one, row) for one in of_mode for row in one.attendance]
            self._widen(of_mode, counts, published[f"students_{mode}"])
            settle(counts, published[f"students_{mode}"], self.random)
        if published["parents"]:
            counts = [self._count_parents(one, row) for one in planned for row in one.attendance]
            settle(counts, published["parents"], self.random)
        for one in planned:
            for row in one.attendance:
                row.teachers = self.random.choices([1, 2], [9, 1])[0]

    def _widen(self, planned: list[Planned], counts: list[Count], total: int) -> None:
        """Let a second and third class sit in until the total is near."""
        reached, before = sum(count.value for count in counts), -1
        while before < reached < total:
            before = reached
            for one in self.random.sample(planned, len(planned)):
                cohort = self.timetable.another_class(one)
                if cohort and len(one.cohorts) < 3 and reached < total:
                    count = self._count_students(one, self.timetable.add_class(one, cohort))
                    counts.append(count)
                    reached += count.value

    def _count_students(self, planned: Planned, row: Attendance) -> Count:
        enrolled = row.class_group.enrolled
        if planned.session.mode == Mode.ONLINE:
            count = Count(row, "students_online", round(enrolled * 0.6), enrolled)
        elif planned.at.month == 3:
            count = Count(row, "students_offline", round(enrolled * 0.6), enrolled)
        else:
            # Classes of at most 15 were allowed in person then.
            count = Count(row, "students_offline", 8, min(enrolled, 15))
        count.value = round(enrolled * self.random.triangular(0.7, 1.0, 0.93))
        return count

    def _count_parents(self, planned: Planned, row: Attendance) -> Count:
        field = f"parents_{planned.session.mode}"
        if planned.session.lesson.code != PARENTS_LESSON:
            count = Count(row, field, 0, 0 if self.random.random() < 0.88 else 6)
            count.value = self.random.randint(1, 4)
            return count
        count = Count(row, field, 4, row.class_group.enrolled + 4)
        count.value = round(row.class_group.enrolled * self.random.triangular(0.3, 1.0, 0.7))
        return count

    # --- what stands in the records ---------------------------------------------------------

    def _name(self, code: str, planned: list[Planned]) -> None:
        for number, one in enumerate(planned, 1):
            one.session.external_id = f"{code}-{YEAR}-{self.seed}-{number:04d}"
            one.session.places = len(one.assignments)
            ours = one.session.school.region.code in COORDINATED
            logged_at = one.end + datetime.timedelta(minutes=self.random.randint(10, 900))
            record_log(one, by=self.manager, at=logged_at, rng=self.random, source=LogSource.IMPORT)
            days = self.random.randint(1, 4)
            verify(
                one,
                by=self.coordinator if ours else self.manager,
                at=logged_at + datetime.timedelta(days=days),
            )


@cache
def _days_of(month: int) -> list[datetime.date]:
    """School days; in March from the tenth on, since the first volunteers were trained before."""
    first = datetime.date(YEAR, month, 10 if month == 3 else 1)
    return school_days(first, datetime.date(YEAR, month, monthrange(YEAR, month)[1]))
