"""Those who apply in the demo, and what their parents or guardians were asked and have answered."""

import datetime
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils import translation

from accounts.models import User
from config.demo.calendar import starts_at
from config.demo.cast import Cast
from config.demo.timetable import Member
from config.demo.writing import write_new
from volunteers.choices import FreeTime, TeachingWay, VolunteerStatus
from volunteers.consenting.notices import language_for_guardian
from volunteers.consenting.services import words_of
from volunteers.models import Application, ConsentRequest, StaffingLimits, Volunteer, VolunteerNote

WORDS = json.loads((Path(__file__).parent / "data" / "voices.json").read_text(encoding="utf-8"))
REGION = "KZ-71"
REMIND_AFTER = datetime.timedelta(days=5)
GUARDIAN_UNTIL = 16
"""Below this age a guardian has consented."""
ANSWER_AFTER = datetime.timedelta(days=1, hours=2)


@dataclass(frozen=True)
class Asked:
    """Somebody under 18 who has applied some days ago.

    :param answer: of the guardian; none where it is still awaited.
    """

    age: int
    days_ago: int
    answer: bool | None = None
    status: str = VolunteerStatus.APPLIED


APPLICANTS = (
    Asked(age=13, days_ago=2),
    Asked(age=15, days_ago=8),
    Asked(age=14, days_ago=6, answer=False),
    Asked(age=12, days_ago=9, answer=True, status=VolunteerStatus.INTERVIEW),
    Asked(age=17, days_ago=20, answer=True, status=VolunteerStatus.DECLINED),
)


def make_applicants(cast: Cast) -> list[Member]:
    """In the region of the demo's coordinator: two whose guardians have yet to answer, one whose
    mother said no, one who comes to the interview, and one who was declined."""
    made = []
    for number, asked in enumerate(APPLICANTS):
        language = ("ru", "kk")[number % 2]
        name = cast.people.name(language)
        member = cast.member(
            email=cast.people.address(name),
            first_name=name.first,
            last_name=name.last,
            region=cast.regions[REGION],
            languages=[language],
            status=asked.status,
            birth_date=cast.today - datetime.timedelta(days=asked.age * 365 + 90),
        )
        day = cast.today - datetime.timedelta(days=asked.days_ago)
        member.volunteer.joined_date = member.volunteer.status_since = day
        if asked.status == VolunteerStatus.DECLINED:
            member.volunteer.status_since = day + datetime.timedelta(days=6)
            member.volunteer.decline_reason = WORDS["declined"]
        member.asked = asked
        made.append(member)
    return made


def write_applications(members: list[Member], *, by: User, seed: int) -> None:
    """What everyone who is on the way in has told, what was asked, and a coordinator's note."""
    applying = {VolunteerStatus.APPLIED, VolunteerStatus.INTERVIEW}
    rng = random.Random(f"{seed} applications")  # noqa: S311
    on_the_way = [member for member in members if member.volunteer.status in applying]
    write_new(Application, [_application(member.volunteer, rng) for member in on_the_way])
    asked = [member for member in members if member.asked]
    write_new(ConsentRequest, [_request(member) for member in asked])
    write_new(VolunteerNote, _notes(asked, by))


def _application(volunteer: Volunteer, rng: random.Random) -> Application:
    at = starts_at(volunteer.joined_date, (16, rng.randint(0, 59)))
    language = volunteer.languages[0]
    return Application(
        volunteer=volunteer,
        language=language,
        ways=rng.choice([[TeachingWay.ONLINE], list(TeachingWay)]),
        times=rng.sample(list(FreeTime), 2),
        motivation=rng.choice(WORDS["motivations"][language]),
        created_at=at,
        confirmed_at=at + datetime.timedelta(minutes=6),
    )


def _request(member: Member) -> ConsentRequest:
    volunteer, answer = member.volunteer, member.asked.answer
    at = starts_at(volunteer.joined_date, (17, 5))
    language = language_for_guardian(volunteer)
    request = ConsentRequest(
        volunteer=volunteer,
        name=volunteer.guardian_name,
        address=volunteer.guardian_email,
        language=language,
        created_at=at,
        expires_at=at + datetime.timedelta(days=StaffingLimits.now().consent_days),
    )
    if answer is None:
        if member.asked.days_ago > REMIND_AFTER.days:
            request.reminded_at = at + REMIND_AFTER
        return request
    request.answered_at = at + ANSWER_AFTER
    request.said_yes = answer if member.asked.age < GUARDIAN_UNTIL else None
    request.said_yes_to_pictures = answer
    with translation.override(language):
        request.words = words_of(volunteer)
    return request


def _notes(asked: list[Member], by: User) -> Iterator[VolunteerNote]:
    for member in asked:
        if member.volunteer.status == VolunteerStatus.INTERVIEW:
            at = starts_at(member.volunteer.joined_date + datetime.timedelta(days=3), (18, 20))
            yield VolunteerNote(
                volunteer=member.volunteer, text=WORDS["note"], written_by=by, written_at=at
            )
