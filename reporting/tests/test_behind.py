"""Following a figure's link gives its number, from the records, whatever was asked."""

import random
import re

import pytest
from django.test import Client

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.models import Region
from reporting import services
from reporting.behind import listings
from reporting.behind.addresses import behind_url, narrowed
from reporting.behind.listings import list_behind
from reporting.choices import PeriodKind
from reporting.columns import COLUMN, Column
from reporting.figures import FIGURES
from reporting.forms import ReportForm
from reporting.periods import Period
from reporting.reports import ALL, Breakdown, ask
from reporting.selection import Scope, Selection
from reporting.tests.programme import day, make_project, make_school, teach
from reporting.tests.random_figures import random_periods, random_programme, random_question
from schools.tests.factories import ClassGroupFactory
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db
NAMES = [*(figure.name for figure in FIGURES), "students", "parents"]
NUMBERS = re.compile(r'<p class="figure-value" id="figure">([^<]*)</p>')


def value_of(row, name: str):
    column = COLUMN.get(name)
    return column.value(row) if column else row.figures[name]


def selection_of(question, user) -> Selection:
    return Selection(
        Scope.of(user),
        question.period,
        question.projects,
        question.regions,
        districts=question.districts,
        schools=question.schools,
        goals=question.goals,
        modes=question.modes,
        languages=question.languages,
        settlements=question.settlements,
    )


def test_link_of_two_hundred_random_figures_gives_the_number():
    chance = random.Random(20201)
    random_programme(chance, sessions=90)
    services.drain_all()
    manager = make_user(Role.MANAGER)
    client = Client()
    client.force_login(manager)
    followed = non_zero = 0
    for period in random_periods(chance, 75):
        question = random_question(chance, period)
        report = ask(question)
        for row in chance.sample(report.rows, min(5, len(report.rows))):
            name = chance.choice(NAMES)
            wanted = {str(question.by): row.value, "project": row.project}
            if question.across:
                wanted[str(question.across)] = row.across
            values = {
                by: value if value or by != "district" else "none"
                for by, value in wanted.items()
                if value != ALL
            }
            if set(values) & restricted(question):
                continue  # the report of a value within itself: the links never ask for it
            url = behind_url(selection_of(question, manager), name, **values)
            page = client.get(url)
            assert page.status_code == 200
            shown = NUMBERS.search(page.content.decode())[1]
            value = value_of(row, name)
            column = COLUMN.get(name) or Column(name, "", (name,))
            assert shown == column.shown(value), (url, row)
            followed += 1
            non_zero += bool(value)
    assert followed >= 200
    assert non_zero >= 50


def restricted(question) -> set[str]:
    names = ("projects", "regions", "districts", "schools", "goals", "modes", "languages")
    return {name[:-1] for name in (*names, "settlements") if getattr(question, name)}


