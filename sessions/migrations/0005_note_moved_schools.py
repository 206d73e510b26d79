from django.db import migrations

# A school that was in another region or district, or is in another kind of settlement, has all
# its months counted again. Sessions that are written at the same moment are waited for: new ones
# hold their school, changed ones themselves.
FUNCTION = """
CREATE FUNCTION school_session_note_schools(schools bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM schools_school WHERE id = ANY(schools) ORDER BY id FOR UPDATE;
    PERFORM 1 FROM school_session WHERE school_id = ANY(schools) ORDER BY id FOR SHARE;
    INSERT INTO school_session_dirty_month (project_id, school_id, month)
    SELECT DISTINCT project_id, school_id, date_trunc('month', date)::date
    FROM school_session WHERE school_id = ANY(schools) AND status IN ('delivered', 'verified');
END $$;

CREATE FUNCTION school_session_note_moved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE schools bigint[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT school_id) INTO schools FROM old_rows;
    ELSE
        SELECT array_agg(DISTINCT school_id) INTO schools FROM new_rows
        WHERE since > '0001-01-01' OR until < '9999-12-31' OR TG_OP = 'UPDATE';
    END IF;
    IF schools IS NOT NULL THEN PERFORM school_session_note_schools(schools); END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION school_session_note_settled() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE schools bigint[];
BEGIN
    SELECT array_agg(n.id) INTO schools FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE n.settlement <> o.settlement;
    IF schools IS NOT NULL THEN PERFORM school_session_note_schools(schools); END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER note_place_added AFTER INSERT ON schools_schoolplace
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION school_session_note_moved();
CREATE TRIGGER note_place_changed AFTER UPDATE ON schools_schoolplace
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION school_session_note_moved();
CREATE TRIGGER note_place_removed AFTER DELETE ON schools_schoolplace
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION school_session_note_moved();
CREATE TRIGGER note_settlement_changed AFTER UPDATE ON schools_school
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION school_session_note_settled();
"""

BACK = """
DROP TRIGGER note_place_added ON schools_schoolplace;
DROP TRIGGER note_place_changed ON schools_schoolplace;
DROP TRIGGER note_place_removed ON schools_schoolplace;
DROP TRIGGER note_settlement_changed ON schools_school;
DROP FUNCTION school_session_note_moved, school_session_note_settled, school_session_note_schools;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("school_sessions", "0004_note_after_locking"),
        ("schools", "0003_school_places"),
    ]

    operations = [migrations.RunSQL(FUNCTION, BACK)]
