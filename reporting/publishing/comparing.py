"""Comparing a published report with today: at once, or in the background where it is large."""

import datetime
import json
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from reporting.arguments import UnknownWordError
from reporting.labels import names_for
from reporting.models import Publication
from reporting.publishing.differences import (
    MOST_AT_ONCE,
    MOST_LISTED,
    Records,
    as_json,
    compare_figures,
    compare_records,
    from_json,
    summary,
)
from reporting.publishing.snapshot import Document, book_of
from reporting.reports import Breakdown
from sessions.models import SchoolSession
from transfers.errors import JobRefused
from transfers.models import Job, JobStatus
from transfers.progress import Progress
from transfers.registry import job_kind
from transfers.services import request_job

COMPARE = "compare_report"


@dataclass(frozen=True)
class ChangedSession:
    """A session that differs; none where it is gone from the records."""

    pk: int
    session: SchoolSession | None


@dataclass(frozen=True)
class ChangedSessions:
    """Those that differ in one way, the first of them."""

    what: str
    count: int
    sessions: list[ChangedSession]

    @property
    def more(self) -> int:
        return self.count - len(self.sessions)


def comparison_context(publication: Publication, *, by: User) -> dict:
    """What the page of differences shows."""
    document: Document = json.loads(publication.snapshot.document)
    try:
        comparison = compare_figures(book_of(document), publication)
        records, as_of = _records(publication, document, by=by)
    except UnknownWordError as error:
        return {"gone": str(error)}
    changed = _changed(records, by=by) if records else []
    name = names_for(Breakdown.REGION, [])
    return {
        "comparison": comparison,
        "rows": [(name(row.code), row.differences) for row in comparison.rows],
        "records": records,
        "records_as_of": as_of,
        "is_large": document["records"]["count"] > MOST_AT_ONCE,
        "count": document["records"]["count"],
        "changed": changed,
        "summary": summary(comparison, records),
    }


def request_comparison(publication: Publication, *, by: User) -> Job:
    return request_job(COMPARE, by=by, parameters={"publication": publication.pk})


def describe(parameters: dict) -> tuple[str, str]:
    publication = Publication.objects.filter(pk=parameters["publication"]).first()
    return _("Comparison with a published report"), str(publication or "")


@job_kind(
    COMPARE,
    label=gettext_lazy("Comparison with a published report"),
    permission=Permission.DRAFT_REPORTS,
    template="reporting/publications/_job.html",
    describe=describe,
)
def compare_report(job: Job, progress: Progress) -> None:
    """Take the fingerprint of each session anew; what differs stays with the job."""
    publication = Publication.objects.filter(pk=job.parameters["publication"]).first()
    if publication is None or not publication.is_frozen:
        raise JobRefused(_("This report is not published."))
    progress.expect(1)
    try:
        job.result = as_json(compare_records(publication))
    except UnknownWordError as error:
        raise JobRefused(str(error)) from None
    progress.advance()


def _records(
    publication: Publication, document: Document, *, by: User
) -> tuple[Records | None, datetime.datetime | None]:
    """What became of the sessions; of a large report what the person's last comparison found."""
    if document["records"]["count"] <= MOST_AT_ONCE:
        return compare_records(publication), None
    job = (
        Job.objects.visible_to(by)
        .filter(kind=COMPARE, status=JobStatus.DONE, parameters__publication=publication.pk)
        .first()
    )
    return (from_json(job.result), job.finished_at) if job else (None, None)


def _changed(records: Records, *, by: User) -> list[ChangedSessions]:
    numbers = [number for ids in records.ids.values() for number in ids]
    sessions = (
        SchoolSession.objects.visible_to(by)
        .filter(pk__in=numbers)
        .select_related("school__region", "project", "lesson")
        .in_bulk()
    )
    return [
        ChangedSessions(
            what,
            getattr(records, what),
            [ChangedSession(pk, sessions.get(pk)) for pk in records.ids[what][:MOST_LISTED]],
        )
        for what in ("corrected", "added", "removed")
        if what in records.ids
    ]
