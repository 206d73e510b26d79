"""What the import of sessions checks, as a person with SQL alone would write it.

Each query counts rows that are wrong; none tells the line or what to do about it.
"""

# ruff: noqa: S608 - put together from constants of this file

from sessions.imports import SESSIONS
from sessions.models import COUNT_FIELDS

COLUMNS = tuple(column.name for column in SESSIONS.columns)

PREPARE = """
    SET LOCAL default_statistics_target = 10;
    CREATE TEMPORARY TABLE bench_session ON COMMIT DROP AS
    SELECT external_id, o.id AS school_id, starts, starts + minutes AS ends, volunteers,
        CASE WHEN extract(month FROM date) < 9 THEN extract(year FROM date) - 1
            ELSE extract(year FROM date) END::int AS school_year
    FROM (
        SELECT DISTINCT external_id, school, volunteers, date::date AS date,
            (date::date + start::time) AT TIME ZONE 'Asia/Almaty' AS starts,
            make_interval(mins => minutes::int) AS minutes
        FROM bench_in WHERE status <> 'cancelled'
    ) b JOIN schools_school o ON o.code = b.school;
    ANALYZE bench_in; ANALYZE bench_session;
    CREATE TEMPORARY TABLE bench_taken ON COMMIT DROP AS
    SELECT 'volunteer' AS kind, v.id AS who, starts, ends
    FROM bench_session CROSS JOIN string_to_table(volunteers, ';') e
    JOIN volunteers_volunteer v ON v.email = e
    UNION ALL
    SELECT 'class', g.id, s.starts, s.ends
    FROM bench_in b JOIN bench_session s USING (external_id)
    JOIN schools_classgroup g ON g.school_id = s.school_id AND g.school_year = s.school_year
        AND g.grade = nullif(b.grade, '')::int AND g.letter = b.letter;
"""

_TEXTS = {"external_id": 100, "project": 10, "lesson": 200, "school": 40, "letter": 10}
_OF_A_SESSION = "project, lesson, school, date, start, minutes, mode, language, status, volunteers"
_FREE_BEFORE = """
    SELECT count(*) FROM (
        SELECT starts, lag(ends) OVER (PARTITION BY kind, who ORDER BY starts) AS before
        FROM bench_taken
    ) t WHERE before > starts
"""
# OFFSET 0 has what belongs to each session looked up, however long the history is.
_FREE_HERE = """
    WITH there AS MATERIALIZED (
        SELECT id, starts_at, ends_at FROM school_session WHERE starts_at BETWEEN
            (SELECT min(starts) - interval '10 hours' FROM bench_session)
            AND (SELECT max(ends) FROM bench_session)
    )
    SELECT count(*) FROM there s CROSS JOIN LATERAL (
        SELECT {who} AS who FROM {table}
        WHERE school_session_id = s.id AND during IS NOT NULL OFFSET 0
    ) a JOIN bench_taken t ON t.kind = '{kind}' AND t.who = a.who
    WHERE s.starts_at < t.ends AND s.ends_at > t.starts
"""

CHECKS = (
    *(f"SELECT count(*) FROM bench_in WHERE length({c}) > {n}" for c, n in _TEXTS.items()),
    "SELECT count(*) FROM bench_in WHERE '' IN (external_id, project, school, date, start)",
    r"SELECT count(*) FROM bench_in b WHERE b::text ~ '[\x01-\x1f\x7f]'",
    "SELECT count(*) FROM bench_in b LEFT JOIN volunteers_project p ON p.code = b.project "
    "WHERE p.id IS NULL",
    "SELECT count(*) FROM bench_in b LEFT JOIN volunteers_project p ON p.code = b.project "
    "LEFT JOIN school_sessions_lesson l ON l.project_id = p.id "
    "AND b.lesson IN (l.code, l.title_en, l.title_ru, l.title_kk) "
    "WHERE l.id IS NULL AND b.lesson <> ''",
    "SELECT count(*) FROM bench_in b LEFT JOIN schools_school o ON o.code = b.school "
    "WHERE o.id IS NULL",
    r"SELECT count(*) FROM bench_in WHERE date !~ '^\d{4}-\d\d-\d\d$' OR start !~ '^\d\d:\d\d$' "
    "OR date::date NOT BETWEEN '2000-01-03' AND '2099-12-30'",
    r"SELECT count(*) FROM bench_in WHERE minutes !~ '^\d+$' OR minutes::int NOT BETWEEN 5 AND 600",
    "SELECT count(*) FROM bench_in WHERE mode NOT IN ('online', 'offline', 'hybrid')",
    "SELECT count(*) FROM bench_in WHERE language NOT IN ('kk', 'ru', 'en', 'uz', 'ug', 'tg')",
    "SELECT count(*) FROM bench_in WHERE status NOT IN "
    "('planned', 'confirmed', 'delivered', 'verified', 'cancelled')",
    "SELECT count(*) FROM bench_in b CROSS JOIN LATERAL string_to_table(volunteers, ';') e "
    "LEFT JOIN volunteers_volunteer v ON v.email = lower(e) WHERE e <> '' AND v.id IS NULL",
    "SELECT count(*) FROM bench_in WHERE length(volunteers) - length(replace(volunteers, ';', ''))"
    " > 19",
    r"SELECT count(*) FROM bench_in WHERE grade !~ '^(|[1-9]|1[0-2])$'",
    "SELECT count(*) FROM bench_in WHERE (grade = '') <> (letter = '')",
    *(
        rf"SELECT count(*) FROM bench_in WHERE {name} !~ '^\d*$' OR {name}::int > 2000"
        for name in COUNT_FIELDS
    ),
    "SELECT count(*) FROM (SELECT 1 FROM bench_in GROUP BY external_id, grade, letter "
    "HAVING count(*) > 1) d",
    "SELECT count(*) FROM (SELECT 1 FROM bench_in GROUP BY external_id "
    f"HAVING count(DISTINCT ({_OF_A_SESSION})) > 1) d",
    _FREE_BEFORE,
    _FREE_HERE.format(kind="volunteer", who="volunteer_id", table="school_session_assignment"),
    _FREE_HERE.format(kind="class", who="class_group_id", table="school_session_attendance"),
)
