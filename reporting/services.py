"""Keeping the rollups equal to the records.

Triggers note every month of a project and school whose records changed (``DirtyMonth``), in the
transaction of the change. ``drain`` takes the notes of some projects and schools, one
transaction for all of them: it locks each of these schools, deletes their notes, and counts the
noted months and the larger periods around them again from the records, always as absolute
values. So it may be killed, repeated or run by many at once: what is not committed is noted
still, and two drains of one school wait for each other. What it changed is noted in turn, and
counted into the figures of whole regions by ``scopes.count_dirty``.

The lock must be held before the notes are deleted, and the records must be read after that by a
statement of its own: at READ COMMITTED it then sees all that was committed with the notes.
"""

import time
from collections.abc import Callable, Sequence

from django.db import connection, transaction
from django.db.models import Max

from reporting import locks, reach, rebuilding, scopes
from reporting.choices import PeriodKind
from reporting.facts import KEY, RELATIONS, START_OF, Relation, from_records
from reporting.periods import FIRST_YEAR, LAST_YEAR
from sessions.models import DirtyMonth

BATCH = 100
"""Projects and schools counted in one transaction."""

AHEAD = 8
"""Batches among which a worker looks for schools that no other one is counting."""

Key = tuple[int, int]
"""A project's and a school's id."""

_FOLDED_FROM = {
    PeriodKind.QUARTER: (PeriodKind.MONTH, "generate_series(w.start, w.start + 62, '1 month')"),
    PeriodKind.SCHOOL_YEAR: (
        PeriodKind.MONTH,
        "generate_series(w.start, w.start + 340, '1 month')",
    ),
    PeriodKind.CALENDAR_YEAR: (
        PeriodKind.MONTH,
        "generate_series(w.start, w.start + 340, '1 month')",
    ),
    PeriodKind.ALL_TIME: (
        PeriodKind.CALENDAR_YEAR,
        f"generate_series('{FIRST_YEAR}-01-01'::date, '{LAST_YEAR}-01-01', '1 year')",
    ),
}
"""For each larger period the smaller one that it is put together from, and the starts of those.

So that counting after one log costs the same however long the history is: a month from its
records, twelve months to a year, years to all time.
"""

_WANTED = """wanted AS (
    SELECT DISTINCT d.project_id, d.school_id, {start} AS start
    FROM unnest(%(projects)s::bigint[], %(schools)s::bigint[], %(months)s::date[])
         AS d (project_id, school_id, month)
)"""


def _wanted(kind: PeriodKind) -> str:
    """The periods of a kind that the dirty months lie in."""
    return _WANTED.format(start=START_OF[kind].format(day="d.month"))


def drain_all() -> int:
    """Count all that is dirty now; returns how many projects and schools were counted.

    What is noted meanwhile is left to the next, so that it ends however busy the writers are.
    """
    last = DirtyMonth.objects.aggregate(last=Max("pk"))["last"] or 0
    counted = 0
    while batch := drain(up_to=last):
        counted += batch
    scopes.count_dirty()
    return counted


def drain_for(seconds: float) -> int:
    """Count for about so many seconds, leaving alone what another is counting just now.

    For workers: what is left stays noted, and none of them waits for another.
    """
    deadline = time.monotonic() + seconds
    counted = 0
    while time.monotonic() < deadline and (batch := drain(wait=False)):
        counted += batch
    scopes.count_dirty(wait=False)
    return counted


