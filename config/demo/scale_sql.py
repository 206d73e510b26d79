"""The statements that write invented history; ``scale`` says how the numbers work."""

# ruff: noqa: S608 - put together from constants of this file; values are always parameters


def noise(a: str, b: str, salt: int) -> str:
    """A number below 65536 that looks like chance and is the same each time."""
    return f"mod((({a})::bigint * 2654435761 + ({b})::bigint * 40503 + {salt} * 69069) / 64, 65536)"


def out_of(count: str, a: str, b: str, salt: int) -> str:
    """One of the numbers from 0 to below ``count``."""
    return f"mod({noise(a, b, salt)}, {count})"


NEXT_BATCH = """
    SELECT 1 + coalesce(max(substring(code FROM '^X([0-9]+)-')::int), 0)
    FROM schools_school WHERE code ~ '^X[0-9]+-'
"""

NEW_TABLES = """
    DROP TABLE IF EXISTS
        scale_time, scale_name, scale_region, scale_school, scale_class, scale_volunteer,
        scale_lesson, scale_plan;
    CREATE TEMP TABLE scale_time (
        number int PRIMARY KEY, starts_at timestamptz, school_year int);
    CREATE TEMP TABLE scale_name (number int PRIMARY KEY, first_name text, last_name text);
    CREATE TEMP TABLE scale_region AS
        SELECT id, row_number() OVER (ORDER BY code) - 1 AS number, count(*) OVER () AS regions
        FROM regions_region WHERE valid_until IS NULL;
    CREATE TEMP TABLE scale_school (
        number int PRIMARY KEY, id bigint, language text, region_id bigint);
    CREATE TEMP TABLE scale_class (
        school_id bigint, school_year int, number int, id bigint, enrolled int,
        PRIMARY KEY (school_id, school_year, number));
    CREATE TEMP TABLE scale_volunteer (
        cluster int, number int, id bigint, PRIMARY KEY (cluster, number));
    CREATE TEMP TABLE scale_lesson AS
        SELECT l.id, l.project_id, least(l.minutes, 45) AS minutes, l.code = 'BKD-08' AS parents,
               p.code = 'BKD' AS is_bekind,
               row_number() OVER (PARTITION BY l.project_id ORDER BY l.code) - 1 AS number,
               count(*) OVER (PARTITION BY l.project_id) AS lessons
        FROM school_sessions_lesson l JOIN volunteers_project p ON p.id = l.project_id
        WHERE p.code IN ('BKD', 'PLF');
    CREATE TEMP TABLE scale_plan (
        number int, school int, school_id bigint, time int, starts_at timestamptz,
        school_year int, project_id bigint, lesson_id bigint, minutes int, parents boolean,
        mode text, language text, classes int, places int, session_id bigint, log_id bigint);
"""

SCHOOLS = f"""
    WITH wanted AS (
        SELECT n, CASE WHEN {out_of("3", "n", "1", 1)} = 0 THEN 'ru' ELSE 'kk' END AS language,
               r.id AS region_id
        FROM generate_series(0, %(schools)s - 1) n
        JOIN scale_region r ON r.number
            = floor(r.regions * power({noise("n / %(cluster)s", "7", 2)} / 65536.0, 1.4))
    ), written AS (
        INSERT INTO schools_school
            (name_en, name_ru, name_kk, code, settlement, languages, region_id)
        SELECT format('School No. %%s (invented)', n + 1),
               format('Школа № %%s (вымышленная)', n + 1),
               format('№ %%s мектеп (ойдан шығарылған)', n + 1),
               format('X%%s-%%s', %(batch)s, lpad((n + 1)::text, 5, '0')),
               CASE WHEN {out_of("3", "n", "2", 3)} = 0 THEN 'urban' ELSE 'rural' END,
               ARRAY[language], region_id
        FROM wanted RETURNING id, code, languages, region_id
    )
    INSERT INTO scale_school
    SELECT substring(code FROM '[0-9]+$')::int - 1, id, languages[1], region_id FROM written;
    INSERT INTO schools_schoolplace (school_id, region_id, since, until)
    SELECT id, region_id, '0001-01-01', '9999-12-31' FROM scale_school;
"""

