"""The current term: sessions of the weeks around a day, in every state that a page can show.

Dense in Astana and Akmola, where the demo's coordinator works and its volunteer teaches.
"""

import datetime
import random
from collections.abc import Iterable

from django.utils import timezone

from accounts.models import User
from config.demo import oddities
from config.demo.accounts import COORDINATED
from config.demo.calendar import days_around, starts_at
from config.demo.people import People
from config.demo.places import PLACES, Cohort, Country, Home
from config.demo.readiness import make_ready
from config.demo.timetable import (
    Member,
    Planned,
    Timetable,
    record_log,
    suitable_lessons,
    verify,
)
from schools.models import School, SchoolContact
from schools.school_years import school_year_of
from sessions.choices import AssignmentRole, AssignmentStatus, Mode, SessionStatus
from sessions.models import Attendance, Lesson
from volunteers.choices import VolunteerStatus
from volunteers.models import Project, Volunteer

WEEKS_BEFORE, WEEKS_AFTER = 5, 4
SCHOOLS = {"KZ-71": 14, "KZ-11": 11, "KZ-35": 4, "KZ-61": 4, "KZ-15": 3, "KZ-55": 3}
VOLUNTEERS = {"KZ-71": 24, "KZ-11": 18, "KZ-35": 8, "KZ-61": 8, "KZ-15": 6, "KZ-55": 6}
SESSIONS_A_DAY = (4, 5, 6, 7, 8)
AGES = (range(12, 25), (1, 2, 4, 6, 7, 7, 6, 5, 4, 3, 3, 2, 2))

PAST = "ULLULCLVLLVULVLVVLVCVVLV"
"""What became of the latest past sessions, newest first: U not logged yet, L logged, V verified,
C cancelled. Earlier ones are verified, with few exceptions."""

NEXT = "ochHpco2xcphcocHpchcopcc"
"""How the next sessions stand: o nobody yet, h one of two, 2 nobody of two; then with everybody:
c confirmed, H confirmed with two, p planned; x cancelled. Later ones are drawn from these."""

