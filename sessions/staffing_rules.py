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

from volunteers.models import ADULT_AGE, DEFAULT_LIMITS


def _turns(years: object) -> str:
    """The day on which somebody is so many years old. Born on 29 February: 1 March."""
    day = f"(birth_date + make_interval(years => {years}))"
    return f"({day}::date + (extract(day FROM birth_date) <> extract(day FROM {day}))::integer)"


FUNCTION = f"""
DROP FUNCTION IF EXISTS staffing_reasons(bigint[], bigint[]);
CREATE FUNCTION staffing_reasons(sessions bigint[], volunteers bigint[])
RETURNS TABLE (session_id bigint, volunteer_id bigint, code text, is_hard boolean,
    other_session_id bigint, detail text)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = auto
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
BEGIN
    SELECT min(date_trunc('week', s.date)) - interval '1 day',
        max(date_trunc('week', s.date)) + interval '7 days'
    INTO first_day, last_day
    FROM school_session s WHERE s.id = ANY(sessions);
    IF first_day IS NULL THEN RETURN; END IF;
    -- Many pairs are worth a plan of their own; one pair is not.
    PERFORM set_config('plan_cache_mode', CASE
        WHEN cardinality(sessions)::bigint * cardinality(volunteers) > 200
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
        FROM unnest(sessions) i (id)
        JOIN school_session s ON s.id = i.id
        JOIN schools_school o ON o.id = s.school_id
        JOIN regions_region r ON r.id = o.region_id
        JOIN volunteers_project p ON p.id = s.project_id
    ), v AS MATERIALIZED (
        SELECT v.id, v.status, v.region_id, v.languages, v.most_sessions_a_week,
            {_turns(ADULT_AGE)} AS adult_date, {_turns("guardian_age")} AS alone_date
        FROM unnest(volunteers) i (id) JOIN volunteers_volunteer v ON v.id = i.id
    ), taken AS MATERIALIZED (
        SELECT a.volunteer_id, o.id, o.school_id, o.date, o.starts_at, o.ends_at, o.minutes,
            o.mode <> 'online' AS is_there, r.travel_minutes,
            date_trunc('week', o.date)::date AS week
        FROM school_session o
        JOIN school_session_assignment a ON a.school_session_id = o.id
        JOIN schools_school k ON k.id = o.school_id
        JOIN regions_region r ON r.id = k.region_id
        WHERE o.date BETWEEN first_day AND last_day AND o.status <> 'cancelled'
            AND a.status IN ('assigned', 'attended') AND a.volunteer_id = ANY(volunteers)
    ), week_of AS MATERIALIZED (
        SELECT t.volunteer_id, t.week, count(*) AS n, sum(t.minutes) AS minutes
        FROM taken t GROUP BY t.volunteer_id, t.week
    ), near_day AS MATERIALIZED (
        SELECT s.id, s.school_id, s.starts_at, s.ends_at, s.is_there, s.travel_minutes,
            s.date + d.n AS day
        FROM s CROSS JOIN (VALUES (-1), (0), (1)) d (n)
    )
    SELECT s.id, v.id, 'not_active', true, NULL::bigint, ''
    FROM v CROSS JOIN s WHERE v.status <> 'active'
    UNION ALL
    SELECT s.id, v.id, 'not_enrolled', true, NULL, ''
    FROM v CROSS JOIN s WHERE NOT EXISTS (
        SELECT FROM volunteers_enrolment e
        WHERE e.volunteer_id = v.id AND e.project_id = s.project_id
            AND e.joined_date <= s.date AND (e.left_date IS NULL OR e.left_date > s.date))
    UNION ALL
    SELECT s.id, v.id, 'not_trained', true, NULL, ''
    FROM v CROSS JOIN s WHERE s.needs_training AND NOT EXISTS (
        SELECT FROM volunteers_training t
        WHERE t.volunteer_id = v.id AND t.project_id = s.project_id AND t.passed_date <= s.date)
    UNION ALL
    SELECT s.id, v.id, 'no_consent', true, NULL, ''
    FROM v CROSS JOIN s WHERE NOT EXISTS (
        SELECT FROM volunteers_consent c
        WHERE c.volunteer_id = v.id AND c.kind = 'participation' AND c.given_at < s.ends_at
            AND (c.withdrawn_at IS NULL OR c.withdrawn_at >= s.ends_at))
    UNION ALL
    SELECT s.id, v.id, 'no_guardian_consent', true, NULL, ''
    FROM v JOIN s ON s.date < v.alone_date WHERE NOT EXISTS (
        SELECT FROM volunteers_consent c
        WHERE c.volunteer_id = v.id AND c.kind = 'guardian' AND c.given_at < s.ends_at
            AND (c.withdrawn_at IS NULL OR c.withdrawn_at >= s.ends_at))
    UNION ALL
    SELECT s.id, v.id, CASE WHEN EXISTS (
            SELECT FROM volunteers_check c
            WHERE c.volunteer_id = v.id AND c.kind = k.kind AND c.valid_until < s.date)
        THEN 'check_expired' ELSE 'check_missing' END, true, NULL, k.kind
    FROM s
    JOIN (VALUES ('background'), ('conduct')) k (kind) ON CASE k.kind
        WHEN 'background' THEN s.needs_background_check ELSE s.needs_code_of_conduct END
    JOIN v ON s.date >= v.adult_date
    WHERE NOT EXISTS (
        SELECT FROM volunteers_check c
        WHERE c.volunteer_id = v.id AND c.kind = k.kind AND c.valid_from <= s.date
            AND (c.valid_until IS NULL OR c.valid_until >= s.date))
    UNION ALL
    SELECT s.id, v.id, 'emergency_minor', true, NULL, ''
    FROM s JOIN v ON s.date < v.adult_date WHERE s.is_emergency_response
    UNION ALL
    SELECT s.id, v.id, 'no_adult', true, NULL, ''
    FROM s JOIN v ON s.date < v.adult_date
    WHERE s.contact_id IS NULL AND NOT EXISTS (
        SELECT FROM school_session_assignment a
        JOIN volunteers_volunteer b ON b.id = a.volunteer_id
        WHERE a.school_session_id = s.id AND a.status IN ('assigned', 'attended')
            AND {_turns(ADULT_AGE)} <= s.date)
    UNION ALL
    SELECT s.id, t.volunteer_id,
        CASE WHEN t.starts_at < s.ends_at AND t.ends_at > s.starts_at
            THEN 'busy' ELSE 'travel' END, true, t.id, ''
    FROM near_day s JOIN taken t ON t.date = s.day AND t.id <> s.id
    CROSS JOIN LATERAL (
        SELECT make_interval(mins => CASE
            WHEN s.is_there AND t.is_there AND s.school_id = t.school_id THEN 0
            ELSE greatest(
                CASE WHEN s.is_there THEN s.travel_minutes ELSE 0 END,
                CASE WHEN t.is_there THEN t.travel_minutes ELSE 0 END) END) AS way
    ) w
    WHERE t.starts_at < s.ends_at + w.way AND t.ends_at + w.way > s.starts_at
    UNION ALL
    SELECT s.id, v.id, 'week_full', true, NULL, ''
    FROM s JOIN v ON s.date < v.adult_date
    LEFT JOIN week_of w ON w.volunteer_id = v.id AND w.week = s.week
    LEFT JOIN taken t ON t.volunteer_id = v.id AND t.id = s.id
    WHERE coalesce(w.minutes, 0) - coalesce(t.minutes, 0) + s.minutes > minors_minutes
    UNION ALL
    SELECT s.id, v.id, 'week_wish', false, NULL, ''
    FROM s JOIN v ON v.most_sessions_a_week IS NOT NULL
    JOIN week_of w ON w.volunteer_id = v.id AND w.week = s.week
    LEFT JOIN taken t ON t.volunteer_id = v.id AND t.id = s.id
    WHERE w.n + (t.id IS NULL)::integer > v.most_sessions_a_week
    UNION ALL
    SELECT DISTINCT s.id, v.id, 'own_school_hours', s.date < v.adult_date, NULL::bigint, ''
    FROM s JOIN volunteers_weeklytime h
        ON h.kind = 'school' AND h.weekday = extract(isodow FROM s.local_start)
        AND s.local_start < s.local_start::date + h.ends
        AND s.local_end > s.local_start::date + h.starts
    JOIN v ON v.id = h.volunteer_id
    UNION ALL
    SELECT s.id, v.id, 'language', false, NULL, ''
    FROM s JOIN v ON NOT s.language = ANY(v.languages)
    UNION ALL
    SELECT s.id, v.id, 'far', false, NULL, ''
    FROM s JOIN v ON v.region_id <> s.region_id WHERE s.is_there
    UNION ALL
    (
        SELECT s.id, u.volunteer_id, 'unavailable', false, NULL::bigint, ''
        FROM s JOIN volunteers_unavailability u
            ON u.starts_at < s.ends_at AND u.ends_at > s.starts_at
        WHERE u.volunteer_id = ANY(volunteers)
        UNION
        SELECT s.id, h.volunteer_id, 'unavailable', false, NULL::bigint, ''
        FROM s JOIN volunteers_weeklytime h
            ON h.kind = 'available' AND h.volunteer_id = ANY(volunteers)
        GROUP BY s.id, s.local_start, s.local_end, h.volunteer_id
        HAVING NOT coalesce(range_agg(tsrange(
            s.local_start::date + h.starts, s.local_start::date + h.ends
        )) FILTER (WHERE h.weekday = extract(isodow FROM s.local_start))
            @> tsrange(s.local_start, s.local_end), false)
    );
END $$;
"""  # noqa: S608

REMOVE_FUNCTION = "DROP FUNCTION staffing_reasons(bigint[], bigint[]);"
