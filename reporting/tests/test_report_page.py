"""The report's page: who sees what, what the address holds, and that figures are the report's."""

import datetime
from dataclasses import replace
from itertools import product
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from reporting.columns import COLUMN, TABLE
from reporting.labels import all_of, names_for
from reporting.page.detail import (
    ACROSS,
    MOST_REGIONS_OF_SCHOOLS,
    ROWS_ON_A_PAGE,
    detail_of,
    detail_question,
)
from reporting.page.names import Names
from reporting.period_words import period_of
from reporting.reports import ALL, Breakdown, Question, ask
from reporting.selection import Scope, Selection
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
    """The texts of a table by the names of its rows, the total last."""
    rows = [*table.rows, table.total]
    return {row.name.text: [cell.text for cell in row.cells] for row in rows}


def bars(picture) -> dict[str, str]:
    return {bar.name.text: bar.cell.text for bar in picture.bars} | {
        picture.total_name: picture.total.text
    }


def picture(context, by: str):
    return next(found for found in context["small"] if found.by == by)


def test_page_shows_the_figures_of_the_report(client, taught, manager):
    context = client.get(URL, {"period": "2020"}).context
    report = ask(Question(period_of("2020"), Breakdown.REGION))
    table = values(context["detail"].table)
    for code, name in (("KZ-71", "Astana City"), ("KZ-61", "Turkistan Region")):
        row = report.row(value=code)
        assert table[name] == [c.shown(c.value(row)) for c in TABLE]
    assert table["All regions"] == [c.shown(c.value(report.total)) for c in TABLE]
    headlines = {h.column.name: h.value for h in context["headlines"]}
    assert headlines == {
        "sessions": "4",
        "students": "1,060",
        "students_reached": "1,040",
        "schools": "2",
        "volunteers": "2",
        "volunteer_hours": "2.92",
    }


@pytest.mark.parametrize("column", TABLE, ids=lambda column: column.name)
def test_pictures_show_the_chosen_figure_of_the_report(client, taught, manager, column):
    context = client.get(URL, {"period": "2020", "figure": column.name}).context
    question = Question(period_of("2020"))

    def counted(by: Breakdown) -> dict[str, str]:
        report = ask(replace(question, by=by))
        name = names_for(by, report.values())
        rows = {name(code): report.row(value=code) for code in report.values()}
        rows[all_of(by, question)] = report.total
        return {text: column.shown(column.value(row)) for text, row in rows.items()}

    assert bars(context["places"]) == counted(Breakdown.REGION)
    assert bars(context["goals"]) == counted(Breakdown.GOAL)
    for by in (Breakdown.MODE, Breakdown.SETTLEMENT, Breakdown.LANGUAGE):
        found = [one for one in context["small"] if one.by == by]
        assert [bars(one) for one in found] == [counted(by)] * len(found)
    trend = context["charts"][0]
    total = {name: cells[-1] for name, cells in values(trend.table).items()}
    assert total == counted(Breakdown.MONTH)


def test_page_counts_each_session_once_over_overlapping_goals(client, taught, manager):
    context = client.get(URL, {"period": "2020", "rows": "goal"}).context
    goals = {name: cells[:3] for name, cells in values(context["detail"].table).items()}
    assert goals == {
        "Goal 3": ["3", "60", "40"],
        "Goal 10": ["3", "60", "40"],
        "Goal 12": ["1", "1,000", "1,000"],
        "Each session once": ["4", "1,060", "1,040"],
    }
    assert [[one.code for one in bar.projects] for bar in context["goals"].bars] == [
        ["BKD"],
        ["BKD"],
        ["PLF"],
    ]


def test_chart_has_every_month_between_the_first_and_the_last(client, taught, manager):
    asked = {"period": "2020", "figure": "students"}
    trend, projects = client.get(URL, asked).context["charts"]
    assert len(trend.data["labels"]) == 8
    online, in_person = (series["values"] for series in trend.data["series"])
    assert online == [20, 24, 0, 0, 0, 0, 0, 16]
    assert in_person == [0, 1000, 0, 0, 0, 0, 0, 0]
    assert [series["name"] for series in projects.data["series"]] == ["BeKind", "Plastic Free"]
    assert projects.data["series"][1]["values"] == [0, 1000, 0, 0, 0, 0, 0, 0]
    assert trend.data["unit"] == "participations"


def test_month_is_shown_among_those_of_its_school_year(client, taught, manager):
    trend = client.get(URL, {"period": "2020-04", "figure": "students"}).context["charts"][0]
    assert trend.data["names"] == ["March 2020", "April 2020"]
    assert trend.data["faded"] == [0]
    assert trend.note == "school year 2019/20; April 2020 is darker"
    assert values(trend.table)["Whole period"][-1] == "1,044"


