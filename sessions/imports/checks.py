"""What must hold for all rows of a sessions file together, and with what is there."""

from django.conf import settings
from django.utils.translation import gettext as _

from regions.folding import FOLD_SQL
from schools.imports import NO_SCHOOL
from schools.school_years import FIRST_MONTH
from sessions.imports.clashes import note_clashes
from sessions.imports.closed_days import note_closed_days
from transfers.imports.references import match_codes
from transfers.imports.runs import Import

SESSION_TEXTS = ("project", "school", "mode", "language", "status")
SESSION_OPTIONAL_TEXTS = ("lesson", "volunteers")
SESSION_VALUES = ("date", "start", "minutes")


def check(run: Import) -> None:
    unknown = _("“%(value)s” is no known project code. Correct it.")
    match_codes(run, "project_of", "project", "volunteers_project", unknown)
    match_codes(run, "school_of", "school", "schools_school", str(NO_SCHOOL))
    _match_lessons(run)
    _match_volunteers(run)
    _note_differences(run)
    _note_half_groups(run)
    _gather_sessions(run)
    _gather_class_groups(run)
    note_clashes(run)
    note_closed_days(run)


def _match_lessons(run: Import) -> None:
    """By code, or else by a title in any language; always within the project."""
    run.table(
        "lesson_of",
        f"""
        WITH name AS (
            SELECT l.project_id, {FOLD_SQL.format("v.name")} AS folded, min(l.id) AS id
            FROM school_sessions_lesson l
            CROSS JOIN LATERAL (VALUES (code), (title_en), (title_ru), (title_kk)) v (name)
            WHERE v.name <> '' GROUP BY 1, 2 HAVING count(DISTINCT l.id) = 1
        )
        SELECT c.project, c.lesson, coalesce(e.id, n.id) AS id
        FROM (SELECT DISTINCT project, lesson FROM staged WHERE lesson <> '') c
        JOIN project_of p ON p.cell = c.project AND p.id IS NOT NULL
        LEFT JOIN school_sessions_lesson e ON e.code = c.lesson AND e.project_id = p.id
        LEFT JOIN name n
            ON n.project_id = p.id AND n.folded = {FOLD_SQL.format("c.lesson")}
        """,
    )
    run.note(
        "lesson",
        _(
            "“%(value)s” is no lesson of project %(other)s. Give the code or the title of one, or "
            "leave the cell empty."
        ),
        """
        SELECT s.line, s.lesson, s.project
        FROM staged s JOIN lesson_of m ON m.project = s.project AND m.lesson = s.lesson
        WHERE m.id IS NULL
        """,
    )


def _match_volunteers(run: Import) -> None:
    run.table(
        "volunteer_of",
        """
        SELECT e.email, v.id FROM (
            SELECT DISTINCT unnest(string_to_array(volunteers, ';')) AS email
            FROM (SELECT DISTINCT volunteers FROM staged) d
        ) e LEFT JOIN volunteers_volunteer v ON v.email = e.email
        """,
    )
    if not run.number("SELECT count(*) FROM volunteer_of WHERE id IS NULL"):
        return
    run.note(
        "volunteers",
        _("No volunteer has the address “%(value)s”. Correct it, or import that volunteer."),
        """
        SELECT s.line, m.email, NULL
        FROM staged s CROSS JOIN unnest(string_to_array(s.volunteers, ';')) AS e (email)
        JOIN volunteer_of m ON m.email = e.email WHERE m.id IS NULL
        """,
    )


def _note_differences(run: Import) -> None:
    """Rows of one session say the same about it."""
    columns = (*SESSION_TEXTS, *SESSION_OPTIONAL_TEXTS, *SESSION_VALUES)
    run.table(
        "first_row",
        """
        SELECT DISTINCT ON (external_id) * FROM staged WHERE external_id <> ''
        ORDER BY external_id, line
        """,
        key="external_id",
    )
    here, there = (", ".join(f'{side}."{name}"' for name in columns) for side in "sf")
    renamed = ", ".join(f'f."{name}" AS first_{name}' for name in columns)
    run.table(
        "differing",
        f"""
        SELECT s.*, f.line AS first_line, {renamed}
        FROM staged s JOIN first_row f ON f.external_id = s.external_id AND f.line <> s.line
        WHERE ({here}) IS DISTINCT FROM ({there})
        """,
    )
    message = _(
        "“%(value)s” differs from line %(other)s, which is about the same session. Make them equal."
    )
    # What could not be read is empty here, and noted already.
    for name in columns:
        readable = f"\"{name}\" <> '' AND first_{name} <> ''" if name in SESSION_TEXTS else "true"
        told = """to_char("start", 'HH24:MI')""" if name == "start" else f'"{name}"::text'
        run.note(
            name,
            message,
            f"""
            SELECT line, {told}, first_line::text FROM differing
            WHERE "{name}" <> first_{name} AND {readable}
            """,
        )


