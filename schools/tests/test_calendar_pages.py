"""Lesson times of a school, school breaks and the calendar page, as coordinators use them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from schools.bells import parse_shift
from schools.models import BellPeriod, Break
from schools.school_years import school_year_of, usual_breaks
from schools.services import add_usual_breaks, save_break, set_bells
from schools.tests.factories import BreakFactory, ClassGroupFactory, ClosureFactory, SchoolFactory

pytestmark = pytest.mark.django_db

YEAR = school_year_of(datetime.datetime.now(datetime.UTC).date())


@pytest.fixture
def school():
    return SchoolFactory(region=RegionFactory(code="KZ-71", name_en="Astana"))


@pytest.fixture
def coordinator(school):
    return make_user(Role.COORDINATOR, regions=[school.region])


@pytest.fixture
def client(client, coordinator):
    client.force_login(coordinator)
    return client


def times(school) -> list[str]:
    return [f"{one.shift}: {one}" for one in school.bell_periods.all()]


def test_bells_page_takes_a_rule_and_lines_and_the_classes_of_a_shift(client, school):
    groups = [ClassGroupFactory(school=school, school_year=YEAR) for _number in range(3)]
    url = reverse("schools:bells", args=[school.pk])
    page = client.get(url)
    assert "these are the usual ones" in page.text
    answer = client.post(
        url,
        {
            "shift_1": "8:30, 45 min, breaks 5",
            "shift_2": "14:00–14:40\n14:50–15:30",
            "groups_2": [groups[1].pk],
            "teaches_saturdays": "on",
        },
    )
    assert answer.status_code == 302
    assert times(school) == [
        "1: 1. 08:30–09:15",
        "1: 2. 09:20–10:05",
        "2: 1. 14:00–14:40",
        "2: 2. 14:50–15:30",
    ]
    school.refresh_from_db()
    assert school.teaches_saturdays
    assert [group.shift for group in school.class_groups.order_by("pk")] == [1, 2, 1]
    shown = client.get(reverse("schools:detail", args=[school.pk])).text
    assert "08:30–09:15" in shown
    assert "Lessons on Saturdays, too." in shown


def test_bells_page_with_all_empty_goes_back_to_the_usual_times(client, school):
    BellPeriod.objects.create(school=school, shift=1, number=1, starts="09:00", ends="09:40")
    group = ClassGroupFactory(school=school, school_year=YEAR, shift=1)
    url = reverse("schools:bells", args=[school.pk])
    client.post(url, {"shift_1": "", "shift_2": "", "shift_3": ""})
    assert times(school) == []
    group.refresh_from_db()
    assert group.shift == 1
    shown = client.get(reverse("schools:detail", args=[school.pk])).text
    assert "The usual times" in shown


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"shift_1": "soon"}, "write when the lesson begins and ends"),
        ({"shift_1": "", "shift_2": "14:00 45 5"}, "Fill in shift 1 first."),
        ({"shift_1": "9:00–10:00\n9:30–10:30"}, "Lesson 2 begins before"),
        ({"shift_1": "8:00 45 5", "groups_2": "own"}, "Classes learn in this shift: say when."),
    ],
)
def test_bells_page_says_what_to_fix_and_keeps_what_was_written(client, school, fields, message):
    own = ClassGroupFactory(school=school, school_year=YEAR)
    fields = {name: own.pk if value == "own" else value for name, value in fields.items()}
    answer = client.post(reverse("schools:bells", args=[school.pk]), fields)
    assert answer.status_code == 422
    assert message in answer.text
    assert fields["shift_1"] in answer.text
    assert times(school) == []


def test_set_bells_again_leaves_the_same_rows_and_is_for_own_regions(school, coordinator):
    slots = parse_shift("8:30, 45, 5/10", 1)
    options = {"teaches_saturdays": False, "shifts": {}}
    set_bells(school, slots, by=coordinator, **options)
    before = list(school.bell_periods.values_list("pk", flat=True))
    later = [*slots[:2], *parse_shift("10:20 45", 1)]
    later[2] = type(later[2])(1, 3, later[2].starts, later[2].ends)
    set_bells(school, later, by=coordinator, **options)
    after = list(school.bell_periods.values_list("pk", flat=True))
    assert after[:2] == before[:2]
    assert times(school)[2] == "1: 3. 10:20–11:05"
    with pytest.raises(PermissionDenied):
        set_bells(school, slots, by=make_user(Role.COORDINATOR), **options)


# --- Breaks ----------------------------------------------------------------------------------


def test_coordinator_adds_changes_and_removes_a_break_of_the_own_region(client, school):
    fields = {
        "name_en": "Grade 1 break",
        "since": "2027-02-09",
        "until": "2027-02-15",
        "region": school.region.pk,
    }
    client.post(reverse("schools:break_create"), fields)
    one = Break.objects.get()
    assert (one.region, one.until) == (school.region, datetime.date(2027, 2, 15))
    client.post(reverse("schools:break_edit", args=[one.pk]), fields | {"until": "2027-02-14"})
    one.refresh_from_db()
    assert one.until == datetime.date(2027, 2, 14)
    page = client.get(reverse("schools:calendar"), {"year": 2026})
    assert "Grade 1 break" in page.text
    client.post(reverse("schools:break_remove", args=[one.pk]))
    assert not Break.objects.exists()


def test_break_that_ends_before_it_begins_is_refused_at_the_field(client, school):
    fields = {"name_en": "B", "since": "2027-02-09", "until": "2027-02-01"}
    answer = client.post(reverse("schools:break_create"), fields | {"region": school.region.pk})
    assert answer.status_code == 422
    assert "Choose a day from the first one on" in answer.text


def test_breaks_of_the_country_are_for_managers(client, school, coordinator):
    country = BreakFactory()
    elsewhere = BreakFactory(region=RegionFactory())
    assert client.get(reverse("schools:break_edit", args=[country.pk])).status_code == 403
    assert client.get(reverse("schools:break_edit", args=[elsewhere.pk])).status_code == 404
    assert client.post(reverse("schools:break_remove", args=[country.pk])).status_code == 403
    fields = {"name_en": "B", "since": "2027-02-09", "until": "2027-02-10", "region": ""}
    assert client.post(reverse("schools:break_create"), fields).status_code == 422
    own = BreakFactory(region=school.region)
    own.region = None
    with pytest.raises(PermissionDenied):
        save_break(own, by=coordinator)
    client.force_login(make_user(Role.MANAGER))
    assert client.post(reverse("schools:break_create"), fields).status_code == 302


def test_usual_breaks_fill_an_empty_year_once(client):
    manager = make_user(Role.MANAGER)
    client.force_login(manager)
    page = client.get(reverse("schools:calendar"), {"year": 2027})
    assert "Fill in the usual breaks" in page.text
    client.post(reverse("schools:breaks_usual"), {"year": "2027"})
    spans = list(Break.objects.values_list("since", "until"))
    assert spans == usual_breaks(2027)
    assert add_usual_breaks(2027, by=manager) == []
    page = client.get(reverse("schools:calendar"), {"year": 2027})
    assert "Autumn break" in page.text
    assert "Fill in the usual breaks" not in page.text


def test_calendar_shows_holidays_and_closures_of_the_school_year(client, school):
    day = datetime.date(2026, 11, 24)
    ClosureFactory(school=school, since=day)
    ClosureFactory(school=SchoolFactory(name_en="Far school"), since=day)
    page = client.get(reverse("schools:calendar"), {"year": 2026}).text
    assert "Frost: −37 °C" in page
    assert "Far school" not in page
    assert "Republic Day" in page
    assert "Republic Day" not in client.get("/schools/").text
    assert "Frost" not in client.get(reverse("schools:calendar"), {"year": 2025}).text


def test_usual_breaks_follow_each_other_and_stay_in_their_year():
    for year in range(2015, 2035):
        days = [day for span in usual_breaks(year) for day in span]
        assert days == sorted(days)
        assert {school_year_of(day) for day in days} == {year}
