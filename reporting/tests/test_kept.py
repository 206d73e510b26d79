"""Long reports: counted by a job, kept for a while, counted again when asked."""

import datetime

import pytest
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from reporting.books import Book, open_book
from reporting.kept import (
    book_or_job,
    find_kept,
    forget_old,
    is_long,
    running_job,
    sessions_in,
)
from reporting.models import Contribution, KeptReport
from reporting.period_words import period_of
from reporting.periods import Period
from reporting.reports import Breakdown, Question
from reporting.services import drain_all
from reporting.tests.programme import at, day
from reporting.tests.taught import make_programme
from schools.models import School
from sessions.tests.factories import make_taught
from transfers.models import Job, JobStatus
from transfers.tests.running import run

ODD = Period(day("2020-03-02"), day("2020-10-05"))
PARTS = [Breakdown.REGION, Breakdown.MONTH]
URL = "/reports/?from=2020-03-02&to=2020-10-05"


@pytest.fixture
def taught(db, settings):
    settings.LONG_REPORT_SESSIONS = 3
    return make_programme()


@pytest.fixture
def manager(db):
    return make_user(Role.MANAGER)


def kept_one(manager) -> Question:
    question = Question(ODD)
    run(book_or_job(question, PARTS, by=manager))
    return question


def teach_one_more(taught) -> None:
    make_taught(
        project=taught.bekind, starts_at=at("2020-05-05 10:00"), school__region=taught.astana
    )


def test_work_is_estimated_by_the_sessions_of_the_months(taught, settings):
    settings.LONG_REPORT_SESSIONS = 100
    assert sessions_in(Question(ODD)) == 4
    assert sessions_in(Question(Period(day("2020-04-30"), day("2020-10-01")))) == 3
    assert sessions_in(Question(ODD, projects=(taught.plastic,))) == 1
    assert sessions_in(Question(ODD, regions=(taught.turkistan,))) == 1
    assert sessions_in(Question(ODD, schools=(School.objects.get(code="TUR-1"),))) == 1
    assert sessions_in(Question(ODD, modes=("offline",), languages=("kk",))) <= 1
    assert sessions_in(Question(Period(day("2021-01-02"), day("2021-03-03")))) == 0


def test_only_large_odd_periods_are_long(taught, settings):
    assert is_long(Question(ODD), PARTS)
    assert not is_long(Question(ODD, regions=(taught.turkistan,)), PARTS)
    assert not is_long(Question(period_of("2020")), PARTS)
    settings.LONG_REPORT_SESSIONS = 4
    assert not is_long(Question(ODD), PARTS)


def test_standard_period_is_long_where_a_goal_ends_within_a_month(taught):
    year, with_goals = Question(period_of("2020")), [*PARTS, Breakdown.GOAL]
    assert not is_long(year, with_goals)
    Contribution.objects.filter(project=taught.bekind).update(until=day("2020-06-15"))
    assert is_long(year, with_goals)
    assert not is_long(year, PARTS)


def test_short_report_is_counted_at_once(taught, manager, settings):
    settings.LONG_REPORT_SESSIONS = 4
    book = book_or_job(Question(ODD), PARTS, by=manager)
    assert isinstance(book, Book)
    assert book.total.figures["sessions"] == 4
    assert not Job.objects.exists()


def test_long_report_is_counted_by_a_job_and_then_at_hand(taught, manager):
    job = book_or_job(Question(ODD), PARTS, by=manager)
    assert (job.status, running_job(Question(ODD), PARTS)) == (JobStatus.WAITING, job)
    run(job)
    assert job.percent == 100
    assert running_job(Question(ODD), PARTS) is None
    book = book_or_job(Question(ODD), PARTS, by=make_user(Role.MANAGER))
    assert book.reports.keys() == set(PARTS)
    fresh = open_book(Question(ODD), PARTS)
    assert {by: report.rows for by, report in book.reports.items()} == {
        by: report.rows for by, report in fresh.reports.items()
    }


def test_what_is_dirty_is_counted_first(taught, manager):
    """Of whole months, which are read from rollups."""
    question = Question(Period(day("2020-03-01"), day("2020-10-31")))
    assert is_long(question, PARTS)
    teach_one_more(taught)
    run(book_or_job(question, PARTS, by=manager))
    assert find_kept(question, PARTS).book.total.figures["sessions"] == 5


def test_second_who_asks_waits_for_the_same_job(taught, manager):
    job = book_or_job(Question(ODD), PARTS, by=manager)
    assert book_or_job(Question(ODD), PARTS, by=make_user(Role.MANAGER)) == job


def test_other_breakdowns_or_regions_are_another_report(taught, manager):
    kept_one(manager)
    assert find_kept(Question(ODD), [Breakdown.MODE]) is None
    assert find_kept(Question(ODD, regions=(taught.astana,)), PARTS) is None


def test_kept_report_tells_when_something_has_changed_since(taught, manager):
    question = kept_one(manager)
    assert find_kept(question, PARTS).is_current
    drain_all()
    assert find_kept(question, PARTS).is_current
    teach_one_more(taught)
    kept = find_kept(question, PARTS)
    assert not kept.is_current
    assert kept.book.total.figures["sessions"] == 4
    run(book_or_job(question, PARTS, by=manager, again=True))
    again = find_kept(question, PARTS)
    assert again.is_current
    assert again.book.total.figures["sessions"] == 5
    assert KeptReport.objects.count() == 1


