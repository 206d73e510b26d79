"""The report's page: who sees what, what the address holds, and that figures are the report's."""

import datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from reporting.columns import COLUMN, TABLE
from reporting.period_words import period_of
from reporting.reports import Breakdown, Question, ask
from reporting.services import drain_all
from reporting.tests.programme import at
from reporting.tests.taught import make_programme
from schools.tests.factories import SchoolFactory
from sessions.tests.factories import make_taught
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db
URL = "/reports/"


@pytest.fixture
def taught():
    return make_programme()


@pytest.fixture
def manager(client):
    user = make_user(Role.MANAGER)
    client.force_login(user)
    return user


def values(table) -> dict[str, list[str]]:
    rows = [*table.rows, table.total]
    return {row.name: [cell.text for cell in row.cells] for row in rows}


def test_page_shows_the_figures_of_the_report(client, taught, manager):
    context = client.get(URL, {"period": "2020"}).context
    report = ask(Question(period_of("2020"), Breakdown.REGION))
    for code, name in (("KZ-71", "Astana City"), ("KZ-61", "Turkistan Region")):
        row = report.row(value=code)
        assert values(context["regions"])[name] == [c.shown(c.value(row)) for c in TABLE]
    assert values(context["regions"])["All regions"] == [
        c.shown(c.value(report.total)) for c in TABLE
    ]
    headlines = {h.column.name: h.value for h in context["headlines"]}
    assert headlines == {
        "sessions": "4",
        "students": "1,060",
        "students_reached": "1,040",
        "schools": "2",
        "volunteers": "2",
        "volunteer_hours": "2.92",
    }


def test_page_counts_each_session_once_over_overlapping_goals(client, taught, manager):
    goals = values(client.get(URL, {"period": "2020"}).context["goals"])
    assert goals == {
        "Goal 3": ["3", "60", "40"],
        "Goal 10": ["3", "60", "40"],
        "Goal 12": ["1", "1,000", "1,000"],
        "Each session once": ["4", "1,060", "1,040"],
    }


def test_chart_has_every_month_between_the_first_and_the_last(client, taught, manager):
    chart = client.get(URL, {"period": "2020"}).context["chart"]
    assert len(chart["months"]) == 8
    assert chart["series"][0]["values"] == [20, 24, 0, 0, 0, 0, 0, 16]
    assert chart["series"][1]["values"] == [0, 1000, 0, 0, 0, 0, 0, 0]


def test_coordinator_sees_only_own_regions(client, taught):
    client.force_login(make_user(Role.COORDINATOR, regions=[taught.turkistan]))
    response = client.get(URL, {"period": "2020"})
    table = values(response.context["regions"])
    assert list(table) == ["Turkistan Region", "These regions together"]
    assert table["These regions together"][0] == "1"
    shown = {item.tile.region.code: item.tile.value for item in response.context["map"]["tiles"]}
    assert shown == {"KZ-61": 16, "KZ-71": None}
    assert "Astana" not in str(values(response.context["goals"]))


@pytest.mark.parametrize("url", ["/reports/", "/reports/export/"])
def test_foreign_region_is_not_found(client, taught, url):
    client.force_login(make_user(Role.COORDINATOR, regions=[taught.turkistan]))
    asked = {"period": "2020", "region": ["KZ-61", "KZ-71"]}
    assert client.get(url, asked).status_code == 404
    assert client.get(url, {"period": "2020", "region": "KZ-61"}).status_code == 200


def test_foreign_region_of_a_posted_export_is_not_found(client, taught):
    client.force_login(make_user(Role.COORDINATOR, regions=[taught.turkistan]))
    asked = {"period": "2020", "region": "KZ-71", "format": "csv", "by": "region"}
    assert client.post("/reports/export/", asked).status_code == 404


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.PARTNER, Role.ADMINISTRATOR, None])
def test_others_may_not_see_the_report(client, role):
    client.force_login(make_user(role))
    for name in ("impact", "export", "freshness", "headline"):
        assert client.get(reverse(f"reports:{name}")).status_code == 403


def test_partner_sees_the_figures_of_the_country_and_nothing_smaller(client, taught):
    make_this_month(taught)
    client.force_login(make_user(Role.PARTNER))
    response = client.get(reverse("reports:impact_headline"), {"region": "KZ-71"})
    assert [part["headlines"][0].value for part in response.context["parts"]] == ["2", "2"]
    assert "Astana" not in response.content.decode()
    assert f'href="{reverse("reports:impact")}' not in response.content.decode()


