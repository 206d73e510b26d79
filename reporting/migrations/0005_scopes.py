import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    """Rollups know the language and where a school was then; figures of whole regions are kept."""

    dependencies = [
        ("regions", "0001_initial"),
        ("reporting", "0004_publications"),
        ("school_sessions", "0005_note_moved_schools"),
        ("schools", "0003_school_places"),
        ("volunteers", "0001_initial"),
    ]

    operations = [
        # Counted again from the records, below; primary keys cannot be altered.
        migrations.DeleteModel("SchoolRollup"),
        migrations.DeleteModel("ClassGroupRollup"),
        migrations.DeleteModel("VolunteerRollup"),
        migrations.DeleteModel("ReachRollup"),
        migrations.CreateModel(
            name="DirtyScope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("M", "month"),
                            ("Q", "quarter"),
                            ("S", "school year"),
                            ("Y", "calendar year"),
                            ("A", "all time"),
                        ],
                        max_length=1,
                    ),
                ),
                ("period_start", models.DateField()),
                ("region_id", models.BigIntegerField()),
                (
                    "noted_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "db_table": "rollup_dirty_scope",
            },
        ),
        migrations.CreateModel(
            name="ScopeRollup",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "period_kind",
                        "period_start",
                        "region_id",
                        "project_id",
                        "slice",
                        "value",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("M", "month"),
                            ("Q", "quarter"),
                            ("S", "school year"),
                            ("Y", "calendar year"),
                            ("A", "all time"),
                        ],
                        max_length=1,
                    ),
                ),
                ("period_start", models.DateField()),
                ("region_id", models.BigIntegerField()),
                ("project_id", models.BigIntegerField()),
                (
                    "slice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "all sessions"),
                            ("mode", "mode"),
                            ("language", "language"),
                            ("settlement", "settlement"),
                        ],
                        max_length=10,
                    ),
                ),
                ("value", models.CharField(blank=True, max_length=7)),
                ("sessions", models.BigIntegerField()),
                ("sessions_online", models.BigIntegerField()),
                ("sessions_offline", models.BigIntegerField()),
                ("sessions_hybrid", models.BigIntegerField()),
                ("schools", models.BigIntegerField()),
                ("class_groups", models.BigIntegerField()),
                ("volunteers", models.BigIntegerField()),
                ("students_online", models.BigIntegerField()),
                ("students_offline", models.BigIntegerField()),
                ("students_reached", models.BigIntegerField()),
                ("parents_online", models.BigIntegerField()),
                ("parents_offline", models.BigIntegerField()),
                ("teachers", models.BigIntegerField()),
                ("minutes", models.BigIntegerField()),
            ],
            options={
                "db_table": "rollup_scope",
            },
        ),
        migrations.CreateModel(
            name="ClassGroupRollup",
            fields=[
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("M", "month"),
                            ("Q", "quarter"),
                            ("S", "school year"),
                            ("Y", "calendar year"),
                            ("A", "all time"),
                        ],
                        max_length=1,
                    ),
                ),
                ("period_start", models.DateField()),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("offline", "in person"),
                            ("hybrid", "both at once"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("kk", "Kazakh"),
                            ("ru", "Russian"),
                            ("en", "English"),
                            ("uz", "Uzbek"),
                            ("ug", "Uyghur"),
                            ("tg", "Tajik"),
                        ],
                        max_length=2,
                    ),
                ),
                ("district_id", models.BigIntegerField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "period_kind",
                        "period_start",
                        "project",
                        "school",
                        "mode",
                        "language",
                        "region",
                        "district_id",
                        "class_group",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("students", models.IntegerField()),
                (
                    "class_group",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="schools.classgroup",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.project",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "db_table": "rollup_class_group",
            },
        ),
        migrations.CreateModel(
            name="ReachRollup",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "period_kind",
                        "period_start",
                        "school",
                        "project_id",
                        "slice",
                        "value",
                        "region_id",
                        "district_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("M", "month"),
                            ("Q", "quarter"),
                            ("S", "school year"),
                            ("Y", "calendar year"),
                            ("A", "all time"),
                        ],
                        max_length=1,
                    ),
                ),
                ("period_start", models.DateField()),
                ("project_id", models.BigIntegerField()),
                (
                    "slice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "all sessions"),
                            ("mode", "mode"),
                            ("language", "language"),
                            ("settlement", "settlement"),
                        ],
                        max_length=10,
                    ),
                ),
                ("value", models.CharField(blank=True, max_length=7)),
                ("region_id", models.BigIntegerField()),
                ("district_id", models.BigIntegerField()),
                ("is_part", models.BooleanField()),
                ("is_whole", models.BooleanField()),
                ("class_groups", models.IntegerField()),
                ("students", models.BigIntegerField()),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "db_table": "rollup_reach",
            },
        ),
        migrations.CreateModel(
            name="SchoolRollup",
            fields=[
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("M", "month"),
                            ("Q", "quarter"),
                            ("S", "school year"),
                            ("Y", "calendar year"),
                            ("A", "all time"),
                        ],
                        max_length=1,
                    ),
                ),
                ("period_start", models.DateField()),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("offline", "in person"),
                            ("hybrid", "both at once"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("kk", "Kazakh"),
                            ("ru", "Russian"),
                            ("en", "English"),
                            ("uz", "Uzbek"),
                            ("ug", "Uyghur"),
                            ("tg", "Tajik"),
                        ],
                        max_length=2,
                    ),
                ),
                ("district_id", models.BigIntegerField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "period_kind",
                        "period_start",
                        "project",
                        "school",
                        "mode",
                        "language",
                        "region",
                        "district_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("sessions", models.IntegerField()),
                ("students_online", models.BigIntegerField()),
                ("students_offline", models.BigIntegerField()),
                ("parents_online", models.BigIntegerField()),
                ("parents_offline", models.BigIntegerField()),
                ("teachers", models.BigIntegerField()),
                (
                    "students_without_class",
                    models.BigIntegerField(
                        help_text="Students of sessions with no class group, each a group of its own."
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.project",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "db_table": "rollup_school",
            },
        ),
        migrations.CreateModel(
            name="VolunteerRollup",
            fields=[
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("M", "month"),
                            ("Q", "quarter"),
                            ("S", "school year"),
                            ("Y", "calendar year"),
                            ("A", "all time"),
                        ],
                        max_length=1,
                    ),
                ),
                ("period_start", models.DateField()),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("offline", "in person"),
                            ("hybrid", "both at once"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("kk", "Kazakh"),
                            ("ru", "Russian"),
                            ("en", "English"),
                            ("uz", "Uzbek"),
                            ("ug", "Uyghur"),
                            ("tg", "Tajik"),
                        ],
                        max_length=2,
                    ),
                ),
                ("district_id", models.BigIntegerField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "period_kind",
                        "period_start",
                        "project",
                        "school",
                        "mode",
                        "language",
                        "region",
                        "district_id",
                        "volunteer",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("minutes", models.BigIntegerField()),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.project",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.volunteer",
                    ),
                ),
            ],
            options={
                "db_table": "rollup_volunteer",
            },
        ),
        migrations.RunSQL(
            "INSERT INTO school_session_dirty_month (project_id, school_id, month) "
            "SELECT DISTINCT project_id, school_id, date_trunc('month', date)::date "
            "FROM school_session WHERE status IN ('delivered', 'verified')",
            migrations.RunSQL.noop,
        ),
    ]