@pytest.mark.parametrize(
    ("age", "changed", "is_shown"),
    [
        (datetime.timedelta(hours=23), False, True),
        (datetime.timedelta(hours=25), False, False),
        (datetime.timedelta(minutes=59), True, True),
        (datetime.timedelta(minutes=61), True, False),
    ],
)
def test_kept_report_is_shown_and_removed_by_its_age(taught, manager, age, changed, is_shown):
    question = kept_one(manager)
    if changed:
        teach_one_more(taught)
    KeptReport.objects.update(as_of=timezone.now() - age)
    assert bool(find_kept(question, PARTS)) == is_shown
    assert forget_old() == (0 if is_shown else 1)
    assert KeptReport.objects.exists() == is_shown


def test_report_whose_project_is_gone_is_refused(taught, manager):
    job = book_or_job(Question(ODD), PARTS, by=manager)
    job.parameters["books"][0]["question"]["projects"] = [0]
    job.save()
    run(job, ends=JobStatus.REFUSED)
    assert "there no more" in job.result["message"]


# --- The page -------------------------------------------------------------------------------


def main_of(response) -> str:
    return response.content.decode().split("<main")[1].split("</main>")[0]


def test_page_of_a_long_report_asks_for_its_count_and_starts_nothing(client, taught, manager):
    client.force_login(manager)
    response = client.get(URL)
    text = main_of(response)
    assert response.status_code == 200
    assert "here more than 3" in text
    assert 'hx-post="/reports/count/"' in text
    assert '<input type="hidden" name="from" value="2020-03-02">' in text
    assert not Job.objects.exists()


def test_long_report_is_started_by_its_button_then_shown(client, taught, manager):
    client.force_login(manager)
    response = client.post("/reports/count/", {"from": "2020-03-02", "to": "2020-10-05"})
    assert response.status_code == 302
    assert response["Location"] == URL
    text = main_of(client.get(URL))
    assert 'hx-get="/reports/?from=2020-03-02&amp;to=2020-10-05"' in text
    poll = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "counting"}
    response = client.get(URL, **poll)
    assert response.content.decode().lstrip().startswith('<div class="job" id="counting"')
    run(Job.objects.get())
    assert client.get(URL, **poll)["HX-Refresh"] == "true"
    text = main_of(client.get(URL))
    assert "and kept; nothing has changed since" in text
    assert "Students reached" in text
    assert "Count again" not in text
    assert client.get(f"/transfers/{Job.objects.get().pk}/").status_code == 200


def test_script_starts_a_long_report_without_leaving_the_page(client, taught, manager):
    client.force_login(manager)
    response = client.post(
        "/reports/count/",
        {"from": "2020-03-02", "to": "2020-10-05"},
        HTTP_HX_REQUEST="true",
        HTTP_HX_TARGET="counting",
    )
    assert response.status_code == 200
    assert 'id="counting"' in response.content.decode()
    assert "waiting" in response.content.decode()
    assert Job.objects.count() == 1


def test_map_of_a_long_report_is_drawn_from_what_is_kept(client, taught, manager):
    client.force_login(manager)
    client.post("/reports/count/", {"from": "2020-03-02", "to": "2020-10-05"})
    run(Job.objects.get())
    teach_one_more(taught)
    map_of = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "map"}
    text = client.get(f"{URL}&figure=sessions", **map_of).content.decode()
    assert "Astana City: 3" in text
    text = main_of(client.get(URL))
    assert "there were changes since" in text
    assert "Count again" in text


def test_count_again_shows_its_progress_above_the_kept_report(client, taught, manager):
    client.force_login(manager)
    asked = {"from": "2020-03-02", "to": "2020-10-05"}
    client.post("/reports/count/", asked)
    run(Job.objects.get())
    teach_one_more(taught)
    client.post("/reports/count/", asked)
    assert Job.objects.count() == 1, "it is kept"
    client.post("/reports/count/", asked | {"again": "1"})
    text = main_of(client.get(URL))
    assert "Counting the report" in text
    assert "Students reached" in text
    run(Job.objects.first())
    assert "nothing has changed since" in main_of(client.get(URL))


def test_count_that_failed_says_so_and_is_not_started_by_itself(client, taught, manager):
    client.force_login(manager)
    client.post("/reports/count/", {"from": "2020-03-02", "to": "2020-10-05"})
    Job.objects.update(
        status=JobStatus.FAILED,
        finished_at=timezone.now(),
        result={"message": "Something went wrong on our side."},
    )
    text = main_of(client.get(URL))
    assert "Something went wrong on our side." in text
    assert "Try again" in text
    assert "hx-post" not in text
    Job.objects.update(finished_at=timezone.now() - datetime.timedelta(minutes=11))
    assert "hx-post" in main_of(client.get(URL))


def test_kept_report_of_the_country_is_not_shown_to_a_coordinator(client, taught, manager):
    client.force_login(manager)
    client.post("/reports/count/", {"from": "2020-03-02", "to": "2020-10-05"})
    run(Job.objects.get())
    client.force_login(make_user(Role.COORDINATOR, regions=[taught.turkistan]))
    text = main_of(client.get(URL))
    assert "and kept" not in text
    assert "16" in text
    assert client.get(f"{URL}&region=KZ-71").status_code == 404


def test_period_before_is_counted_beside_the_report(client, taught, manager, settings):
    settings.LONG_REPORT_SESSIONS = 0
    client.force_login(manager)
    asked = {"from": "2020-04-05", "to": "2020-05-10"}
    client.post("/reports/count/", asked)
    run(Job.objects.get())
    assert KeptReport.objects.count() == 2
    text = main_of(client.get("/reports/?from=2020-04-05&to=2020-05-10"))
    assert "more than in" in text
