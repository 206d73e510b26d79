"""Runs checks: all findings counted and some of them read, beside what was said of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from reporting.choices import QualityKind
from reporting.quality.checks import Check, Told
from reporting.quality.records import COUNT, HEADS, TAUGHT, filled_in
from reporting.quality.registry import CHECKS
from reporting.questions import Question

MOST_SESSIONS = 100_000
"""A page looks through so many sessions at most; for more, people choose a shorter period."""

MOST_ON_THE_WAY = 20_000
"""So many at most where findings are only counted, beside something else."""

_FOR_LARGE_PERIODS = """SELECT set_config('jit', 'off', true), set_config('work_mem', '64MB', true),
    set_config('random_page_cost', '1.1', true)"""
"""Compiling takes longer than it saves; sorting in memory does not. A period's head-counts are
looked up by their sessions, not by reading those of all time."""

_ALL = """
WITH {taught}, {heads}, {tables}
found AS ({found}),
judged AS MATERIALIZED (
    SELECT f.kind, f.subject, md5(f.about) AS fingerprint, f.weight, f.region_id, f.sessions,
        f.told, r.id AS review_id, coalesce(r.fingerprint = md5(f.about), false) AS is_seen
    FROM found f
    LEFT JOIN reporting_qualityreview r ON r.kind = f.kind AND r.subject = f.subject
    WHERE %(subject)s::text IS NULL OR f.subject = %(subject)s
),
ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY kind, is_seen ORDER BY weight DESC, length(subject) DESC, subject DESC
    ) AS rank
    FROM judged
),
totals AS (
    SELECT kind, count(*) FILTER (WHERE NOT is_seen) AS open,
        count(*) FILTER (WHERE is_seen) AS seen
    FROM judged GROUP BY kind
)
SELECT t.kind, t.open, t.seen, k.subject, k.fingerprint, k.region_id, k.sessions, k.told,
    k.review_id, k.is_seen
FROM totals t
LEFT JOIN ranked k ON k.kind = t.kind AND k.rank > %(skip)s
    AND k.rank <= %(skip)s + CASE WHEN k.is_seen THEN %(most_seen)s ELSE %(most_open)s END
ORDER BY t.kind, k.is_seen, k.rank"""
"""One statement for all checks, since reading the sessions takes most of the time. The totals of
a kind stand in each of its rows, and in one without a finding where none is shown."""

_ONE = """
SELECT '{kind}' AS kind, subject, about, weight::float8 AS weight, region_id, sessions, told
FROM ({found}) {kind}"""


@dataclass(frozen=True)
class Finding:
    """Something that looks wrong; ``subject`` names it for as long as the records exist."""

    kind: QualityKind
    subject: str
    fingerprint: str
    region_id: int
    sessions: list[int]
    told: Told
    review_id: int | None
    """What was said about it; also about other values, which leaves it open."""
    is_seen: bool


@dataclass
class Found:
    """What one check has found: how many in all, and some of them, the worst first."""

    check: Check
    is_judged: bool = True
    open: int = 0
    seen: int = 0
    findings: list[Finding] = field(default_factory=list)


def find(
    question: Question,
    checks: Iterable[Check] = tuple(CHECKS.values()),
    *,
    most_open: int = 0,
    most_seen: int = 0,
    skip: int = 0,
    subject: str | None = None,
) -> list[Found]:
    """Run checks over the taught sessions of a question.

    :param most_open: so many open findings of each check are read, the others only counted;
        ``most_seen`` of those that somebody has said to be right.
    :param skip: so many of each are passed over first.
    :param subject: only the finding with this name.
    """
    found = {str(check.kind): Found(check, check.is_judged(question)) for check in checks}
    judged = [one.check for one in found.values() if one.is_judged]
    if not judged:
        return list(found.values())
    parameters = {
        "subject": subject,
        "skip": skip,
        "most_open": most_open,
        "most_seen": most_seen,
        "timezone": settings.TIME_ZONE,
    }
    for check in judged:
        parameters |= check.parameters(question)
    for row in _rows(_statement(judged), question, parameters):
        one = found[row.pop("kind")]
        one.open, one.seen = row.pop("open"), row.pop("seen")
        if row["subject"]:
            one.findings.append(Finding(one.check.kind, **row))
    return list(found.values())


def find_one(check: Check, question: Question, subject: str) -> Finding | None:
    """The finding of this name, seen or not."""
    (found,) = find(question, [check], subject=subject, most_open=1, most_seen=1)
    return found.findings[0] if found.findings else None


def count_open(question: Question) -> int | None:
    """How many findings wait for a look; nothing where counting them would take long."""
    if count_taught(question, MOST_ON_THE_WAY) > MOST_ON_THE_WAY:
        return None
    return sum(found.open for found in find(question))


def count_taught(question: Question, most: int = MOST_SESSIONS) -> int:
    """How many sessions would be looked through; counted up to one more than ``most``."""
    return _rows(COUNT, question, {"limit": most + 1})[0]["count"]


def _statement(checks: list[Check]) -> str:
    return _ALL.format(
        taught=TAUGHT,
        heads=HEADS,
        tables="".join(check.tables for check in checks),
        found=" UNION ALL ".join(
            _ONE.format(kind=check.kind, found=check.found) for check in checks
        ),
    )


def _rows(statement: str, question: Question, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    filled, of_question = filled_in(statement, question)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FOR_LARGE_PERIODS)
        cursor.execute(filled, of_question | parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