def drain(limit: int = BATCH, *, up_to: int | None = None, wait: bool = True) -> int:
    """Count the oldest dirty projects and schools again; returns how many there were.

    :param up_to: look no further than this note for what is dirty.
    :param wait: wait for others who count the same, instead of leaving it to them.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")
        locks.end_if_abandoned(cursor)
        if not locks.hold_off_rebuild(cursor, wait=wait):
            return 0
        if wait:
            keys = _locked(cursor, _oldest_dirty_keys(cursor, limit, up_to))
        else:
            keys = _free(cursor, _oldest_dirty_keys(cursor, AHEAD * limit, up_to), limit)
        months = _take_notes(cursor, keys)
        if months:
            _note_scopes(cursor, months)
            _count_months(cursor, months)
            for kind in _FOLDED_FROM:
                _fold(cursor, kind, months)
            for kind in PeriodKind:
                reach.write(cursor, kind, _wanted(kind), months)
            _note_scopes(cursor, months)
    return len(keys)


def rebuild(say: Callable[[str], None] = lambda text: None) -> None:
    """Count everything anew, whatever is kept; then what was written meanwhile.

    :param say: told what is being counted.
    """
    rebuilding.rebuild_tables(say)
    drain_all()


def _note_scopes(cursor, months: dict[str, list]) -> None:
    for kind in PeriodKind:
        scopes.note_changed(cursor, kind, _wanted(kind), months)


def _oldest_dirty_keys(cursor, limit: int, up_to: int | None) -> list[Key]:
    cursor.execute(
        "SELECT project_id, school_id FROM (SELECT project_id, school_id, id "
        "FROM school_session_dirty_month WHERE id <= coalesce(%s, id) ORDER BY id LIMIT %s) d "
        "GROUP BY project_id, school_id ORDER BY min(id) LIMIT %s",
        [up_to, limit * 50, limit],
    )
    return cursor.fetchall()


def _locked(cursor, keys: Sequence[Key]) -> list[Key]:
    """Lock their schools until the transaction ends.

    Whole schools, since some rollups are of all projects of a school together; in a fixed order,
    so that two drains never wait for each other in a circle.
    """
    for school in sorted({school for _project, school in keys}):
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [locks.SCHOOL, school])
    return list(keys)


def _free(cursor, keys: Sequence[Key], limit: int) -> list[Key]:
    """Those of the first schools that nobody counts just now, locked; of ``limit`` schools."""
    cursor.execute(
        "SELECT school FROM unnest(%s::bigint[]) AS dirty (school) "
        "WHERE pg_try_advisory_xact_lock(%s, school::int) LIMIT %s",
        [list(dict.fromkeys(school for _project, school in keys)), locks.SCHOOL, limit],
    )
    free = {school for (school,) in cursor}
    return [key for key in keys if key[1] in free]


def _take_notes(cursor, keys: Sequence[Key]) -> dict[str, list]:
    """Delete the notes of the locked keys; returns what they noted as parallel lists."""
    cursor.execute(
        "WITH taken AS (DELETE FROM school_session_dirty_month d "
        "USING unnest(%s::bigint[], %s::bigint[]) AS k (project_id, school_id) "
        "WHERE d.project_id = k.project_id AND d.school_id = k.school_id "
        "RETURNING d.project_id, d.school_id, d.month) SELECT DISTINCT * FROM taken",
        [[project for project, _ in keys], [school for _, school in keys]],
    )
    rows = cursor.fetchall()
    if not rows:
        return {}
    projects, schools, months = zip(*rows, strict=True)
    return {"projects": list(projects), "schools": list(schools), "months": list(months)}


def _count_months(cursor, months: dict[str, list]) -> None:
    """Write the noted months anew from the records."""
    wanted = _wanted(PeriodKind.MONTH)
    facts = from_records(
        bucket="w.start",
        where="true",
        source="school_session s JOIN wanted w ON s.project_id = w.project_id "
        "AND s.school_id = w.school_id AND s.date >= w.start "
        "AND s.date < (w.start + interval '1 month')::date",
    )
    for relation in RELATIONS:
        _delete(cursor, relation, PeriodKind.MONTH, wanted, months)
        cursor.execute(
            f"WITH {wanted}, {facts['taught']}, {facts[relation.name]} "
            f"{_insert(relation)} SELECT 'M', {relation.columns} FROM {relation.name}",
            months,
        )


def _fold(cursor, kind: PeriodKind, months: dict[str, list]) -> None:
    """Write the larger periods around the noted months anew from smaller ones."""
    wanted = _wanted(kind)
    smaller, starts = _FOLDED_FROM[kind]
    for relation in RELATIONS:
        _delete(cursor, relation, kind, wanted, months)
        rest = relation.key.split(", ")[1:]
        group = ", ".join(["p.whole", *(f"f.{column}" for column in rest)])
        # OFFSET 0 has each part looked up by its key. Left to the planner, a join reads all the
        # rollups that there are.
        cursor.execute(
            f"WITH {wanted}, parts AS MATERIALIZED ("
            "SELECT w.project_id, w.school_id, w.start AS whole, part.start::date AS start "
            f"FROM wanted w CROSS JOIN LATERAL {starts} AS part (start)) "
            f"{_insert(relation)} "
            f"SELECT '{kind}', {group}, {relation.merged} "
            f"FROM parts p CROSS JOIN LATERAL (SELECT * FROM {relation.table} k "
            f"WHERE k.period_kind = '{smaller}' AND k.period_start = p.start "
            "AND k.project_id = p.project_id AND k.school_id = p.school_id OFFSET 0) f "
            f"GROUP BY {group}",
            months,
        )


def _delete(
    cursor, relation: Relation, kind: PeriodKind, wanted: str, months: dict[str, list]
) -> None:
    cursor.execute(
        f"WITH {wanted} DELETE FROM {relation.table} f USING wanted w "
        f"WHERE f.period_kind = '{kind}' AND f.period_start = w.start "
        "AND f.project_id = w.project_id AND f.school_id = w.school_id",
        months,
    )


def _insert(relation: Relation) -> str:
    columns = relation.columns.replace(KEY, KEY.replace("bucket", "period_start"), 1)
    return f"INSERT INTO {relation.table} (period_kind, {columns})"
