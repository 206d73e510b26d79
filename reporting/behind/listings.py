"""The rows behind a figure, and their sum or number, in SQL over the records."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db import connection

from reporting.columns import COLUMN
from reporting.figures import FIGURE, Figure, Kind
from reporting.questions import Question
from reporting.statements import conditions, parameters_of

PAGE = 50
"""Rows of a page."""

MOST_LISTED = 200_000
"""With more sessions than this a list is offered by parts: reading all of them takes long."""


class Subject(StrEnum):
    """What the rows of a list are."""

    SESSIONS = "sessions"
    SCHOOLS = "schools"
    CLASS_GROUPS = "class_groups"
    REACHED = "reached"
    VOLUNTEERS = "volunteers"


@dataclass(frozen=True)
class Listing:
    """One page of what a figure counts.

    :param value: the figure, counted from all the rows.
    :param number: how many rows there are.
    """

    subject: Subject
    rows: list[dict]
    value: int | Decimal
    number: int


def figures_named(name: str) -> list[Figure]:
    """The figures that are added up under a name: that of a figure or of a column.

    :raises KeyError: there is no such figure.
    """
    names = COLUMN[name].figures if name in COLUMN else (FIGURE[name].name,)
    return [FIGURE[one] for one in names]


def subject_of(figures: list[Figure]) -> Subject:
    figure = figures[0]
    if figure.kind == Kind.DISTINCT:
        return Subject(figure.name)
    return Subject.REACHED if figure.kind == Kind.REACHED else Subject.SESSIONS


_TAUGHT = """FROM school_session s JOIN schools_schoolplace pl
    ON pl.school_id = s.school_id AND s.date >= pl.since AND s.date < pl.until
    {joins}
    WHERE s.status IN ('delivered', 'verified') AND s.date BETWEEN %(start)s AND %(end)s{asked}"""

_ATTENDANCE = "JOIN school_session_attendance a ON a.school_session_id = s.id"
_ASSIGNMENT = (
    "JOIN school_session_assignment m ON m.school_session_id = s.id AND m.status = 'attended'"
)
_STUDENTS = "a.students_online + a.students_offline"

_BY_SCHOOL = """SELECT s.school_id, count(*) AS sessions, max(s.date) AS last_date
    {taught} GROUP BY s.school_id"""

_BY_CLASS_GROUP = f"""SELECT s.school_id, a.class_group_id, count(*) AS sessions,
        max({_STUDENTS}) AS students
    {{taught}} AND a.class_group_id IS NOT NULL GROUP BY s.school_id, a.class_group_id"""

_BY_VOLUNTEER = """SELECT m.volunteer_id, count(*) AS sessions, sum(s.minutes) / 60.0 AS hours
    {taught} GROUP BY m.volunteer_id"""

_REACHED = f"""SELECT * FROM (
    SELECT DISTINCT ON (s.school_id, a.class_group_id) s.school_id, a.class_group_id, s.id, s.date,
        {_STUDENTS} AS students,
        count(*) OVER (PARTITION BY s.school_id, a.class_group_id) AS sessions
    {{taught}} AND a.class_group_id IS NOT NULL
    ORDER BY s.school_id, a.class_group_id, students DESC, s.date, s.id
) g UNION ALL
    SELECT s.school_id, NULL, s.id, s.date, {_STUDENTS}, 1
    {{taught}} AND a.class_group_id IS NULL"""
"""For each class group the session with its largest head-count, the earliest of several; and
each session's students of no class group."""

_AMOUNTS = {
    "sessions": "1",
    "volunteer_hours": "s.minutes / 60.0 * (SELECT count(*) FROM school_session_assignment m "
    "WHERE m.school_session_id = s.id AND m.status = 'attended')",
}


def _amount(figure: Figure) -> str:
    """What one session adds to a sum."""
    name = figure.name
    if name.startswith("sessions_"):
        return f"(s.mode = '{name.removeprefix('sessions_')}')::int"
    return _AMOUNTS.get(
        name,
        f"(SELECT coalesce(sum(a.{name}), 0) FROM school_session_attendance a "
        "WHERE a.school_session_id = s.id)",
    )


def _statement(question: Question, subject: Subject, figures: list[Figure]) -> tuple[str, str, str]:
    """The rows, what of them the figure is, and in which order they are shown."""
    asked = conditions(question, "s", place="pl", bucket="s.date")

    def taught(joins: str = "") -> str:
        return _TAUGHT.format(joins=joins, asked=asked)

    match subject:
        case Subject.SCHOOLS:
            return _BY_SCHOOL.format(taught=taught()), "count(*)", "sessions DESC, school_id"
        case Subject.CLASS_GROUPS:
            rows = _BY_CLASS_GROUP.format(taught=taught(_ATTENDANCE))
            return rows, "count(*)", "school_id, class_group_id"
        case Subject.VOLUNTEERS:
            rows = _BY_VOLUNTEER.format(taught=taught(_ASSIGNMENT))
            return rows, "count(*)", "hours DESC, volunteer_id"
        case Subject.REACHED:
            rows = _REACHED.format(taught=taught(_ATTENDANCE))
            return rows, "coalesce(sum(students), 0)", "students DESC, school_id, class_group_id"
    amount = " + ".join(_amount(figure) for figure in figures)
    rows = f"SELECT s.id, s.date, s.school_id, {amount} AS amount {taught()}"
    return (
        f"SELECT * FROM ({rows}) r WHERE amount > 0",
        "coalesce(sum(amount), 0)",
        "date DESC, id DESC",
    )


def list_behind(question: Question, name: str, *, page: int = 1) -> Listing:
    """A page of the rows behind a figure, with the figure counted from all of them.

    :param name: of a figure or column.
    :param page: from 1; beyond the last one there are no rows.
    """
    figures = figures_named(name)
    subject = subject_of(figures)
    rows, value, order = _statement(question, subject, figures)
    parameters = parameters_of(question, None) | {"limit": PAGE, "offset": PAGE * (page - 1)}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {value}, count(*) FROM ({rows}) r", parameters)
        counted, number = cursor.fetchone()
        cursor.execute(
            f"SELECT * FROM ({rows}) r ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s",
            parameters,
        )
        names = [column.name for column in cursor.description]
        found = [dict(zip(names, values, strict=True)) for values in cursor]
    return Listing(subject, found, figures[0].value(counted), number)
