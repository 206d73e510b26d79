"""The current term: sessions of the weeks around a day, in every state that a page can show.

Dense in Astana and Akmola, where the demo's coordinator works and its volunteer teaches.
"""

import datetime
import random
from collections.abc import Iterable

from django.utils import timezone

from accounts.models import User
from config.demo import oddities
from config.demo.applicants import make_applicants
from config.demo.calendar import days_around, starts_at
from config.demo.cast import Cast
from config.demo.outcomes import Outcomes, is_coordinated
from config.demo.people import People
from config.demo.places import Cohort, Country, Home
from config.demo.readiness import make_ready
from config.demo.timetable import Member, Planned, Timetable, suitable_lessons
from config.demo.unusual import Unusual
from schools.models import School, SchoolContact
from schools.school_years import school_year_of
from sessions.choices import Mode
from sessions.models import Lesson
from volunteers.models import Project

WEEKS_BEFORE, WEEKS_AFTER = 5, 4
SCHOOLS = {"KZ-71": 14, "KZ-11": 11, "KZ-35": 4, "KZ-61": 4, "KZ-15": 3, "KZ-55": 3}
SESSIONS_A_DAY = (4, 5, 6, 7, 8)
JOINING_LINK = "https://meet.example.org/birge-{number:04d}"


class Term:
    """Plans the sessions around a moment; nothing is written here."""

    def __init__(
        self,
        seed: int,
        *,
        now: datetime.datetime,
        schools: Iterable[School],
        people: People,
        users: dict[str, User],
    ) -> None:
        self.seed, self.now, self.users, self.people = seed, timezone.localtime(now), users, people
        self.today = self.now.date()
        self.random = random.Random(f"{seed} term {self.today}")  # noqa: S311
        self.timetable = Timetable(self.random)
        self.projects = list(Project.objects.filter(code__in=["BKD", "PLF"]).order_by("code"))
        self.lessons = {
            project.code: list(Lesson.objects.filter(project=project)) for project in self.projects
        }
        self.country = Country(f"{seed} term places")
        self.days = days_around(self.today, WEEKS_BEFORE, WEEKS_AFTER)
        self.homes = self._choose_homes(schools)
        self.contacts: dict[str, list[SchoolContact]] = {}
        self.members: list[Member] = []
        self.danas: list[Planned] = []
        """The sessions of the volunteer who signs in; the first is the latest past one."""
        self.odd: list[Planned] = []
        """Those that were changed so that the data quality page finds something."""

    def plan(self) -> list[Planned]:
        cast = Cast(self.random, people=self.people, regions=self.country.regions, today=self.today)
        for home in self.homes:
            self.contacts[home.school.code] = cast.contacts(home)
        self.members = cast.members()
        dana = cast.dana(self.users["volunteer"])
        self.members.append(dana)
        self.members += make_applicants(cast)
        make_ready(self.members, self.today, f"{self.seed} ready")
        self._plan_for(dana)
        for day in self.days:
            for _number in range(self.random.choice(SESSIONS_A_DAY)):
                self._plan_session([day])
        rounding = self._plan_oddities()
        planned = sorted(self.timetable.planned, key=lambda one: (one.at, one.session.school.code))
        # A minor needs a teacher beside her.
        for one in self.danas:
            self._name_contact(one)
        for number, one in enumerate(planned, 1):
            self._complete(one, number)
        Outcomes(
            self.random,
            timetable=self.timetable,
            members=self.members,
            danas=self.danas,
            users=self.users,
            now=self.now,
            silent_since=self.today - datetime.timedelta(weeks=WEEKS_BEFORE),
        ).decide(planned)
        self._make_oddities(planned, rounding)
        self._make_unusual(planned)
        return planned

    # --- schools ----------------------------------------------------------------------------

    def _choose_homes(self, schools: Iterable[School]) -> list[Home]:
        by_region: dict[str, list[School]] = {code: [] for code in SCHOOLS}
        for school in schools:
            by_region.get(school.region.code, []).append(school)
        return [
            self.country.make_home(school, school_year_of(self.today))
            for code, count in SCHOOLS.items()
            for school in self.random.sample(by_region[code], count)
        ]

    # --- sessions ---------------------------------------------------------------------------

    def _plan_session(self, days: list[datetime.date], homes: list[Home] | None = None) -> Planned:
        while True:
            home = self.random.choice(homes or self.homes)
            cohort = self.random.choice(home.cohorts_in(school_year_of(days[0])))
            if times := self.timetable.times(cohort, days):
                return self._plan_at(cohort, self.random.choice(times))

    def _plan_at(self, cohort: Cohort, at: datetime.datetime) -> Planned:
        project = self.random.choices(self.projects, [3, 2])[0]
        lessons = self.lessons[project.code]
        lesson = self.random.choice(suitable_lessons(lessons, cohort, school_year_of(at.date())))
        mode = self.random.choices([Mode.ONLINE, Mode.OFFLINE, Mode.HYBRID], [60, 32, 8])[0]
        planned = self.timetable.plan(cohort, lesson, project, at, mode)
        together = mode == Mode.ONLINE and self.random.random() < 0.4
        if together and (other := self.timetable.another_class(planned)):
            self.timetable.add_class(planned, other)
        return planned

    def _plan_for(self, dana: Member) -> None:
        """Her weeks: some lessons behind her, one to log, one on the next school day, two more."""
        homes = [home for home in self.homes if home.school.region.code == "KZ-71"]
        past = [day for day in self.days if starts_at(day, (12, 10)) <= self.now]
        later = [day for day in self.days if day > self.today]
        wanted = [*past[-1:], *past[-3:-19:-3], *later[:1], *later[3:10:4]]
        for day in wanted:
            in_the_morning = [
                (cohort, times)
                for home in homes
                for cohort in home.cohorts_in(school_year_of(day))
                if cohort.shift == 1 and (times := self.timetable.times(cohort, [day])[:4])
            ]
            cohort, times = self.random.choice(in_the_morning)
            planned = self._plan_at(cohort, self.random.choice(times))
            self.timetable.assign(planned, dana)
            self.danas.append(planned)

    def _plan_oddities(self) -> Home:
        """Sessions that it takes for regions to go silent and for schools to have habits."""
        silent = [home for home in self.homes if home.school.region.code == oddities.SILENT]
        if days := oddities.days_of_the_silent(self.today, WEEKS_BEFORE):
            for _number in range(oddities.SILENT_SESSIONS):
                self._plan_session(days, silent)
        rounding = next(home for home in self.homes if home.school.region.code == oddities.ROUNDING)
        past = [day for day in self.days if day < self.today]
        for _number in range(oddities.ROUNDED_SESSIONS):
            self._plan_session(past[: len(past) // 2], [rounding])
        return rounding

    def _make_oddities(self, planned: list[Planned], rounding: Home) -> None:
        made = oddities.Oddities(planned, timetable=self.timetable, rng=self.random, now=self.now)
        self.odd = made.changed
        twin = made.apply(
            usual=lambda one: is_coordinated(one) and one not in self.danas,
            rounding=rounding,
        )
        if twin:
            self._complete(twin, len(planned) + 1)
            planned.append(twin)

    def _make_unusual(self, planned: list[Planned]) -> None:
        unusual = Unusual(
            planned,
            timetable=self.timetable,
            members=self.members,
            rng=random.Random(f"{self.seed} unusual {self.today}"),  # noqa: S311
            now=self.now,
            besides=[*self.danas, *self.odd],
        )
        unusual.apply()
        lessons = [(project, self.lessons[project.code]) for project in self.projects]
        for one in unusual.add_unplanned(self.homes, lessons):
            one.session.external_id = self._external_id(len(planned) + 1)
            planned.append(one)

    def _external_id(self, number: int) -> str:
        return f"TERM-{self.seed}-{self.today:%Y%m%d}-{number:04d}"

    def _complete(self, planned: Planned, number: int) -> None:
        """What a plan has besides its time: its id, a teacher at the school, a room or link."""
        session = planned.session
        session.external_id = self._external_id(number)
        if session.mode == Mode.OFFLINE:
            session.venue = f"{self.random.randint(1, 3)}{self.random.randint(1, 24):02d}"
        else:
            session.venue = JOINING_LINK.format(number=number)
        if not session.contact:
            self._name_contact(planned)

    def _name_contact(self, planned: Planned) -> None:
        session = planned.session
        for contact in self.contacts[session.school.code]:
            if self.timetable.is_free(contact.email, planned.at):
                self.timetable.take(contact.email, planned.at)
                session.contact = contact
                break
