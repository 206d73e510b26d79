"""Who may and can teach a session: the one definition, in SQL.

``staffing_reasons(sessions, volunteers)`` gives a row for each reason why a volunteer may not or
cannot take a place in a session; a pair without a row may and can. What the volunteer does in the
session itself does not stand against it, so an assignment can be looked at before and after it is
made. `eligibility` is the way to it from Python, the triggers below hold the hard reasons.

Hard reasons: nobody can decide otherwise.

=====================  ============================================================================
not_active             applied, paused or gone
not_enrolled           not a member of the project on that day
not_trained            the project asks for a training; none was passed, and no exception recorded
no_consent             no consent to taking part in force on that day
no_guardian_consent    too young that day to take part without a guardian's consent
check_missing          an adult without a check that the project asks for (``detail``: which)
check_expired          the check does not hold on that day any more (``detail``: which)
emergency_minor        under 18 on that day, and it is part of an emergency response
no_adult               under 18 on that day, with no adult beside them and no named teacher
busy                   has another session then (``other_session_id``)
travel                 another session ends or begins too close to be on the way in between
week_full              under 18, and the hours of that week would be more than the limit
own_school_hours       under 18 and at their own school then
=====================  ============================================================================

``no_adult`` is about all who fill the session together: it holds when the transaction ends.

Soft reasons: a coordinator can decide otherwise, knowing them.

=====================  ============================================================================
own_school_hours       the same of an adult
language               does not teach in the session's language
far                    lives in another region, and the lesson is not online
unavailable            away then, or gave free hours that it is not in
week_wish              has as many sessions that week as they want
=====================  ============================================================================
"""

from django.conf import settings

from volunteers.ages import turns
from volunteers.models import ADULT_AGE, DEFAULT_LIMITS

_ANY_DAY = "2000-01-03"
"""Hours of a day are compared as hours of this one, since there are ranges of moments only."""

