"""The way from an application to being active, and consents that the database holds.

Whoever is active without a consent that is needed takes a rest until it is there.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


REST_WITHOUT_CONSENT = """
UPDATE volunteers_consent SET method = 'taken_over' WHERE kind = 'guardian' AND method = 'account';

UPDATE volunteers_consent SET withdrawn_at = greatest(now(), given_at)
WHERE id IN (
    SELECT c.id FROM volunteers_consent c JOIN volunteers_volunteer v ON v.id = c.volunteer_id
    WHERE c.kind = 'photo' AND c.withdrawn_at IS NULL AND c.method NOT IN ('link', 'paper')
        AND v.birth_date > c.given_at - interval '18 years'
);

UPDATE volunteers_volunteer SET status = 'paused'
WHERE status = 'active' AND id IN (
    SELECT v.id
    FROM volunteers_volunteer v
    LEFT JOIN volunteers_consent own
        ON own.volunteer_id = v.id AND own.kind = 'participation' AND own.withdrawn_at IS NULL
    LEFT JOIN volunteers_consent g
        ON g.volunteer_id = v.id AND g.kind = 'guardian' AND g.withdrawn_at IS NULL
    WHERE own.id IS NULL OR g.id IS NULL AND v.birth_date > now() - make_interval(
        years => coalesce((SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16))
);

SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0002_travel_minutes"),
        ("volunteers", "0005_training_units"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(REST_WITHOUT_CONSENT, migrations.RunSQL.noop),
        pgtrigger.migrations.RemoveTrigger(
            model_name="consent",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="consent",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="consent",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="staffinglimits",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="staffinglimits",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="staffinglimits",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="volunteer",
            name="volunteer_status_is_known",
        ),
        migrations.AddField(
            model_name="consent",
            name="evidence",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Where the signed paper is kept, or to which address the link went.",
                max_length=300,
                verbose_name="evidence",
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="recorded by",
            ),
        ),
        migrations.AddField(
            model_name="consentevent",
            name="evidence",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Where the signed paper is kept, or to which address the link went.",
                max_length=300,
                verbose_name="evidence",
            ),
        ),
        migrations.AddField(
            model_name="consentevent",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="recorded by",
            ),
        ),
        migrations.AddField(
            model_name="staffinglimits",
            name="consent_days",
            field=models.PositiveSmallIntegerField(
                db_default=14,
                default=14,
                help_text="Then the link that a guardian got ends, and a new one can be sent.",
                verbose_name="days to answer a request for consent",
            ),
        ),
        migrations.AddField(
            model_name="staffinglimits",
            name="consent_reminder_days",
            field=models.PositiveSmallIntegerField(
                db_default=5, default=5, verbose_name="days until a request for consent is repeated"
            ),
        ),
        migrations.AddField(
            model_name="staffinglimits",
            name="oldest_age",
            field=models.PositiveSmallIntegerField(
                db_default=24, default=24, verbose_name="apply up to the age of"
            ),
        ),
        migrations.AddField(
            model_name="staffinglimits",
            name="youngest_age",
            field=models.PositiveSmallIntegerField(
                db_default=10, default=10, verbose_name="apply from the age of"
            ),
        ),
        migrations.AddField(
            model_name="staffinglimitsevent",
            name="consent_days",
            field=models.PositiveSmallIntegerField(
                db_default=14,
                default=14,
                help_text="Then the link that a guardian got ends, and a new one can be sent.",
                verbose_name="days to answer a request for consent",
            ),
        ),
        migrations.AddField(
            model_name="staffinglimitsevent",
            name="consent_reminder_days",
            field=models.PositiveSmallIntegerField(
                db_default=5, default=5, verbose_name="days until a request for consent is repeated"
            ),
        ),
        migrations.AddField(
            model_name="staffinglimitsevent",
            name="oldest_age",
            field=models.PositiveSmallIntegerField(
                db_default=24, default=24, verbose_name="apply up to the age of"
            ),
        ),
        migrations.AddField(
            model_name="staffinglimitsevent",
            name="youngest_age",
            field=models.PositiveSmallIntegerField(
                db_default=10, default=10, verbose_name="apply from the age of"
            ),
        ),
        migrations.AlterField(
            model_name="volunteer",
            name="status",
            field=models.CharField(
                choices=[
                    ("applied", "applied"),
                    ("interview", "interview"),
                    ("trained", "trained"),
                    ("active", "active"),
                    ("paused", "paused"),
                    ("declined", "declined"),
                    ("left", "left"),
                ],
                default="applied",
                max_length=9,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="volunteerevent",
            name="status",
            field=models.CharField(
                choices=[
                    ("applied", "applied"),
                    ("interview", "interview"),
                    ("trained", "trained"),
                    ("active", "active"),
                    ("paused", "paused"),
                    ("declined", "declined"),
                    ("left", "left"),
                ],
                default="applied",
                max_length=9,
                verbose_name="status",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_consents_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.kind = 'photo')",
                    constraint="CONSTRAINT",
                    func="\n    PERFORM pg_advisory_xact_lock_shared(1401205);\n    PERFORM 1 FROM volunteers_volunteer WHERE id = NEW.volunteer_id FOR NO KEY UPDATE;\n\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE v.id = NEW.volunteer_id AND v.status = 'active' AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'participation' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody is active without their own consent to taking part.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_active_has_consent';\n    END IF;\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE v.id = NEW.volunteer_id AND v.status = 'active' AND ((birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))))::integer) > (clock_timestamp() AT TIME ZONE 'Asia/Almaty')::date\n            AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'guardian' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody that young is active without the consent of a guardian.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'volunteer_active_has_guardian_consent';\n    END IF;\n\n    IF EXISTS (\n        SELECT FROM volunteers_consent c JOIN volunteers_volunteer v ON v.id = c.volunteer_id\n        WHERE v.id = NEW.volunteer_id AND c.kind = 'photo' AND c.withdrawn_at IS NULL\n            AND c.method NOT IN ('link', 'paper')\n            AND ((birth_date + make_interval(years => 18))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => 18))))::integer) > (c.given_at AT TIME ZONE 'Asia/Almaty')::date\n    ) THEN\n        RAISE EXCEPTION 'Only a guardian agrees to pictures of somebody under 18.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'consent_pictures_of_minor_by_guardian';\n    END IF;\nRETURN NULL;",
                    hash="320b94c85c9386e45cd6408cedd008a45c2c000c",
                    operation="INSERT",
                    pgid="pgtrigger_hold_consents_insert_b3e69",
                    table="volunteers_consent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_consents_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    constraint="CONSTRAINT",
                    func="\n    PERFORM pg_advisory_xact_lock_shared(1401205);\n    PERFORM 1 FROM volunteers_volunteer WHERE id = OLD.volunteer_id FOR NO KEY UPDATE;\n\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE v.id = OLD.volunteer_id AND v.status = 'active' AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'participation' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody is active without their own consent to taking part.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_active_has_consent';\n    END IF;\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE v.id = OLD.volunteer_id AND v.status = 'active' AND ((birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))))::integer) > (clock_timestamp() AT TIME ZONE 'Asia/Almaty')::date\n            AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'guardian' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody that young is active without the consent of a guardian.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'volunteer_active_has_guardian_consent';\n    END IF;\n\n    IF EXISTS (\n        SELECT FROM volunteers_consent c JOIN volunteers_volunteer v ON v.id = c.volunteer_id\n        WHERE v.id = OLD.volunteer_id AND c.kind = 'photo' AND c.withdrawn_at IS NULL\n            AND c.method NOT IN ('link', 'paper')\n            AND ((birth_date + make_interval(years => 18))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => 18))))::integer) > (c.given_at AT TIME ZONE 'Asia/Almaty')::date\n    ) THEN\n        RAISE EXCEPTION 'Only a guardian agrees to pictures of somebody under 18.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'consent_pictures_of_minor_by_guardian';\n    END IF;\n\n    PERFORM pg_advisory_xact_lock_shared(1401205);\n    PERFORM 1 FROM volunteers_volunteer WHERE id = NEW.volunteer_id FOR NO KEY UPDATE;\n\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE v.id = NEW.volunteer_id AND v.status = 'active' AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'participation' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody is active without their own consent to taking part.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_active_has_consent';\n    END IF;\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE v.id = NEW.volunteer_id AND v.status = 'active' AND ((birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))))::integer) > (clock_timestamp() AT TIME ZONE 'Asia/Almaty')::date\n            AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'guardian' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody that young is active without the consent of a guardian.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'volunteer_active_has_guardian_consent';\n    END IF;\n\n    IF EXISTS (\n        SELECT FROM volunteers_consent c JOIN volunteers_volunteer v ON v.id = c.volunteer_id\n        WHERE v.id = NEW.volunteer_id AND c.kind = 'photo' AND c.withdrawn_at IS NULL\n            AND c.method NOT IN ('link', 'paper')\n            AND ((birth_date + make_interval(years => 18))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => 18))))::integer) > (c.given_at AT TIME ZONE 'Asia/Almaty')::date\n    ) THEN\n        RAISE EXCEPTION 'Only a guardian agrees to pictures of somebody under 18.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'consent_pictures_of_minor_by_guardian';\n    END IF;\nRETURN NULL;",
                    hash="511c28bc67a7e0b1acd17efaf2324cfe825a8271",
                    operation="UPDATE",
                    pgid="pgtrigger_hold_consents_update_160fa",
                    table="volunteers_consent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_consents_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    PERFORM pg_advisory_xact_lock_shared(1401205);\n    PERFORM 1 FROM volunteers_volunteer WHERE id = OLD.volunteer_id FOR NO KEY UPDATE;\n\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE v.id = OLD.volunteer_id AND v.status = 'active' AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'participation' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody is active without their own consent to taking part.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_active_has_consent';\n    END IF;\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE v.id = OLD.volunteer_id AND v.status = 'active' AND ((birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))))::integer) > (clock_timestamp() AT TIME ZONE 'Asia/Almaty')::date\n            AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'guardian' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody that young is active without the consent of a guardian.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'volunteer_active_has_guardian_consent';\n    END IF;\n\n    IF EXISTS (\n        SELECT FROM volunteers_consent c JOIN volunteers_volunteer v ON v.id = c.volunteer_id\n        WHERE v.id = OLD.volunteer_id AND c.kind = 'photo' AND c.withdrawn_at IS NULL\n            AND c.method NOT IN ('link', 'paper')\n            AND ((birth_date + make_interval(years => 18))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => 18))))::integer) > (c.given_at AT TIME ZONE 'Asia/Almaty')::date\n    ) THEN\n        RAISE EXCEPTION 'Only a guardian agrees to pictures of somebody under 18.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'consent_pictures_of_minor_by_guardian';\n    END IF;\nRETURN NULL;",
                    hash="3080d8ad8c8311f19ca5d64413cf636d1690e727",
                    operation="DELETE",
                    pgid="pgtrigger_hold_consents_delete_f88ec",
                    table="volunteers_consent",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_consents_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE true AND v.status = 'active' AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'participation' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody is active without their own consent to taking part.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_active_has_consent';\n    END IF;\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE true AND v.status = 'active' AND ((birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))))::integer) > (clock_timestamp() AT TIME ZONE 'Asia/Almaty')::date\n            AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'guardian' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody that young is active without the consent of a guardian.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'volunteer_active_has_guardian_consent';\n    END IF;\n\n    IF EXISTS (\n        SELECT FROM volunteers_consent c JOIN volunteers_volunteer v ON v.id = c.volunteer_id\n        WHERE true AND c.kind = 'photo' AND c.withdrawn_at IS NULL\n            AND c.method NOT IN ('link', 'paper')\n            AND ((birth_date + make_interval(years => 18))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => 18))))::integer) > (c.given_at AT TIME ZONE 'Asia/Almaty')::date\n    ) THEN\n        RAISE EXCEPTION 'Only a guardian agrees to pictures of somebody under 18.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'consent_pictures_of_minor_by_guardian';\n    END IF;\nRETURN NULL;",
                    hash="747552c2f6a77913f26862259a631b3416d2eea9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_hold_consents_truncate_19777",
                    table="volunteers_consent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_consentevent" ("evidence", "given_at", "given_by", "id", "kind", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "text_version", "volunteer_id", "withdrawn_at") SELECT new_values."evidence", new_values."given_at", new_values."given_by", new_values."id", new_values."kind", new_values."method", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."text_version", new_values."volunteer_id", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="690f43344c49dad60a554f59d006965b9df4ba66",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_108a9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="volunteers_consent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_consentevent" ("evidence", "given_at", "given_by", "id", "kind", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "text_version", "volunteer_id", "withdrawn_at") SELECT new_values."evidence", new_values."given_at", new_values."given_by", new_values."id", new_values."kind", new_values."method", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_by_id", new_values."text_version", new_values."volunteer_id", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f60433a62ec0649a3d2eaff3ec98e61dd92b2392",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d1ab6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="volunteers_consent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_consentevent" ("evidence", "given_at", "given_by", "id", "kind", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "text_version", "volunteer_id", "withdrawn_at") SELECT old_values."evidence", old_values."given_at", old_values."given_by", old_values."id", old_values."kind", old_values."method", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_by_id", old_values."text_version", old_values."volunteer_id", old_values."withdrawn_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0628c93c6155a62cbc8c8c3ff11453c4bc0c24e8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_db22d",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="volunteers_consent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffinglimits",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_consents_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM pg_advisory_xact_lock(1401205);\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE true AND v.status = 'active' AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'participation' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody is active without their own consent to taking part.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_active_has_consent';\n    END IF;\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE true AND v.status = 'active' AND ((birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))))::integer) > (clock_timestamp() AT TIME ZONE 'Asia/Almaty')::date\n            AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'guardian' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody that young is active without the consent of a guardian.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'volunteer_active_has_guardian_consent';\n    END IF;\n\n    IF EXISTS (\n        SELECT FROM volunteers_consent c JOIN volunteers_volunteer v ON v.id = c.volunteer_id\n        WHERE true AND c.kind = 'photo' AND c.withdrawn_at IS NULL\n            AND c.method NOT IN ('link', 'paper')\n            AND ((birth_date + make_interval(years => 18))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => 18))))::integer) > (c.given_at AT TIME ZONE 'Asia/Almaty')::date\n    ) THEN\n        RAISE EXCEPTION 'Only a guardian agrees to pictures of somebody under 18.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'consent_pictures_of_minor_by_guardian';\n    END IF;\nRETURN NULL;",
                    hash="7ba23cd3604ebee7074dbd6d25d4ec85dba9dce8",
                    operation="INSERT",
                    pgid="pgtrigger_hold_consents_insert_de42f",
                    table="volunteers_staffinglimits",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffinglimits",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_consents_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM pg_advisory_xact_lock(1401205);\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE true AND v.status = 'active' AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'participation' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody is active without their own consent to taking part.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_active_has_consent';\n    END IF;\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE true AND v.status = 'active' AND ((birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))))::integer) > (clock_timestamp() AT TIME ZONE 'Asia/Almaty')::date\n            AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'guardian' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody that young is active without the consent of a guardian.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'volunteer_active_has_guardian_consent';\n    END IF;\n\n    IF EXISTS (\n        SELECT FROM volunteers_consent c JOIN volunteers_volunteer v ON v.id = c.volunteer_id\n        WHERE true AND c.kind = 'photo' AND c.withdrawn_at IS NULL\n            AND c.method NOT IN ('link', 'paper')\n            AND ((birth_date + make_interval(years => 18))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => 18))))::integer) > (c.given_at AT TIME ZONE 'Asia/Almaty')::date\n    ) THEN\n        RAISE EXCEPTION 'Only a guardian agrees to pictures of somebody under 18.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'consent_pictures_of_minor_by_guardian';\n    END IF;\nRETURN NULL;",
                    hash="d41ded4c19fc9705571ba783cda3ddc571fd40f2",
                    operation="UPDATE",
                    pgid="pgtrigger_hold_consents_update_91f20",
                    table="volunteers_staffinglimits",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffinglimits",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_consents_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM pg_advisory_xact_lock(1401205);\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE true AND v.status = 'active' AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'participation' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody is active without their own consent to taking part.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_active_has_consent';\n    END IF;\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE true AND v.status = 'active' AND ((birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))))::integer) > (clock_timestamp() AT TIME ZONE 'Asia/Almaty')::date\n            AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'guardian' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody that young is active without the consent of a guardian.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'volunteer_active_has_guardian_consent';\n    END IF;\n\n    IF EXISTS (\n        SELECT FROM volunteers_consent c JOIN volunteers_volunteer v ON v.id = c.volunteer_id\n        WHERE true AND c.kind = 'photo' AND c.withdrawn_at IS NULL\n            AND c.method NOT IN ('link', 'paper')\n            AND ((birth_date + make_interval(years => 18))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => 18))))::integer) > (c.given_at AT TIME ZONE 'Asia/Almaty')::date\n    ) THEN\n        RAISE EXCEPTION 'Only a guardian agrees to pictures of somebody under 18.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'consent_pictures_of_minor_by_guardian';\n    END IF;\nRETURN NULL;",
                    hash="b2beb3cfe459d01c6899e9ac7da40f30b59379e8",
                    operation="DELETE",
                    pgid="pgtrigger_hold_consents_delete_fbbeb",
                    table="volunteers_staffinglimits",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffinglimits",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_staffinglimitsevent" ("consent_days", "consent_reminder_days", "guardian_consent_under_age", "id", "minors_most_hours_a_week", "oldest_age", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "youngest_age") SELECT new_values."consent_days", new_values."consent_reminder_days", new_values."guardian_consent_under_age", new_values."id", new_values."minors_most_hours_a_week", new_values."oldest_age", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."youngest_age" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bf5ea53f6650c60e0c68ffd615d6e7c2120fdca9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_21506",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="volunteers_staffinglimits",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffinglimits",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_staffinglimitsevent" ("consent_days", "consent_reminder_days", "guardian_consent_under_age", "id", "minors_most_hours_a_week", "oldest_age", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "youngest_age") SELECT new_values."consent_days", new_values."consent_reminder_days", new_values."guardian_consent_under_age", new_values."id", new_values."minors_most_hours_a_week", new_values."oldest_age", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."youngest_age" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1ef2305fa1804f35a48fc9668406132a4bd42d9f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d07b5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="volunteers_staffinglimits",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffinglimits",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_staffinglimitsevent" ("consent_days", "consent_reminder_days", "guardian_consent_under_age", "id", "minors_most_hours_a_week", "oldest_age", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "youngest_age") SELECT old_values."consent_days", old_values."consent_reminder_days", old_values."guardian_consent_under_age", old_values."id", old_values."minors_most_hours_a_week", old_values."oldest_age", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."youngest_age" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="062f761c04624c5fbca1d15d35378d81629cfb0f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_360d2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="volunteers_staffinglimits",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="volunteer",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_consents_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.status = 'active')",
                    constraint="CONSTRAINT",
                    func="\n    PERFORM pg_advisory_xact_lock_shared(1401205);\n    PERFORM 1 FROM volunteers_volunteer WHERE id = NEW.id FOR NO KEY UPDATE;\n\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE v.id = NEW.id AND v.status = 'active' AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'participation' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody is active without their own consent to taking part.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_active_has_consent';\n    END IF;\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE v.id = NEW.id AND v.status = 'active' AND ((birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))))::integer) > (clock_timestamp() AT TIME ZONE 'Asia/Almaty')::date\n            AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'guardian' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody that young is active without the consent of a guardian.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'volunteer_active_has_guardian_consent';\n    END IF;\n\n    IF EXISTS (\n        SELECT FROM volunteers_consent c JOIN volunteers_volunteer v ON v.id = c.volunteer_id\n        WHERE v.id = NEW.id AND c.kind = 'photo' AND c.withdrawn_at IS NULL\n            AND c.method NOT IN ('link', 'paper')\n            AND ((birth_date + make_interval(years => 18))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => 18))))::integer) > (c.given_at AT TIME ZONE 'Asia/Almaty')::date\n    ) THEN\n        RAISE EXCEPTION 'Only a guardian agrees to pictures of somebody under 18.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'consent_pictures_of_minor_by_guardian';\n    END IF;\nRETURN NULL;",
                    hash="7bca3a8e13a519e9e8fdbe17fb4cf2cf116e0094",
                    operation="INSERT",
                    pgid="pgtrigger_hold_consents_insert_b1ab9",
                    table="volunteers_volunteer",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="volunteer",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_consents_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.status, OLD.birth_date) IS DISTINCT FROM (NEW.status, NEW.birth_date))",
                    constraint="CONSTRAINT",
                    func="\n    PERFORM pg_advisory_xact_lock_shared(1401205);\n    PERFORM 1 FROM volunteers_volunteer WHERE id = NEW.id FOR NO KEY UPDATE;\n\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE v.id = NEW.id AND v.status = 'active' AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'participation' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody is active without their own consent to taking part.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_active_has_consent';\n    END IF;\n    IF EXISTS (\n        SELECT FROM volunteers_volunteer v\n        WHERE v.id = NEW.id AND v.status = 'active' AND ((birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => coalesce(\n    (SELECT guardian_consent_under_age FROM volunteers_staffinglimits), 16)))))::integer) > (clock_timestamp() AT TIME ZONE 'Asia/Almaty')::date\n            AND NOT EXISTS (\n        SELECT FROM volunteers_consent c\n        WHERE c.volunteer_id = v.id AND c.kind = 'guardian' AND c.withdrawn_at IS NULL\n            AND c.given_at <= clock_timestamp() + interval '10 minutes'\n    )\n    ) THEN\n        RAISE EXCEPTION 'Nobody that young is active without the consent of a guardian.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'volunteer_active_has_guardian_consent';\n    END IF;\n\n    IF EXISTS (\n        SELECT FROM volunteers_consent c JOIN volunteers_volunteer v ON v.id = c.volunteer_id\n        WHERE v.id = NEW.id AND c.kind = 'photo' AND c.withdrawn_at IS NULL\n            AND c.method NOT IN ('link', 'paper')\n            AND ((birth_date + make_interval(years => 18))::date + (extract(day FROM birth_date) <> extract(day FROM (birth_date + make_interval(years => 18))))::integer) > (c.given_at AT TIME ZONE 'Asia/Almaty')::date\n    ) THEN\n        RAISE EXCEPTION 'Only a guardian agrees to pictures of somebody under 18.'\n            USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'consent_pictures_of_minor_by_guardian';\n    END IF;\nRETURN NULL;",
                    hash="6c73b786bdb4044226b4f91aafcb9b8aad5a2053",
                    operation='UPDATE OF "status", "birth_date"',
                    pgid="pgtrigger_hold_consents_update_9d237",
                    table="volunteers_volunteer",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "guardian"), _negated=True),
                    models.Q(("method", "account"), _negated=True),
                    _connector="OR",
                ),
                name="consent_of_guardian_is_not_by_account",
                violation_error_message="A guardian agrees through a link or on paper.",
            ),
        ),
        migrations.AddConstraint(
            model_name="staffinglimits",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("oldest_age__lte", 100),
                    ("youngest_age__gte", 5),
                    ("youngest_age__lte", models.F("oldest_age")),
                ),
                name="limits_ages_are_5_to_100",
                violation_error_message="Ages go from 5 to 100, the youngest first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="staffinglimits",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("consent_days__range", (1, 90)),
                    ("consent_reminder_days__gte", 1),
                    ("consent_reminder_days__lt", models.F("consent_days")),
                ),
                name="limits_consent_days_are_1_to_90",
                violation_error_message="Up to 90 days, and the reminder before they end.",
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["applied", "interview", "trained", "active", "paused", "declined", "left"],
                    )
                ),
                name="volunteer_status_is_known",
            ),
        ),
    ]
