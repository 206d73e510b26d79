"""Loads the demo into the database, all of it or nothing."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pghistory
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Grant, User
from accounts.permissions import Role
from accounts.services import system_user
from config.demo.accounts import make_users
from config.demo.applicants import GUARDIAN_UNTIL, write_applications
from config.demo.bells import make_bells
from config.demo.calendar import ALMATY
from config.demo.campaigns import make_campaigns
from config.demo.following import make_following
from config.demo.outreach import make_outreach
from config.demo.people import Name, People
from config.demo.pictures import make_pictures
from config.demo.programme import PUBLISHED, YEAR, Programme
from config.demo.readiness import CHECKED, progress_of, rows_of
from config.demo.school_calendar import make_breaks, make_closures
from config.demo.sign_up import open_sign_up
from config.demo.targets import make_targets
from config.demo.templates import make_programmes
from config.demo.term import Term
from config.demo.timetable import Member
from config.demo.voices import Voices
from config.demo.workshops import certify_workshop, make_workshops
from config.demo.writing import write_new, write_sessions
from regions.models import District
from reporting.models import Target
from schools.models import BellPeriod, Break, Closure, School, SchoolContact
from sessions.models import SchoolSession
from volunteers.choices import ConsentKind, ConsentMethod, VolunteerStatus
from volunteers.models import (
    ADULT_AGE,
    Check,
    Consent,
    Enrolment,
    Project,
    Training,
    TrainingUnit,
    Unavailability,
    UnitProgress,
    Volunteer,
    WeeklyTime,
    age_on,
)

LEFT_DATE = datetime.date(2021, 5, 25)


class CannotLoadDemoError(Exception):
    """Says why the demo does not go into this database."""


@dataclass(frozen=True)
class Loaded:
    sessions_2020: int
    sessions_now: int


def is_loaded(seed: int) -> bool:
    """Whether the demo of this seed is there.

    :raises CannotLoadDemoError: the demo of another seed, or other data is there.
    """
    sessions = SchoolSession.objects.all()
    first_code = next(iter(PUBLISHED))
    if sessions.filter(external_id__startswith=f"{first_code}-{YEAR}-{seed}-").exists():
        return True
    if not sessions.exists():
        return False
    of_2020 = sessions.filter(external_id__regex=rf"^{first_code}-{YEAR}-\d+-\d+$")
    if found := of_2020.first():
        other = found.external_id.split("-")[2]
        raise CannotLoadDemoError(
            f"The demo of seed {other} is in this database. Load it again with --seed {other}, or "
            "give the demo an empty database of its own."
        )
    raise CannotLoadDemoError(
        "This database has sessions that are not of the demo. The demo goes into a database of its "
        "own, for example: BIRGE_DATA=.demo make run"
    )


@transaction.atomic
def load(seed: int, *, now: datetime.datetime) -> Loaded:
    """Write the programme of 2020, the current term around ``now``, and the demo's users."""
    if not settings.DEBUG:
        raise CannotLoadDemoError("The demo has known passwords and is for DEBUG=1 only.")
    today = timezone.localdate(now)
    with pghistory.context(user=system_user().pk):
        users = make_users()
        people = People(f"{seed} people")
        programme = Programme(
            seed, people=people, manager=users["manager"], coordinator=users["coordinator"]
        )
        planned = programme.plan()
        term = Term(seed, now=now, schools=programme.schools, people=people, users=users)
        planned_now = term.plan()
        write_new(District, programme.country.districts.values())
        write_new(School, programme.schools)
        write_new(BellPeriod, make_bells(programme.schools))
        write_new(Break, make_breaks(today))
        write_new(SchoolContact, (c for contacts in term.contacts.values() for c in contacts))
        _write_accounts(term.members)
        members = [*programme.all_members, *term.members]
        _write_members(members, people, users["coordinator"], today)
        write_sessions(planned)
        write_sessions(planned_now)
        write_new(Target, make_targets(today))
        by = users["coordinator"]
        write_new(Closure, make_closures(programme.schools, planned_now, today, by))
        make_programmes()
        make_campaigns(users, now)
        make_workshops(users, now)
        certify_workshop(users)
        write_applications(term.members, by=by, seed=seed)
        Voices(
            seed,
            planned=planned_now,
            danas=term.danas,
            members=term.members,
            users=users,
            now=now,
        ).write()
        open_sign_up(users["coordinator"], users["volunteer"], now=now)
        make_outreach(seed, members=programme.all_members, users=users, now=now)
        make_pictures(users)
        make_following(seed, users, now)
    return Loaded(len(planned), len(planned_now))


