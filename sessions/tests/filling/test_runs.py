"""Plans from real records: the rules of assignments, roles, reasons, workers that die."""

import datetime
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from schools.tests.factories import SchoolFactory
from sessions.errors import Refusal
from sessions.filling import runs
from sessions.filling.runs import Result, make_plan, request_fill
from sessions.models import Assignment, FillProposal, FillRun, FillSession
from sessions.tests.factories import SchoolSessionFactory, make_taught
from sessions.tests.filling.planning import make_run, open_session, pairs_of, proposal_of
from sessions.tests.planning import make_world, tomorrow_at
from transfers.errors import JobTakenOver
from transfers.models import Job, JobStatus
from transfers.progress import SilentProgress
from transfers.services import sweep_jobs
from volunteers.models import Unavailability, Volunteer
from volunteers.tests.factories import VolunteerFactory

MINOR = timezone.localdate() - datetime.timedelta(days=17 * 365)


@pytest.fixture
def world(db):
    return make_world()


def test_plan_gives_each_place_to_who_taught_least(world):
    seasoned, fresh = world.volunteer(), world.volunteer()
    make_taught(
        school=world.school,
        project=world.lesson.project,
        volunteers=[seasoned],
        starts_at=timezone.now() - datetime.timedelta(days=1),
    )
    session = open_session(world)
    run = make_run(world.coordinator, world.region)
    assert pairs_of(run) == {(session, fresh)}
    assert proposal_of(run, session).role == "lead"
    assert Result.of(run).proven == ["balance", "coverage", "travel"]
    assert not Assignment.objects.filter(school_session=session).exists()


def test_plan_leaves_out_whom_any_rule_keeps_away_and_counts_the_reasons(world):
    VolunteerFactory(region=world.region)  # not enrolled
    away = world.volunteer()
    Unavailability.objects.create(volunteer=away, starts_at=tomorrow_at(8), ends_at=tomorrow_at(18))
    world.volunteer(languages=["ru"])
    session = open_session(world)
    run = make_run(world.coordinator, world.region)
    assert pairs_of(run) == set()
    kept = FillSession.objects.get(run=run, school_session=session)
    assert kept.places == 1
    assert kept.reasons["unavailable"] == 1
    assert kept.reasons["language"] == 1
    assert kept.reasons["not_enrolled"] == 1


def test_plan_does_not_ask_again_who_said_no(world):
    volunteer, session = world.volunteer(), open_session(world)
    Assignment.objects.create(school_session=session, volunteer=volunteer, status="declined")
    run = make_run(world.coordinator, world.region)
    assert pairs_of(run) == set()
    assert run.fill_sessions.get().reasons == {"said_no": 1}


def test_plan_gives_a_minor_a_place_only_beside_an_adult(world):
    world.volunteer(birth_date=MINOR)
    alone = open_session(world)
    run = make_run(world.coordinator, world.region)
    assert pairs_of(run) == set()
    alone.places = 2
    alone.save()
    adult = world.volunteer()
    run = make_run(world.coordinator, world.region)
    assert len(pairs_of(run)) == 2
    leads = FillProposal.objects.get(fill_session__run=run, role="lead")
    assert leads.volunteer == adult


def test_named_teacher_is_the_adult(world):
    minor = world.volunteer(birth_date=MINOR)
    session = open_session(world, contact=world.school.contacts.get())
    assert pairs_of(make_run(world.coordinator, world.region)) == {(session, minor)}


def test_plan_fills_beside_a_lead_with_co_teachers(world):
    lead, other = world.volunteer(), world.volunteer()
    session = open_session(world, places=2)
    Assignment.objects.create(school_session=session, volunteer=lead)
    run = make_run(world.coordinator, world.region)
    assert pairs_of(run) == {(session, other)}
    assert proposal_of(run, session).role == "co_teacher"


def test_plan_keeps_the_wish_for_few_sessions_a_week(world):
    world.volunteer(most_sessions_a_week=1)
    for hour in (9, 11, 15):
        open_session(world, hour)
    run = make_run(world.coordinator, world.region)
    assert len(pairs_of(run)) == 1
    assert {one.reasons.get("week_of_plan") for one in run.fill_sessions.all()} == {1, None}


def test_plan_counts_what_volunteers_have_in_that_week_already(world):
    volunteer = world.volunteer(most_sessions_a_week=1)
    Assignment.objects.create(school_session=open_session(world, 9), volunteer=volunteer)
    open_session(world, 14)
    run = make_run(world.coordinator, world.region)
    assert pairs_of(run) == set()
    assert run.fill_sessions.get().reasons == {"week_wish": 1}