REASONS = f"""
CREATE OR REPLACE FUNCTION staffing_reasons_of_pairs(sessions bigint[], volunteers bigint[])
RETURNS TABLE (session_id bigint, volunteer_id bigint, code text, is_hard boolean,
    other_session_id bigint, detail text)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = auto
SET work_mem = '64MB'
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    first_day date;
    last_day date;
    minors_minutes integer := 60 * coalesce(
        (SELECT minors_most_hours_a_week FROM volunteers_staffinglimits),
        {DEFAULT_LIMITS["minors_most_hours_a_week"]});
    guardian_age integer := coalesce(
        (SELECT guardian_consent_under_age FROM volunteers_staffinglimits),
        {DEFAULT_LIMITS["guardian_consent_under_age"]});
    people bigint[] := ARRAY(SELECT DISTINCT unnest(volunteers));
BEGIN
    SELECT min(date_trunc('week', s.date)) - interval '1 day',
        max(date_trunc('week', s.date)) + interval '7 days'
    INTO first_day, last_day
    FROM school_session s WHERE s.id = ANY(sessions);
    IF first_day IS NULL THEN RETURN; END IF;
    -- Many pairs are worth a plan of their own; a few are not.
    PERFORM set_config('plan_cache_mode', CASE WHEN cardinality(sessions) > 200
        THEN 'force_custom_plan' ELSE 'force_generic_plan' END, true);
    RETURN QUERY
    WITH s AS MATERIALIZED (
        SELECT s.id, s.project_id, s.school_id, s.contact_id, s.language, s.minutes,
            s.date, s.starts_at, s.ends_at, date_trunc('week', s.date)::date AS week,
            s.mode <> 'online' AS is_there, r.id AS region_id, r.travel_minutes,
            s.is_emergency_response, p.needs_training, p.needs_background_check,
            p.needs_code_of_conduct,
            (s.starts_at AT TIME ZONE '{settings.TIME_ZONE}') AS local_start,
            (s.ends_at AT TIME ZONE '{settings.TIME_ZONE}') AS local_end
        FROM (SELECT DISTINCT unnest(sessions)) i (id)
        JOIN school_session s ON s.id = i.id
        JOIN schools_school o ON o.id = s.school_id
        JOIN regions_region r ON r.id = o.region_id
        JOIN volunteers_project p ON p.id = s.project_id
    ), v AS MATERIALIZED (
        SELECT v.id, v.status, v.region_id, v.languages, v.most_sessions_a_week,
            {turns(ADULT_AGE)} AS adult_date, {turns("guardian_age")} AS alone_date
        FROM unnest(people) i (id) JOIN volunteers_volunteer v ON v.id = i.id
    ), pair AS MATERIALIZED (
        SELECT s.id AS s, v.id AS v, s.project_id, s.contact_id, s.date, s.ends_at, s.week,
            s.minutes, s.date < v.adult_date AS is_minor, s.is_emergency_response,
            s.date < v.alone_date AS needs_guardian, v.status = 'active' AS is_active,
            s.language = ANY(v.languages) AS speaks_it, v.most_sessions_a_week,
            s.is_there AND v.region_id <> s.region_id AS is_far, s.needs_training,
            s.needs_background_check, s.needs_code_of_conduct
        FROM unnest(sessions, volunteers) i (s, v)
        JOIN s ON s.id = i.s JOIN v ON v.id = i.v
    ), taken AS MATERIALIZED (
        SELECT a.volunteer_id, o.id, o.school_id, o.date, o.starts_at, o.ends_at, o.minutes,
            o.mode <> 'online' AS is_there, r.travel_minutes,
            date_trunc('week', o.date)::date AS week
        FROM school_session o
        JOIN school_session_assignment a ON a.school_session_id = o.id
        JOIN schools_school k ON k.id = o.school_id
        JOIN regions_region r ON r.id = k.region_id
        WHERE o.date BETWEEN first_day AND last_day AND o.status <> 'cancelled'
            AND a.status IN ('assigned', 'attended') AND a.volunteer_id = ANY(people)
    ), week_of AS MATERIALIZED (
        SELECT t.volunteer_id, t.week, count(*) AS n, sum(t.minutes) AS minutes
        FROM taken t GROUP BY t.volunteer_id, t.week
    ), meeting AS MATERIALIZED (
        SELECT s.id AS s, t.volunteer_id AS v, t.id AS other,
            t.starts_at < s.ends_at AND t.ends_at > s.starts_at AS is_busy
        FROM s CROSS JOIN (VALUES (-1), (0), (1)) d (n)
        JOIN taken t ON t.date = s.date + d.n AND t.id <> s.id
        CROSS JOIN LATERAL (
            SELECT make_interval(mins => CASE
                WHEN s.is_there AND t.is_there AND s.school_id = t.school_id THEN 0
                ELSE greatest(
                    CASE WHEN s.is_there THEN s.travel_minutes ELSE 0 END,
                    CASE WHEN t.is_there THEN t.travel_minutes ELSE 0 END) END) AS way
        ) w
        WHERE t.starts_at < s.ends_at + w.way AND t.ends_at + w.way > s.starts_at
    ), at_school AS MATERIALIZED (
        SELECT DISTINCT s.id AS s, h.volunteer_id AS v
        FROM s JOIN volunteers_weeklytime h
            ON h.kind = 'school' AND h.weekday = extract(isodow FROM s.local_start)
            AND s.local_start < s.local_start::date + h.ends
            AND s.local_end > s.local_start::date + h.starts
        WHERE h.volunteer_id = ANY(people)
    ), free_day AS MATERIALIZED (
        SELECT h.volunteer_id, h.weekday, range_agg(
            tsrange(date '{_ANY_DAY}' + h.starts, date '{_ANY_DAY}' + h.ends)) AS hours
        FROM volunteers_weeklytime h
        WHERE h.kind = 'available' AND h.volunteer_id = ANY(people)
        GROUP BY h.volunteer_id, h.weekday
    ), away AS MATERIALIZED (
        SELECT s.id AS s, u.volunteer_id AS v
        FROM s JOIN volunteers_unavailability u
            ON u.starts_at < s.ends_at AND u.ends_at > s.starts_at
        WHERE u.volunteer_id = ANY(people)
        UNION
        SELECT s.id, h.volunteer_id
        FROM s CROSS JOIN (SELECT DISTINCT volunteer_id FROM free_day) h
        LEFT JOIN free_day f
            ON f.volunteer_id = h.volunteer_id AND f.weekday = extract(isodow FROM s.local_start)
        WHERE f.hours IS NULL OR NOT f.hours @> tsrange(
            date '{_ANY_DAY}' + s.local_start::time,
            date '{_ANY_DAY}' + s.local_start::time + (s.local_end - s.local_start))
    )
    SELECT p.s, p.v, 'not_active', true, NULL::bigint, '' FROM pair p WHERE NOT p.is_active
    UNION ALL
    SELECT p.s, p.v, 'not_enrolled', true, NULL, '' FROM pair p WHERE NOT EXISTS (
        SELECT FROM volunteers_enrolment e
        WHERE e.volunteer_id = p.v AND e.project_id = p.project_id
            AND e.joined_date <= p.date AND (e.left_date IS NULL OR e.left_date > p.date))
    UNION ALL
    SELECT p.s, p.v, 'not_trained', true, NULL, '' FROM pair p
    WHERE p.needs_training AND NOT EXISTS (
        SELECT FROM volunteers_training t
        WHERE t.volunteer_id = p.v AND t.project_id = p.project_id AND t.passed_date <= p.date)
    UNION ALL
    SELECT p.s, p.v, 'no_consent', true, NULL, '' FROM pair p WHERE NOT EXISTS (
        SELECT FROM volunteers_consent c
        WHERE c.volunteer_id = p.v AND c.kind = 'participation' AND c.given_at < p.ends_at
            AND (c.withdrawn_at IS NULL OR c.withdrawn_at >= p.ends_at))
    UNION ALL
    SELECT p.s, p.v, 'no_guardian_consent', true, NULL, '' FROM pair p
    WHERE p.needs_guardian AND NOT EXISTS (
        SELECT FROM volunteers_consent c
        WHERE c.volunteer_id = p.v AND c.kind = 'guardian' AND c.given_at < p.ends_at
            AND (c.withdrawn_at IS NULL OR c.withdrawn_at >= p.ends_at))
    UNION ALL
    SELECT p.s, p.v, CASE WHEN EXISTS (
            SELECT FROM volunteers_check c
            WHERE c.volunteer_id = p.v AND c.kind = k.kind AND c.valid_until < p.date)
        THEN 'check_expired' ELSE 'check_missing' END, true, NULL, k.kind
    FROM pair p
    JOIN (VALUES ('background'), ('conduct')) k (kind) ON CASE k.kind
        WHEN 'background' THEN p.needs_background_check ELSE p.needs_code_of_conduct END
    WHERE NOT p.is_minor AND NOT EXISTS (
        SELECT FROM volunteers_check c
        WHERE c.volunteer_id = p.v AND c.kind = k.kind AND c.valid_from <= p.date
            AND (c.valid_until IS NULL OR c.valid_until >= p.date))
    UNION ALL
    SELECT p.s, p.v, 'emergency_minor', true, NULL, '' FROM pair p
    WHERE p.is_minor AND p.is_emergency_response
    UNION ALL
    SELECT p.s, p.v, 'no_adult', true, NULL, '' FROM pair p
    WHERE p.is_minor AND p.contact_id IS NULL AND NOT EXISTS (
        SELECT FROM school_session_assignment a
        JOIN volunteers_volunteer b ON b.id = a.volunteer_id
        WHERE a.school_session_id = p.s AND a.status IN ('assigned', 'attended')
            AND {turns(ADULT_AGE)} <= p.date)
    UNION ALL
    SELECT p.s, p.v, CASE WHEN m.is_busy THEN 'busy' ELSE 'travel' END, true, m.other, ''
    FROM pair p JOIN meeting m ON m.s = p.s AND m.v = p.v
    UNION ALL
    SELECT p.s, p.v, 'week_full', true, NULL, '' FROM pair p
    LEFT JOIN week_of w ON w.volunteer_id = p.v AND w.week = p.week
    LEFT JOIN taken t ON t.volunteer_id = p.v AND t.id = p.s
    WHERE p.is_minor
        AND coalesce(w.minutes, 0) - coalesce(t.minutes, 0) + p.minutes > minors_minutes
    UNION ALL
    SELECT p.s, p.v, 'week_wish', false, NULL, '' FROM pair p
    JOIN week_of w ON w.volunteer_id = p.v AND w.week = p.week
    LEFT JOIN taken t ON t.volunteer_id = p.v AND t.id = p.s
    WHERE w.n + (t.id IS NULL)::integer > p.most_sessions_a_week
    UNION ALL
    SELECT p.s, p.v, 'own_school_hours', p.is_minor, NULL, ''
    FROM pair p JOIN at_school h ON h.s = p.s AND h.v = p.v
    UNION ALL
    SELECT p.s, p.v, 'language', false, NULL, '' FROM pair p WHERE NOT p.speaks_it
    UNION ALL
    SELECT p.s, p.v, 'far', false, NULL, '' FROM pair p WHERE p.is_far
    UNION ALL
    SELECT p.s, p.v, 'unavailable', false, NULL, ''
    FROM pair p JOIN away u ON u.s = p.s AND u.v = p.v;
END $$;
"""  # noqa: S608
"""Of the pairs that two arrays of the same length give, one after the other."""

