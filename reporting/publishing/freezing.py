"""From an approved report to its snapshot: figures, words and records of one moment, for ever."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from reporting import services as rollups
from reporting.choices import PeriodKind
from reporting.models import DirtyScope, Publication, PublicationStatus, Snapshot
from reporting.periods import start_of
from reporting.publishing.canonical import canonical, sha256_of
from reporting.publishing.questions import PUBLISHED, question_of
from reporting.publishing.records import keep_records
from reporting.publishing.snapshot import Document, take
from reporting.rebuilding import see_one_moment
from reporting.reports import ALL, Breakdown, Question
from sessions.models import DirtyMonth
from transfers.progress import Progress

TRIES = 5
"""So often it is counted first and looked again. After that the figures are counted from the
records themselves, which cannot lag behind."""

PARTS = len(PUBLISHED) + 3


class NotOfOneMomentError(Exception):
    """Figures and records disagree, so nothing was published; a fault of the counting."""


def freeze(publication: Publication, *, progress: Progress) -> bool:
    """Publish an approved report; False where that was done already.

    Safe to run again and by several at once: all of it is one transaction.

    :raises TokenError, UnknownWordError: the report names something that is gone.
    :raises NotOfOneMomentError: see there.
    """
    tries = TRIES
    while True:
        tries -= 1
        progress.expect(PARTS)
        rollups.drain_all()
        progress.advance()
        with _one_moment():
            locked = _lock(publication)
            if locked is None:
                return False
            lags = _lags_behind(question_of(locked))
            if tries and lags:
                continue
            _freeze(locked, use_rollups=not lags, progress=progress)
            return True


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction that sees one moment, and in which nobody else publishes.

    The lock comes first, by a statement that looks at nothing: the moment is that of the first
    look, and so later than what the one before has published.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("LOCK TABLE reporting_snapshot IN SHARE ROW EXCLUSIVE MODE")
        see_one_moment(cursor)
        yield


def _lock(publication: Publication) -> Publication | None:
    """The report, if it is still to be published."""
    locked = Publication.objects.select_for_update(of=["self"]).get(pk=publication.pk)
    return locked if locked.is_being_published else None


def _lags_behind(question: Question) -> bool:
    """Whether something of the report changed and is not in the rollups yet."""
    period = question.period
    months = (period.start.replace(day=1), period.end)
    dirty = DirtyMonth.objects.filter(month__range=months)
    if question.projects:
        dirty = dirty.filter(project_id__in=[project.pk for project in question.projects])
    scopes = Q(period_kind=PeriodKind.MONTH, period_start__range=months)
    if period.kind:
        start = start_of(period.kind, period.start)
        scopes |= Q(period_kind=period.kind, period_start=start)
    return dirty.exists() or DirtyScope.objects.filter(scopes).exists()


def _freeze(publication: Publication, *, use_rollups: bool, progress: Progress) -> None:
    question = question_of(publication)
    records = keep_records(publication.pk, question)
    progress.advance()
    publication.number = _number(publication)
    document = take(
        publication,
        number=publication.number,
        records=records,
        use_rollups=use_rollups,
        advance=progress.advance,
    )
    if (sessions := _sessions(document)) != records.count:
        raise NotOfOneMomentError(
            f"report {publication.pk}: {sessions} sessions in the figures, {records.count} records"
        )
    _write(publication, document)
    progress.advance()


def _write(publication: Publication, document: Document) -> None:
    text = canonical(document)
    snapshot = Snapshot.objects.create(
        publication=publication,
        document=text,
        sha256=sha256_of(text),
        definitions_version=document["definitions_version"],
        as_of=document["as_of"],
    )
    publication.status = PublicationStatus.PUBLISHED
    publication.published_at = snapshot.as_of
    publication.job = None
    publication.save(update_fields=["number", "status", "published_at", "job"])


def _number(publication: Publication) -> str:
    """The next one of this year, such as 2026-003; a later edition has that of the first."""
    if publication.replaces:
        return publication.replaces.number
    year = timezone.localdate().year
    given = Publication.objects.filter(number__startswith=f"{year}-").values_list(
        "number", flat=True
    )
    last = max((int(number.partition("-")[2]) for number in given), default=0)
    return f"{year}-{last + 1:03d}"


def _sessions(document: Document) -> int:
    rows = document["breakdowns"][Breakdown.PROJECT]
    return next(
        row["figures"]["sessions"] for row in rows if row["project"] == ALL and row["value"] == ALL
    )