def _write_accounts(members: Iterable[Member]) -> None:
    new = [m.volunteer.user for m in members if m.volunteer.user and m.volunteer.user._state.adding]
    write_new(User, new)
    write_new(Grant, [Grant(user=user, role=Role.VOLUNTEER) for user in new])
    write_new(
        EmailAddress,
        [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in new],
    )


def _write_members(
    members: list[Member], people: People, coordinator: User, today: datetime.date
) -> None:
    Project.objects.filter(code=CHECKED).update(needs_background_check=True)
    projects = {project.code: project for project in Project.objects.all()}
    for member in members:
        if member.ready:
            member.volunteer.most_sessions_a_week = member.ready.most_a_week
        if member.volunteer.is_minor_on(today):
            _give_guardian(member.volunteer, people)
    write_new(Volunteer, (member.volunteer for member in members))
    write_new(
        Enrolment,
        (
            Enrolment(
                volunteer=member.volunteer,
                project=projects[code],
                joined_date=member.volunteer.joined_date,
                left_date=LEFT_DATE if member.volunteer.status == VolunteerStatus.LEFT else None,
            )
            for member in members
            for code in sorted(member.projects)
        ),
    )
    write_new(
        Consent, (c for n, member in enumerate(members) for c in _consents(n, member, people))
    )
    rows = [row for member in members for row in rows_of(member, projects, coordinator)]
    for model in (Training, Check, WeeklyTime, Unavailability):
        write_new(model, (row for row in rows if isinstance(row, model)))
    units: dict[str, list[TrainingUnit]] = {}
    for unit in TrainingUnit.objects.select_related("project").prefetch_related("questions"):
        units.setdefault(unit.project.code, []).append(unit)
    write_new(UnitProgress, (row for member in members for row in progress_of(member, units)))


def _give_guardian(volunteer: Volunteer, people: People) -> None:
    """Who has consented for the young, and gets copies while they are under 18."""
    name = people.guardian(volunteer.last_name, volunteer.languages[0])
    first, last = name.split(" ", 1)
    volunteer.guardian_name = name
    volunteer.guardian_email = people.address(Name(first, last))


def _consents(number: int, member: Member, people: People) -> Iterator[Consent]:
    """The own one, and a guardian's for the young; some who have applied still wait for it.

    Two in three also agree to pictures, or the guardians of those who are under age do.
    """
    volunteer = member.volunteer
    if member.asked:  # as the link was answered
        number = 1
    day = volunteer.joined_date
    age = age_on(volunteer.birth_date, day)
    at = datetime.datetime.combine(day, datetime.time(12), ALMATY)
    own = {"method": ConsentMethod.ACCOUNT, "given_by": volunteer.full_name}
    guardians = _answer_of_guardian(number, volunteer, people) if age < ADULT_AGE else own
    answered = volunteer.status != VolunteerStatus.APPLIED
    given = [(ConsentKind.PARTICIPATION, own)]
    if age < GUARDIAN_UNTIL and answered:
        given.append((ConsentKind.GUARDIAN, guardians))
    if number % 3 and answered:
        given.append((ConsentKind.PHOTO, guardians))
    for kind, how in given:
        yield Consent(
            volunteer=volunteer, kind=kind, text_version=f"{day.year}-1", given_at=at, **how
        )


def _answer_of_guardian(number: int, volunteer: Volunteer, people: People) -> dict[str, str]:
    """Through the link, or on a paper that lies in the region's office."""
    name = volunteer.guardian_name or people.guardian(volunteer.last_name, volunteer.languages[0])
    if number % 2:
        evidence = volunteer.guardian_email
        return {"method": ConsentMethod.LINK, "given_by": name, "evidence": evidence}
    evidence = f"{volunteer.region.code}, {volunteer.joined_date.year}, {number:03}"
    return {"method": ConsentMethod.PAPER, "given_by": name, "evidence": evidence}