def test_headline_of_a_coordinator_is_of_the_own_regions(client, taught):
    make_this_month(taught)
    client.force_login(make_user(Role.COORDINATOR, regions=[taught.astana]))
    response = client.get(reverse("reports:headline"))
    assert [part["headlines"][0].value for part in response.context["parts"]] == ["1", "1"]


def test_headline_for_htmx_is_a_part_of_a_page(client, taught, manager):
    part = client.get(reverse("reports:headline"), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "<html" in client.get(reverse("reports:headline")).content.decode()


def make_this_month(taught) -> None:
    noon = timezone.localtime().replace(day=1, hour=12, minute=0)
    for region in (taught.astana, taught.turkistan):
        school = SchoolFactory(region=region)
        make_taught(project=taught.bekind, school=school, starts_at=noon)
    drain_all()


def test_address_holds_the_whole_selection(client, taught, manager):
    asked = "?period=2020&project=BKD&region=KZ-61&region=KZ-71&figure=schools"
    context = client.get(URL + asked).context
    assert context["query"] == asked
    assert values(context["projects"])["These projects together"][0] == "3"
    assert context["map"]["column"] is COLUMN["schools"]


def test_days_that_are_a_standard_period_become_its_word(client, taught, manager):
    context = client.get(URL, {"from": "2020-01-01", "to": "2020-12-31"}).context
    assert context["query"] == "?period=2020"
    context = client.get(URL, {"from": "2020-03-02", "to": "2020-04-06"}).context
    assert context["query"] == "?from=2020-03-02&to=2020-04-06"
    assert context["headlines"][0].value == "2"


def test_days_win_over_a_word(client, taught, manager):
    asked = {"period": "2019", "from": "2020-04-01", "to": "2020-04-30"}
    assert client.get(URL, asked).context["query"] == "?period=2020-04"


def test_every_link_of_the_page_narrows_as_it_says(client, taught, manager):
    context = client.get(URL, {"period": "2020"}).context
    for table in ("regions", "projects", "months"):
        for row in context[table].rows:
            narrowed = client.get(URL + row.url).context
            assert narrowed["headlines"][0].value == row.cells[0].text


def test_sessions_of_a_figure_are_a_link_to_exactly_those(client, taught, manager):
    context = client.get(URL, {"period": "2020"}).context
    cells = [row.cells[0] for row in (*context["regions"].rows, context["projects"].total)]
    for cell in cells:
        listed = client.get(cell.url)
        assert listed.status_code == 200
        assert str(len(listed.context["page"].rows)) == cell.text


def test_tile_leads_to_its_region_and_back(client, taught, manager):
    def tile(context):
        return next(i for i in context["map"]["tiles"] if i.tile.region.code == "KZ-71")

    there = tile(client.get(URL, {"period": "2020"}).context)
    assert dict(parse_qsl(urlsplit(there.url).query)) == {"period": "2020", "region": "KZ-71"}
    assert not there.is_chosen
    back = tile(client.get(URL + there.url).context)
    assert back.is_chosen
    assert dict(parse_qsl(urlsplit(back.url).query)) == {"period": "2020"}


def test_htmx_swaps_the_map_alone(client, taught, manager):
    headers = {"HX-Request": "true", "HX-Target": "map"}
    response = client.get(URL, {"period": "2020", "figure": "sessions"}, headers=headers)
    text = response.content.decode()
    assert text.strip().startswith('<section class="card" id="map"')
    assert "Sessions by region" in text


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"period": "2020-13"}, "“2020-13” is no period"),
        ({"from": "31.02.2020", "to": "2020-03-01"}, "This is not a day"),
        ({"from": "2020-02-30", "to": "2020-03-01"}, "This is not a day"),
        ({"from": "2020-03-02", "to": "2020-03-01"}, "This day lies before the first one."),
        ({"from": "2020-03-02"}, "Choose this day, too."),
        ({"from": "0001-01-01", "to": "9999-12-31"}, "Choose a day between 2000 and 2099."),
        ({"project": "NOPE"}, "There is no project NOPE."),
        ({"region": "KZ-99"}, "There is no region KZ-99."),
        ({"region": "\x00"}, "There is no region"),
        ({"figure": "shoe_size"}, "There is no figure shoe_size"),
    ],
)
def test_bad_parameters_are_told_what_to_fix(client, taught, manager, asked, message):
    for url in ("/reports/", "/reports/export/"):
        response = client.get(url, asked)
        assert response.status_code == 400
        assert message in response.content.decode()


