import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("school_sessions", "0016_lesson_plans"),
        ("schools", "0004_school_calendar"),
        ("volunteers", "0004_taken_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Idea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("lesson", "a lesson"), ("solution", "something to make better")],
                        max_length=8,
                        verbose_name="what it is",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("text", models.TextField(max_length=3000, verbose_name="text")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="proposed at"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "to be read"),
                            ("open", "collecting support"),
                            ("planned", "we do it"),
                            ("done", "done"),
                            ("not_now", "not now"),
                        ],
                        default="new",
                        max_length=7,
                        verbose_name="status",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="answer")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                ),
            ],
            options={
                "verbose_name": "idea",
                "verbose_name_plural": "ideas",
                "db_table": "school_session_idea",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="IdeaEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("lesson", "a lesson"), ("solution", "something to make better")],
                        max_length=8,
                        verbose_name="what it is",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("text", models.TextField(max_length=3000, verbose_name="text")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="proposed at"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "to be read"),
                            ("open", "collecting support"),
                            ("planned", "we do it"),
                            ("done", "done"),
                            ("not_now", "not now"),
                        ],
                        default="new",
                        max_length=7,
                        verbose_name="status",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="answer")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IdeaSupport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                ),
            ],
            options={
                "verbose_name": "support of an idea",
                "verbose_name_plural": "supports of ideas",
                "db_table": "school_session_idea_support",
            },
        ),
        migrations.CreateModel(
            name="LogQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=1000, verbose_name="question")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("answer", models.CharField(blank=True, max_length=1000, verbose_name="answer")),
                (
                    "settled_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Answered, or verified without an answer.",
                        null=True,
                        verbose_name="settled at",
                    ),
                ),
            ],
            options={
                "verbose_name": "question about a log",
                "verbose_name_plural": "questions about logs",
                "db_table": "school_session_log_question",
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="LogQuestionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("question", models.CharField(max_length=1000, verbose_name="question")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("answer", models.CharField(blank=True, max_length=1000, verbose_name="answer")),
                (
                    "settled_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Answered, or verified without an answer.",
                        null=True,
                        verbose_name="settled at",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NotHeld",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="was to start at")),
                (
                    "client_uuid",
                    models.UUIDField(
                        help_text="Makes sending the same again harmless.",
                        unique=True,
                        verbose_name="identifier given by the device",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("school", "The school called it off"),
                            ("class", "The class was not there"),
                            ("closed", "The school was closed"),
                            ("connection", "No internet or no power"),
                            ("volunteer", "I could not come"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("said_at", models.DateTimeField(verbose_name="said at")),
            ],
            options={
                "verbose_name": "session that was not held",
                "verbose_name_plural": "sessions that were not held",
                "db_table": "school_session_not_held",
                "ordering": ["-said_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="NotHeldEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("starts_at", models.DateTimeField(verbose_name="was to start at")),
                (
                    "client_uuid",
                    models.UUIDField(
                        help_text="Makes sending the same again harmless.",
                        verbose_name="identifier given by the device",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("school", "The school called it off"),
                            ("class", "The class was not there"),
                            ("closed", "The school was closed"),
                            ("connection", "No internet or no power"),
                            ("volunteer", "I could not come"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("said_at", models.DateTimeField(verbose_name="said at")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SessionFeedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "went",
                    models.CharField(
                        choices=[
                            ("great", "Great"),
                            ("well", "Well"),
                            ("mixed", "So-so"),
                            ("hard", "It was hard"),
                        ],
                        max_length=5,
                        verbose_name="how it went",
                    ),
                ),
                (
                    "wish",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="what would make it better"
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="written at")),
            ],
            options={
                "verbose_name": "feedback",
                "verbose_name_plural": "feedback",
                "db_table": "school_session_feedback",
                "ordering": ["-written_at", "-pk"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assignment",
            name="hold_volunteer_time",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="attendance",
            name="hold_class_group_time",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="lesson",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="lesson",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="lesson",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="schoolsession",
            name="session_status_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="schoolsession",
            name="session_taught_has_log",
        ),
        migrations.AddField(
            model_name="lesson",
            name="is_draft",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Still being written: nobody plans sessions with it yet.",
                verbose_name="draft",
            ),
        ),
        migrations.AddField(
            model_name="lessonevent",
            name="is_draft",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Still being written: nobody plans sessions with it yet.",
                verbose_name="draft",
            ),
        ),
        migrations.AlterField(
            model_name="schoolsession",
            name="status",
            field=models.CharField(
                choices=[
                    ("planned", "planned"),
                    ("confirmed", "confirmed"),
                    ("delivered", "logged"),
                    ("verified", "verified"),
                    ("cancelled", "cancelled"),
                    ("unplanned", "waits for a yes"),
                ],
                default="planned",
                max_length=9,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="schoolsessionevent",
            name="status",
            field=models.CharField(
                choices=[
                    ("planned", "planned"),
                    ("confirmed", "confirmed"),
                    ("delivered", "logged"),
                    ("verified", "verified"),
                    ("cancelled", "cancelled"),
                    ("unplanned", "waits for a yes"),
                ],
                default="planned",
                max_length=9,
                verbose_name="status",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_volunteer_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('birge.held_times_given', true) IS DISTINCT FROM 'on')",
                    func="\n        \n    SELECT CASE WHEN s.status NOT IN ('cancelled', 'unplanned')\n        THEN tstzrange(s.starts_at, s.ends_at) END\n    INTO NEW.during\n    FROM school_session s\n    WHERE s.id = NEW.school_session_id\n    FOR SHARE;\n\n        IF NEW.status NOT IN ('assigned', 'attended') THEN NEW.during := NULL;\n        ELSIF TG_OP = 'INSERT' THEN\n            PERFORM 1 FROM volunteers_volunteer WHERE id = NEW.volunteer_id FOR NO KEY UPDATE;\n        END IF;\n        RETURN NEW;\n    ",
                    hash="2d44266347af6c3263a0371ecd81dc7044ae472d",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_hold_volunteer_time_d765f",
                    table="school_session_assignment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_class_group_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('birge.held_times_given', true) IS DISTINCT FROM 'on')",
                    func="\n        \n    SELECT CASE WHEN s.status NOT IN ('cancelled', 'unplanned')\n        THEN tstzrange(s.starts_at, s.ends_at) END\n    INTO NEW.during\n    FROM school_session s\n    WHERE s.id = NEW.school_session_id\n    FOR SHARE;\n\n        RETURN NEW;\n    ",
                    hash="e53b9fe1f28ea8eecdb69b292e53f04bc2c27c1a",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_hold_class_group_time_6894b",
                    table="school_session_attendance",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lesson",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_lessonevent" ("code", "grade_from", "grade_to", "id", "is_draft", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "title_en", "title_kk", "title_ru") SELECT new_values."code", new_values."grade_from", new_values."grade_to", new_values."id", new_values."is_draft", new_values."minutes", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."title_en", new_values."title_kk", new_values."title_ru" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="007e86f4076b6d84a0c9c7c4c89f2bdbb5ad56aa",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8c628",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_sessions_lesson",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lesson",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_lessonevent" ("code", "grade_from", "grade_to", "id", "is_draft", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "title_en", "title_kk", "title_ru") SELECT new_values."code", new_values."grade_from", new_values."grade_to", new_values."id", new_values."is_draft", new_values."minutes", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."project_id", new_values."title_en", new_values."title_kk", new_values."title_ru" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9713e284f9dce5ebbe0a1fc3fe9a8bd863d62ecd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a9449",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_sessions_lesson",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lesson",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_lessonevent" ("code", "grade_from", "grade_to", "id", "is_draft", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "title_en", "title_kk", "title_ru") SELECT old_values."code", old_values."grade_from", old_values."grade_to", old_values."id", old_values."is_draft", old_values."minutes", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."title_en", old_values."title_kk", old_values."title_ru" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d22005b84a3483dba6861843bfa633b085502f71",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bb38e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_sessions_lesson",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="schoolsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["planned", "confirmed", "delivered", "verified", "cancelled", "unplanned"],
                    )
                ),
                name="session_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="schoolsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("delivered", "verified", "unplanned")), _negated=True),
                    ("log__isnull", False),
                    _connector="OR",
                ),
                name="session_taught_has_log",
            ),
        ),
        migrations.AddField(
            model_name="idea",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            model_name="idea",
            name="lesson",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="idea",
                to="school_sessions.lesson",
                verbose_name="lesson that it became",
            ),
        ),
        migrations.AddField(
            model_name="idea",
            name="project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ideas",
                to="volunteers.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="idea",
            name="volunteer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ideas",
                to="volunteers.volunteer",
                verbose_name="volunteer",
            ),
        ),
        migrations.AddField(
            model_name="ideaevent",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            model_name="ideaevent",
            name="lesson",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="school_sessions.lesson",
                verbose_name="lesson that it became",
            ),
        ),
        migrations.AddField(
            model_name="ideaevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="ideaevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="school_sessions.idea",
            ),
        ),
        migrations.AddField(
            model_name="ideaevent",
            name="project",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="volunteers.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="ideaevent",
            name="volunteer",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="volunteers.volunteer",
                verbose_name="volunteer",
            ),
        ),
        migrations.AddField(
            model_name="ideasupport",
            name="idea",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="supports",
                to="school_sessions.idea",
                verbose_name="idea",
            ),
        ),
        migrations.AddField(
            model_name="ideasupport",
            name="volunteer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="volunteers.volunteer",
                verbose_name="volunteer",
            ),
        ),
        migrations.AddField(
            model_name="logquestion",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            model_name="logquestion",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="logquestion",
            name="school_session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="log_questions",
                to="school_sessions.schoolsession",
                verbose_name="school session",
            ),
        ),
        migrations.AddField(
            model_name="logquestionevent",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            model_name="logquestionevent",
            name="asked_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="logquestionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="logquestionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="school_sessions.logquestion",
            ),
        ),
        migrations.AddField(
            model_name="logquestionevent",
            name="school_session",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="school_sessions.schoolsession",
                verbose_name="school session",
            ),
        ),
        migrations.AddField(
            model_name="notheld",
            name="said_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="notheld",
            name="school_session",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="not_held",
                to="school_sessions.schoolsession",
                verbose_name="school session",
            ),
        ),
        migrations.AddField(
            model_name="notheldevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="notheldevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="school_sessions.notheld",
            ),
        ),
        migrations.AddField(
            model_name="notheldevent",
            name="said_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="notheldevent",
            name="school_session",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="school_sessions.schoolsession",
                verbose_name="school session",
            ),
        ),
        migrations.AddField(
            model_name="sessionfeedback",
            name="school_session",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="feedback",
                to="school_sessions.schoolsession",
                verbose_name="school session",
            ),
        ),
        migrations.AddField(
            model_name="sessionfeedback",
            name="volunteer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="feedback",
                to="volunteers.volunteer",
                verbose_name="volunteer",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(fields=["status", "-created_at"], name="idea_by_status"),
        ),
        migrations.AddConstraint(
            model_name="idea",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["lesson", "solution"])), name="idea_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="idea",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["new", "open", "planned", "done", "not_now"])),
                name="idea_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="idea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("answered_by", None)),
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    _connector="OR",
                ),
                name="idea_answered_has_at_and_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="idea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "not_now"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="idea_not_now_says_why",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="idea",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_ideaevent" ("answer", "answered_at", "answered_by_id", "created_at", "id", "kind", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "status", "text", "title", "volunteer_id") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."created_at", new_values."id", new_values."kind", new_values."lesson_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."status", new_values."text", new_values."title", new_values."volunteer_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c1758792113c7d575e92b795c674328a912b4b47",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2d617",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_session_idea",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="idea",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_ideaevent" ("answer", "answered_at", "answered_by_id", "created_at", "id", "kind", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "status", "text", "title", "volunteer_id") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."created_at", new_values."id", new_values."kind", new_values."lesson_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."project_id", new_values."status", new_values."text", new_values."title", new_values."volunteer_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="87f1af95df0115040ab6ab816c2da33da61ff94e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2b8b0",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_session_idea",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="idea",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_ideaevent" ("answer", "answered_at", "answered_by_id", "created_at", "id", "kind", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "status", "text", "title", "volunteer_id") SELECT old_values."answer", old_values."answered_at", old_values."answered_by_id", old_values."created_at", old_values."id", old_values."kind", old_values."lesson_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."status", old_values."text", old_values."title", old_values."volunteer_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="22cfd2126daf5496c65930cb221a2f03b0fc3c13",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_10fb2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_session_idea",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ideaevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="32e4c7efb492882cc18fd04fbb9138b10ab688d5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7d909",
                    table="school_sessions_ideaevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="ideasupport",
            constraint=models.UniqueConstraint(
                fields=("idea", "volunteer"), name="idea_is_supported_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="logquestion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("settled_at", None)),
                fields=("school_session",),
                name="log_question_open_is_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="logquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("question", ""), _negated=True),
                name="log_question_asks_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="logquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by", None), ("settled_at__isnull", False), _connector="OR"
                ),
                name="log_question_answered_is_settled",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="logquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_logquestionevent" ("answer", "answered_by_id", "asked_at", "asked_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "school_session_id", "settled_at") SELECT new_values."answer", new_values."answered_by_id", new_values."asked_at", new_values."asked_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."question", new_values."school_session_id", new_values."settled_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="12ac4486b10c580fc3eff95791bfe243582e0bf6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9f3f4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_session_log_question",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="logquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_logquestionevent" ("answer", "answered_by_id", "asked_at", "asked_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "school_session_id", "settled_at") SELECT new_values."answer", new_values."answered_by_id", new_values."asked_at", new_values."asked_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."question", new_values."school_session_id", new_values."settled_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="774b9118cc82f9b3d1e0663c7cc9497b5acd4f61",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ec775",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_session_log_question",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="logquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_logquestionevent" ("answer", "answered_by_id", "asked_at", "asked_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "school_session_id", "settled_at") SELECT old_values."answer", old_values."answered_by_id", old_values."asked_at", old_values."asked_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."question", old_values."school_session_id", old_values."settled_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="258b01c9c849aaca4c8c62a3329dab8b1ca67236",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b6c9c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_session_log_question",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="logquestionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="75959b6fd6d71b6b15d879a4bf5b76ec88f7875e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_486b0",
                    table="school_sessions_logquestionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="notheld",
            constraint=models.UniqueConstraint(
                fields=("school_session", "starts_at"), name="not_held_is_said_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="notheld",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        ["school", "class", "closed", "connection", "volunteer", "other"],
                    )
                ),
                name="not_held_reason_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="notheld",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", "other"), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="not_held_other_is_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notheld",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_notheldevent" ("client_uuid", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_at", "said_by_id", "school_session_id", "starts_at") SELECT new_values."client_uuid", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."said_at", new_values."said_by_id", new_values."school_session_id", new_values."starts_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6cf46a5c34a32bc2e427800c1fbde0924f3ded5d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_577f9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_session_not_held",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notheld",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_notheldevent" ("client_uuid", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_at", "said_by_id", "school_session_id", "starts_at") SELECT new_values."client_uuid", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."said_at", new_values."said_by_id", new_values."school_session_id", new_values."starts_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bf78a5b2ca9da862cf8e7e4df25c954e797e68be",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cc460",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_session_not_held",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notheld",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_notheldevent" ("client_uuid", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_at", "said_by_id", "school_session_id", "starts_at") SELECT old_values."client_uuid", old_values."id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."said_at", old_values."said_by_id", old_values."school_session_id", old_values."starts_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="97a6284c86387a64094193bbbb425cb65f774227",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ec6a2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_session_not_held",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notheldevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="124f5e5e2733568fda4c9df9bab72b0b78df50e1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bba26",
                    table="school_sessions_notheldevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionfeedback",
            constraint=models.UniqueConstraint(
                fields=("school_session", "volunteer"), name="feedback_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionfeedback",
            constraint=models.CheckConstraint(
                condition=models.Q(("went__in", ["great", "well", "mixed", "hard"])),
                name="feedback_went_is_known",
            ),
        ),
    ]