CLASSES = f"""
    WITH written AS (
        INSERT INTO schools_classgroup (school_id, school_year, grade, letter, language, enrolled)
        SELECT s.id, y.school_year, 1 + mod(c, 11), CASE WHEN c < 11 THEN 'А' ELSE 'Б' END,
               s.language, 14 + {out_of("20", "s.number", "y.school_year * 12 + c", 4)}
        FROM scale_school s
        CROSS JOIN (SELECT DISTINCT school_year FROM scale_time) y
        CROSS JOIN generate_series(0, %(classes)s - 1) c
        RETURNING id, school_id, school_year, grade, letter, enrolled
    )
    INSERT INTO scale_class
    SELECT school_id, school_year, grade - 1 + CASE letter WHEN 'А' THEN 0 ELSE 11 END, id, enrolled
    FROM written
"""

VOLUNTEERS = f"""
    WITH written AS (
        INSERT INTO volunteers_volunteer (email, first_name, last_name, birth_date, region_id,
                                          languages, status, joined_date)
        SELECT format('x%%s-%%s-%%s@example.org', %(batch)s, s.number / %(cluster)s, v),
               n.first_name, n.last_name,
               date '1998-01-01' + ({out_of("2500", "s.number", "v", 5)})::int, s.region_id,
               ARRAY['kk', 'ru'], 'active', date '2021-08-16'
        FROM scale_school s
        CROSS JOIN generate_series(0, %(volunteers)s - 1) v
        JOIN scale_name n ON n.number = {out_of("%(names)s", "s.number", "v", 6)}
        WHERE mod(s.number, %(cluster)s) = 0
        RETURNING id, email
    )
    INSERT INTO scale_volunteer
    SELECT split_part(email, '-', 2)::int, split_part(split_part(email, '-', 3), '@', 1)::int, id
    FROM written
"""

CONSENTS = """
    INSERT INTO volunteers_consent
        (volunteer_id, kind, text_version, method, given_by, given_at)
    SELECT v.id, 'participation', '2021-1', 'account', v.first_name || ' ' || v.last_name,
           timestamptz '2021-08-16 12:00+06'
    FROM scale_volunteer s JOIN volunteers_volunteer v ON v.id = s.id
"""

ENROLMENTS = """
    INSERT INTO volunteers_enrolment (volunteer_id, project_id, joined_date)
    SELECT v.id, p.project_id, date '2021-08-16'
    FROM scale_volunteer v CROSS JOIN (SELECT DISTINCT project_id FROM scale_lesson) p;
    ANALYZE scale_time; ANALYZE scale_school; ANALYZE scale_class; ANALYZE scale_volunteer;
    ANALYZE scale_lesson;
"""

PLAN = f"""
    TRUNCATE scale_plan;
    INSERT INTO scale_plan
    SELECT n.i, s.number, s.id, t.number, t.starts_at, t.school_year, l.project_id, l.id,
           l.minutes, l.parents,
           (ARRAY['online', 'online', 'online', 'online', 'online', 'online', 'online', 'offline',
                  'offline', 'hybrid'])[1 + {out_of("10", "n.school", "n.round", 11)}],
           s.language,
           (%(class_groups)s::int[])[
               1 + {out_of("cardinality(%(class_groups)s::int[])", "n.school", "n.round", 12)}],
           (ARRAY[1, 1, 2])[1 + {out_of("3", "n.school", "n.round", 13)}],
           nextval((SELECT pg_get_serial_sequence('school_session', 'id'))),
           nextval((SELECT pg_get_serial_sequence('school_sessions_sessionlog', 'id')))
    FROM (SELECT i, mod(i, %(schools)s) AS school, i / %(schools)s AS round
          FROM generate_series(%(first)s, %(last)s) i) n
    JOIN scale_school s ON s.number = n.school
    JOIN scale_time t ON t.number
        = n.round * %(stretch)s + {out_of("%(stretch)s", "n.school", "n.round", 14)}
    JOIN scale_lesson l ON l.is_bekind = ({out_of("5", "n.school", "n.round", 15)} < 3)
        AND l.number = {out_of("l.lessons", "n.school", "n.round", 16)}
    ORDER BY n.i;
    ANALYZE scale_plan;
"""

