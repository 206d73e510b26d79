"""The facts that figures are computed from, read from the records or from the rollups.

Both sources give the same three relations with the same columns, so that a figure cannot tell
them apart: ``bucket`` (the first day of a span of time), ``project_id``, ``school_id``, ``mode``,
``language``, ``region_id`` and ``district_id`` (where the school was then; 0 for no district), and
``school_facts``: ``SCHOOL_SUMS``; ``class_group_facts``: ``class_group_id``, ``students``;
``volunteer_facts``: ``volunteer_id``, ``minutes``.
"""

from dataclasses import dataclass

from reporting.choices import PeriodKind

HEAD_COUNTS = (
    "students_online",
    "students_offline",
    "parents_online",
    "parents_offline",
    "teachers",
)
SCHOOL_SUMS = ("sessions", *HEAD_COUNTS, "students_without_class")
KEY = "bucket, project_id, school_id, mode, language, region_id, district_id"
KEY_POSITIONS = ", ".join(str(n + 1) for n in range(KEY.count(",") + 1))


@dataclass(frozen=True)
class Relation:
    """One of the three: what it adds to the key, and how its values are put together."""

    name: str
    table: str
    entity: str
    values: tuple[str, ...]
    merge: str
    """The aggregate that makes the value of a larger span from those of smaller ones."""

    @property
    def key(self) -> str:
        return f"{KEY}, {self.entity}" if self.entity else KEY

    @property
    def columns(self) -> str:
        return ", ".join((self.key, *self.values))

    @property
    def merged(self) -> str:
        return ", ".join(f"{self.merge}({value}) AS {value}" for value in self.values)


SCHOOLS = Relation("school_facts", "rollup_school", "", SCHOOL_SUMS, "sum")
CLASS_GROUPS = Relation(
    "class_group_facts", "rollup_class_group", "class_group_id", ("students",), "max"
)
VOLUNTEERS = Relation("volunteer_facts", "rollup_volunteer", "volunteer_id", ("minutes",), "sum")
RELATIONS = (SCHOOLS, CLASS_GROUPS, VOLUNTEERS)

START_OF = {
    PeriodKind.MONTH: "date_trunc('month', {day}::timestamp)::date",
    PeriodKind.QUARTER: "date_trunc('quarter', {day}::timestamp)::date",
    PeriodKind.SCHOOL_YEAR: "(date_trunc('year', {day} - interval '8 months')"
    " + interval '8 months')::date",
    PeriodKind.CALENDAR_YEAR: "date_trunc('year', {day}::timestamp)::date",
    PeriodKind.ALL_TIME: "'0001-01-01'::date",
}
"""``periods.start_of`` in SQL."""

_TAUGHT = """taught AS MATERIALIZED (
    SELECT s.id, {bucket} AS bucket, s.project_id, s.school_id, s.mode, s.language, pl.region_id,
        coalesce(pl.district_id, 0) AS district_id, s.minutes
    FROM {source} JOIN schools_schoolplace pl
        ON pl.school_id = s.school_id AND s.date >= pl.since AND s.date < pl.until
    WHERE s.status IN ('delivered', 'verified') AND {where}
)"""

_FROM_RECORDS = {
    # A session with no attendance row still counts as a session.
    SCHOOLS: """SELECT {key}, sum(sessions) AS sessions, {sums},
        sum(students_without_class) AS students_without_class
    FROM (
        SELECT {key}, 1 AS sessions, {none}, 0 AS students_without_class FROM taught
        UNION ALL
        SELECT {key}, 0, {counts},
            CASE WHEN class_group_id IS NULL THEN students_online + students_offline ELSE 0 END
        FROM taught t JOIN school_session_attendance a ON a.school_session_id = t.id
    ) f GROUP BY {positions}""".format(
        key=KEY,
        positions=KEY_POSITIONS,
        sums=", ".join(f"sum({count}) AS {count}" for count in HEAD_COUNTS),
        none=", ".join(f"0 AS {count}" for count in HEAD_COUNTS),
        counts=", ".join(HEAD_COUNTS),
    ),
    CLASS_GROUPS: f"""SELECT {KEY}, a.class_group_id,
        max(a.students_online + a.students_offline) AS students
    FROM taught t JOIN school_session_attendance a ON a.school_session_id = t.id
    WHERE a.class_group_id IS NOT NULL
    GROUP BY {KEY_POSITIONS}, {KEY_POSITIONS.count(",") + 2}""",
    VOLUNTEERS: f"""SELECT {KEY}, a.volunteer_id,
        sum(t.minutes) AS minutes
    FROM taught t JOIN school_session_assignment a ON a.school_session_id = t.id
    WHERE a.status = 'attended'
    GROUP BY {KEY_POSITIONS}, {KEY_POSITIONS.count(",") + 2}""",
}


def from_records(*, bucket: str, where: str, source: str = "school_session s") -> dict[str, str]:
    """The facts as common table expressions over the records, by name.

    :param bucket: an SQL expression over the session ``s`` that gives the span of time.
    :param where: a condition on the session ``s``.
    :param source: the sessions ``s``, alone or joined to what ``bucket`` and ``where`` use.
    """
    return {
        "taught": _TAUGHT.format(bucket=bucket, where=where, source=source),
        **{r.name: f"{r.name} AS MATERIALIZED ({_FROM_RECORDS[r]})" for r in RELATIONS},
    }


def from_rollups(*, where: str) -> dict[str, str]:
    """The same from the rollups; ``where`` is a condition on the rollup ``f``."""
    return {
        r.name: f"{r.name} AS (SELECT f.period_start AS {r.columns} FROM {r.table} f WHERE {where})"
        for r in RELATIONS
    }