def test_listing_pages_hold_each_row_once_and_add_up_to_the_figure(monkeypatch):
    monkeypatch.setattr(listings, "PAGE", 7)
    random_programme(random.Random(7), sessions=60)
    everything = selection_of_all()
    for name in NAMES:
        first = list_behind(everything.question(), name)
        rows = list(first.rows)
        for number in range(2, -(-first.number // 7) + 1):
            rows += list_behind(everything.question(), name, page=number).rows
        assert len(rows) == first.number
        assert len({tuple(sorted(row.items(), key=str)) for row in rows}) == len(rows)
        if "amount" in rows[0]:
            assert abs(sum(row["amount"] for row in rows) - first.value) < 0.01
        if first.subject == "reached":
            assert sum(row["students"] for row in rows) == first.value


def selection_of_all() -> Selection:
    period = Period.standard(PeriodKind.ALL_TIME, day("2020-01-01"))
    return Selection(Scope((), is_whole_country=True), period)


def test_reached_names_the_session_with_the_largest_head_count():
    project, school = make_project("BKD"), make_school("S1", "KZ-71")
    group = ClassGroupFactory(school=school, letter="А")
    for when, students in [("2020-03-02", 20), ("2020-03-03", 26), ("2020-03-04", 26)]:
        rows = [(group, {"students_online": students}), (None, {"students_online": 3})]
        teach(project, school, f"{when} 09:00", groups=rows)
    listing = list_behind(selection_of_all().question(), "students_reached")

    assert listing.value == 26 + 3 * 3
    assert listing.number == 4
    counted = listing.rows[0]
    assert (counted["class_group_id"], counted["date"]) == (group.pk, day("2020-03-03"))
    assert counted["sessions"] == 3


def test_coordinator_sees_behind_figures_of_the_own_regions_only():
    project = make_project("BKD")
    own, other = make_school("S1", "KZ-71"), make_school("S2", "KZ-11")
    volunteer = VolunteerFactory(region=other.region)
    for school in (own, other):
        teach(project, school, "2020-03-02 09:00")
    teach(project, own, "2020-03-03 09:00", volunteers=[volunteer])
    services.drain_all()
    client = Client()
    client.force_login(make_user(Role.COORDINATOR, regions=[own.region]))

    page = client.get("/reports/behind/?period=2020&of=sessions").content.decode()
    assert NUMBERS.search(page)[1] == "2"
    assert own.name in page
    assert other.name not in page
    page = client.get("/reports/behind/?period=2020&of=volunteers").content.decode()
    assert volunteer.last_name not in page  # of another region: the short name only
    assert client.get("/reports/behind/?period=2020&region=KZ-11").status_code == 404
    assert client.get("/reports/behind/?period=2020&school=S2").status_code == 400
    assert client.get("/reports/behind/?period=2020&of=nonsense").status_code == 404


def test_figure_that_the_report_has_not_counted_yet_says_so(manager_client):
    teach(make_project("BKD"), make_school("S1", "KZ-71"), "2020-03-02 09:00")
    page = manager_client.get("/reports/behind/?period=2020&of=sessions").content.decode()
    assert NUMBERS.search(page)[1] == "1"
    assert "The report says 0 until the latest changes are counted" in page


def test_figure_of_too_many_sessions_is_offered_by_parts(manager_client, monkeypatch):
    monkeypatch.setattr("reporting.behind.views.MOST_LISTED", 1)
    project = make_project("BKD")
    for code, region in [("S1", "KZ-71"), ("S2", "KZ-11")]:
        teach(project, make_school(code, region), "2020-03-02 09:00")
    services.drain_all()
    page = manager_client.get("/reports/behind/?period=2020&of=sessions").content.decode()
    assert "period=2020&amp;region=KZ-71&amp;of=sessions" in page
    assert NUMBERS.search(page)[1] == "2"


@pytest.fixture
def manager_client() -> Client:
    client = Client()
    client.force_login(make_user(Role.MANAGER))
    return client


def test_narrowing_to_a_month_stays_within_the_period():
    period = Period(day("2020-03-05"), day("2020-04-20"))
    selection = Selection(Scope((), is_whole_country=True), period)
    assert narrowed(selection, month="2020-03").period == Period(
        day("2020-03-05"), day("2020-03-31")
    )
    assert narrowed(selection, month="2020-04").period == Period(
        day("2020-04-01"), day("2020-04-20")
    )


def test_selection_in_an_address_comes_back_as_it_was():
    make_project("BKD", 3)
    school = make_school("S1", "KZ-71", "Esil", "rural")
    make_school("S2", "KZ-11")
    manager = make_user(Role.MANAGER)
    selection = Selection(
        Scope.of(manager),
        Period(day("2020-03-05"), day("2020-04-20")),
        regions=tuple(Region.objects.filter(code="KZ-71")),
        districts=(school.district,),
        schools=(school,),
        modes=("online",),
        languages=("kk", "ru"),
        settlements=("rural",),
    )
    client = Client()
    client.force_login(manager)
    answer = client.get(behind_url(selection, "sessions"))
    form = ReportForm(answer.wsgi_request.GET, scope=selection.scope)
    assert form.is_valid(), form.errors
    assert form.selection() == selection


@pytest.mark.parametrize("by", [by for by in Breakdown if by != Breakdown.MONTH])
def test_unknown_code_in_an_address_is_named(manager_client, by):
    answer = manager_client.get(f"/reports/behind/?{by}=X9&of=sessions")
    assert answer.status_code == 400
    assert "X9" in answer.content.decode()
