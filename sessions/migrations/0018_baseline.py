import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler
import sessions.models.feeds
import sessions.models.sessions
from django.conf import settings
from django.db import migrations, models

from regions.operations import AddTrigger, CreateModel
from sessions.staffing_rules import CREATE, DROP


# A school that was in another region or district, or is in another kind of settlement, has all
# its months counted again. Sessions that are written at the same moment are waited for: new ones
# hold their school, changed ones themselves.
NOTE_MOVED = """
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

NOTE_NOT = """
DROP TRIGGER note_place_added ON schools_schoolplace;
DROP TRIGGER note_place_changed ON schools_schoolplace;
DROP TRIGGER note_place_removed ON schools_schoolplace;
DROP TRIGGER note_settlement_changed ON schools_school;
DROP FUNCTION school_session_note_moved, school_session_note_settled, school_session_note_schools;
"""


class Migration(migrations.Migration):
    """All of the app's tables at once, for a new database; what came before is for older ones."""

    replaces = [
        ("school_sessions", "0001_initial"),
        ("school_sessions", "0002_session_lesson_of_project"),
        ("school_sessions", "0003_session_year_is_plausible"),
        ("school_sessions", "0004_note_after_locking"),
        ("school_sessions", "0005_note_moved_schools"),
        ("school_sessions", "0006_faster_writes"),
        ("school_sessions", "0007_invitations_and_sign_up"),
        ("school_sessions", "0008_planning_runs"),
        ("school_sessions", "0009_emergency_response"),
        ("school_sessions", "0010_staffing_reasons"),
        ("school_sessions", "0011_count_changes"),
        ("school_sessions", "0012_filling_places"),
        ("school_sessions", "0013_closures"),
        ("school_sessions", "0014_feeds"),
        ("school_sessions", "0015_staff_is_held"),
        ("school_sessions", "0016_lesson_plans"),
        ("school_sessions", "0017_logging"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0003_baseline"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0003_baseline"),
        ("schools", "0005_baseline"),
        ("transfers", "0004_baseline"),
        ("volunteers", "0009_baseline"),
    ]

    operations = [
        CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                ("title_en", models.CharField(max_length=200, verbose_name="title in English")),
                (
                    "title_ru",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Russian"),
                ),
                (
                    "title_kk",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Kazakh"),
                ),
                (
                    "grade_from",
                    models.PositiveSmallIntegerField(default=1, verbose_name="from grade"),
                ),
                ("grade_to", models.PositiveSmallIntegerField(default=11, verbose_name="to grade")),
                ("minutes", models.PositiveSmallIntegerField(default=45, verbose_name="minutes")),
                (
                    "is_draft",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Still being written: nobody plans sessions with it yet.",
                        verbose_name="draft",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="volunteers.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson",
                "verbose_name_plural": "lessons",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[^\\s;,]+$")),
                        name="lesson_code_is_valid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grade_from__gte", 1),
                            ("grade_from__lte", models.F("grade_to")),
                            ("grade_to__lte", 12),
                        ),
                        name="lesson_grades_are_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (5, 600))),
                        name="lesson_minutes_are_plausible",
                    ),
                ],
            },
        ),
        CreateModel(
            name="SessionLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "client_uuid",
                    models.UUIDField(
                        help_text="Makes sending the same log again harmless.",
                        unique=True,
                        verbose_name="identifier given by the device",
                    ),
                ),
                (
                    "body_hash",
                    models.CharField(
                        blank=True,
                        help_text="SHA-256; tells the same log sent again from another one.",
                        max_length=64,
                        verbose_name="fingerprint of what was sent",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("page", "on the page"),
                            ("device", "sent by a device"),
                            ("import", "imported from a file"),
                        ],
                        max_length=6,
                        verbose_name="source",
                    ),
                ),
                ("delivered_at", models.DateTimeField(verbose_name="taught at")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("offline", "in person"),
                            ("hybrid", "both at once"),
                        ],
                        max_length=7,
                        verbose_name="mode",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                ("logged_at", models.DateTimeField(verbose_name="logged at")),
                (
                    "logged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="session_logs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "log",
                "verbose_name_plural": "logs",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["online", "offline", "hybrid"])),
                        name="log_mode_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["page", "device", "import"])),
                        name="log_source_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (5, 600))),
                        name="log_minutes_are_plausible",
                    ),
                ],
            },
        ),
        CreateModel(
            name="SchoolSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "external_id",
                    models.CharField(
                        default=sessions.models.sessions.new_external_id,
                        max_length=100,
                        unique=True,
                        verbose_name="external id",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts at")),
                ("minutes", models.PositiveSmallIntegerField(default=45, verbose_name="minutes")),
                (
                    "date",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Cast(
                            models.Func(
                                models.Value("Asia/Almaty"),
                                models.F("starts_at"),
                                function="timezone",
                            ),
                            models.DateField(),
                        ),
                        output_field=models.DateField(),
                    ),
                ),
                (
                    "ends_at",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.Value("UTC"),
                            django.db.models.expressions.CombinedExpression(
                                models.Func(
                                    models.Value("UTC"), models.F("starts_at"), function="timezone"
                                ),
                                "+",
                                models.Func(
                                    models.F("minutes"),
                                    template="make_interval(mins => %(expressions)s)",
                                ),
                            ),
                            function="timezone",
                            output_field=models.DateTimeField(),
                        ),
                        output_field=models.DateTimeField(),
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("offline", "in person"),
                            ("hybrid", "both at once"),
                        ],
                        max_length=7,
                        verbose_name="mode",
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
                        verbose_name="language",
                    ),
                ),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many volunteers it needs.",
                        verbose_name="places for volunteers",
                    ),
                ),
                (
                    "takes_volunteers",
                    models.BooleanField(
                        blank=True,
                        help_text="Unknown: as the region does it for the project.",
                        null=True,
                        verbose_name="volunteers may take places themselves",
                    ),
                ),
                (
                    "venue",
                    models.CharField(
                        blank=True,
                        help_text="A room, or the link to join.",
                        max_length=500,
                        verbose_name="room or link",
                    ),
                ),
                (
                    "is_emergency_response",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="After a flood or a fire, for instance. Nobody under 18 takes part.",
                        verbose_name="part of an emergency response",
                    ),
                ),
                (
                    "status",
                    models.CharField(
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
                (
                    "verified_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="verified at"),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="cancelled at"),
                ),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason"),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(
                        db_default=0, default=0, editable=False, verbose_name="number of changes"
                    ),
                ),
                (
                    "plan_changed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="last change of the plan",
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closure",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="The closure that cancelled it or moved it to another time.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sessions",
                        to="schools.closure",
                        verbose_name="closure",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sessions",
                        to="schools.schoolcontact",
                        verbose_name="teacher",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="school_sessions.lesson",
                        verbose_name="lesson",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="volunteers.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="schools.school",
                        verbose_name="school",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "log",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="school_session",
                        to="school_sessions.sessionlog",
                        verbose_name="log",
                    ),
                ),
            ],
            options={
                "verbose_name": "school session",
                "verbose_name_plural": "school sessions",
                "db_table": "school_session",
                "ordering": ["starts_at", "pk"],
                "indexes": [
                    models.Index(
                        fields=["school", "project", "date"], name="session_by_school_and_date"
                    ),
                    models.Index(fields=["date", "project"], name="session_by_date"),
                    models.Index(fields=["status", "starts_at"], name="session_by_status"),
                    models.Index(fields=["starts_at", "id"], name="session_by_start"),
                    models.Index(
                        condition=models.Q(("closure__isnull", False)),
                        fields=["closure"],
                        name="session_by_closure",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "planned",
                                    "confirmed",
                                    "delivered",
                                    "verified",
                                    "cancelled",
                                    "unplanned",
                                ],
                            )
                        ),
                        name="session_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["online", "offline", "hybrid"])),
                        name="session_mode_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["kk", "ru", "en", "uz", "ug", "tg"])),
                        name="session_language_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (5, 600))),
                        name="session_minutes_are_plausible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "starts_at__gte",
                                datetime.datetime(2000, 1, 2, 0, 0, tzinfo=datetime.timezone.utc),
                            ),
                            (
                                "starts_at__lt",
                                datetime.datetime(2099, 12, 31, 0, 0, tzinfo=datetime.timezone.utc),
                            ),
                        ),
                        name="session_year_is_plausible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__range", (1, 20))),
                        name="session_places_are_1_to_20",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ("delivered", "verified", "unplanned")),
                                _negated=True,
                            ),
                            ("log__isnull", False),
                            _connector="OR",
                        ),
                        name="session_taught_has_log",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "verified"),
                                ("verified_at__isnull", False),
                                ("verified_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("status", "verified"), _negated=True),
                                ("verified_at__isnull", True),
                                ("verified_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="session_verified_has_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                                ("status", "cancelled"),
                            ),
                            models.Q(
                                models.Q(("status", "cancelled"), _negated=True),
                                ("cancel_reason", ""),
                                ("cancelled_at__isnull", True),
                                ("cancelled_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="session_cancelled_has_at_and_by",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("contact__isnull", False),
                            models.Q(("status", "cancelled"), _negated=True),
                        ),
                        expressions=[
                            (
                                models.Func(
                                    models.F("contact_id"),
                                    models.F("contact_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts_at"), models.F("ends_at"), function="tstzrange"
                                ),
                                "&&",
                            ),
                        ],
                        name="session_contact_is_in_one_place",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "lead"),
                            ("co_teacher", "co-teacher"),
                            ("guest_expert", "guest expert"),
                        ],
                        default="lead",
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("assigned", "assigned"),
                            ("attended", "attended"),
                            ("absent", "did not come"),
                            ("declined", "declined"),
                        ],
                        default="assigned",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="In the volunteer's own words, if they gave any.",
                        max_length=300,
                        verbose_name="why the volunteer can't come",
                    ),
                ),
                (
                    "during",
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(
                        editable=False,
                        help_text="Kept by the database; empty where the place leaves the volunteer free.",
                        null=True,
                        verbose_name="time taken",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="volunteers.volunteer",
                    ),
                ),
                (
                    "school_session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="school_sessions.schoolsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "db_table": "school_session_assignment",
                "ordering": ["school_session", "-role", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school_session", "volunteer"), name="assignment_is_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("role", "lead"), ("status__in", ("assigned", "attended"))
                        ),
                        fields=("school_session",),
                        name="assignment_lead_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["lead", "co_teacher", "guest_expert"])),
                        name="assignment_role_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["assigned", "attended", "absent", "declined"])
                        ),
                        name="assignment_status_is_known",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.Func(
                                        models.F("volunteer_id"),
                                        models.Func(
                                            models.Value("epoch"),
                                            models.Func(
                                                models.Value("UTC"),
                                                models.F("during__startswith"),
                                                function="timezone",
                                            ),
                                            function="date_part",
                                            output_field=models.FloatField(),
                                        ),
                                        function="point",
                                    ),
                                    models.Func(
                                        models.F("volunteer_id"),
                                        django.db.models.expressions.CombinedExpression(
                                            models.Func(
                                                models.Value("epoch"),
                                                models.Func(
                                                    models.Value("UTC"),
                                                    models.F("during__endswith"),
                                                    function="timezone",
                                                ),
                                                function="date_part",
                                                output_field=models.FloatField(),
                                            ),
                                            "-",
                                            models.Value(0.001),
                                        ),
                                        function="point",
                                    ),
                                    function="box",
                                ),
                                "&&",
                            )
                        ],
                        name="assignment_volunteer_is_in_one_place",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "students_online",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(2000)],
                        verbose_name="students online",
                    ),
                ),
                (
                    "students_offline",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(2000)],
                        verbose_name="students in person",
                    ),
                ),
                (
                    "parents_online",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(2000)],
                        verbose_name="parents online",
                    ),
                ),
                (
                    "parents_offline",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(2000)],
                        verbose_name="parents in person",
                    ),
                ),
                (
                    "teachers",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(2000)],
                        verbose_name="teachers",
                    ),
                ),
                (
                    "during",
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(
                        editable=False,
                        help_text="Kept by the database; empty where the class group is free.",
                        null=True,
                        verbose_name="time taken",
                    ),
                ),
                (
                    "class_group",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty for people of no class, such as an assembly.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="schools.classgroup",
                    ),
                ),
                (
                    "school_session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance",
                        to="school_sessions.schoolsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendance",
                "db_table": "school_session_attendance",
                "ordering": ["school_session", "class_group__grade", "class_group__letter", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school_session", "class_group"),
                        name="attendance_is_unique",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("students_online__range", (0, 2000))),
                        name="attendance_students_online_is_0_to_2000",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("students_offline__range", (0, 2000))),
                        name="attendance_students_offline_is_0_to_2000",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parents_online__range", (0, 2000))),
                        name="attendance_parents_online_is_0_to_2000",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parents_offline__range", (0, 2000))),
                        name="attendance_parents_offline_is_0_to_2000",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("teachers__range", (0, 2000))),
                        name="attendance_teachers_is_0_to_2000",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("class_group__isnull", False)),
                        expressions=[
                            (
                                models.Func(
                                    models.Func(
                                        models.F("class_group_id"),
                                        models.Func(
                                            models.Value("epoch"),
                                            models.Func(
                                                models.Value("UTC"),
                                                models.F("during__startswith"),
                                                function="timezone",
                                            ),
                                            function="date_part",
                                            output_field=models.FloatField(),
                                        ),
                                        function="point",
                                    ),
                                    models.Func(
                                        models.F("class_group_id"),
                                        django.db.models.expressions.CombinedExpression(
                                            models.Func(
                                                models.Value("epoch"),
                                                models.Func(
                                                    models.Value("UTC"),
                                                    models.F("during__endswith"),
                                                    function="timezone",
                                                ),
                                                function="date_part",
                                                output_field=models.FloatField(),
                                            ),
                                            "-",
                                            models.Value(0.001),
                                        ),
                                        function="point",
                                    ),
                                    function="box",
                                ),
                                "&&",
                            )
                        ],
                        name="attendance_class_group_is_in_one_place",
                    ),
                ],
            },
        ),
        CreateModel(
            name="FillRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="asked for at"
                    ),
                ),
                ("since", models.DateField(verbose_name="from")),
                ("until", models.DateField(verbose_name="until")),
                (
                    "result",
                    models.JSONField(
                        default=dict,
                        help_text="Numbers of the plan as it was found; see sessions.filling.results.",
                        verbose_name="what came of it",
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepted at"),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fill_runs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fill_run",
                        to="transfers.job",
                    ),
                ),
                (
                    "projects",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Empty: all of them.",
                        related_name="fill_runs",
                        to="volunteers.project",
                        verbose_name="projects",
                    ),
                ),
                (
                    "regions",
                    models.ManyToManyField(
                        related_name="fill_runs", to="regions.region", verbose_name="regions"
                    ),
                ),
            ],
            options={
                "verbose_name": "plan for open places",
                "verbose_name_plural": "plans for open places",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="fill_run_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                            models.Q(
                                ("accepted_at__isnull", False), ("accepted_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="fill_run_accepted_has_at_and_by",
                    ),
                ],
            },
        ),
        CreateModel(
            name="FillSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("places", models.PositiveSmallIntegerField(verbose_name="open places")),
                (
                    "reasons",
                    models.JSONField(
                        default=dict,
                        help_text="How many volunteers each reason keeps away, by its code.",
                        verbose_name="why the others can't",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fill_sessions",
                        to="school_sessions.fillrun",
                    ),
                ),
                (
                    "school_session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fill_sessions",
                        to="school_sessions.schoolsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "session with open places",
                "verbose_name_plural": "sessions with open places",
                "ordering": ["school_session__starts_at", "school_session"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "school_session"), name="fill_session_is_unique"
                    )
                ],
            },
        ),
        CreateModel(
            name="FillProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "lead"),
                            ("co_teacher", "co-teacher"),
                            ("guest_expert", "guest expert"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                (
                    "taught_before",
                    models.PositiveIntegerField(
                        help_text="Of the school year, without those of this plan.",
                        verbose_name="sessions before",
                    ),
                ),
                (
                    "is_chosen",
                    models.BooleanField(
                        default=False,
                        help_text="Not by the computer.",
                        verbose_name="chosen by a person",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("accepted", "accepted"),
                            ("skipped", "skipped"),
                        ],
                        default="proposed",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "skipped_because",
                    models.TextField(blank=True, verbose_name="why it was skipped"),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fill_proposals",
                        to="volunteers.volunteer",
                    ),
                ),
                (
                    "fill_session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="school_sessions.fillsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["fill_session", "-role", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fill_session", "volunteer"), name="fill_proposal_is_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "lead")),
                        fields=("fill_session",),
                        name="fill_proposal_lead_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["lead", "co_teacher", "guest_expert"])),
                        name="fill_proposal_role_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "accepted", "skipped"])),
                        name="fill_proposal_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "skipped"), ("skipped_because", ""), _connector="OR"
                        ),
                        name="fill_proposal_only_skipped_has_a_reason",
                    ),
                ],
            },
        ),
        CreateModel(
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
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to="volunteers.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ideas",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
                (
                    "lesson",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="idea",
                        to="school_sessions.lesson",
                        verbose_name="lesson that it became",
                    ),
                ),
            ],
            options={
                "verbose_name": "idea",
                "verbose_name_plural": "ideas",
                "db_table": "school_session_idea",
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["status", "-created_at"], name="idea_by_status")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["lesson", "solution"])),
                        name="idea_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["new", "open", "planned", "done", "not_now"])
                        ),
                        name="idea_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by", None)),
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="idea_answered_has_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "not_now"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="idea_not_now_says_why",
                    ),
                ],
            },
        ),
        CreateModel(
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
                (
                    "idea",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="school_sessions.idea",
                        verbose_name="idea",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "support of an idea",
                "verbose_name_plural": "supports of ideas",
                "db_table": "school_session_idea_support",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("idea", "volunteer"), name="idea_is_supported_once"
                    )
                ],
            },
        ),
        CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("lead", "lead"),
                            ("co_teacher", "co-teacher"),
                            ("guest_expert", "guest expert"),
                        ],
                        help_text="Empty: the first who says yes leads, the others help.",
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="asked at"
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="can be answered until")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "said yes"),
                            ("no", "said no"),
                            ("filled", "the place was filled"),
                            ("expired", "did not answer"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=9,
                        verbose_name="answer",
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: asked by itself, since somebody can't come.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
                (
                    "school_session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="school_sessions.schoolsession",
                        verbose_name="school session",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "db_table": "school_session_invitation",
                "ordering": ["-sent_at", "-pk"],
                "indexes": [
                    models.Index(fields=["volunteer", "-sent_at"], name="invitation_by_volunteer")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "")),
                        fields=("school_session", "volunteer"),
                        name="invitation_unanswered_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer__in", ["", "yes", "no", "filled", "expired", "withdrawn"])
                        ),
                        name="invitation_answer_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_answered_has_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["", "lead", "co_teacher", "guest_expert"])
                        ),
                        name="invitation_role_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gte", models.F("sent_at"))),
                        name="invitation_expires_after_sent",
                    ),
                ],
            },
        ),
        CreateModel(
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
                (
                    "answered_by",
                    models.ForeignKey(
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
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.idea",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
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
                (
                    "volunteer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
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
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="LessonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("title_en", models.CharField(max_length=200, verbose_name="title in English")),
                (
                    "title_ru",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Russian"),
                ),
                (
                    "title_kk",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Kazakh"),
                ),
                (
                    "grade_from",
                    models.PositiveSmallIntegerField(default=1, verbose_name="from grade"),
                ),
                ("grade_to", models.PositiveSmallIntegerField(default=11, verbose_name="to grade")),
                ("minutes", models.PositiveSmallIntegerField(default=45, verbose_name="minutes")),
                (
                    "is_draft",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Still being written: nobody plans sessions with it yet.",
                        verbose_name="draft",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.lesson",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="volunteers.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="LessonPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("goal_en", models.TextField(blank=True, verbose_name="goal in English")),
                ("goal_ru", models.TextField(blank=True, verbose_name="goal in Russian")),
                ("goal_kk", models.TextField(blank=True, verbose_name="goal in Kazakh")),
                (
                    "materials_en",
                    models.TextField(blank=True, verbose_name="what to bring, in English"),
                ),
                (
                    "materials_ru",
                    models.TextField(blank=True, verbose_name="what to bring, in Russian"),
                ),
                (
                    "materials_kk",
                    models.TextField(blank=True, verbose_name="what to bring, in Kazakh"),
                ),
                ("handout_en", models.TextField(blank=True, verbose_name="handout in English")),
                ("handout_ru", models.TextField(blank=True, verbose_name="handout in Russian")),
                ("handout_kk", models.TextField(blank=True, verbose_name="handout in Kazakh")),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts changes, so that nobody writes over another's."
                    ),
                ),
                (
                    "brought",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Digest of the content as Birge brought it; another one has been edited.",
                        max_length=64,
                    ),
                ),
                (
                    "lesson",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan",
                        to="school_sessions.lesson",
                        verbose_name="lesson",
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson plan",
                "verbose_name_plural": "lesson plans",
                "ordering": ["lesson"],
            },
        ),
        CreateModel(
            name="LessonPlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("goal_en", models.TextField(blank=True, verbose_name="goal in English")),
                ("goal_ru", models.TextField(blank=True, verbose_name="goal in Russian")),
                ("goal_kk", models.TextField(blank=True, verbose_name="goal in Kazakh")),
                (
                    "materials_en",
                    models.TextField(blank=True, verbose_name="what to bring, in English"),
                ),
                (
                    "materials_ru",
                    models.TextField(blank=True, verbose_name="what to bring, in Russian"),
                ),
                (
                    "materials_kk",
                    models.TextField(blank=True, verbose_name="what to bring, in Kazakh"),
                ),
                ("handout_en", models.TextField(blank=True, verbose_name="handout in English")),
                ("handout_ru", models.TextField(blank=True, verbose_name="handout in Russian")),
                ("handout_kk", models.TextField(blank=True, verbose_name="handout in Kazakh")),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts changes, so that nobody writes over another's."
                    ),
                ),
                (
                    "brought",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Digest of the content as Birge brought it; another one has been edited.",
                        max_length=64,
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="school_sessions.lesson",
                        verbose_name="lesson",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.lessonplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="LessonStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                ("title_en", models.CharField(max_length=150, verbose_name="title in English")),
                (
                    "title_ru",
                    models.CharField(blank=True, max_length=150, verbose_name="title in Russian"),
                ),
                (
                    "title_kk",
                    models.CharField(blank=True, max_length=150, verbose_name="title in Kazakh"),
                ),
                ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                ("text_ru", models.TextField(blank=True, verbose_name="text in Russian")),
                ("text_kk", models.TextField(blank=True, verbose_name="text in Kazakh")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="school_sessions.lessonplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a lesson",
                "verbose_name_plural": "steps of a lesson",
                "ordering": ["plan", "number", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("plan", "number"),
                        name="lesson_step_number_is_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (1, 120))),
                        name="lesson_step_minutes_are_plausible",
                    ),
                ],
            },
        ),
        CreateModel(
            name="LessonStepEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                ("title_en", models.CharField(max_length=150, verbose_name="title in English")),
                (
                    "title_ru",
                    models.CharField(blank=True, max_length=150, verbose_name="title in Russian"),
                ),
                (
                    "title_kk",
                    models.CharField(blank=True, max_length=150, verbose_name="title in Kazakh"),
                ),
                ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                ("text_ru", models.TextField(blank=True, verbose_name="text in Russian")),
                ("text_kk", models.TextField(blank=True, verbose_name="text in Kazakh")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.lessonstep",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="school_sessions.lessonplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
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
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "school_session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="log_questions",
                        to="school_sessions.schoolsession",
                        verbose_name="school session",
                    ),
                ),
            ],
            options={
                "verbose_name": "question about a log",
                "verbose_name_plural": "questions about logs",
                "db_table": "school_session_log_question",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at", None)),
                        fields=("school_session",),
                        name="log_question_open_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("question", ""), _negated=True),
                        name="log_question_asks_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by", None), ("settled_at__isnull", False), _connector="OR"
                        ),
                        name="log_question_answered_is_settled",
                    ),
                ],
            },
        ),
        CreateModel(
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
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "school_session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="not_held",
                        to="school_sessions.schoolsession",
                        verbose_name="school session",
                    ),
                ),
            ],
            options={
                "verbose_name": "session that was not held",
                "verbose_name_plural": "sessions that were not held",
                "db_table": "school_session_not_held",
                "ordering": ["-said_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school_session", "starts_at"), name="not_held_is_said_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                ["school", "class", "closed", "connection", "volunteer", "other"],
                            )
                        ),
                        name="not_held_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", "other"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="not_held_other_is_explained",
                    ),
                ],
            },
        ),
        CreateModel(
            name="OpenSignUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="volunteers.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="regions.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "open sign-up",
                "verbose_name_plural": "open sign-ups",
                "db_table": "school_session_open_sign_up",
                "ordering": ["region", "project"],
                "constraints": [
                    models.UniqueConstraint(fields=("region", "project"), name="sign_up_is_unique")
                ],
            },
        ),
        CreateModel(
            name="OpenSignUpEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.opensignup",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="volunteers.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="PlanningRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("classes", "classes and lessons"),
                            ("week", "a week copied"),
                            ("template", "a programme"),
                            ("rows", "rows pasted"),
                        ],
                        max_length=8,
                        verbose_name="way",
                    ),
                ),
                (
                    "choices",
                    models.JSONField(
                        default=dict,
                        help_text="What was put into the form, so that it can be changed.",
                        verbose_name="choices",
                    ),
                ),
                ("begun_at", models.DateTimeField(auto_now_add=True, verbose_name="begun at")),
                (
                    "planned_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When sessions last came of it.",
                        null=True,
                        verbose_name="planned at",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planning_runs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "planning run",
                "verbose_name_plural": "planning runs",
                "ordering": ["-begun_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["classes", "week", "template", "rows"])),
                        name="planning_run_way_is_known",
                    )
                ],
            },
        ),
        CreateModel(
            name="ProgrammeTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "grade_from",
                    models.PositiveSmallIntegerField(default=5, verbose_name="from grade"),
                ),
                ("grade_to", models.PositiveSmallIntegerField(default=7, verbose_name="to grade")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("offline", "in person"),
                            ("hybrid", "both at once"),
                        ],
                        default="offline",
                        max_length=7,
                        verbose_name="how",
                    ),
                ),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="places for volunteers"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: every coordinator can use it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programme_templates",
                        to="regions.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme template",
                "verbose_name_plural": "programme templates",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "name"),
                        name="programme_template_name_is_unique",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grade_from__gte", 1),
                            ("grade_from__lte", models.F("grade_to")),
                            ("grade_to__lte", 12),
                        ),
                        name="programme_template_grades_are_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["online", "offline", "hybrid"])),
                        name="programme_template_mode_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__range", (1, 20))),
                        name="programme_template_places_are_1_to_20",
                    ),
                ],
            },
        ),
        CreateModel(
            name="ProgrammeTemplateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "grade_from",
                    models.PositiveSmallIntegerField(default=5, verbose_name="from grade"),
                ),
                ("grade_to", models.PositiveSmallIntegerField(default=7, verbose_name="to grade")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("offline", "in person"),
                            ("hybrid", "both at once"),
                        ],
                        default="offline",
                        max_length=7,
                        verbose_name="how",
                    ),
                ),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="places for volunteers"
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.programmetemplate",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: every coordinator can use it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
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
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.notheld",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "school_session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="school_sessions.schoolsession",
                        verbose_name="school session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
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
                (
                    "answered_by",
                    models.ForeignKey(
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
                (
                    "asked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.logquestion",
                    ),
                ),
                (
                    "school_session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="school_sessions.schoolsession",
                        verbose_name="school session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="InvitationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("lead", "lead"),
                            ("co_teacher", "co-teacher"),
                            ("guest_expert", "guest expert"),
                        ],
                        help_text="Empty: the first who says yes leads, the others help.",
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="asked at"
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="can be answered until")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "said yes"),
                            ("no", "said no"),
                            ("filled", "the place was filled"),
                            ("expired", "did not answer"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=9,
                        verbose_name="answer",
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: asked by itself, since somebody can't come.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.invitation",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
                (
                    "school_session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="school_sessions.schoolsession",
                        verbose_name="school session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="AttendanceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "students_online",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(2000)],
                        verbose_name="students online",
                    ),
                ),
                (
                    "students_offline",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(2000)],
                        verbose_name="students in person",
                    ),
                ),
                (
                    "parents_online",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(2000)],
                        verbose_name="parents online",
                    ),
                ),
                (
                    "parents_offline",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(2000)],
                        verbose_name="parents in person",
                    ),
                ),
                (
                    "teachers",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(2000)],
                        verbose_name="teachers",
                    ),
                ),
                (
                    "class_group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty for people of no class, such as an assembly.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="schools.classgroup",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.attendance",
                    ),
                ),
                (
                    "school_session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="school_sessions.schoolsession",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="AssignmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "lead"),
                            ("co_teacher", "co-teacher"),
                            ("guest_expert", "guest expert"),
                        ],
                        default="lead",
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("assigned", "assigned"),
                            ("attended", "attended"),
                            ("absent", "did not come"),
                            ("declined", "declined"),
                        ],
                        default="assigned",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="In the volunteer's own words, if they gave any.",
                        max_length=300,
                        verbose_name="why the volunteer can't come",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.assignment",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="volunteers.volunteer",
                    ),
                ),
                (
                    "school_session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="school_sessions.schoolsession",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
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
                (
                    "school_session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback",
                        to="school_sessions.schoolsession",
                        verbose_name="school session",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback",
                "verbose_name_plural": "feedback",
                "db_table": "school_session_feedback",
                "ordering": ["-written_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school_session", "volunteer"), name="feedback_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("went__in", ["great", "well", "mixed", "hard"])),
                        name="feedback_went_is_known",
                    ),
                ],
            },
        ),
        CreateModel(
            name="SchoolSessionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "external_id",
                    models.CharField(
                        default=sessions.models.sessions.new_external_id,
                        max_length=100,
                        verbose_name="external id",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts at")),
                ("minutes", models.PositiveSmallIntegerField(default=45, verbose_name="minutes")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("offline", "in person"),
                            ("hybrid", "both at once"),
                        ],
                        max_length=7,
                        verbose_name="mode",
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
                        verbose_name="language",
                    ),
                ),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many volunteers it needs.",
                        verbose_name="places for volunteers",
                    ),
                ),
                (
                    "takes_volunteers",
                    models.BooleanField(
                        blank=True,
                        help_text="Unknown: as the region does it for the project.",
                        null=True,
                        verbose_name="volunteers may take places themselves",
                    ),
                ),
                (
                    "venue",
                    models.CharField(
                        blank=True,
                        help_text="A room, or the link to join.",
                        max_length=500,
                        verbose_name="room or link",
                    ),
                ),
                (
                    "is_emergency_response",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="After a flood or a fire, for instance. Nobody under 18 takes part.",
                        verbose_name="part of an emergency response",
                    ),
                ),
                (
                    "status",
                    models.CharField(
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
                (
                    "verified_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="verified at"),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="cancelled at"),
                ),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason"),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The closure that cancelled it or moved it to another time.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="schools.closure",
                        verbose_name="closure",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="schools.schoolcontact",
                        verbose_name="teacher",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="school_sessions.lesson",
                        verbose_name="lesson",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.schoolsession",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="volunteers.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="schools.school",
                        verbose_name="school",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="school_sessions.sessionlog",
                        verbose_name="log",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="SessionLogEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "client_uuid",
                    models.UUIDField(
                        help_text="Makes sending the same log again harmless.",
                        verbose_name="identifier given by the device",
                    ),
                ),
                (
                    "body_hash",
                    models.CharField(
                        blank=True,
                        help_text="SHA-256; tells the same log sent again from another one.",
                        max_length=64,
                        verbose_name="fingerprint of what was sent",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("page", "on the page"),
                            ("device", "sent by a device"),
                            ("import", "imported from a file"),
                        ],
                        max_length=6,
                        verbose_name="source",
                    ),
                ),
                ("delivered_at", models.DateTimeField(verbose_name="taught at")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("offline", "in person"),
                            ("hybrid", "both at once"),
                        ],
                        max_length=7,
                        verbose_name="mode",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                ("logged_at", models.DateTimeField(verbose_name="logged at")),
                (
                    "logged_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.sessionlog",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="TemplateLesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "week",
                    models.PositiveSmallIntegerField(
                        help_text="The first one is 1.", verbose_name="week"
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="school_sessions.lesson",
                        verbose_name="lesson",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lessons",
                        to="school_sessions.programmetemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson of a template",
                "verbose_name_plural": "lessons of a template",
                "ordering": ["template", "week", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("template", "week", "lesson"), name="template_lesson_is_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("week__range", (1, 40))),
                        name="template_lesson_week_is_1_to_40",
                    ),
                ],
            },
        ),
        CreateModel(
            name="TemplateLessonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "week",
                    models.PositiveSmallIntegerField(
                        help_text="The first one is 1.", verbose_name="week"
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="school_sessions.lesson",
                        verbose_name="lesson",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.templatelesson",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="school_sessions.programmetemplate",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="WaitingPlace",
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
                (
                    "school_session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting_places",
                        to="school_sessions.schoolsession",
                        verbose_name="school session",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting_places",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "place on the waiting list",
                "verbose_name_plural": "places on the waiting list",
                "db_table": "school_session_waiting_place",
                "ordering": ["since", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school_session", "volunteer"), name="waiting_place_is_unique"
                    )
                ],
            },
        ),
        CreateModel(
            name="WaitingPlaceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="school_sessions.waitingplace",
                    ),
                ),
                (
                    "school_session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="school_sessions.schoolsession",
                        verbose_name="school session",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="WantedSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("is_wanted", models.BooleanField(default=True, verbose_name="wanted")),
                (
                    "despite_calendar",
                    models.BooleanField(
                        default=False,
                        help_text="On a day when the school has no lessons.",
                        verbose_name="all the same",
                    ),
                ),
                (
                    "class_groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts at")),
                ("minutes", models.PositiveSmallIntegerField(default=45, verbose_name="minutes")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("offline", "in person"),
                            ("hybrid", "both at once"),
                        ],
                        max_length=7,
                        verbose_name="mode",
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
                        verbose_name="language",
                    ),
                ),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="places for volunteers"
                    ),
                ),
                (
                    "venue",
                    models.CharField(blank=True, max_length=500, verbose_name="room or link"),
                ),
                (
                    "staff",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Roles by the volunteers' ids.",
                        verbose_name="volunteers",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="schools.schoolcontact",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="school_sessions.lesson",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="volunteers.project",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wanted",
                        to="school_sessions.planningrun",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "school_session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="wanted_as",
                        to="school_sessions.schoolsession",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "wanted session",
                "verbose_name_plural": "wanted sessions",
                "ordering": ["run", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "number"), name="wanted_session_is_numbered"
                    )
                ],
            },
        ),
        CreateModel(
            name="DirtyMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("project_id", models.BigIntegerField()),
                ("school_id", models.BigIntegerField()),
                ("month", models.DateField()),
                (
                    "noted_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "verbose_name": "month to count",
                "verbose_name_plural": "months to count",
                "db_table": "school_session_dirty_month",
                "indexes": [
                    models.Index(fields=["project_id", "school_id"], name="dirty_month_by_key")
                ],
            },
        ),
        CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "nonce",
                    models.CharField(
                        default=sessions.models.feeds.new_nonce, editable=False, max_length=43
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="created at"
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feeds",
                        to="schools.school",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar to subscribe to",
                "verbose_name_plural": "calendars to subscribe to",
                "db_table": "school_session_feed",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("school__isnull", True), ("user__isnull", False)),
                            models.Q(("school__isnull", False), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="feed_is_of_a_person_or_a_school",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("user",),
                        name="feed_of_user_is_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("school",),
                        name="feed_of_school_is_one",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.UniqueConstraint(
                fields=("id", "project"), name="lesson_id_with_project"
            ),
        ),
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
            model_name="lessonevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7b2eb16df245dbde0eb251607648b342c73fa1e9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_775a6",
                    table="school_sessions_lessonevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="lessonplan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_lessonplanevent" ("brought", "goal_en", "goal_kk", "goal_ru", "handout_en", "handout_kk", "handout_ru", "id", "lesson_id", "materials_en", "materials_kk", "materials_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") SELECT new_values."brought", new_values."goal_en", new_values."goal_kk", new_values."goal_ru", new_values."handout_en", new_values."handout_kk", new_values."handout_ru", new_values."id", new_values."lesson_id", new_values."materials_en", new_values."materials_kk", new_values."materials_ru", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."revision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="92e09e5047ba1c037cee42353e0d80724c2a1652",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_79142",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_sessions_lessonplan",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="lessonplan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_lessonplanevent" ("brought", "goal_en", "goal_kk", "goal_ru", "handout_en", "handout_kk", "handout_ru", "id", "lesson_id", "materials_en", "materials_kk", "materials_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") SELECT new_values."brought", new_values."goal_en", new_values."goal_kk", new_values."goal_ru", new_values."handout_en", new_values."handout_kk", new_values."handout_ru", new_values."id", new_values."lesson_id", new_values."materials_en", new_values."materials_kk", new_values."materials_ru", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revision" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9273269fa81858a6c9de5490ac746b15664888dd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b4ddd",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_sessions_lessonplan",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="lessonplan",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_lessonplanevent" ("brought", "goal_en", "goal_kk", "goal_ru", "handout_en", "handout_kk", "handout_ru", "id", "lesson_id", "materials_en", "materials_kk", "materials_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") SELECT old_values."brought", old_values."goal_en", old_values."goal_kk", old_values."goal_ru", old_values."handout_en", old_values."handout_kk", old_values."handout_ru", old_values."id", old_values."lesson_id", old_values."materials_en", old_values."materials_kk", old_values."materials_ru", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."revision" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2a42d20c99cb308d815ddc55541f85bef971a201",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8b944",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_sessions_lessonplan",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="lessonplanevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4b6ec035b3c97845e9bd1180a08bbf85061df359",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_becdc",
                    table="school_sessions_lessonplanevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="lessonstep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_lessonstepevent" ("id", "minutes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "text_en", "text_kk", "text_ru", "title_en", "title_kk", "title_ru") SELECT new_values."id", new_values."minutes", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."text_en", new_values."text_kk", new_values."text_ru", new_values."title_en", new_values."title_kk", new_values."title_ru" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5006d97ab90ad38b889e7758fc713a6d85592d8a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_092ac",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_sessions_lessonstep",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="lessonstep",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_lessonstepevent" ("id", "minutes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "text_en", "text_kk", "text_ru", "title_en", "title_kk", "title_ru") SELECT new_values."id", new_values."minutes", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."text_en", new_values."text_kk", new_values."text_ru", new_values."title_en", new_values."title_kk", new_values."title_ru" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="de1c0f1bc195fc8efdd8fc73acd4da2de1ae402a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c6a7b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_sessions_lessonstep",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="lessonstep",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_lessonstepevent" ("id", "minutes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "text_en", "text_kk", "text_ru", "title_en", "title_kk", "title_ru") SELECT old_values."id", old_values."minutes", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_id", old_values."text_en", old_values."text_kk", old_values."text_ru", old_values."title_en", old_values."title_kk", old_values."title_ru" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="afa7ca5a1ade157cca01358f280cf4074e6c54e7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6c3d3",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_sessions_lessonstep",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="lessonstepevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="426dbdbf1fe641a79d5ceef161eefd4f274121eb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7a653",
                    table="school_sessions_lessonstepevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="opensignup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_opensignupevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "region_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."region_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="72585f3a41caaf14a05e9adac80b1c275ea8f9fd",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bd61b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_session_open_sign_up",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="opensignup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_opensignupevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "region_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."project_id", new_values."region_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f1a0bba639fcf34e962beab43e4a9b30c8812c6b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_626e3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_session_open_sign_up",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="opensignup",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_opensignupevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "region_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."region_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f2c879abffb7eae119b22b93c3717c647a085bd2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d4826",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_session_open_sign_up",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="opensignupevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c75f5c3ba5a837c73514ea6a1d8e06d7e2abbe48",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ebb2c",
                    table="school_sessions_opensignupevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="programmetemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_programmetemplateevent" ("grade_from", "grade_to", "id", "mode", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "region_id") SELECT new_values."grade_from", new_values."grade_to", new_values."id", new_values."mode", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."places", new_values."region_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="debfbc42a4106c1ea10f8d90239d0036ff892cf1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_64bcf",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_sessions_programmetemplate",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="programmetemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_programmetemplateevent" ("grade_from", "grade_to", "id", "mode", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "region_id") SELECT new_values."grade_from", new_values."grade_to", new_values."id", new_values."mode", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."places", new_values."region_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f0baf3229771b1f0f7576d5f40ebe639cfe4a14c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_842c8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_sessions_programmetemplate",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="programmetemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_programmetemplateevent" ("grade_from", "grade_to", "id", "mode", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "region_id") SELECT old_values."grade_from", old_values."grade_to", old_values."id", old_values."mode", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."places", old_values."region_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c8fccb780c34ffe3b46b45dc69c1cc9ae2c996f3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d1dfc",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_sessions_programmetemplate",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="programmetemplateevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2b121a758f692baa62b0e4c97cce592d014ca6b4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8124d",
                    table="school_sessions_programmetemplateevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
            model_name="invitationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="02ce53702e2300c995bfc3e35b5dcc9e887eb4a6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_219e2",
                    table="school_sessions_invitationevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_invitationevent" ("answer", "answered_at", "by_id", "expires_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_session_id", "sent_at", "volunteer_id") SELECT new_values."answer", new_values."answered_at", new_values."by_id", new_values."expires_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."school_session_id", new_values."sent_at", new_values."volunteer_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="841d3b514a627e59635406d4f06f9ad32bf080d9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d4d13",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_session_invitation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_invitationevent" ("answer", "answered_at", "by_id", "expires_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_session_id", "sent_at", "volunteer_id") SELECT new_values."answer", new_values."answered_at", new_values."by_id", new_values."expires_at", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."school_session_id", new_values."sent_at", new_values."volunteer_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1c8e9ff3c88a8fa29c990bfc8d17c047658e7cc4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2248a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_session_invitation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_invitationevent" ("answer", "answered_at", "by_id", "expires_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_session_id", "sent_at", "volunteer_id") SELECT old_values."answer", old_values."answered_at", old_values."by_id", old_values."expires_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."school_session_id", old_values."sent_at", old_values."volunteer_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a39159072288fd599382b09a04c06876b7b5f6b0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_61c16",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_session_invitation",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="attendanceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f178ca91b4c8620f8c9b4feaf696815e642769bc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_858c9",
                    table="school_sessions_attendanceevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
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
        AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="dirty_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    PERFORM 1 FROM school_session l WHERE l.id IN (SELECT school_session_id FROM new_rows) ORDER BY l.id FOR SHARE;\n\n    INSERT INTO school_session_dirty_month (project_id, school_id, month)\n    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date\n    FROM school_session s\n    WHERE s.status IN ('delivered', 'verified') AND s.id IN (SELECT school_session_id FROM new_rows);\n    RETURN NULL;\n",
                    hash="8e3a7f11a54093fc89c08c3473f8f7d4a6db69b6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_dirty_insert_01435",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="school_session_attendance",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="dirty_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    PERFORM 1 FROM school_session l WHERE l.id IN (SELECT school_session_id FROM old_rows UNION ALL SELECT school_session_id FROM new_rows) ORDER BY l.id FOR SHARE;\n\n    INSERT INTO school_session_dirty_month (project_id, school_id, month)\n    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date\n    FROM school_session s\n    WHERE s.status IN ('delivered', 'verified') AND s.id IN (SELECT school_session_id FROM old_rows UNION ALL SELECT school_session_id FROM new_rows);\n    RETURN NULL;\n",
                    hash="9f1cae544974bcfb44a5c9095b300ae9543200c5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_dirty_update_cfe4b",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="school_session_attendance",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="dirty_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    PERFORM 1 FROM school_session l WHERE l.id IN (SELECT school_session_id FROM old_rows) ORDER BY l.id FOR SHARE;\n\n    INSERT INTO school_session_dirty_month (project_id, school_id, month)\n    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date\n    FROM school_session s\n    WHERE s.status IN ('delivered', 'verified') AND s.id IN (SELECT school_session_id FROM old_rows);\n    RETURN NULL;\n",
                    hash="0479c693db17a5d546952a3d883e155b23833b7d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_dirty_delete_810b1",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="school_session_attendance",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="dirty_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO school_session_dirty_month (project_id, school_id, month)\n    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date\n    FROM school_session s\n    WHERE s.status IN ('delivered', 'verified');\n    RETURN NULL;\n",
                    hash="9501a2aa82b650cc0f4974dcca5ad6e0ddf9b651",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_dirty_truncate_7b46c",
                    table="school_session_attendance",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_attendanceevent" ("class_group_id", "id", "parents_offline", "parents_online", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_session_id", "students_offline", "students_online", "teachers") SELECT new_values."class_group_id", new_values."id", new_values."parents_offline", new_values."parents_online", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."school_session_id", new_values."students_offline", new_values."students_online", new_values."teachers" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="cbf3331cdddea17bda20ff9bf04d1d44c5e96bb3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a66a9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_session_attendance",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_attendanceevent" ("class_group_id", "id", "parents_offline", "parents_online", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_session_id", "students_offline", "students_online", "teachers") SELECT new_values."class_group_id", new_values."id", new_values."parents_offline", new_values."parents_online", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."school_session_id", new_values."students_offline", new_values."students_online", new_values."teachers" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."class_group_id" IS DISTINCT FROM (new_values."class_group_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."parents_offline" IS DISTINCT FROM (new_values."parents_offline") OR old_values."parents_online" IS DISTINCT FROM (new_values."parents_online") OR old_values."school_session_id" IS DISTINCT FROM (new_values."school_session_id") OR old_values."students_offline" IS DISTINCT FROM (new_values."students_offline") OR old_values."students_online" IS DISTINCT FROM (new_values."students_online") OR old_values."teachers" IS DISTINCT FROM (new_values."teachers")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5e857c7518e5a458efd0de777759b6bdcb3fb7bd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_97ece",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_session_attendance",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_attendanceevent" ("class_group_id", "id", "parents_offline", "parents_online", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_session_id", "students_offline", "students_online", "teachers") SELECT old_values."class_group_id", old_values."id", old_values."parents_offline", old_values."parents_online", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."school_session_id", old_values."students_offline", old_values."students_online", old_values."teachers" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="209bd73bc509747f54aa1c77d4d0aeff4c925ed2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_05747",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_session_attendance",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assignmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9e11cb7fd500a00debc6b61b57bb1a23bbe6b82b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6d519",
                    table="school_sessions_assignmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
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
        AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_staff_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('birge.staff_checked', true) IS DISTINCT FROM 'on')",
                    declare="DECLARE s bigint[]; v bigint[];",
                    func="\n        SELECT array_agg(n.school_session_id), array_agg(n.volunteer_id) INTO s, v\n        FROM new_rows n JOIN school_session o ON o.id = n.school_session_id\n        WHERE n.status = 'assigned' AND o.status IN ('planned', 'confirmed');\n        PERFORM staffing_hold(s, v);\n        RETURN NULL;\n    ",
                    hash="b972a3f181484b7c1d2dc2cdd77fea80de17d814",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_hold_staff_insert_76722",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="school_session_assignment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_staff_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('birge.staff_checked', true) IS DISTINCT FROM 'on')",
                    declare="DECLARE s bigint[]; v bigint[];",
                    func="\n        SELECT array_agg(n.school_session_id), array_agg(n.volunteer_id) INTO s, v\n        FROM new_rows n JOIN old_rows b ON b.id = n.id\n        JOIN school_session o ON o.id = n.school_session_id\n        WHERE n.status = 'assigned' AND o.status IN ('planned', 'confirmed')\n            AND (b.status, b.school_session_id, b.volunteer_id)\n                IS DISTINCT FROM (n.status, n.school_session_id, n.volunteer_id);\n        PERFORM staffing_hold(s, v);\n        RETURN NULL;\n    ",
                    hash="dbc0fed4e33501131fb793ae17b9d8973b5f484e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_hold_staff_update_87bee",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="school_session_assignment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_an_adult_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((NEW.status = 'assigned') AND current_setting('birge.staff_checked', true) IS DISTINCT FROM 'on')",
                    constraint="CONSTRAINT",
                    func="PERFORM staffing_hold_adult(NEW.school_session_id); RETURN NULL;",
                    hash="6f879a54b97fe0e9f1ef176c251012f6fe35483d",
                    operation="INSERT",
                    pgid="pgtrigger_keep_an_adult_insert_16f08",
                    table="school_session_assignment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_an_adult_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (((OLD.status, OLD.volunteer_id, OLD.school_session_id) IS DISTINCT FROM (NEW.status, NEW.volunteer_id, NEW.school_session_id)) AND current_setting('birge.staff_checked', true) IS DISTINCT FROM 'on')",
                    constraint="CONSTRAINT",
                    func="PERFORM staffing_hold_adult(OLD.school_session_id); PERFORM staffing_hold_adult(NEW.school_session_id); RETURN NULL;",
                    hash="7f4fe96b5aaa8cd949fea61867a2580185bcb4c9",
                    operation="UPDATE",
                    pgid="pgtrigger_keep_an_adult_update_6c7a4",
                    table="school_session_assignment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_an_adult_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.status = 'assigned') AND current_setting('birge.staff_checked', true) IS DISTINCT FROM 'on')",
                    constraint="CONSTRAINT",
                    func="PERFORM staffing_hold_adult(OLD.school_session_id); RETURN NULL;",
                    hash="bbc89a90a0aed780c6b974b6e35ac6f95dd5800b",
                    operation="DELETE",
                    pgid="pgtrigger_keep_an_adult_delete_43869",
                    table="school_session_assignment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="dirty_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    PERFORM 1 FROM school_session l WHERE l.id IN (SELECT school_session_id FROM new_rows) ORDER BY l.id FOR SHARE;\n\n    INSERT INTO school_session_dirty_month (project_id, school_id, month)\n    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date\n    FROM school_session s\n    WHERE s.status IN ('delivered', 'verified') AND s.id IN (SELECT school_session_id FROM new_rows);\n    RETURN NULL;\n",
                    hash="0f8b65fd3260ee779fc2811c5a4baca7816a9228",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_dirty_insert_a4b52",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="school_session_assignment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="dirty_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    PERFORM 1 FROM school_session l WHERE l.id IN (SELECT school_session_id FROM old_rows UNION ALL SELECT school_session_id FROM new_rows) ORDER BY l.id FOR SHARE;\n\n    INSERT INTO school_session_dirty_month (project_id, school_id, month)\n    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date\n    FROM school_session s\n    WHERE s.status IN ('delivered', 'verified') AND s.id IN (SELECT school_session_id FROM old_rows UNION ALL SELECT school_session_id FROM new_rows);\n    RETURN NULL;\n",
                    hash="95eb42235a50c3af95d978b0398e6292542170da",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_dirty_update_51860",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="school_session_assignment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="dirty_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    PERFORM 1 FROM school_session l WHERE l.id IN (SELECT school_session_id FROM old_rows) ORDER BY l.id FOR SHARE;\n\n    INSERT INTO school_session_dirty_month (project_id, school_id, month)\n    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date\n    FROM school_session s\n    WHERE s.status IN ('delivered', 'verified') AND s.id IN (SELECT school_session_id FROM old_rows);\n    RETURN NULL;\n",
                    hash="3a38c16cc4e757fc4e0e778942b4663ef9495562",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_dirty_delete_219f9",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="school_session_assignment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="dirty_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO school_session_dirty_month (project_id, school_id, month)\n    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date\n    FROM school_session s\n    WHERE s.status IN ('delivered', 'verified');\n    RETURN NULL;\n",
                    hash="44f62b89b766fd82891ec4bbbd710d366b9d0a18",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_dirty_truncate_75828",
                    table="school_session_assignment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_assignmentevent" ("decline_reason", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_session_id", "status", "volunteer_id") SELECT new_values."decline_reason", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."school_session_id", new_values."status", new_values."volunteer_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="29a7930de2b55e66f6de3a078424105172d3be71",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c69e9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_session_assignment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_assignmentevent" ("decline_reason", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_session_id", "status", "volunteer_id") SELECT new_values."decline_reason", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."school_session_id", new_values."status", new_values."volunteer_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."decline_reason" IS DISTINCT FROM (new_values."decline_reason") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."school_session_id" IS DISTINCT FROM (new_values."school_session_id") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."volunteer_id" IS DISTINCT FROM (new_values."volunteer_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f1be50f6d51f134344d4c2800123161b628b1262",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1c1a6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_session_assignment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_assignmentevent" ("decline_reason", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_session_id", "status", "volunteer_id") SELECT old_values."decline_reason", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."school_session_id", old_values."status", old_values."volunteer_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d165c1ea9a5640bb94e220d77a40fe9b4b8a6e3d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9bd44",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_session_assignment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="sessionlog",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_sessionlogevent" ("body_hash", "client_uuid", "delivered_at", "id", "logged_at", "logged_by_id", "minutes", "mode", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") SELECT new_values."body_hash", new_values."client_uuid", new_values."delivered_at", new_values."id", new_values."logged_at", new_values."logged_by_id", new_values."minutes", new_values."mode", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="99507130f20dacd066de4886791614ce7b0de471",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_95a6c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_sessions_sessionlog",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="sessionlog",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_sessionlogevent" ("body_hash", "client_uuid", "delivered_at", "id", "logged_at", "logged_by_id", "minutes", "mode", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") SELECT new_values."body_hash", new_values."client_uuid", new_values."delivered_at", new_values."id", new_values."logged_at", new_values."logged_by_id", new_values."minutes", new_values."mode", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ae7c847faf1c6d225cc1b31db159137cadd8b9e1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bd742",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_sessions_sessionlog",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="sessionlog",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_sessionlogevent" ("body_hash", "client_uuid", "delivered_at", "id", "logged_at", "logged_by_id", "minutes", "mode", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") SELECT old_values."body_hash", old_values."client_uuid", old_values."delivered_at", old_values."id", old_values."logged_at", old_values."logged_by_id", old_values."minutes", old_values."mode", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a8073babd5284d8451180ae812283992dfe56695",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_99976",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_sessions_sessionlog",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsessionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="736f42fa271a003a4bffb1e1f9d3f4a2032f67fa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_09538",
                    table="school_sessions_schoolsessionevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsession",
            trigger=pgtrigger.compiler.Trigger(
                name="count_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        NEW.sequence := OLD.sequence;\n        NEW.plan_changed_at := OLD.plan_changed_at;\n        IF (NEW.starts_at, NEW.minutes, NEW.school_id, NEW.venue, NEW.mode, NEW.lesson_id,\n            NEW.status) IS DISTINCT FROM (OLD.starts_at, OLD.minutes, OLD.school_id, OLD.venue,\n            OLD.mode, OLD.lesson_id, OLD.status)\n        THEN\n            NEW.sequence := OLD.sequence + 1;\n            NEW.plan_changed_at := statement_timestamp();\n        END IF;\n        RETURN NEW;\n    ",
                    hash="37ff7908adce4672726cc67a5aedbc259d77566f",
                    operation='UPDATE OF "starts_at", "minutes", "school_id", "venue", "mode", "lesson_id", "status", "sequence", "plan_changed_at"',
                    pgid="pgtrigger_count_changes_fb1bc",
                    table="school_session",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsession",
            trigger=pgtrigger.compiler.Trigger(
                name="move_held_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."status" IS DISTINCT FROM (NEW."status"))',
                    func="\n        PERFORM 1 FROM volunteers_volunteer WHERE id IN (\n            SELECT volunteer_id FROM school_session_assignment\n            WHERE school_session_id = NEW.id AND status IN ('assigned', 'attended')\n        ) ORDER BY id FOR NO KEY UPDATE;\n        UPDATE school_session_assignment SET during = NULL WHERE school_session_id = NEW.id;\n        UPDATE school_session_attendance SET during = NULL WHERE school_session_id = NEW.id;\n        RETURN NULL;\n    ",
                    hash="93ed9555e28f8e1ca323ab22fb546a7a8efe3a14",
                    operation='UPDATE OF "starts_at", "minutes", "status"',
                    pgid="pgtrigger_move_held_time_7ccfe",
                    table="school_session",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsession",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_closed_day",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.status IN ('planned', 'confirmed') AND NEW.starts_at > now())",
                    func="\n    PERFORM pg_advisory_xact_lock_shared(7216, region_id::int)\n    FROM schools_school WHERE id = NEW.school_id;\n    IF EXISTS (\n        SELECT FROM schools_closure c JOIN schools_school s ON s.id = NEW.school_id\n        WHERE c.lifted_at IS NULL AND NEW.date BETWEEN c.since AND c.until\n            AND (c.school_id = s.id OR c.district_id = s.district_id OR c.region_id = s.region_id)\n    ) THEN\n        RAISE EXCEPTION 'The school is closed on %.', NEW.date\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'session_day_is_open';\n    END IF;\n    RETURN NULL;\n",
                    hash="4cd3cdd4753078b6fd791e4897696fde208edf5f",
                    operation="INSERT",
                    pgid="pgtrigger_refuse_closed_day_e2d46",
                    table="school_session",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsession",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_moving_to_closed_day",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.status IN ('planned', 'confirmed') AND NEW.starts_at > now() AND ((NEW.school_id, NEW.starts_at) IS DISTINCT FROM\n            (OLD.school_id, OLD.starts_at) OR OLD.status NOT IN ('planned', 'confirmed')))",
                    func="\n    PERFORM pg_advisory_xact_lock_shared(7216, region_id::int)\n    FROM schools_school WHERE id = NEW.school_id;\n    IF EXISTS (\n        SELECT FROM schools_closure c JOIN schools_school s ON s.id = NEW.school_id\n        WHERE c.lifted_at IS NULL AND NEW.date BETWEEN c.since AND c.until\n            AND (c.school_id = s.id OR c.district_id = s.district_id OR c.region_id = s.region_id)\n    ) THEN\n        RAISE EXCEPTION 'The school is closed on %.', NEW.date\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'session_day_is_open';\n    END IF;\n    RETURN NULL;\n",
                    hash="ff9f36c348e19e14dcee713adda17f504b35463e",
                    operation='UPDATE OF "school_id", "starts_at", "status"',
                    pgid="pgtrigger_refuse_moving_to_closed_day_19058",
                    table="school_session",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsession",
            trigger=pgtrigger.compiler.Trigger(
                name="hold_staff_of_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('birge.staff_checked', true) IS DISTINCT FROM 'on')",
                    declare="DECLARE s bigint[]; v bigint[];",
                    func="\n        SELECT array_agg(a.school_session_id), array_agg(a.volunteer_id) INTO s, v\n        FROM new_rows n JOIN old_rows b ON b.id = n.id\n        JOIN school_session_assignment a\n            ON a.school_session_id = n.id AND a.status = 'assigned'\n        WHERE n.status IN ('planned', 'confirmed') AND (\n            b.status NOT IN ('planned', 'confirmed')\n            OR (b.starts_at, b.minutes, b.mode, b.school_id, b.project_id, b.is_emergency_response)\n                IS DISTINCT FROM\n                (n.starts_at, n.minutes, n.mode, n.school_id, n.project_id,\n                    n.is_emergency_response));\n        PERFORM staffing_hold(s, v);\n        RETURN NULL;\n    ",
                    hash="1b76f5c6bd6ee64118f578e6dbfcf51e8ea6815e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_hold_staff_of_changed_5c013",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="school_session",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsession",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_an_adult_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((NEW.status IN ('planned', 'confirmed') AND NEW.contact_id IS NULL AND (OLD.contact_id, OLD.starts_at, OLD.status) IS DISTINCT FROM (NEW.contact_id, NEW.starts_at, NEW.status)) AND current_setting('birge.staff_checked', true) IS DISTINCT FROM 'on')",
                    constraint="CONSTRAINT",
                    func="PERFORM staffing_hold_adult(NEW.id); RETURN NULL;",
                    hash="356016a9a139539908d9866188a750f903088465",
                    operation="UPDATE",
                    pgid="pgtrigger_keep_an_adult_update_491f4",
                    table="school_session",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsession",
            trigger=pgtrigger.compiler.Trigger(
                name="dirty_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO school_session_dirty_month (project_id, school_id, month)\n    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date\n    FROM (SELECT project_id, school_id, date, status FROM new_rows) s\n    WHERE s.status IN ('delivered', 'verified');\n    RETURN NULL;\n",
                    hash="b1d93c911eedb36b8da723cebec8a3402abf6c2e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_dirty_insert_e94ae",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="school_session",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsession",
            trigger=pgtrigger.compiler.Trigger(
                name="dirty_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO school_session_dirty_month (project_id, school_id, month)\n    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date\n    FROM (SELECT project_id, school_id, date, status FROM old_rows UNION ALL SELECT project_id, school_id, date, status FROM new_rows) s\n    WHERE s.status IN ('delivered', 'verified');\n    RETURN NULL;\n",
                    hash="67f7bc1b9071dc8e878c77bc764837d5a891f622",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_dirty_update_d0bfe",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="school_session",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsession",
            trigger=pgtrigger.compiler.Trigger(
                name="dirty_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO school_session_dirty_month (project_id, school_id, month)\n    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date\n    FROM (SELECT project_id, school_id, date, status FROM old_rows) s\n    WHERE s.status IN ('delivered', 'verified');\n    RETURN NULL;\n",
                    hash="b3144155127e66690195a8554bf82d4cb6ff4bc3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_dirty_delete_03107",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="school_session",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsession",
            trigger=pgtrigger.compiler.Trigger(
                name="dirty_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO school_session_dirty_month (project_id, school_id, month)\n    SELECT DISTINCT s.project_id, s.school_id, date_trunc('month', s.date)::date\n    FROM school_session s\n    WHERE s.status IN ('delivered', 'verified');\n    RETURN NULL;\n",
                    hash="f72b4e5526405f192b002a2df82303f75d628c6b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_dirty_truncate_de398",
                    table="school_session",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsession",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_schoolsessionevent" ("cancel_reason", "cancelled_at", "cancelled_by_id", "closure_id", "contact_id", "external_id", "id", "is_emergency_response", "language", "lesson_id", "log_id", "minutes", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "project_id", "school_id", "starts_at", "status", "takes_volunteers", "venue", "verified_at", "verified_by_id") SELECT new_values."cancel_reason", new_values."cancelled_at", new_values."cancelled_by_id", new_values."closure_id", new_values."contact_id", new_values."external_id", new_values."id", new_values."is_emergency_response", new_values."language", new_values."lesson_id", new_values."log_id", new_values."minutes", new_values."mode", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."places", new_values."project_id", new_values."school_id", new_values."starts_at", new_values."status", new_values."takes_volunteers", new_values."venue", new_values."verified_at", new_values."verified_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="24372ddad039e54d527b443b5f81511ab9cf658a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ba70f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_session",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsession",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_schoolsessionevent" ("cancel_reason", "cancelled_at", "cancelled_by_id", "closure_id", "contact_id", "external_id", "id", "is_emergency_response", "language", "lesson_id", "log_id", "minutes", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "project_id", "school_id", "starts_at", "status", "takes_volunteers", "venue", "verified_at", "verified_by_id") SELECT new_values."cancel_reason", new_values."cancelled_at", new_values."cancelled_by_id", new_values."closure_id", new_values."contact_id", new_values."external_id", new_values."id", new_values."is_emergency_response", new_values."language", new_values."lesson_id", new_values."log_id", new_values."minutes", new_values."mode", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."places", new_values."project_id", new_values."school_id", new_values."starts_at", new_values."status", new_values."takes_volunteers", new_values."venue", new_values."verified_at", new_values."verified_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."cancel_reason" IS DISTINCT FROM (new_values."cancel_reason") OR old_values."cancelled_at" IS DISTINCT FROM (new_values."cancelled_at") OR old_values."cancelled_by_id" IS DISTINCT FROM (new_values."cancelled_by_id") OR old_values."closure_id" IS DISTINCT FROM (new_values."closure_id") OR old_values."contact_id" IS DISTINCT FROM (new_values."contact_id") OR old_values."external_id" IS DISTINCT FROM (new_values."external_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_emergency_response" IS DISTINCT FROM (new_values."is_emergency_response") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."lesson_id" IS DISTINCT FROM (new_values."lesson_id") OR old_values."log_id" IS DISTINCT FROM (new_values."log_id") OR old_values."minutes" IS DISTINCT FROM (new_values."minutes") OR old_values."mode" IS DISTINCT FROM (new_values."mode") OR old_values."places" IS DISTINCT FROM (new_values."places") OR old_values."project_id" IS DISTINCT FROM (new_values."project_id") OR old_values."school_id" IS DISTINCT FROM (new_values."school_id") OR old_values."starts_at" IS DISTINCT FROM (new_values."starts_at") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."takes_volunteers" IS DISTINCT FROM (new_values."takes_volunteers") OR old_values."venue" IS DISTINCT FROM (new_values."venue") OR old_values."verified_at" IS DISTINCT FROM (new_values."verified_at") OR old_values."verified_by_id" IS DISTINCT FROM (new_values."verified_by_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bf1fe721c9d1e751aa44400f28015cc42f503746",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e495d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_session",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolsession",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_schoolsessionevent" ("cancel_reason", "cancelled_at", "cancelled_by_id", "closure_id", "contact_id", "external_id", "id", "is_emergency_response", "language", "lesson_id", "log_id", "minutes", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "project_id", "school_id", "starts_at", "status", "takes_volunteers", "venue", "verified_at", "verified_by_id") SELECT old_values."cancel_reason", old_values."cancelled_at", old_values."cancelled_by_id", old_values."closure_id", old_values."contact_id", old_values."external_id", old_values."id", old_values."is_emergency_response", old_values."language", old_values."lesson_id", old_values."log_id", old_values."minutes", old_values."mode", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."places", old_values."project_id", old_values."school_id", old_values."starts_at", old_values."status", old_values."takes_volunteers", old_values."venue", old_values."verified_at", old_values."verified_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="30ff2f97875dcc1893a6466ffc8111a64e0ddd67",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_307b4",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_session",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="sessionlogevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="eddc19a33b460a4d840f1f69c1732798f2a59904",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c2be7",
                    table="school_sessions_sessionlogevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="templatelesson",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_templatelessonevent" ("id", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "template_id", "week") SELECT new_values."id", new_values."lesson_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."template_id", new_values."week" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ce96dfee92f364f96b3fe67fc2956d381f0070cb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_316eb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_sessions_templatelesson",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="templatelesson",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_templatelessonevent" ("id", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "template_id", "week") SELECT new_values."id", new_values."lesson_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."template_id", new_values."week" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c5057a89c744f3301eeea80c74245a44ff564b6c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e720f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_sessions_templatelesson",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="templatelesson",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_templatelessonevent" ("id", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "template_id", "week") SELECT old_values."id", old_values."lesson_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."template_id", old_values."week" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="382908bf6977f985698ffdcec6f9c2f31fd3db4f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8b3d0",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_sessions_templatelesson",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="templatelessonevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3c89775312c972bb0966fa791d730733651057b1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5071f",
                    table="school_sessions_templatelessonevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="waitingplace",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_waitingplaceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_session_id", "since", "volunteer_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."school_session_id", new_values."since", new_values."volunteer_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8af0c3e5327b738c41c9cb5bd6133de6bf1c9adb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9dfba",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="school_session_waiting_place",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="waitingplace",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_waitingplaceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_session_id", "since", "volunteer_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."school_session_id", new_values."since", new_values."volunteer_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6e6fa8963e8d1b530f5ec0104e65a870e2fd8dfa",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f0497",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="school_session_waiting_place",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="waitingplace",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "school_sessions_waitingplaceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_session_id", "since", "volunteer_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."school_session_id", old_values."since", old_values."volunteer_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0638aa438c34969dccbda2d821a05f86d8e7440e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_520a2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="school_session_waiting_place",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="waitingplaceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="52e69699d56e61cfbfe6cd5823e171a1e3b03024",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8a051",
                    table="school_sessions_waitingplaceevent",
                    when="BEFORE",
                ),
            ),
        ),
        # A session's lesson is of its project: one foreign key over both columns.
        migrations.RunSQL(
            sql="""
                ALTER TABLE school_session ADD CONSTRAINT session_lesson_is_of_project
                FOREIGN KEY (lesson_id, project_id)
                REFERENCES school_sessions_lesson (id, project_id)
                DEFERRABLE INITIALLY DEFERRED
            """,
            reverse_sql="ALTER TABLE school_session DROP CONSTRAINT session_lesson_is_of_project",
        ),
        migrations.RunSQL(NOTE_MOVED, NOTE_NOT),
        migrations.RunSQL(CREATE, DROP),
    ]