def test_crossed_table_has_one_figure_of_each_pair_and_totals_of_their_own(client, taught, manager):
    asked = {"period": "2020", "rows": "region", "columns": "month", "figure": "volunteers"}
    detail = client.get(URL, asked).context["detail"]
    assert [head.name.text for head in detail.table.heads] == [
        "March 2020",
        "April 2020",
        "October 2020",
        "Whole period",
    ]
    assert values(detail.table) == {
        "Astana City": ["1", "1", "–", "1"],
        "Turkistan Region": ["–", "–", "1", "1"],
        "All regions": ["1", "1", "1", "2"],
    }


def test_any_rows_and_columns_are_those_of_the_engine(taught, manager):
    whole = Selection(Scope.of(manager), period_of("2020"), figure="students")
    for rows, columns in product(Breakdown, (None, *ACROSS)):
        if rows == columns:
            continue
        selection = replace(whole, rows=rows, columns=columns or "")
        table = detail_of(ask(detail_question(selection)), selection, Names(selection)).table
        crossed = sorted([rows, columns or Breakdown.PROJECT], key=(Breakdown.PROJECT).__eq__)
        by, across = crossed[0], crossed[1] if crossed[1] != Breakdown.PROJECT else None
        report = ask(Question(whole.period, by, across=across))
        for row in (*table.rows, table.total):
            for head, cell in zip(table.heads, row.cells, strict=True):
                if columns is None and head.key != "students":
                    continue
                keys = {rows: row.code, columns: head.across}
                found = report.row(
                    keys.get(Breakdown.PROJECT, ALL),
                    keys.get(by, ALL) if by != Breakdown.PROJECT else ALL,
                    keys.get(across, ALL),
                )
                expected = "–" if found is None else COLUMN["students"].shown(sum_of(found))
                assert cell.text == expected, (rows, columns, row.name, head.key)


def test_schools_of_many_regions_are_not_crossed(client, taught, manager):
    for _number in range(MOST_REGIONS_OF_SCHOOLS):
        RegionFactory()
    asked = {"period": "2020", "rows": "school", "columns": "month"}
    response = client.get(URL, asked)
    assert response.context["detail"].columns is None
    assert "Choose up to three regions" in response.content.decode()
    narrow = client.get(URL, asked | {"region": "KZ-61"}).context["detail"]
    assert values(narrow.table)["School of Sauran"] == ["16", "16"]


def test_rows_are_not_crossed_with_themselves(client, taught, manager):
    asked = {"period": "2020", "rows": "month", "columns": "month"}
    assert client.get(URL, asked).context["detail"].columns is None


def sum_of(row) -> int:
    return row.figures["students_online"] + row.figures["students_offline"]


def test_table_sorts_by_any_column_and_back(client, taught, manager):
    def names(sort: str) -> list[str]:
        detail = client.get(URL, {"period": "2020", "sort": sort}).context["detail"]
        return [row.name.text for row in detail.table.rows]

    assert names("") == names("name") == names("no-such") == ["Astana City", "Turkistan Region"]
    assert names("-name") == ["Turkistan Region", "Astana City"]
    assert names("-students_reached") == ["Astana City", "Turkistan Region"]
    assert names("students_reached") == ["Turkistan Region", "Astana City"]
    detail = client.get(URL, {"period": "2020", "sort": "-sessions"}).context["detail"]
    assert detail.table.heads[0].order == "descending"
    assert detail.table.heads[0].sort_query == "?period=2020&sort=sessions"
    assert detail.table.heads[1].order == ""
    assert detail.table.heads[1].sort_query == "?period=2020&sort=-students"


def test_long_table_is_sorted_as_a_whole_and_shown_in_pages(client, taught, manager):
    for _number in range(ROWS_ON_A_PAGE):
        school = SchoolFactory(region=taught.astana)
        for hour in (10, 12):
            make_taught(project=taught.bekind, school=school, starts_at=at(f"2020-05-01 {hour}:00"))
    drain_all()
    asked = {"period": "2020", "rows": "school", "sort": "-sessions"}
    first = client.get(URL, asked).context["detail"]
    last = client.get(URL, asked | {"page": "2"}).context["detail"]
    assert [row.cells[0].text for row in first.table.rows] == ["3"] + ["2"] * (ROWS_ON_A_PAGE - 1)
    assert [row.cells[0].text for row in last.table.rows] == ["2", "1"]
    assert first.table.total.cells[0].text == last.table.total.cells[0].text == "104"
    headers = {"HX-Request": "true", "HX-Target": "report"}
    swapped = client.get(URL, asked | {"page": "2"}, headers=headers)
    assert swapped.headers["HX-Push-Url"].endswith("&rows=school&sort=-sessions&page=2")


