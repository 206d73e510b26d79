"""A published report beside the records of today: which figures differ, and which sessions."""

import datetime
from dataclasses import asdict, dataclass, field
from decimal import Decimal

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.books import Book, open_book
from reporting.columns import HEADLINES, Column
from reporting.models import Publication
from reporting.publishing.questions import question_of
from reporting.publishing.records import fingerprints_of
from reporting.reports import Breakdown, Row

MOST_LISTED = 100
"""More sessions of one kind than this are counted, not listed."""

MOST_AT_ONCE = 50_000
"""Reports of more sessions than this are compared in the background."""

_CHANGED = """WITH kept AS (
    SELECT school_session_id AS id, fingerprint FROM reporting_snapshotrecord
    WHERE snapshot_id = %(publication)s
), changed AS (
    SELECT coalesce(now.id, kept.id) AS id,
        CASE WHEN kept.id IS NULL THEN 'added' WHEN now.id IS NULL THEN 'removed'
            ELSE 'corrected' END AS what
    FROM ({now}) now FULL JOIN kept ON kept.id = now.id
    WHERE now.fingerprint IS DISTINCT FROM kept.fingerprint
)
SELECT what, count(*), (array_agg(id ORDER BY id))[1:{most}] FROM changed GROUP BY what"""


@dataclass(frozen=True)
class Difference:
    """One figure of one row, as it was published and as it is."""

    column: Column
    published: int | Decimal
    today: int | Decimal

    @property
    def differs(self) -> bool:
        return self.published != self.today

    @property
    def was(self) -> str:
        return self.column.shown(self.published)

    @property
    def now(self) -> str:
        return self.column.shown(self.today)

    @property
    def change(self) -> str:
        """With its sign."""
        change = self.today - self.published
        sign = "+" if change > 0 else "−" if change < 0 else ""
        return sign + self.column.shown(abs(change))


@dataclass(frozen=True)
class RowDifferences:
    """A row in which something differs."""

    code: str
    differences: list[Difference]


@dataclass(frozen=True)
class Records:
    """Sessions that changed, entered or left since, and the first ids of each."""

    corrected: int = 0
    added: int = 0
    removed: int = 0
    ids: dict[str, list[int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.corrected + self.added + self.removed

    def words(self) -> list[str]:
        """``2 sessions corrected``, ``1 session added``."""
        found = []
        if self.corrected:
            words = ngettext(
                "%(number)s session corrected", "%(number)s sessions corrected", self.corrected
            )
            found.append(words % {"number": self.corrected})
        if self.added:
            words = ngettext("%(number)s session added", "%(number)s sessions added", self.added)
            found.append(words % {"number": self.added})
        if self.removed:
            words = ngettext(
                "%(number)s session no longer counts",
                "%(number)s sessions no longer count",
                self.removed,
            )
            found.append(words % {"number": self.removed})
        return found


@dataclass(frozen=True)
class Comparison:
    headlines: list[Difference]
    rows: list[RowDifferences]
    as_of: datetime.datetime

    @property
    def differs(self) -> bool:
        return bool(self.rows) or any(one.differs for one in self.headlines)

    @property
    def differing(self) -> list[Difference]:
        return [one for one in self.headlines if one.differs]


def compare_figures(published: Book, publication: Publication) -> Comparison:
    """:raises UnknownWordError: a project or region of the report is gone."""
    today = open_book(question_of(publication), [Breakdown.REGION])
    return Comparison(
        _differences(published.total, today.total), _rows(published, today), today.as_of
    )


def compare_records(publication: Publication) -> Records:
    """Take the fingerprint of every session anew and hold it against the one that was kept."""
    statement, parameters = fingerprints_of(question_of(publication))
    with connection.cursor() as cursor:
        cursor.execute(
            _CHANGED.format(now=statement, most=MOST_LISTED),
            parameters | {"publication": publication.pk},
        )
        found = {what: (count, ids) for what, count, ids in cursor}
    return Records(
        **{what: count for what, (count, _ids) in found.items()},
        ids={what: ids for what, (_count, ids) in found.items()},
    )


def summary(comparison: Comparison, records: Records | None) -> str:
    """``Students: published 59,460; today 59,452; 2 sessions corrected``.

    Of the first figure that differs.
    """
    parts = []
    for one in comparison.differing[:1]:
        parts.append(
            _("%(figure)s: published %(published)s; today %(today)s")
            % {"figure": one.column.label, "published": one.was, "today": one.now}
        )
    return "; ".join([*parts, *(records.words() if records else [])])


def as_json(records: Records) -> dict:
    """For a job to keep."""
    return {"records": asdict(records)}


def from_json(kept: dict) -> Records:
    """Records as :func:`as_json` gave them."""
    return Records(**kept["records"])


def _differences(published: Row | None, today: Row | None) -> list[Difference]:
    return [
        Difference(
            column,
            column.value(published) if published else 0,
            column.value(today) if today else 0,
        )
        for column in HEADLINES
    ]


def _rows(published: Book, today: Book) -> list[RowDifferences]:
    """The regions in which something differs, those that were published first."""
    before, now = published[Breakdown.REGION], today[Breakdown.REGION]
    codes = list(dict.fromkeys([*before.values(), *now.values()]))
    rows = [
        RowDifferences(code, _differences(before.row(value=code), now.row(value=code)))
        for code in codes
    ]
    return [row for row in rows if any(one.differs for one in row.differences)]