REASONS_OF_ALL = """
CREATE OR REPLACE FUNCTION staffing_reasons(sessions bigint[], volunteers bigint[])
RETURNS TABLE (session_id bigint, volunteer_id bigint, code text, is_hard boolean,
    other_session_id bigint, detail text)
LANGUAGE sql STABLE
AS $$
    SELECT r.* FROM (
        SELECT array_agg(s.id) AS s, array_agg(v.id) AS v
        FROM (SELECT DISTINCT unnest(sessions)) s (id), (SELECT DISTINCT unnest(volunteers)) v (id)
    ) pair, staffing_reasons_of_pairs(pair.s, pair.v) r
$$;
"""
"""Of each session with each volunteer."""

_ADULT_LOCK = 1_401_204
"""The advisory locks of sessions whose minors are looked after; the second key is the session."""

HOLDS = f"""
CREATE OR REPLACE FUNCTION staffing_hold(sessions bigint[], volunteers bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    broken record;
BEGIN
    IF sessions IS NULL THEN RETURN; END IF;
    -- Whoever gives one of them another place waits until this transaction ends, and sees it.
    PERFORM 1 FROM volunteers_volunteer WHERE id = ANY(volunteers) ORDER BY id FOR NO KEY UPDATE;
    SELECT r.session_id, r.volunteer_id, r.code INTO broken
    FROM staffing_reasons_of_pairs(sessions, volunteers) r
    JOIN school_session s ON s.id = r.session_id
    -- Who was at a lesson that is over is a matter of record.
    WHERE r.is_hard AND r.code <> 'no_adult' AND s.ends_at > now()
    ORDER BY r.session_id, r.volunteer_id, r.code
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'volunteer % may not or cannot teach session %: %',
            broken.volunteer_id, broken.session_id, broken.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'staffing_' || broken.code;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION staffing_hold_adult(of_session bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- Two who take away one adult each come here one after the other, and the second sees both.
    PERFORM pg_advisory_xact_lock({_ADULT_LOCK}, (of_session % 2147483647)::integer);
    IF EXISTS (
        SELECT FROM school_session s
        JOIN school_session_assignment a
            ON a.school_session_id = s.id AND a.status IN ('assigned', 'attended')
        JOIN volunteers_volunteer v ON v.id = a.volunteer_id
        WHERE s.id = of_session AND s.status IN ('planned', 'confirmed') AND s.contact_id IS NULL
            AND s.ends_at > now()
        HAVING bool_or({turns(ADULT_AGE)} > s.date) AND NOT bool_or({turns(ADULT_AGE)} <= s.date)
    ) THEN
        RAISE EXCEPTION 'session %: under-18s without an adult', of_session
            USING ERRCODE = 'check_violation', CONSTRAINT = 'staffing_no_adult';
    END IF;
END $$;
"""  # noqa: S608
"""What the triggers call: against hard reasons, and against minors without an adult."""

CREATE = REASONS + REASONS_OF_ALL + HOLDS
DROP = """
DROP FUNCTION staffing_hold_adult(bigint);
DROP FUNCTION staffing_hold(bigint[], bigint[]);
DROP FUNCTION staffing_reasons(bigint[], bigint[]);
DROP FUNCTION staffing_reasons_of_pairs(bigint[], bigint[]);
"""