def test_small_numbers_are_marked_and_explained(client, taught, manager):
    response = client.get(URL, {"period": "2020"})
    assert [bar.cell.is_few for bar in response.context["places"].bars] == [True, True]
    assert all(row.is_few for row in response.context["detail"].table.rows)
    assert "Fewer than 5 sessions or 3 volunteers" in response.content.decode()
    school = SchoolFactory(region=taught.astana)
    for number in range(3):
        make_taught(
            project=taught.bekind,
            school=school,
            starts_at=at(f"2020-05-0{number + 1} 10:00"),
            volunteers=[VolunteerFactory(region=taught.astana)],
        )
    drain_all()
    table = client.get(URL, {"period": "2020"}).context["detail"].table
    assert [row.is_few for row in table.rows] == [False, True]


def test_places_are_those_below_the_chosen_ones(client, taught, manager):
    def places(**asked) -> str | None:
        found = client.get(URL, {"period": "2020", **asked}).context["detail"]
        return found.rows

    assert places() == "region"
    assert places(region="KZ-61") == "district"
    assert places(region="KZ-61", district="Sauran") == "school"
    assert places(school="TUR-1") == "month"


def test_coordinator_sees_only_own_regions(client, taught):
    client.force_login(make_user(Role.COORDINATOR, regions=[taught.turkistan]))
    response = client.get(URL, {"period": "2020"})
    table = values(response.context["detail"].table)
    assert list(table) == ["Sauran", "All districts"]
    assert table["All districts"][0] == "1"
    shown = {item.tile.region.code: item.tile.value for item in response.context["map"].tiles}
    assert shown == {"KZ-61": 16, "KZ-71": None}
    assert bars(response.context["goals"])["Each session once"] == "16"
    wider = client.get(URL, {"period": "2020", "rows": "region"}).context["detail"].table
    assert list(values(wider)) == ["Turkistan Region", "These regions together"]


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
    asked = (
        "?period=2020&project=BKD&region=KZ-61&region=KZ-71&mode=online&figure=schools"
        "&rows=month&columns=region&sort=-KZ-71"
    )
    context = client.get(URL + asked).context
    assert context["query"] == asked
    assert values(context["detail"].table)["Whole period"] == ["1", "1", "2"]
    assert context["map"].column is COLUMN["schools"]


def test_each_restriction_can_be_taken_away(client, taught, manager):
    asked = "?period=2020&project=BKD&region=KZ-61&goal=3&mode=online&settlement=urban"
    filters = client.get(URL + asked).context["periods"]["filters"]
    assert [one.name for one in filters] == [
        "BeKind",
        "Turkistan Region",
        "3. Goal 3",
        "online",
        "urban",
    ]
    assert filters[1].query == "?period=2020&project=BKD&goal=3&mode=online&settlement=urban"


def test_form_keeps_what_it_does_not_show(client, taught, manager):
    asked = "?period=2020&district=Sauran&goal=3&figure=schools&rows=month&sort=name"
    form = client.get(URL + asked).context["form"]
    sent = {
        field.html_name: field.value()
        for field in form
        if field.value() and field.name not in ("period", "from", "to")
    }
    assert sent == {
        "district": ["Sauran"],
        "goal": ["3"],
        "figure": "schools",
        "rows": "month",
        "sort": "name",
    }


def test_days_that_are_a_standard_period_become_its_word(client, taught, manager):
    context = client.get(URL, {"from": "2020-01-01", "to": "2020-12-31"}).context
    assert context["query"] == "?period=2020"
    context = client.get(URL, {"from": "2020-03-02", "to": "2020-04-06"}).context
    assert context["query"] == "?from=2020-03-02&to=2020-04-06"
    assert context["headlines"][0].value == "2"


def test_days_win_over_a_word(client, taught, manager):
    asked = {"period": "2019", "from": "2020-04-01", "to": "2020-04-30"}
    assert client.get(URL, asked).context["query"] == "?period=2020-04"


def test_every_name_of_the_page_leads_to_its_own_report(client, taught, manager):
    for rows in Breakdown:
        table = client.get(URL, {"period": "2020", "rows": rows}).context["detail"].table
        for row in table.rows:
            narrowed = client.get(URL + row.url).context
            assert narrowed["headlines"][0].value == row.cells[0].text, (rows, row.name)