@pytest.mark.parametrize("period", ["2000", "2099", "2099-12", "2099/00", "all"])
def test_periods_at_the_ends_of_time_are_shown(client, taught, manager, period):
    assert client.get(URL, {"period": period}).status_code == 200


def test_without_a_period_the_page_shows_this_school_year(client, manager):
    today = timezone.localdate()
    selection = client.get(URL).context["selection"]
    assert selection.period.start <= today <= selection.period.end
    assert selection.period.kind == "S"


def test_empty_period_offers_the_years_that_have_something(client, taught, manager):
    response = client.get(URL, {"period": "2015"})
    text = response.content.decode()
    assert "No session yet in this period" in text
    assert '<a class="btn" href="?period=2020">2020</a>' in text


def test_empty_selection_offers_a_wider_one(client, taught, manager):
    response = client.get(URL, {"period": "2020-10", "project": "PLF"})
    assert "Nothing was taught here" in response.content.decode()
    assert response.context["wider_query"] == "?period=2020-10"


def test_empty_database_leads_to_the_sessions(client, manager):
    assert "No session was taught yet" in client.get(URL).content.decode()


def test_share_verified_says_what_is_missing(client, taught, manager):
    assert client.get(URL, {"period": "2020"}).context["verified"] == {
        "percent": 75,
        "unverified": 1,
    }
    text = client.get(URL, {"period": "2020", "project": "BKD"}).content.decode()
    assert "verified 100%" in text


def test_share_verified_of_a_region_looks_at_that_region(client, taught, manager):
    asked = {"period": "2020", "region": "KZ-61"}
    assert client.get(URL, asked).context["verified"] == {"percent": 100, "unverified": 0}


def test_figures_stand_beside_those_of_the_period_before(client, taught, manager):
    school = SchoolFactory(region=taught.astana)
    for day in ("2019-05-06 10:00", "2019-05-07 10:00"):
        make_taught(project=taught.bekind, school=school, starts_at=at(day))
    drain_all()
    notes = {
        headline.column.name: headline.note
        for headline in client.get(URL, {"period": "2020"}).context["headlines"]
    }
    assert notes["sessions"] == "▲ 100% more than in 2019: 2"
    assert notes["schools"] == "▲ 100% more than in 2019: 1"
    assert notes["students"] == ""


def test_running_period_is_not_compared_as_if_it_were_over(client, taught, manager):
    today = timezone.localdate()
    last_year = datetime.date(today.year - 1, 6, 1)
    school = SchoolFactory(region=taught.astana)
    for year in (last_year.year, today.year):
        make_taught(project=taught.bekind, school=school, starts_at=at(f"{year}-01-15 10:00"))
    drain_all()
    headline = client.get(URL, {"period": str(today.year)}).context["headlines"][0]
    assert headline.note == f"so far; {last_year.year} in all: 1"


def test_changes_that_are_not_counted_are_announced(client, taught, manager):
    assert client.get(URL, {"period": "2020"}).context["counting"] == 0
    make_taught(project=taught.bekind, starts_at=at("2020-05-05 10:00"))
    response = client.get(URL, {"period": "2020"})
    assert response.context["counting"] > 0
    assert "being counted" in response.content.decode()
    assert 'hx-get="/reports/freshness/"' in response.content.decode()
    drain_all()
    settled = client.get("/reports/freshness/").content.decode()
    assert "Show the new figures" in settled
    assert "hx-get" not in settled


def test_page_asks_as_many_questions_of_more_records(client, taught, manager):
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(URL, {"period": "2020"})
        return len(captured)

    client.get(URL)
    before = questions()
    for number in range(12):
        region = RegionFactory()
        make_taught(
            project=taught.plastic if number % 2 else taught.bekind,
            school=SchoolFactory(region=region),
            starts_at=at(f"2020-{number + 1:02d}-10 10:00"),
            volunteers=[VolunteerFactory(region=region)],
        )
    drain_all()
    assert questions() == before
    assert before < 45


def test_definitions_and_kinds_stand_on_the_page(client, taught, manager):
    text = client.get(URL, {"period": "2020"}).content.decode()
    assert "Different schools with at least one session." in text
    assert "Each counts once in every row and total, so rows do not add up." in text
    assert text.count("Sum of the head-counts: a class that met twice counts twice.") == 1