LOGS = """
    INSERT INTO school_sessions_sessionlog (id, client_uuid, body_hash, source, delivered_at,
                                            minutes, mode, note, logged_at, logged_by_id)
    SELECT log_id, md5(format('X%%s-%%s', %(batch)s, number))::uuid, '', 'import', starts_at,
           minutes, mode, '', starts_at + interval '5 hours', %(system)s
    FROM scale_plan
"""

SESSIONS = """
    INSERT INTO school_session (id, external_id, project_id, lesson_id, school_id, starts_at,
                                minutes, mode, language, places, venue, status, log_id,
                                verified_at, verified_by_id, cancel_reason)
    SELECT session_id, format('X%%s-%%s', %(batch)s, lpad((number + 1)::text, 8, '0')), project_id,
           lesson_id, school_id, starts_at, minutes, mode, language, places, '', 'verified', log_id,
           starts_at + interval '2 days', %(system)s, ''
    FROM scale_plan
"""

ATTENDANCE = f"""
    INSERT INTO school_session_attendance (school_session_id, class_group_id, students_online,
        students_offline, parents_online, parents_offline, teachers, during)
    SELECT p.session_id, c.id,
           CASE p.mode WHEN 'online' THEN present WHEN 'hybrid' THEN present / 3 ELSE 0 END,
           CASE p.mode WHEN 'online' THEN 0 WHEN 'hybrid' THEN present - present / 3
                       ELSE present END,
           CASE WHEN p.parents AND p.mode <> 'offline' THEN present / 2 ELSE 0 END,
           CASE WHEN p.parents AND p.mode = 'offline' THEN present / 2 ELSE 0 END,
           1, tstzrange(p.starts_at, p.starts_at + make_interval(mins => p.minutes))
    FROM scale_plan p
    CROSS JOIN LATERAL generate_series(0, p.classes - 1) j
    JOIN scale_class c ON c.school_id = p.school_id AND c.school_year = p.school_year
        AND c.number = mod({noise("p.school", "p.number", 21)} + j, %(classes)s)
    CROSS JOIN LATERAL (SELECT greatest(
        1, c.enrolled * (70 + {out_of("31", "p.number", "j", 22)}) / 100)::int AS present) counted
"""

ASSIGNMENTS = f"""
    INSERT INTO school_session_assignment
        (school_session_id, volunteer_id, role, status, during)
    SELECT p.session_id, v.id, CASE j WHEN 0 THEN 'lead' ELSE 'co_teacher' END, 'attended',
           tstzrange(p.starts_at, p.starts_at + make_interval(mins => p.minutes))
    FROM scale_plan p
    CROSS JOIN LATERAL generate_series(0, p.places - 1) j
    JOIN scale_volunteer v ON v.cluster = p.school / %(cluster)s AND v.number
        = mod(2 * mod(p.school, %(cluster)s) + j + {noise("p.time", "3", 31)}, %(volunteers)s)
"""

DIRTY = """
    INSERT INTO school_session_dirty_month (project_id, school_id, month)
    SELECT DISTINCT project_id, school_id,
           date_trunc('month', timezone('Asia/Almaty', starts_at))::date
    FROM scale_plan
"""

ALL = (
    *(NEW_TABLES, SCHOOLS, CLASSES, VOLUNTEERS, CONSENTS, ENROLMENTS),
    *(PLAN, LOGS, SESSIONS, ATTENDANCE, ASSIGNMENTS, DIRTY),
)

TABLES = (
    "schools_school",
    "schools_schoolplace",
    "schools_classgroup",
    "volunteers_volunteer",
    "volunteers_consent",
    "volunteers_enrolment",
    "school_sessions_sessionlog",
    "school_session",
    "school_session_attendance",
    "school_session_assignment",
)

# No history of invented rows; held times and dirty months are written as the triggers would.
# Foreign keys stay checked. Both stand in one transaction, so that nothing is ever left off.
TRIGGERS_OFF = "".join(f"ALTER TABLE {table} DISABLE TRIGGER USER;" for table in TABLES)
TRIGGERS_ON = "SET CONSTRAINTS ALL IMMEDIATE;" + "".join(
    f"ALTER TABLE {table} ENABLE TRIGGER USER;" for table in TABLES
)
ANALYZE = "".join(f"ANALYZE {table};" for table in TABLES)