def test_every_figure_leads_to_what_it_counts(client, taught, manager):
    tables = [
        client.get(URL, {"period": "2020", "figure": "students_reached", **asked}).context
        for asked in ({}, {"columns": "month"}, {"rows": "goal", "columns": "mode"})
    ]
    cells = [
        cell
        for context in tables
        for row in (*context["detail"].table.rows, context["detail"].table.total)
        for cell in row.cells
    ]
    context = tables[0]
    for found in (context["places"], context["goals"], *context["small"]):
        cells += [bar.cell for bar in found.bars] + [found.total]
    for chart in context["charts"]:
        cells += [cell for row in (*chart.table.rows, chart.table.total) for cell in row.cells]
    followed = 0
    for cell in cells:
        if cell.text in ("–", "0", "0.00"):
            assert not cell.url
            continue
        assert client.get(cell.url).context["value"] == cell.text, cell
        followed += 1
    assert followed > 60


def test_months_of_odd_days_lead_to_those_days_alone(client, taught, manager):
    asked = {"from": "2020-03-10", "to": "2020-04-06", "rows": "month"}
    table = client.get(URL, asked).context["detail"].table
    assert [(row.name.text, row.cells[0].text) for row in table.rows] == [("April 2020", "1")]
    assert table.rows[0].url == "?from=2020-04-01&to=2020-04-06"
    assert client.get(table.rows[0].cells[0].url).context["value"] == "1"


def test_tile_leads_to_its_region_and_back(client, taught, manager):
    def tile(context):
        return next(i for i in context["map"].tiles if i.tile.region.code == "KZ-71")

    there = tile(client.get(URL, {"period": "2020"}).context)
    assert dict(parse_qsl(urlsplit(there.url).query)) == {"period": "2020", "region": "KZ-71"}
    assert not there.is_chosen
    back = tile(client.get(URL + there.url).context)
    assert back.is_chosen
    assert dict(parse_qsl(urlsplit(back.url).query)) == {"period": "2020"}


def test_htmx_swaps_the_report_alone_and_tells_the_address(client, taught, manager):
    headers = {"HX-Request": "true", "HX-Target": "report"}
    asked = {"period": "2020", "figure": "sessions", "columns": ""}
    response = client.get(URL, asked, headers=headers)
    text = response.content.decode()
    assert text.strip().startswith('<div id="report"')
    assert "Sessions by region" in text
    assert response.headers["HX-Push-Url"] == "/reports/?period=2020&figure=sessions"


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
        ({"rows": "shoe"}, "There are no rows by shoe."),
        ({"columns": "school"}, "There are no columns by school."),
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


def test_each_figure_has_a_note(client, taught, manager):
    response = client.get(URL, {"period": "2020"})
    text = response.content.decode()
    for column in TABLE:
        assert text.count(f'id="note-{column.name}"') == 1
        assert f'popovertarget="note-{column.name}"' in text
    notes = text[text.index('id="note-schools"') : text.index('id="note-class_groups"')]
    assert "Different schools with at least one session." in notes
    assert "Each counts once in every row and total, so rows do not add up." in notes
    assert "Logs of sessions" in notes
    assert (
        date_format(timezone.localtime(response.context["as_of"]), "SHORT_DATETIME_FORMAT") in notes
    )
    assert "1 session is not verified yet" in notes


def test_definitions_stand_on_the_page_once(client, taught, manager):
    text = client.get(URL, {"period": "2020"}).content.decode()
    definitions = text[text.index('class="definition-list"') : text.index('id="note-sessions"')]
    assert "Different schools with at least one session." in definitions
    assert definitions.count("Sum of the head-counts: a class that met twice counts twice.") == 1


def test_periods_of_the_same_kind_and_other_kinds_can_be_chosen(client, taught, manager):
    periods = client.get(URL, {"period": "2020", "project": "BKD"}).context["periods"]
    kinds = {kind["name"]: kind["query"] for kind in periods["kinds"]}
    assert kinds == {
        "Month": "?period=2020-10&project=BKD",
        "Quarter": "?period=2020-Q4&project=BKD",
        "School year": "?period=2020/21&project=BKD",
        "Calendar year": "?period=2020&project=BKD",
        "All time": "?period=all&project=BKD",
    }
    words = [one["word"] for group in periods["groups"] for one in group["periods"]]
    assert "2020" in words
    assert str(timezone.localdate().year) in words
    assert periods["kept_fields"] == [("project", "BKD")]
    months = client.get(URL, {"period": "2020-04"}).context["periods"]["groups"]
    assert {"word": "2020-10", "name": "October 2020", "is_current": False} in [
        one for group in months for one in group["periods"]
    ]
