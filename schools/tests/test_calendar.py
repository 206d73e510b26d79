import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.permissions import Role
from accounts.services import system_user
from accounts.tests.factories import make_user
from regions.models import District
from regions.tests.factories import RegionFactory
from schools.calendar import SchoolCalendar
from schools.models import BellPeriod, Break, Closure
from schools.public_holidays import holiday_on, holidays_of, is_made_up_for
from schools.tests.factories import BreakFactory, ClosureFactory, SchoolFactory, set_bells

ALMATY = ZoneInfo("Asia/Almaty")
TUESDAY = datetime.date(2026, 11, 24)


def at(text: str) -> datetime.datetime:
    """A time of the Tuesday, or of another day where one is given."""
    return datetime.datetime.fromisoformat(text if "T" in text else f"{TUESDAY}T{text}:00").replace(
        tzinfo=ALMATY
    )


def calendar_of(*schools) -> SchoolCalendar:
    return SchoolCalendar.of(schools, datetime.date(2026, 9, 1), datetime.date(2027, 5, 25))


def kinds(school, when: str, minutes: int = 45, shifts=()) -> list[str]:
    found = calendar_of(school).obstacles(school.pk, at(when), minutes, shifts)
    return [one.kind for one in found]


@pytest.fixture
def school(db):
    region = RegionFactory(code="KZ-71", name_en="Astana")
    district = District.objects.create(region=region, name_en="Nura", code="Nura")
    return SchoolFactory(region=region, district=district)


def test_obstacles_on_an_ordinary_day_are_none(school):
    assert kinds(school, "10:00") == []


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-12-16", "Independence Day"),
        ("2026-10-26", "Republic Day (moved)"),  # the 25th is a Sunday
        ("2027-01-04", "New Year's Day (moved)"),
    ],
)
def test_obstacles_on_a_public_holiday_name_it(school, day, name):
    (one,) = calendar_of(school).obstacles(school.pk, at(f"{day}T10:00:00"), 45)
    assert (one.kind, one.can_be_overruled) == ("holiday", True)
    assert one.sentence.endswith(f"is a public holiday: {name}.")


def test_obstacles_in_a_break_are_of_the_country_and_the_own_region(school):
    BreakFactory(since=TUESDAY, until=TUESDAY, name_en="Autumn break")
    BreakFactory(since=TUESDAY, until=TUESDAY, region=RegionFactory(), name_en="Elsewhere")
    BreakFactory(since=TUESDAY, until=TUESDAY, region=school.region, name_en="Here")
    found = calendar_of(school).obstacles(school.pk, at("10:00"), 45)
    assert [one.kind for one in found] == ["break", "break"]
    assert "Autumn break, 24 November 2026" in found[0].sentence
    assert "Here" in found[1].sentence


@pytest.mark.parametrize("place", ["region", "district", "school"])
def test_obstacles_in_a_closure_hold_for_all_of_its_place(school, place):
    of = {"school": None, place: school if place == "school" else getattr(school, place)}
    ClosureFactory(since=TUESDAY, until=TUESDAY + datetime.timedelta(days=1), **of)
    (one,) = calendar_of(school).obstacles(school.pk, at("10:00"), 45)
    assert (one.kind, one.can_be_overruled) == ("closure", False)
    assert one.sentence == (
        "The school is closed (24 November 2026 – 25 November 2026). Frost: −37 °C."
    )
    assert kinds(school, "2026-11-25T10:00:00") == ["closure"]
    assert kinds(school, "2026-11-26T10:00:00") == []


def test_obstacles_leave_out_closures_elsewhere_and_lifted_ones(school):
    other = SchoolFactory(region=school.region)  # of no district
    ClosureFactory(since=TUESDAY, school=other)
    ClosureFactory(since=TUESDAY, school=None, district=school.district)
    ClosureFactory(school=school, lifted_at=timezone.now(), lifted_by=system_user())
    assert kinds(school, "10:00") == ["closure"]
    assert kinds(other, "10:00") == ["closure"]
    assert kinds(SchoolFactory(), "10:00") == []


@pytest.mark.parametrize(
    ("when", "minutes", "shifts", "expected"),
    [
        ("08:30", 45, (), []),
        ("08:29", 45, (), ["hours"]),
        ("17:40", 45, (), ["hours"]),
        ("12:00", 120, (), []),
        ("12:00", 120, (1,), ["hours"]),
        ("10:00", 45, (1,), []),
        ("10:00", 45, (2,), ["hours"]),
        ("10:00", 45, (1, 2), ["hours"]),
        ("10:00", 45, (None,), []),
        ("10:00", 45, (None, 2), []),  # a class whose shift is not known
        ("10:00", 45, (3,), []),  # a shift whose lessons are not known
    ],
)
def test_obstacles_outside_the_lessons_go_by_the_shifts_of_the_classes(
    school, when, minutes, shifts, expected
):
    set_bells(school, "8:30, 45, 5/10/15/10/5", "13:30, 45, 5/10/15")
    assert kinds(school, when, minutes, shifts) == expected


