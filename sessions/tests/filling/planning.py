"""Plans as tests need them: asked for, made in the test's own transaction."""

import datetime

from django.utils import timezone

from accounts.models import User
from regions.models import Region
from sessions.filling.runs import request_fill
from sessions.models import FillProposal, FillRun, SchoolSession
from sessions.tests.factories import SchoolSessionFactory
from sessions.tests.planning import World, tomorrow_at
from transfers.tests.running import run as run_job
from volunteers.models import Volunteer


def open_session(world: World, hour: int = 10, **fields) -> SchoolSession:
    """A session of the next school day that nobody teaches yet."""
    return SchoolSessionFactory(
        **{
            "school": world.school,
            "project": world.lesson.project,
            "lesson": world.lesson,
            "starts_at": tomorrow_at(hour),
            **fields,
        }
    )


def make_run(by: User, *regions: Region, days: int = 7) -> FillRun:
    """A plan for the days to come, made already."""
    today = timezone.localdate()
    run = request_fill(
        by=by, since=today, until=today + datetime.timedelta(days=days), regions=regions
    )
    run_job(run.job)
    return FillRun.objects.select_related("job").get(pk=run.pk)


def pairs_of(run: FillRun) -> set[tuple[SchoolSession, Volunteer]]:
    return {
        (one.fill_session.school_session, one.volunteer)
        for one in FillProposal.objects.filter(fill_session__run=run)
    }


def proposal_of(run: FillRun, school_session: SchoolSession) -> FillProposal:
    return FillProposal.objects.get(
        fill_session__run=run, fill_session__school_session=school_session
    )
