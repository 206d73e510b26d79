"""Who taught before the programme kept trainings, or was imported without consents.

What was agreed then still holds; the rows say that earlier records vouch for it.
"""

from django.db import migrations

TAKE_OVER = """
INSERT INTO volunteers_training (volunteer_id, project_id, passed_date, how, note)
SELECT volunteer_id, project_id, joined_date, 'taken_over', '' FROM volunteers_enrolment;

INSERT INTO volunteers_consent (volunteer_id, kind, text_version, method, given_by, given_at)
SELECT v.id, k.kind, 'taken over', 'taken_over', '',
    v.joined_date::timestamp AT TIME ZONE 'UTC'
FROM volunteers_volunteer v CROSS JOIN (VALUES ('participation'), ('guardian')) k (kind)
WHERE v.status <> 'applied'
    AND (k.kind = 'participation' OR v.birth_date > now() - interval '16 years')
    AND NOT EXISTS (
        SELECT FROM volunteers_consent c WHERE c.volunteer_id = v.id AND c.kind = k.kind
    );
"""


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0003_guardian")]

    operations = [migrations.RunSQL(TAKE_OVER, migrations.RunSQL.noop)]
