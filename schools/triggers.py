"""A school's places, kept by the database whatever writes to the schools."""

import pgtrigger

_BEGINNING, _END = "'0001-01-01'", "'9999-12-31'"
"""``SchoolPlace.FIRST_DAY`` and ``LAST_DAY``."""

PLACE_OF_NEW_SCHOOL = pgtrigger.Trigger(
    name="place_of_new_school",
    level=pgtrigger.Statement,
    operation=pgtrigger.Insert,
    when=pgtrigger.After,
    referencing=pgtrigger.Referencing(new="new_rows"),
    func=f"""
        INSERT INTO schools_schoolplace (school_id, region_id, district_id, since, until)
        SELECT id, region_id, district_id, {_BEGINNING}, {_END} FROM new_rows;
        RETURN NULL;
    """,
)

_OPEN_AND_OTHER = f"""
    p.school_id = n.id AND p.until = {_END}
    AND (p.region_id, p.district_id) IS DISTINCT FROM (n.region_id, n.district_id)
"""

PLACE_OF_MOVED_SCHOOL = pgtrigger.Trigger(
    name="place_of_moved_school",
    level=pgtrigger.Statement,
    operation=pgtrigger.Update,
    when=pgtrigger.After,
    referencing=pgtrigger.Referencing(new="new_rows"),
    declare=[("today", "date")],
    func=f"""
        today := timezone('Asia/Almaty', now())::date;
        UPDATE schools_schoolplace p SET until = today
        FROM new_rows n WHERE p.since < today AND {_OPEN_AND_OTHER};
        UPDATE schools_schoolplace p SET region_id = n.region_id, district_id = n.district_id
        FROM new_rows n WHERE p.since >= today AND {_OPEN_AND_OTHER};
        INSERT INTO schools_schoolplace (school_id, region_id, district_id, since, until)
        SELECT n.id, n.region_id, n.district_id, today, {_END} FROM new_rows n
        WHERE NOT EXISTS (
            SELECT FROM schools_schoolplace p WHERE p.school_id = n.id AND p.until = {_END}
        );
        RETURN NULL;
    """,
)
"""From today on; ``services.move_school`` moves it from another day."""

PLANNING_LOCK = 7216
"""The first key of the advisory locks that closing a place and planning there meet in; the
second is the region. Closing takes it alone, planners share it: so nobody plans a session into
a day that is being closed, and who closes sees every session that there is."""

CLOSE_ALONE = pgtrigger.Trigger(
    name="close_alone",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    func=f"""
        PERFORM pg_advisory_xact_lock({PLANNING_LOCK}, coalesce(
            NEW.region_id,
            (SELECT region_id FROM regions_district WHERE id = NEW.district_id),
            (SELECT region_id FROM schools_school WHERE id = NEW.school_id)
        )::int);
        RETURN NEW;
    """,
)
