"""The jobs of this app, found by `transfers`."""

import datetime

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from sessions.exports import count_rows, write_sessions_csv
from sessions.filling.runs import KIND, make_plan
from sessions.forms.export import SessionExportForm
from sessions.imports import SESSIONS
from transfers.files import open_output
from transfers.imports.jobs import announce_import
from transfers.models import Job
from transfers.progress import Progress
from transfers.registry import job_kind
from volunteers.models import Project

announce_import(SESSIONS)


def describe(parameters: dict) -> tuple[str, str]:
    """The days, and the projects."""
    days = [datetime.date.fromisoformat(parameters[key]) for key in ("start", "end")]
    start, end = (date_format(day, "DATE_FORMAT") for day in days)
    title = gettext("Sessions, %(start)s to %(end)s") % {"start": start, "end": end}
    projects = Project.objects.filter(code__in=parameters["projects"])
    return title, ", ".join(project.name for project in projects) or gettext("all projects")


@job_kind(
    "export_sessions",
    label=_("Export of sessions"),
    permission=Permission.EXPORT_SESSIONS,
    form=SessionExportForm,
    is_export=True,
    describe=describe,
    intro=_("One row for each session and class group, as CSV that can be imported elsewhere."),
)
def export_sessions(job: Job, progress: Progress) -> None:
    """The sessions that the person may see, as a file."""
    start, end = (datetime.date.fromisoformat(job.parameters[key]) for key in ("start", "end"))
    user = job.created_by
    progress.expect(count_rows(start, end))
    with open_output(job, f"sessions-{start}-{end}.csv") as stream:
        rows = write_sessions_csv(
            stream,
            start=start,
            end=end,
            projects=job.parameters["projects"] or None,
            regions=None if user.sees_all_regions else user.region_ids,
            tell=progress.reach,
        )
    told = ngettext("%(rows)s row.", "%(rows)s rows.", rows)
    job.result = {"message": told % {"rows": number_format(rows)}}


@job_kind(
    KIND,
    label=_("Plan for open places"),
    permission=Permission.PLAN_SESSIONS,
    template="sessions/filling/_job.html",
)
def fill_places(job: Job, progress: Progress) -> None:
    """Propose who could take the open places of a period."""
    make_plan(job, progress)