def test_run_of_regions_that_are_not_one_s_own_is_refused(world):
    foreign = RegionFactory()
    SchoolSessionFactory(school=SchoolFactory(region=foreign))
    with pytest.raises(PermissionDenied):
        make_run(world.coordinator, world.region, foreign)


def test_run_is_seen_by_who_coordinates_all_of_its_regions(world):
    second = RegionFactory()
    open_session(world)
    manager = make_user(Role.MANAGER)
    run = make_run(manager, world.region, second)
    both = make_user(Role.COORDINATOR, regions=[world.region, second, RegionFactory()])
    assert FillRun.objects.visible_to(world.coordinator).count() == 0
    assert FillRun.objects.visible_to(both).get() == run
    assert FillRun.objects.visible_to(manager).get() == run
    assert FillRun.objects.visible_to(make_user()).count() == 0


def test_run_without_open_places_is_refused_at_the_days(world):
    with pytest.raises(Refusal) as refusal:
        make_run(world.coordinator, world.region)
    assert "since" in refusal.value.errors


def test_run_too_large_is_refused_before_it_begins(world, monkeypatch):
    open_session(world)
    monkeypatch.setattr(runs, "MOST_SESSIONS", 0)
    with pytest.raises(Refusal, match="too much for one plan"):
        make_run(world.coordinator, world.region)
    assert not Job.objects.exists()


def test_sessions_of_other_projects_and_days_are_left_alone(world):
    world.volunteer()
    wanted = open_session(world)
    open_session(world, starts_at=tomorrow_at(10) + datetime.timedelta(days=60))
    SchoolSessionFactory(school=world.school, project__code="PLF", starts_at=tomorrow_at(12))
    today = timezone.localdate()
    run = request_fill(
        by=world.coordinator,
        since=today,
        until=today + datetime.timedelta(days=7),
        regions=[world.region],
        projects=[world.lesson.project],
    )
    make_plan(_claimed(run), SilentProgress())
    assert [one.school_session for one in run.fill_sessions.all()] == [wanted]


def _claimed(run: FillRun) -> Job:
    """As a worker has it while it does the job."""
    Job.objects.filter(pk=run.job_id).update(
        status=JobStatus.RUNNING,
        attempts=1,
        heard_of_at=timezone.now(),
        finished_at=None,
    )
    return Job.objects.select_related("created_by").get(pk=run.job_id)


def test_run_whose_worker_died_is_made_by_the_next_one(world):
    volunteer, session = world.volunteer(), open_session(world)
    today = timezone.localdate()
    run = request_fill(
        by=world.coordinator,
        since=today,
        until=today + datetime.timedelta(days=7),
        regions=[world.region],
    )
    dead = _claimed(run)
    Job.objects.filter(pk=dead.pk).update(heard_of_at=timezone.now() - datetime.timedelta(hours=1))
    with patch("transfers.services._hint") as hint:
        sweep_jobs()
    hint.assert_called_once_with(dead.pk)
    from transfers.tests.running import run as run_job

    run_job(Job.objects.get(pk=dead.pk))
    run.refresh_from_db()
    assert pairs_of(run) == {(session, volunteer)}
    # The one that was believed dead comes back and must not write over it.
    FillProposal.objects.update(taught_before=99)
    with pytest.raises(JobTakenOver):
        make_plan(dead, SilentProgress())
    assert proposal_of(run, session).taught_before == 99


def test_plan_made_again_takes_the_place_of_the_first(world):
    world.volunteer()
    open_session(world)
    run = make_run(world.coordinator, world.region)
    make_plan(_claimed(run), SilentProgress())
    assert FillProposal.objects.filter(fill_session__run=run).count() == 1


def test_reading_asks_as_much_of_many_as_of_few(world, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from sessions.filling.reading import open_sessions_of, read_problem

    def questions() -> int:
        run = FillRun.objects.latest("pk")
        with CaptureQueriesContext(connection) as captured:
            sessions = open_sessions_of(run, world.coordinator).select_related("school__region")
            read_problem(sessions, Volunteer.objects.all())
        return len(captured)

    world.volunteer()
    open_session(world)
    make_run(world.coordinator, world.region)
    few = questions()
    for hour in (8, 12, 14, 16):
        world.volunteer(birth_date=MINOR)
        open_session(world, hour, mode="offline")
    assert questions() == few