def test_slots_without_a_schedule_are_the_usual_ones(school):
    calendar = calendar_of(school)
    assert calendar.slots(school.pk, 1)[0].starts == datetime.time(8)
    assert not calendar.has_own_slots(school.pk)
    set_bells(school, "9:00, 40, 5")
    assert [str(one) for one in calendar_of(school).slots(school.pk)] == [
        "1. 09:00–09:40",
        "2. 09:45–10:25",
    ]


def test_weekends_are_free_unless_the_school_or_the_state_says_otherwise(school):
    assert kinds(school, "2026-11-28T10:00:00") == ["hours"]
    school.teaches_saturdays = True
    assert kinds(school, "2026-11-28T10:00:00") == []
    assert kinds(school, "2026-11-29T10:00:00") == ["hours"]
    school.teaches_saturdays = False
    assert is_made_up_for(datetime.date(2024, 5, 4))
    assert kinds(school, "2024-05-04T10:00:00") == []


def test_calendar_of_many_schools_asks_three_times(school):
    def questions(schools) -> int:
        with CaptureQueriesContext(connection) as captured:
            calendar = calendar_of(*schools)
            for one in schools:
                for day in range(20, 28):
                    calendar.obstacles(one.pk, at(f"2026-11-{day}T10:00:00"), 45, (1,))
        return len(captured)

    more = [SchoolFactory(region=school.region) for _number in range(12)]
    for one in more:
        set_bells(one, "8:30, 45, 5/10")
        ClosureFactory(school=one, since=TUESDAY)
        BreakFactory(region=one.region)
    assert questions([school]) == questions([school, *more]) == 3


def test_holidays_are_named_in_the_reader_s_language():
    day = datetime.date(2026, 12, 16)
    assert holiday_on(day) == "Independence Day"
    assert holiday_on(TUESDAY) == ""
    with translation.override("kk"):
        assert holiday_on(day) == "Тәуелсіздік күні"
    assert len(holidays_of(2026)) == len(holidays_of(2026)) == 19


# --- What the database keeps true -----------------------------------------------------------


def test_visible_to_shows_breaks_and_closures_of_own_regions(school):
    elsewhere = SchoolFactory()
    own = make_user(Role.COORDINATOR, regions=[school.region])
    for region in (None, school.region, elsewhere.region):
        BreakFactory(region=region)
    for of in (
        {"school": school},
        {"school": None, "district": school.district},
        {"school": None, "region": school.region},
        {"school": elsewhere},
        {"school": None, "region": elsewhere.region},
    ):
        ClosureFactory(since=TUESDAY, **of)
    assert Break.objects.visible_to(own).count() == 2
    assert Closure.objects.visible_to(own).starting(TUESDAY).count() == 3
    manager = make_user(Role.MANAGER)
    assert Closure.objects.visible_to(manager).starting(TUESDAY).count() == 5
    assert not Closure.objects.visible_to(make_user()).exists()


def test_starting_leaves_out_other_days_and_lifted_ones(school):
    ClosureFactory(school=school, since=TUESDAY - datetime.timedelta(days=1), until=TUESDAY)
    ClosureFactory(school=school, lifted_at=timezone.now(), lifted_by=system_user())
    assert not Closure.objects.starting(TUESDAY).exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"school": None},
        {"since": TUESDAY, "until": TUESDAY - datetime.timedelta(days=1)},
        {"since": TUESDAY, "until": TUESDAY + datetime.timedelta(days=120)},
        {"kind": "rain"},
        {"lifted_at": timezone.now()},
    ],
)
def test_closure_that_cannot_be_is_refused_by_the_database(db, fields):
    with pytest.raises(IntegrityError):
        ClosureFactory(**fields)


def test_closure_of_two_places_is_refused_by_the_database(school):
    with pytest.raises(IntegrityError):
        ClosureFactory(school=school, region=school.region)


@pytest.mark.parametrize(
    "second",
    [
        {"number": 2, "starts": "09:10", "ends": "09:50"},  # while the first goes on
        {"number": 1, "starts": "09:20", "ends": "10:00"},
        {"number": 2, "starts": "10:00", "ends": "09:30"},
        {"number": 13, "starts": "09:20", "ends": "10:00"},
        {"number": 2, "shift": 4, "starts": "09:20", "ends": "10:00"},
    ],
)
def test_bell_period_that_cannot_be_is_refused_by_the_database(school, second):
    BellPeriod.objects.create(school=school, shift=1, number=1, starts="08:30", ends="09:15")
    with pytest.raises(IntegrityError):
        BellPeriod.objects.create(**{"school": school, "shift": 1, **second})
