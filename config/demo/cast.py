"""The people of the current term: contacts at schools, volunteers, and the one who signs in."""

import datetime
import random

from accounts.models import User
from config.demo.people import People
from config.demo.places import PLACES, Home
from config.demo.timetable import Member
from regions.models import Region
from schools.models import SchoolContact
from volunteers.choices import VolunteerStatus
from volunteers.models import Volunteer

VOLUNTEERS = {"KZ-71": 24, "KZ-11": 18, "KZ-35": 8, "KZ-61": 8, "KZ-15": 6, "KZ-55": 6}
AGES = (range(12, 25), (1, 2, 4, 6, 7, 7, 6, 5, 4, 3, 3, 2, 2))
CONTACTS = {
    "kk": ("Директордың орынбасары", "Сынып жетекшісі", "Тәлімгер"),
    "ru": ("Заместитель директора", "Классный руководитель", "Педагог-организатор"),
}


class Cast:
    """Invents the people of a term; nothing is written here."""

    def __init__(
        self,
        rng: random.Random,
        *,
        people: People,
        regions: dict[str, Region],
        today: datetime.date,
    ) -> None:
        self.random, self.people, self.regions, self.today = rng, people, regions, today

    def contacts(self, home: Home) -> list[SchoolContact]:
        """Two of a school, one for each of its languages."""
        contacts = []
        for number in range(2):
            language = home.school.languages[number % len(home.school.languages)]
            name = self.people.name(language)
            contacts.append(
                SchoolContact(
                    school=home.school,
                    name=name.full,
                    position=self.random.choice(CONTACTS[language]),
                    email=self.people.address(name),
                )
            )
        return contacts

    def members(self) -> list[Member]:
        """Of every region, at every step from applying to having left off for a while."""
        made = []
        kazakh = {row["code"]: row["kazakh"] for row in PLACES["regions"]}
        for code, count in VOLUNTEERS.items():
            for number in range(count):
                language = "kk" if self.random.random() < kazakh[code] else "ru"
                name = self.people.name(language)
                member = self.member(
                    email=self.people.address(name),
                    first_name=name.first,
                    last_name=name.last,
                    region=self.regions[code],
                    languages=[language] if number % 3 == 2 else ["kk", "ru"],
                    status=self._status(number),
                )
                made.append(member)
        return made

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

    def member(self, **fields) -> Member:
        """Somebody with these fields; what is not given is drawn."""
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

    def dana(self, user: User) -> Member:
        """The volunteer who signs in to the demo: 17, in both projects, teaching since spring."""
        dana = self.member(
            user=user,
            email=user.email,
            first_name=user.first_name,
            last_name=user.last_name,
            birth_date=self.today - datetime.timedelta(days=17 * 365 + 130),
            region=self.regions["KZ-71"],
            languages=["kk", "ru"],
            status=VolunteerStatus.ACTIVE,
        )
        dana.projects = {"BKD", "PLF"}
        dana.eagerness = 0.3
        return dana