REASONS = (
    "School closed by frost",
    "The teacher is ill",
    "The class is on a trip",
    "No electricity at the school",
)
NOTES = {
    "kk": ("", "", "Сабақ қызық өтті, оқушылар белсенді болды.", "Байланыс екі рет үзілді."),
    "ru": ("", "", "Класс просит провести ещё один урок.", "Много вопросов, не хватило времени."),
}
CONTACTS = {
    "kk": ("Директордың орынбасары", "Сынып жетекшісі", "Тәлімгер"),
    "ru": ("Заместитель директора", "Классный руководитель", "Педагог-организатор"),
}
PARENTS_LESSON = "BKD-08"
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

    def plan(self) -> list[Planned]:
        for home in self.homes:
            self._make_contacts(home)
        self._make_members()
        dana = self._make_dana()
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
        for is_ours in (True, False):
            part = [one for one in planned if self._is_coordinated(one) is is_ours]
            self._decide_past([one for one in reversed(part) if one.end <= self.now])
            self._decide_next([one for one in part if one.end > self.now])
        self._count_too_many(planned)
        self._make_oddities(planned, rounding)
        return planned

    # --- schools and people -----------------------------------------------------------------

    def _choose_homes(self, schools: Iterable[School]) -> list[Home]:
        by_region: dict[str, list[School]] = {code: [] for code in SCHOOLS}
        for school in schools:
            by_region.get(school.region.code, []).append(school)
        return [
            self.country.make_home(school, school_year_of(self.today))
            for code, count in SCHOOLS.items()
            for school in self.random.sample(by_region[code], count)
        ]

    def _make_contacts(self, home: Home) -> None:
        for number in range(2):
            language = home.school.languages[number % len(home.school.languages)]
            name = self.people.name(language)
            self.contacts.setdefault(home.school.code, []).append(
                SchoolContact(
                    school=home.school,
                    name=name.full,
                    position=self.random.choice(CONTACTS[language]),
                    email=self.people.address(name),
                )
            )

    def _make_members(self) -> None:
        kazakh = {row["code"]: row["kazakh"] for row in PLACES["regions"]}
        for code, count in VOLUNTEERS.items():
            for number in range(count):
                language = "kk" if self.random.random() < kazakh[code] else "ru"
                name = self.people.name(language)
                member = self._make_member(
                    email=self.people.address(name),
                    first_name=name.first,
                    last_name=name.last,
                    region=self.country.regions[code],
                    languages=[language] if number % 3 == 2 else ["kk", "ru"],
                    status=self._status(number),
                )
                self.members.append(member)

    @staticmethod
    def _status(number: int) -> str:
        """In each region some who have applied, at different steps, and one who takes a rest."""
        others = {
            3: VolunteerStatus.APPLIED,
            5: VolunteerStatus.INTERVIEW,
            7: VolunteerStatus.PAUSED,
            15: VolunteerStatus.TRAINED,
        }
        return others.get(number, VolunteerStatus.ACTIVE)

    def _make_member(self, **fields) -> Member:
        applied = fields["status"] in {VolunteerStatus.APPLIED, VolunteerStatus.INTERVIEW}
        joined = self.today - datetime.timedelta(
            days=self.random.randint(1, 9) if applied else self.random.randint(50, 400)
        )
        if fields["status"] == VolunteerStatus.ACTIVE:
            fields.setdefault("user", self._make_user(fields))
        birth_date = fields.pop("birth_date", None) or self.people.birth_date(self.today, *AGES)
        since = joined if applied else max(joined, self.today - datetime.timedelta(days=6))
        if fields["status"] == VolunteerStatus.ACTIVE:
            since = joined
        return Member(
            volunteer=Volunteer(
                joined_date=joined, status_since=since, birth_date=birth_date, **fields
            ),
            projects=set(self.random.choice([["BKD"], ["PLF"], ["BKD", "PLF"]])),
            eagerness=self.random.gammavariate(2.0, 1.0),
        )

    @staticmethod
    def _make_user(fields: dict) -> User:
        """Active volunteers have signed up; nobody knows their passwords."""
        names = {name: fields[name] for name in ("email", "first_name", "last_name")}
        user = User(**names)
        user.set_unusable_password()
        return user

    def _make_dana(self) -> Member:
        """The volunteer who signs in to the demo: 17, in both projects, teaching since spring."""
        user = self.users["volunteer"]
        dana = self._make_member(
            user=user,
            email=user.email,
            first_name=user.first_name,
            last_name=user.last_name,
            birth_date=self.today - datetime.timedelta(days=17 * 365 + 130),
            region=self.country.regions["KZ-71"],
            languages=["kk", "ru"],
            status=VolunteerStatus.ACTIVE,
        )
        dana.projects = {"BKD", "PLF"}
        dana.eagerness = 0.3
        self.members.append(dana)
        return dana

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
        twin = made.apply(
            usual=lambda one: self._is_coordinated(one) and one not in self.danas,
            rounding=rounding,
        )
        if twin:
            self._complete(twin, len(planned) + 1)
            planned.append(twin)

    def _has_gone_silent(self, planned: Planned) -> bool:
        since = self.today - datetime.timedelta(weeks=WEEKS_BEFORE)
        return planned.session.school.region.code == oddities.SILENT and planned.day >= since

    def _complete(self, planned: Planned, number: int) -> None:
        """What a plan has besides its time: its id, a teacher at the school, a room or link."""
        session = planned.session
        session.external_id = f"TERM-{self.seed}-{self.today:%Y%m%d}-{number:04d}"
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

    # --- what became of them ----------------------------------------------------------------

    def _decide_past(self, newest_first: list[Planned]) -> None:
        earlier = "V" * 20 + "CL"
        for rank, planned in enumerate(newest_first):
            letter = PAST[rank] if rank < len(PAST) else self.random.choice(earlier)
            if planned in self.danas:
                letter = "U" if planned is self.danas[0] else "V" if rank > 20 else "L"
            self._staff(planned, places=self.random.choice([1, 1, 2]))
            if not planned.assignments or letter == "C" or self._has_gone_silent(planned):
                self._cancel(planned)
            elif letter == "U":
                planned.session.status = self.random.choice(
                    [SessionStatus.PLANNED, SessionStatus.CONFIRMED]
                )
            else:
                self._log(planned)
                if letter == "V":
                    self._verify(planned)

    def _decide_next(self, soonest_first: list[Planned]) -> None:
        for rank, planned in enumerate(soonest_first):
            letter = NEXT[rank] if rank < len(NEXT) else self.random.choice(NEXT)
            if planned in self.danas:
                letter = "c"
            places = 2 if letter in "hH2" else 1
            planned.session.places = places
            planned.session.status = (
                SessionStatus.CONFIRMED if letter in "cHo" else SessionStatus.PLANNED
            )
            if letter not in "o2":
                self._staff(planned, places=places, filled=1 if letter == "h" else places)
            if letter == "o" and self.random.random() < 0.3:
                self._let_decline(planned)
            if letter == "x":
                self._cancel(planned)

    def _staff(self, planned: Planned, *, places: int, filled: int | None = None) -> None:
        """Fill places with volunteers of the region, the lead first."""
        planned.session.places = max(places, len(planned.assignments))
        near = [m for m in self.members if m.volunteer.region_id == planned.region_id]
        for _place in range(len(planned.assignments), places if filled is None else filled):
            is_first = not planned.assignments
            # Somebody under 18 never teaches without an adult.
            adult = is_first and not planned.session.contact
            if member := self.timetable.find_member(planned, self._active(near), adult=adult):
                role = AssignmentRole.LEAD if is_first else AssignmentRole.CO_TEACHER
                self.timetable.assign(planned, member, role)

    def _let_decline(self, planned: Planned) -> None:
        near = [m for m in self.members if m.volunteer.region_id == planned.region_id]
        if member := self.timetable.find_member(planned, self._active(near)):
            self.timetable.assign(planned, member, status=AssignmentStatus.DECLINED)

    @staticmethod
    def _active(members: list[Member]) -> list[Member]:
        return [m for m in members if m.volunteer.status == VolunteerStatus.ACTIVE]

    def _is_coordinated(self, planned: Planned) -> bool:
        return planned.session.school.region.code in COORDINATED

    def _in_charge(self, planned: Planned) -> User:
        return self.users["coordinator" if self._is_coordinated(planned) else "manager"]

    def _cancel(self, planned: Planned) -> None:
        session = planned.session
        session.status = SessionStatus.CANCELLED
        session.cancelled_by = self._in_charge(planned)
        before = datetime.timedelta(hours=self.random.randint(2, 40))
        session.cancelled_at = min(planned.at - before, self.now - datetime.timedelta(hours=1))
        session.cancel_reason = self.random.choice(REASONS)

    def _log(self, planned: Planned) -> None:
        if len(planned.assignments) == 2 and self.random.random() < 0.15:
            planned.assignments[1].status = AssignmentStatus.ABSENT
        after = datetime.timedelta(minutes=self.random.randint(5, 600))
        record_log(
            planned,
            by=planned.assignments[0].volunteer.user,
            at=min(planned.end + after, self.now),
            rng=self.random,
            note=self.random.choice(NOTES[planned.session.language]),
        )
        for row in planned.attendance:
            self._count(planned, row)

    def _verify(self, planned: Planned) -> None:
        after = datetime.timedelta(hours=self.random.randint(1, 70))
        verify(
            planned,
            by=self._in_charge(planned),
            at=min(planned.session.log.logged_at + after, self.now),
        )

    def _count(self, planned: Planned, row: Attendance) -> None:
        mode = planned.session.mode
        present = round(row.class_group.enrolled * self.random.triangular(0.6, 1.0, 0.92))
        online = round(present * self.random.uniform(0.2, 0.5)) if mode == Mode.HYBRID else present
        row.students_online = 0 if mode == Mode.OFFLINE else online
        row.students_offline = present - row.students_online
        row.teachers = 1
        if planned.session.lesson.code == PARENTS_LESSON:
            where = "parents_offline" if mode == Mode.OFFLINE else "parents_online"
            setattr(row, where, round(present * self.random.uniform(0.3, 0.8)))

    def _count_too_many(self, planned: list[Planned]) -> None:
        """Two logs that a coordinator should look at: more students than the class has."""
        waiting = [
            one
            for one in reversed(planned)
            if one.session.status == SessionStatus.DELIVERED
            and self._is_coordinated(one)
            and one.session.mode != Mode.HYBRID
        ]
        for one in waiting[1:5:3]:
            row = one.attendance[0]
            where = f"students_{one.session.mode}"
            setattr(row, where, row.class_group.enrolled + self.random.randint(9, 15))
