"""Reports that take long: counted by a job, and kept for a while.

Standard periods are read from rollups, unless a goal of the report begins or ends in the middle of
a month. Anything else is counted from the records or from many small rollups, which takes as long
as there are sessions in it. Where these are more than
LONG_REPORT_SESSIONS, nobody waits for it in a request.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from reporting import services
from reporting.books import Book, open_book
from reporting.books_as_json import (
    GoneError,
    book_as_json,
    book_from_json,
    key_of,
    question_as_json,
    question_from_json,
)
from reporting.choices import PeriodKind
from reporting.data_version import version_of_data
from reporting.models import KeptReport, SchoolRollup
from reporting.reports import Breakdown, Question, Report, ask
from reporting.statements import kind_of_buckets
from transfers.errors import JobRefused
from transfers.models import Job, JobStatus
from transfers.progress import Progress
from transfers.services import request_job

SHOWN = (
    Breakdown.REGION,
    Breakdown.GOAL,
    Breakdown.MONTH,
    Breakdown.MODE,
    Breakdown.SETTLEMENT,
    Breakdown.LANGUAGE,
)
"""What the report's page is broken down by; its book is the one that is kept."""

KIND = "count_report"
FAILED_LATELY = datetime.timedelta(minutes=10)
"""For so long a count that failed is not started again by itself."""

Asked = tuple[Question, Sequence[Breakdown]]
"""A question, and by what its book is to be broken down."""


@dataclass(frozen=True)
class Kept:
    """A book that was counted before.

    :param is_current: nothing has changed since.
    """

    book: Book
    is_current: bool


def is_long(question: Question, breakdowns: Sequence[Breakdown]) -> bool:
    """Whether counting it would keep a reader waiting."""
    if question.period.kind and all(kind_of_buckets(replace(question, by=by)) for by in breakdowns):
        return False
    return sessions_in(question) > settings.LONG_REPORT_SESSIONS


def sessions_in(question: Question) -> int:
    """About how many sessions there are to count, by the rollups of the months it touches.

    It looks no further than it takes to know that they are too many.
    """
    rollups = SchoolRollup.objects.filter(
        period_kind=PeriodKind.MONTH,
        period_start__range=(question.period.start.replace(day=1), question.period.end),
    )
    for field, restriction in (
        ("project", "projects"),
        ("region", "regions"),
        ("school", "schools"),
        ("mode", "modes"),
        ("language", "languages"),
        ("school__settlement", "settlements"),
    ):
        if chosen := getattr(question, restriction):
            rollups = rollups.filter(**{f"{field}__in": chosen})
    if question.districts:
        rollups = rollups.filter(district_id__in=[one.pk for one in question.districts])
    some = rollups.order_by()[: settings.LONG_REPORT_SESSIONS + 1]
    return some.aggregate(sessions=Sum("sessions"))["sessions"] or 0


def find_kept(question: Question, breakdowns: Sequence[Breakdown]) -> Kept | None:
    """What was counted of this question, unless it is too old to be shown."""
    kept = KeptReport.objects.filter(key=key_of(question, breakdowns)).first()
    if kept is None:
        return None
    version = version_of_data()
    if _is_outdated(kept, version, timezone.now()):
        return None
    return Kept(book_from_json(kept.figures, question), bool(version) and kept.version == version)


def report_at_hand(question: Question) -> Report | None:
    """A report by one of ``SHOWN``: asked now, or out of the kept book of the report's page.

    None where it takes long and is not kept; the report's page has it counted.
    """
    if not is_long(question, [question.by]):
        return ask(question)
    kept = find_kept(question, SHOWN)
    return kept.book[question.by] if kept else None


def book_or_job(
    question: Question,
    breakdowns: Sequence[Breakdown],
    *,
    by: User,
    also: Sequence[Asked] = (),
    query: str = "",
    again: bool = False,
) -> Book | Job:
    """The book, counted at once or kept; where that is not possible, the job that counts it.

    :param also: questions whose books the same page needs.
    :param query: the address of the report, to which the job's page leads.
    :param again: count it even where it is kept.
    """
    if not is_long(question, breakdowns):
        return open_book(question, breakdowns)
    if not again and (kept := find_kept(question, breakdowns)):
        return kept.book
    return running_job(question, breakdowns) or request_job(
        KIND,
        by=by,
        parameters={
            "books": [
                {"question": question_as_json(one), "breakdowns": [str(by) for by in parts]}
                for one, parts in [(question, breakdowns), *also]
            ],
            "keys": [key_of(question, breakdowns)],
            "query": query,
        },
    )


def running_job(question: Question, breakdowns: Sequence[Breakdown]) -> Job | None:
    """The job that counts this already, whoever asked for it."""
    return (
        _jobs_for(question, breakdowns)
        .filter(status__in=[JobStatus.WAITING, JobStatus.RUNNING])
        .first()
    )


def failed_job(question: Question, breakdowns: Sequence[Breakdown]) -> Job | None:
    """The last job that tried to count this, where it failed a short while ago."""
    latest = _jobs_for(question, breakdowns).first()
    lately = timezone.now() - FAILED_LATELY
    if latest and latest.is_over and latest.status != JobStatus.DONE:
        return latest if latest.finished_at > lately else None
    return None


def _jobs_for(question: Question, breakdowns: Sequence[Breakdown]) -> QuerySet[Job]:
    return Job.objects.filter(kind=KIND, parameters__keys__contains=[key_of(question, breakdowns)])


def count_and_keep(job: Job, progress: Progress) -> None:
    """Count the books that a job was asked for, as of now, and keep them.

    :raises JobRefused: what was asked about is there no more.
    """
    try:
        asked = [
            (question_from_json(one["question"]), [Breakdown(by) for by in one["breakdowns"]])
            for one in job.parameters["books"]
        ]
    except GoneError:
        raise JobRefused(
            _("A project or place of this report is there no more. Ask for it once more.")
        ) from None
    progress.expect(1 + sum(len(breakdowns) for _question, breakdowns in asked))
    # Before counting: what changes from here on may be counted or not.
    version = version_of_data()
    services.drain_all()
    progress.advance()
    for question, breakdowns in asked:
        book = open_book(question, breakdowns, progress.advance)
        KeptReport.objects.update_or_create(
            key=key_of(question, breakdowns),
            defaults={
                "figures": book_as_json(book),
                "as_of": book.as_of,
                "version": version,
            },
        )


def forget_old(now: datetime.datetime | None = None) -> int:
    """Remove what is too old to be shown; returns how many there were."""
    now = now or timezone.now()
    age = datetime.timedelta(hours=settings.KEPT_REPORT_HOURS)
    stale = datetime.timedelta(minutes=settings.KEPT_REPORT_STALE_MINUTES)
    version = version_of_data()
    changed = Q(version="") | ~Q(version=version) if version else Q(version="")
    old = KeptReport.objects.filter(Q(as_of__lt=now - age) | Q(changed, as_of__lt=now - stale))
    return old.delete()[0]


def _is_outdated(kept: KeptReport, version: str, now: datetime.datetime) -> bool:
    age = now - kept.as_of
    if age > datetime.timedelta(hours=settings.KEPT_REPORT_HOURS):
        return True
    is_stale = not kept.version or (bool(version) and kept.version != version)
    return is_stale and age > datetime.timedelta(minutes=settings.KEPT_REPORT_STALE_MINUTES)