def _note_half_groups(run: Import) -> None:
    message = _("Grade and letter belong together: fill in both, or leave both empty.")
    # An unreadable grade is noted already; its row has a letter and no grade, too.
    for empty, rows in (
        ("grade", "grade IS NULL AND letter <> ''"),
        ("letter", "letter = '' AND grade IS NOT NULL"),
    ):
        run.note(
            empty,
            message,
            f"""
            SELECT line, NULL, NULL FROM staged s WHERE {rows} AND NOT EXISTS (
                SELECT FROM fault f WHERE f.line = s.line AND f.name IN ('grade', 'letter')
            )
            """,
        )


def _gather_sessions(run: Import) -> None:
    """The table ``wanted``, of sessions whose columns could all be read, and ``taking``."""
    run.table(
        "wanted",
        """
        SELECT f.line AS n, f.external_id, p.id AS project_id, l.id AS lesson_id,
            o.id AS school_id, f.minutes, f.mode, f.language, f.status,
            t.starts_at, t.starts_at + make_interval(mins => f.minutes) AS ends_at,
            f.status IN ('delivered', 'verified') AS is_taught,
            CASE WHEN extract(month FROM f.date) >= %(first_month)s
                THEN extract(year FROM f.date) ELSE extract(year FROM f.date) - 1
                END::integer AS school_year,
            coalesce(cardinality(string_to_array(f.volunteers, ';')), 0) AS volunteer_count,
            k.id
        FROM first_row f
        JOIN project_of p ON p.cell = f.project AND p.id IS NOT NULL
        JOIN school_of o ON o.cell = f.school AND o.id IS NOT NULL
        LEFT JOIN lesson_of l ON l.project = f.project AND l.lesson = f.lesson
        LEFT JOIN school_session k ON k.external_id = f.external_id
        CROSS JOIN LATERAL (
            SELECT (f.date + f.start) AT TIME ZONE %(time_zone)s AS starts_at
        ) t
        WHERE t.starts_at IS NOT NULL AND f.minutes IS NOT NULL
            AND f.mode <> '' AND f.language <> '' AND f.status <> ''
        """,
        key="n",
        first_month=FIRST_MONTH,
        time_zone=settings.TIME_ZONE,
    )
    run.execute("CREATE INDEX ON wanted (id)")
    run.table(
        "taking",
        """
        SELECT w.n, v.id AS volunteer_id, e.position
        FROM wanted w JOIN first_row f ON f.line = w.n
        CROSS JOIN unnest(string_to_array(f.volunteers, ';')) WITH ORDINALITY e (email, position)
        JOIN volunteer_of v ON v.email = e.email AND v.id IS NOT NULL
        """,
        key="n",
    )


def _gather_class_groups(run: Import) -> None:
    """The tables ``class_key`` and ``counted``."""
    letter = FOLD_SQL.format("s.letter")
    run.table(
        "class_row",
        f"""
        SELECT s.line, w.n, w.school_id, w.school_year, s.grade, s.letter, {letter} AS folded,
            w.language, s.students_online, s.students_offline, s.parents_online,
            s.parents_offline, s.teachers
        FROM staged s JOIN first_row f ON f.external_id = s.external_id
        JOIN wanted w ON w.n = f.line
        WHERE (s.grade IS NULL) = (s.letter = '')
        """,
    )
    repeated = _(
        "This session has a row for “%(value)s” in line %(other)s already. Keep one of the two."
    )
    run.note(
        "letter",
        repeated,
        """
        SELECT line, coalesce(grade || letter, ''), first_line::text FROM (
            SELECT *, min(line) OVER (PARTITION BY n, grade, folded) AS first_line FROM class_row
        ) r WHERE line <> first_line
        """,
    )
    run.table(
        "class_key",
        f"""
        SELECT min(r.line) AS g, r.school_id, r.school_year, r.grade, r.folded,
            (array_agg(r.letter ORDER BY r.line))[1] AS letter,
            (array_agg(r.language ORDER BY r.line))[1] AS language, min(k.id) AS id
        FROM class_row r LEFT JOIN schools_classgroup k ON k.school_id = r.school_id
            AND k.school_year = r.school_year AND k.grade = r.grade
            AND {FOLD_SQL.format("k.letter")} = r.folded
        WHERE r.grade IS NOT NULL
        GROUP BY r.school_id, r.school_year, r.grade, r.folded
        """,
        key="g",
    )
    run.table(
        "counted",
        """
        SELECT r.n, r.line, k.g, r.students_online, r.students_offline, r.parents_online,
            r.parents_offline, r.teachers
        FROM class_row r LEFT JOIN class_key k
            ON k.school_id = r.school_id AND k.school_year = r.school_year
            AND k.grade = r.grade AND k.folded = r.folded
        """,
        key="n",
    )
