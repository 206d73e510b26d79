import datetime
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import volunteers.models.secrets
from django.conf import settings
from django.db import migrations, models

from regions.operations import AddTrigger, CreateModel


class Migration(migrations.Migration):
    """All of the app's tables at once, for a new database; what came before is for older ones."""

    replaces = [
        ("volunteers", "0001_initial"),
        ("volunteers", "0002_staffing"),
        ("volunteers", "0003_guardian"),
        ("volunteers", "0004_taken_over"),
        ("volunteers", "0005_training_units"),
        ("volunteers", "0006_joining"),
        ("volunteers", "0007_people"),
        ("volunteers", "0008_applications"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0003_baseline"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0003_baseline"),
    ]

    operations = [
        CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                (
                    "name_ru",
                    models.CharField(blank=True, max_length=200, verbose_name="name in Russian"),
                ),
                (
                    "name_kk",
                    models.CharField(blank=True, max_length=200, verbose_name="name in Kazakh"),
                ),
                ("code", models.CharField(max_length=10, unique=True, verbose_name="code")),
                (
                    "theme_en",
                    models.CharField(blank=True, max_length=300, verbose_name="theme in English"),
                ),
                (
                    "theme_ru",
                    models.CharField(blank=True, max_length=300, verbose_name="theme in Russian"),
                ),
                (
                    "theme_kk",
                    models.CharField(blank=True, max_length=300, verbose_name="theme in Kazakh"),
                ),
                (
                    "needs_training",
                    models.BooleanField(
                        default=True,
                        help_text="A coordinator can record an exception with its reason.",
                        verbose_name="only for those who were trained for it",
                    ),
                ),
                (
                    "needs_background_check",
                    models.BooleanField(
                        default=False, verbose_name="adults need a background check"
                    ),
                ),
                (
                    "needs_code_of_conduct",
                    models.BooleanField(
                        default=False, verbose_name="adults need to have signed the code of conduct"
                    ),
                ),
            ],
            options={
                "verbose_name": "project",
                "verbose_name_plural": "projects",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code__regex", "^[A-Z][A-Z0-9]{1,9}$"),
                            models.Q(("code", "ALL"), _negated=True),
                        ),
                        name="project_code_is_valid",
                    )
                ],
            },
        ),
        CreateModel(
            name="TrainingUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "is_open",
                    models.BooleanField(
                        default=False,
                        help_text="A hidden unit asks nothing of anybody; what was passed stays passed.",
                        verbose_name="shown to volunteers",
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
                ("text_en", models.TextField(verbose_name="text in English")),
                ("text_ru", models.TextField(blank=True, verbose_name="text in Russian")),
                ("text_kk", models.TextField(blank=True, verbose_name="text in Kazakh")),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_units",
                        to="volunteers.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "training unit",
                "verbose_name_plural": "training units",
                "ordering": ["project", "number", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("project", "number"),
                        name="training_unit_number_is_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (1, 120))),
                        name="training_unit_minutes_are_plausible",
                    ),
                ],
            },
        ),
        CreateModel(
            name="QuizQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text_en", models.CharField(max_length=400, verbose_name="question in English")),
                (
                    "text_ru",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="question in Russian"
                    ),
                ),
                (
                    "text_kk",
                    models.CharField(blank=True, max_length=400, verbose_name="question in Kazakh"),
                ),
                (
                    "options_en",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        size=None,
                        verbose_name="options in English",
                    ),
                ),
                (
                    "options_ru",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="in Russian",
                    ),
                ),
                (
                    "options_kk",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="in Kazakh",
                    ),
                ),
                (
                    "right_options",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        help_text="Their numbers, from 1; several: all of them have to be chosen.",
                        size=None,
                        verbose_name="right options",
                    ),
                ),
                ("explanation_en", models.TextField(blank=True, verbose_name="why, in English")),
                ("explanation_ru", models.TextField(blank=True, verbose_name="why, in Russian")),
                ("explanation_kk", models.TextField(blank=True, verbose_name="why, in Kazakh")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="volunteers.trainingunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["unit", "number", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("unit", "number"),
                        name="quiz_question_number_is_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("options_en__len__range", (2, 6))),
                        name="quiz_question_has_2_to_6_options",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("options_ru__len", 0),
                                ("options_ru__len", models.F("options_en__len")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("options_kk__len", 0),
                                ("options_kk__len", models.F("options_en__len")),
                                _connector="OR",
                            ),
                        ),
                        name="quiz_question_options_are_the_same_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "right_options__contained_by",
                                models.Func(
                                    models.F("options_en"),
                                    template="(ARRAY[1,2,3,4,5,6])[1:cardinality(%(expressions)s)]",
                                ),
                            ),
                            ("right_options__len__gte", 1),
                        ),
                        name="quiz_question_has_a_right_option",
                    ),
                ],
            },
        ),
        CreateModel(
            name="StaffingLimits",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "minors_most_hours_a_week",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="So many hours of sessions at most, from Monday to Sunday.",
                        verbose_name="hours a week for under-18s",
                    ),
                ),
                (
                    "guardian_consent_under_age",
                    models.PositiveSmallIntegerField(
                        default=16, verbose_name="guardian's consent below the age of"
                    ),
                ),
                (
                    "youngest_age",
                    models.PositiveSmallIntegerField(
                        db_default=10, default=10, verbose_name="apply from the age of"
                    ),
                ),
                (
                    "oldest_age",
                    models.PositiveSmallIntegerField(
                        db_default=24, default=24, verbose_name="apply up to the age of"
                    ),
                ),
                (
                    "consent_days",
                    models.PositiveSmallIntegerField(
                        db_default=14,
                        default=14,
                        help_text="Then the link that a guardian got ends, and a new one can be sent.",
                        verbose_name="days to answer a request for consent",
                    ),
                ),
                (
                    "consent_reminder_days",
                    models.PositiveSmallIntegerField(
                        db_default=5,
                        default=5,
                        verbose_name="days until a request for consent is repeated",
                    ),
                ),
            ],
            options={
                "verbose_name": "limits",
                "verbose_name_plural": "limits",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="limits_are_one_row"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minors_most_hours_a_week__range", (1, 40))),
                        name="limits_minors_hours_are_1_to_40",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("guardian_consent_under_age__range", (0, 18))),
                        name="limits_guardian_age_is_0_to_18",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("oldest_age__lte", 100),
                            ("youngest_age__gte", 5),
                            ("youngest_age__lte", models.F("oldest_age")),
                        ),
                        name="limits_ages_are_5_to_100",
                        violation_error_message="Ages go from 5 to 100, the youngest first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consent_days__range", (1, 90)),
                            ("consent_reminder_days__gte", 1),
                            ("consent_reminder_days__lt", models.F("consent_days")),
                        ),
                        name="limits_consent_days_are_1_to_90",
                        violation_error_message="Up to 90 days, and the reminder before they end.",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Volunteer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "email",
                    models.EmailField(max_length=254, unique=True, verbose_name="e-mail address"),
                ),
                ("first_name", models.CharField(max_length=100, verbose_name="first name")),
                ("last_name", models.CharField(max_length=100, verbose_name="last name")),
                ("birth_date", models.DateField(verbose_name="date of birth")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        size=None,
                        verbose_name="languages",
                    ),
                ),
                (
                    "status",
                    models.CharField(
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
                (
                    "guardian_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=200,
                        verbose_name="name of a parent or guardian",
                    ),
                ),
                (
                    "guardian_email",
                    models.EmailField(
                        blank=True,
                        db_default="",
                        help_text="Gets a copy of what coordinators write to a volunteer under 18.",
                        max_length=254,
                        verbose_name="e-mail address of a parent or guardian",
                    ),
                ),
                (
                    "joined_date",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="joined on"
                    ),
                ),
                (
                    "most_sessions_a_week",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The volunteer's own wish; empty where there is none.",
                        null=True,
                        verbose_name="at most so many sessions a week",
                    ),
                ),
                (
                    "interview_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="interview"),
                ),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="Stands in the letter to the applicant.",
                        max_length=500,
                        verbose_name="why the application was declined",
                    ),
                ),
                (
                    "status_since",
                    models.DateField(
                        db_default=django.db.models.functions.comparison.Cast(
                            models.Func(
                                models.Value("Asia/Almaty"),
                                django.db.models.functions.datetime.Now(),
                                function="timezone",
                            ),
                            models.DateField(),
                        ),
                        editable=False,
                        help_text="Kept by the database.",
                        verbose_name="status since",
                    ),
                ),
                (
                    "erased_at",
                    models.DateTimeField(
                        editable=False,
                        help_text="From then on nothing tells who it was.",
                        null=True,
                        verbose_name="taken out at",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteers",
                        to="regions.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        help_text="Set once the person has signed up with this address.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="volunteer",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "volunteer",
                "verbose_name_plural": "volunteers",
                "ordering": ["last_name", "first_name", "pk"],
                "indexes": [
                    models.Index(fields=["region", "last_name"], name="volunteer_by_region")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="volunteer_email_is_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "applied",
                                    "interview",
                                    "trained",
                                    "active",
                                    "paused",
                                    "declined",
                                    "left",
                                ],
                            )
                        ),
                        name="volunteer_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("birth_date__gte", datetime.date(1900, 1, 1)),
                            ("birth_date__lt", models.F("joined_date")),
                        ),
                        name="volunteer_is_born_before_joining",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("most_sessions_a_week__isnull", True),
                            ("most_sessions_a_week__range", (1, 40)),
                            _connector="OR",
                        ),
                        name="volunteer_wish_is_1_to_40_a_week",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at__isnull", True),
                            models.Q(
                                ("birth_date", datetime.date(1900, 1, 1)),
                                ("decline_reason", ""),
                                ("email__endswith", "@erased.invalid"),
                                ("first_name", ""),
                                ("guardian_email", ""),
                                ("guardian_name", ""),
                                ("last_name", ""),
                                ("status", "left"),
                                ("user__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="volunteer_erased_stays_erased",
                        violation_error_message="A volunteer who was taken out stays so.",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Unavailability",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unavailabilities",
                        to="volunteers.volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "time away",
                "verbose_name_plural": "times away",
                "ordering": ["starts_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="unavailability_ends_after_start",
                    )
                ],
            },
        ),
        CreateModel(
            name="Check",
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
                        choices=[
                            ("background", "background check"),
                            ("conduct", "code of conduct"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="valid from"
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(
                        blank=True,
                        help_text="Empty where it has no end.",
                        null=True,
                        verbose_name="valid until",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="volunteers.volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "check",
                "verbose_name_plural": "checks",
                "ordering": ["kind", "-valid_from", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("volunteer", "kind", "valid_from"), name="check_is_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["background", "conduct"])),
                        name="check_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="check_ends_after_start",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Consent",
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
                        choices=[
                            ("participation", "taking part"),
                            ("guardian", "guardian's consent to taking part"),
                            ("photo", "pictures"),
                        ],
                        max_length=13,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text_version",
                    models.CharField(max_length=20, verbose_name="version of the text"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("account", "in the own account"),
                            ("link", "through a link by e-mail"),
                            ("paper", "on paper"),
                            ("taken_over", "taken over from earlier records"),
                        ],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                ("given_by", models.CharField(max_length=200, verbose_name="given by")),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="Where the signed paper is kept, or to which address the link went.",
                        max_length=300,
                        verbose_name="evidence",
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="given at")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="volunteers.volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ["volunteer", "kind", "-given_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("volunteer", "kind"),
                        name="consent_in_force_is_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["participation", "guardian", "photo"])),
                        name="consent_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("method__in", ["account", "link", "paper", "taken_over"])
                        ),
                        name="consent_method_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "guardian"), _negated=True),
                            models.Q(("method", "account"), _negated=True),
                            _connector="OR",
                        ),
                        name="consent_of_guardian_is_not_by_account",
                        violation_error_message="A guardian agrees through a link or on paper.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            ("withdrawn_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="consent_is_withdrawn_after_given",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "joined_date",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                ("left_date", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="volunteers.project",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enrolments",
                        to="volunteers.volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "enrolment",
                "verbose_name_plural": "enrolments",
                "ordering": ["project", "volunteer"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("volunteer", "project"), name="enrolment_is_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_date__isnull", True),
                            ("left_date__gte", models.F("joined_date")),
                            _connector="OR",
                        ),
                        name="enrolment_ends_after_start",
                    ),
                ],
            },
        ),
        CreateModel(
            name="ProjectEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                (
                    "name_ru",
                    models.CharField(blank=True, max_length=200, verbose_name="name in Russian"),
                ),
                (
                    "name_kk",
                    models.CharField(blank=True, max_length=200, verbose_name="name in Kazakh"),
                ),
                ("code", models.CharField(max_length=10, verbose_name="code")),
                (
                    "theme_en",
                    models.CharField(blank=True, max_length=300, verbose_name="theme in English"),
                ),
                (
                    "theme_ru",
                    models.CharField(blank=True, max_length=300, verbose_name="theme in Russian"),
                ),
                (
                    "theme_kk",
                    models.CharField(blank=True, max_length=300, verbose_name="theme in Kazakh"),
                ),
                (
                    "needs_training",
                    models.BooleanField(
                        default=True,
                        help_text="A coordinator can record an exception with its reason.",
                        verbose_name="only for those who were trained for it",
                    ),
                ),
                (
                    "needs_background_check",
                    models.BooleanField(
                        default=False, verbose_name="adults need a background check"
                    ),
                ),
                (
                    "needs_code_of_conduct",
                    models.BooleanField(
                        default=False, verbose_name="adults need to have signed the code of conduct"
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
                        to="volunteers.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="StaffingLimitsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, editable=False, serialize=False),
                ),
                (
                    "minors_most_hours_a_week",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="So many hours of sessions at most, from Monday to Sunday.",
                        verbose_name="hours a week for under-18s",
                    ),
                ),
                (
                    "guardian_consent_under_age",
                    models.PositiveSmallIntegerField(
                        default=16, verbose_name="guardian's consent below the age of"
                    ),
                ),
                (
                    "youngest_age",
                    models.PositiveSmallIntegerField(
                        db_default=10, default=10, verbose_name="apply from the age of"
                    ),
                ),
                (
                    "oldest_age",
                    models.PositiveSmallIntegerField(
                        db_default=24, default=24, verbose_name="apply up to the age of"
                    ),
                ),
                (
                    "consent_days",
                    models.PositiveSmallIntegerField(
                        db_default=14,
                        default=14,
                        help_text="Then the link that a guardian got ends, and a new one can be sent.",
                        verbose_name="days to answer a request for consent",
                    ),
                ),
                (
                    "consent_reminder_days",
                    models.PositiveSmallIntegerField(
                        db_default=5,
                        default=5,
                        verbose_name="days until a request for consent is repeated",
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
                        to="volunteers.staffinglimits",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="Training",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "passed_date",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("course", "passed the training"),
                            ("exception", "exception by a coordinator"),
                            ("taken_over", "taken over from earlier records"),
                        ],
                        default="course",
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to="volunteers.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trainings",
                        to="volunteers.volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "training",
                "verbose_name_plural": "trainings",
                "ordering": ["project", "passed_date", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("volunteer", "project", "passed_date"), name="training_is_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["course", "exception", "taken_over"])),
                        name="training_how_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "exception"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="training_exception_has_reason",
                    ),
                ],
            },
        ),
        CreateModel(
            name="QuizQuestionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text_en", models.CharField(max_length=400, verbose_name="question in English")),
                (
                    "text_ru",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="question in Russian"
                    ),
                ),
                (
                    "text_kk",
                    models.CharField(blank=True, max_length=400, verbose_name="question in Kazakh"),
                ),
                (
                    "options_en",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        size=None,
                        verbose_name="options in English",
                    ),
                ),
                (
                    "options_ru",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="in Russian",
                    ),
                ),
                (
                    "options_kk",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="in Kazakh",
                    ),
                ),
                (
                    "right_options",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        help_text="Their numbers, from 1; several: all of them have to be chosen.",
                        size=None,
                        verbose_name="right options",
                    ),
                ),
                ("explanation_en", models.TextField(blank=True, verbose_name="why, in English")),
                ("explanation_ru", models.TextField(blank=True, verbose_name="why, in Russian")),
                ("explanation_kk", models.TextField(blank=True, verbose_name="why, in Kazakh")),
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
                        to="volunteers.quizquestion",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="volunteers.trainingunit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="TrainingUnitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "is_open",
                    models.BooleanField(
                        default=False,
                        help_text="A hidden unit asks nothing of anybody; what was passed stays passed.",
                        verbose_name="shown to volunteers",
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
                ("text_en", models.TextField(verbose_name="text in English")),
                ("text_ru", models.TextField(blank=True, verbose_name="text in Russian")),
                ("text_kk", models.TextField(blank=True, verbose_name="text in Kazakh")),
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
                        to="volunteers.trainingunit",
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
            name="UnitProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "right_questions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("passed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="volunteers.trainingunit",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unit_progress",
                        to="volunteers.volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "progress in a unit",
                "verbose_name_plural": "progress in units",
                "ordering": ["unit", "volunteer"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("volunteer", "unit"), name="unit_progress_is_unique"
                    )
                ],
            },
        ),
        CreateModel(
            name="UnavailabilityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
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
                        to="volunteers.unavailability",
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
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="TrainingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "passed_date",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("course", "passed the training"),
                            ("exception", "exception by a coordinator"),
                            ("taken_over", "taken over from earlier records"),
                        ],
                        default="course",
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
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
                        to="volunteers.training",
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
                    "recorded_by",
                    models.ForeignKey(
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
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="EnrolmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "joined_date",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                ("left_date", models.DateField(blank=True, null=True, verbose_name="until")),
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
                        to="volunteers.enrolment",
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
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="ConsentRequest",
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
                        default=volunteers.models.secrets.new_nonce, editable=False, max_length=43
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ru", "Russian"), ("kk", "Kazakh")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="asked at"
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="answer until")),
                (
                    "reminded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reminded at"),
                ),
                (
                    "replaced_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="replaced at"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                ),
                (
                    "said_yes",
                    models.BooleanField(
                        blank=True,
                        help_text="Empty where the volunteer is old enough to decide alone.",
                        null=True,
                        verbose_name="yes to taking part",
                    ),
                ),
                (
                    "said_yes_to_pictures",
                    models.BooleanField(blank=True, null=True, verbose_name="yes to pictures"),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True,
                        help_text="To which the answer was given.",
                        verbose_name="words that were shown",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consent_requests",
                        to="volunteers.volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for consent",
                "verbose_name_plural": "requests for consent",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at", None), ("replaced_at", None)),
                        fields=["created_at"],
                        name="consent_request_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None), ("replaced_at", None)),
                        fields=("volunteer",),
                        name="consent_request_open_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("said_yes__isnull", True),
                                ("said_yes_to_pictures__isnull", True),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("said_yes_to_pictures__isnull", False),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="consent_request_answer_is_whole",
                    ),
                ],
            },
        ),
        CreateModel(
            name="ConsentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("participation", "taking part"),
                            ("guardian", "guardian's consent to taking part"),
                            ("photo", "pictures"),
                        ],
                        max_length=13,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text_version",
                    models.CharField(max_length=20, verbose_name="version of the text"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("account", "in the own account"),
                            ("link", "through a link by e-mail"),
                            ("paper", "on paper"),
                            ("taken_over", "taken over from earlier records"),
                        ],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                ("given_by", models.CharField(max_length=200, verbose_name="given by")),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="Where the signed paper is kept, or to which address the link went.",
                        max_length=300,
                        verbose_name="evidence",
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="given at")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
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
                        to="volunteers.consent",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
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
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="CheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("background", "background check"),
                            ("conduct", "code of conduct"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="valid from"
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(
                        blank=True,
                        help_text="Empty where it has no end.",
                        null=True,
                        verbose_name="valid until",
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
                        to="volunteers.check",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
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
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="Application",
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
                        default=volunteers.models.secrets.new_nonce, editable=False, max_length=43
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("answers", models.JSONField(blank=True, default=dict, verbose_name="answers")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ru", "Russian"), ("kk", "Kazakh")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "ways",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("online", "online"), ("offline", "in person")], max_length=7
                        ),
                        default=list,
                        size=None,
                        verbose_name="how",
                    ),
                ),
                (
                    "times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("mornings", "weekdays, mornings"),
                                ("afternoons", "weekdays, afternoons"),
                                ("evenings", "weekdays, evenings"),
                                ("saturdays", "Saturdays"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="when",
                    ),
                ),
                ("motivation", models.TextField(blank=True, max_length=1000, verbose_name="why")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="applied at"
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="address confirmed at"
                    ),
                ),
                (
                    "volunteer",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="application",
                        to="volunteers.volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "application",
                "verbose_name_plural": "applications",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=("email",),
                        name="application_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("volunteer__isnull", True)),
                            models.Q(
                                ("answers", {}),
                                ("confirmed_at__isnull", False),
                                ("email", ""),
                                ("volunteer__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="application_confirmed_is_a_volunteers",
                    ),
                ],
            },
        ),
        CreateModel(
            name="VolunteerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("first_name", models.CharField(max_length=100, verbose_name="first name")),
                ("last_name", models.CharField(max_length=100, verbose_name="last name")),
                ("birth_date", models.DateField(verbose_name="date of birth")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        size=None,
                        verbose_name="languages",
                    ),
                ),
                (
                    "status",
                    models.CharField(
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
                (
                    "guardian_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=200,
                        verbose_name="name of a parent or guardian",
                    ),
                ),
                (
                    "guardian_email",
                    models.EmailField(
                        blank=True,
                        db_default="",
                        help_text="Gets a copy of what coordinators write to a volunteer under 18.",
                        max_length=254,
                        verbose_name="e-mail address of a parent or guardian",
                    ),
                ),
                (
                    "joined_date",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="joined on"
                    ),
                ),
                (
                    "most_sessions_a_week",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The volunteer's own wish; empty where there is none.",
                        null=True,
                        verbose_name="at most so many sessions a week",
                    ),
                ),
                (
                    "interview_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="interview"),
                ),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="Stands in the letter to the applicant.",
                        max_length=500,
                        verbose_name="why the application was declined",
                    ),
                ),
                (
                    "status_since",
                    models.DateField(
                        db_default=django.db.models.functions.comparison.Cast(
                            models.Func(
                                models.Value("Asia/Almaty"),
                                django.db.models.functions.datetime.Now(),
                                function="timezone",
                            ),
                            models.DateField(),
                        ),
                        editable=False,
                        help_text="Kept by the database.",
                        verbose_name="status since",
                    ),
                ),
                (
                    "erased_at",
                    models.DateTimeField(
                        editable=False,
                        help_text="From then on nothing tells who it was.",
                        null=True,
                        verbose_name="taken out at",
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
                        to="volunteers.volunteer",
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
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Set once the person has signed up with this address.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="VolunteerNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="note")),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="written at"
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="volunteers.volunteer",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["-written_at", "-pk"],
            },
        ),
        CreateModel(
            name="WeeklyTime",
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
                        choices=[
                            ("school", "own school hours"),
                            ("available", "free for sessions"),
                        ],
                        max_length=9,
                        verbose_name="what",
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Monday"),
                            (2, "Tuesday"),
                            (3, "Wednesday"),
                            (4, "Thursday"),
                            (5, "Friday"),
                            (6, "Saturday"),
                            (7, "Sunday"),
                        ],
                        verbose_name="weekday",
                    ),
                ),
                ("starts", models.TimeField(verbose_name="from")),
                ("ends", models.TimeField(verbose_name="until")),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="weekly_times",
                        to="volunteers.volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "weekly time",
                "verbose_name_plural": "weekly times",
                "ordering": ["kind", "weekday", "starts", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("volunteer", "kind", "weekday", "starts"),
                        name="weekly_time_is_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["school", "available"])),
                        name="weekly_time_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (1, 7))),
                        name="weekly_time_weekday_is_1_to_7",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="weekly_time_ends_after_start",
                    ),
                ],
            },
        ),
        CreateModel(
            name="WeeklyTimeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("school", "own school hours"),
                            ("available", "free for sessions"),
                        ],
                        max_length=9,
                        verbose_name="what",
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Monday"),
                            (2, "Tuesday"),
                            (3, "Wednesday"),
                            (4, "Thursday"),
                            (5, "Friday"),
                            (6, "Saturday"),
                            (7, "Sunday"),
                        ],
                        verbose_name="weekday",
                    ),
                ),
                ("starts", models.TimeField(verbose_name="from")),
                ("ends", models.TimeField(verbose_name="until")),
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
                        to="volunteers.weeklytime",
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
            ],
            options={
                "abstract": False,
            },
        ),
        AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_projectevent" ("code", "id", "name_en", "name_kk", "name_ru", "needs_background_check", "needs_code_of_conduct", "needs_training", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "theme_en", "theme_kk", "theme_ru") SELECT new_values."code", new_values."id", new_values."name_en", new_values."name_kk", new_values."name_ru", new_values."needs_background_check", new_values."needs_code_of_conduct", new_values."needs_training", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."theme_en", new_values."theme_kk", new_values."theme_ru" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="62feeae4e52974ae1515dd7e13013ca15b0329b9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a28a7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="volunteers_project",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_projectevent" ("code", "id", "name_en", "name_kk", "name_ru", "needs_background_check", "needs_code_of_conduct", "needs_training", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "theme_en", "theme_kk", "theme_ru") SELECT new_values."code", new_values."id", new_values."name_en", new_values."name_kk", new_values."name_ru", new_values."needs_background_check", new_values."needs_code_of_conduct", new_values."needs_training", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."theme_en", new_values."theme_kk", new_values."theme_ru" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8eaa2d648a859d2b10fb77cee169c0abea7016e3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_43904",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="volunteers_project",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_projectevent" ("code", "id", "name_en", "name_kk", "name_ru", "needs_background_check", "needs_code_of_conduct", "needs_training", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "theme_en", "theme_kk", "theme_ru") SELECT old_values."code", old_values."id", old_values."name_en", old_values."name_kk", old_values."name_ru", old_values."needs_background_check", old_values."needs_code_of_conduct", old_values."needs_training", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."theme_en", old_values."theme_kk", old_values."theme_ru" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f4cbce7ea7fec0bfd8f1ac686d4734c851b795c0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_90d61",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="volunteers_project",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
            model_name="projectevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b75cc400870bf4fc10bd633e5cf230b401f6bea5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_21e96",
                    table="volunteers_projectevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="staffinglimitsevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="900c41d6790dd11269260266a0becdf40db3e473",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fb274",
                    table="volunteers_staffinglimitsevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="trainingunit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_trainingunitevent" ("brought", "code", "id", "is_open", "minutes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "revision", "text_en", "text_kk", "text_ru", "title_en", "title_kk", "title_ru") SELECT new_values."brought", new_values."code", new_values."id", new_values."is_open", new_values."minutes", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."revision", new_values."text_en", new_values."text_kk", new_values."text_ru", new_values."title_en", new_values."title_kk", new_values."title_ru" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="77790dcc55f0ac2e7e9269aa33434df98527e575",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1f2e6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="volunteers_trainingunit",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="trainingunit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_trainingunitevent" ("brought", "code", "id", "is_open", "minutes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "revision", "text_en", "text_kk", "text_ru", "title_en", "title_kk", "title_ru") SELECT new_values."brought", new_values."code", new_values."id", new_values."is_open", new_values."minutes", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."project_id", new_values."revision", new_values."text_en", new_values."text_kk", new_values."text_ru", new_values."title_en", new_values."title_kk", new_values."title_ru" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8c696b4eb53f419af21fadce4341a9bbcb8aa50b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_02a51",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="volunteers_trainingunit",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="trainingunit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_trainingunitevent" ("brought", "code", "id", "is_open", "minutes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "revision", "text_en", "text_kk", "text_ru", "title_en", "title_kk", "title_ru") SELECT old_values."brought", old_values."code", old_values."id", old_values."is_open", old_values."minutes", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."revision", old_values."text_en", old_values."text_kk", old_values."text_ru", old_values."title_en", old_values."title_kk", old_values."title_ru" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b0bc4dc10734e0bc89d3f17888431fa8055a2f03",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6b9c2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="volunteers_trainingunit",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="quizquestionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8f48fdb27044b61e4cb9d0e0ad86ea98bd319330",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e6818",
                    table="volunteers_quizquestionevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="quizquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_quizquestionevent" ("explanation_en", "explanation_kk", "explanation_ru", "id", "number", "options_en", "options_kk", "options_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "right_options", "text_en", "text_kk", "text_ru", "unit_id") SELECT new_values."explanation_en", new_values."explanation_kk", new_values."explanation_ru", new_values."id", new_values."number", new_values."options_en", new_values."options_kk", new_values."options_ru", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."right_options", new_values."text_en", new_values."text_kk", new_values."text_ru", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="70589cfff623fcb3b39c7b332b86a7935685ef7b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e8c9a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="volunteers_quizquestion",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="quizquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_quizquestionevent" ("explanation_en", "explanation_kk", "explanation_ru", "id", "number", "options_en", "options_kk", "options_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "right_options", "text_en", "text_kk", "text_ru", "unit_id") SELECT new_values."explanation_en", new_values."explanation_kk", new_values."explanation_ru", new_values."id", new_values."number", new_values."options_en", new_values."options_kk", new_values."options_ru", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."right_options", new_values."text_en", new_values."text_kk", new_values."text_ru", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f70781424e75535d4888ff074908e20e683e251b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d23c4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="volunteers_quizquestion",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="quizquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_quizquestionevent" ("explanation_en", "explanation_kk", "explanation_ru", "id", "number", "options_en", "options_kk", "options_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "right_options", "text_en", "text_kk", "text_ru", "unit_id") SELECT old_values."explanation_en", old_values."explanation_kk", old_values."explanation_ru", old_values."id", old_values."number", old_values."options_en", old_values."options_kk", old_values."options_ru", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."right_options", old_values."text_en", old_values."text_kk", old_values."text_ru", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="626ff8c567f5634ceed13bc8cc9c31e669b51e90",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5fc70",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="volunteers_quizquestion",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="trainingunitevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="aa84fdda662c1123e1678cfec86ec77db2571bc0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8c73f",
                    table="volunteers_trainingunitevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
            model_name="volunteer",
            trigger=pgtrigger.compiler.Trigger(
                name="status_since",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status IS DISTINCT FROM NEW.status)",
                    func="NEW.status_since := (now() AT TIME ZONE 'Asia/Almaty')::date; RETURN NEW;",
                    hash="45323bf3706dcf528ff925804e8e4ac7fa5c251e",
                    operation='UPDATE OF "status"',
                    pgid="pgtrigger_status_since_8367a",
                    table="volunteers_volunteer",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="volunteer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_volunteerevent" ("birth_date", "decline_reason", "email", "erased_at", "first_name", "guardian_email", "guardian_name", "id", "interview_at", "joined_date", "languages", "last_name", "most_sessions_a_week", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "status", "status_since", "user_id") SELECT new_values."birth_date", new_values."decline_reason", new_values."email", new_values."erased_at", new_values."first_name", new_values."guardian_email", new_values."guardian_name", new_values."id", new_values."interview_at", new_values."joined_date", new_values."languages", new_values."last_name", new_values."most_sessions_a_week", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id", new_values."status", new_values."status_since", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="17a297144498597869cb12bb2f05154fb7d6e5a9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fa6cd",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="volunteers_volunteer",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="volunteer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_volunteerevent" ("birth_date", "decline_reason", "email", "erased_at", "first_name", "guardian_email", "guardian_name", "id", "interview_at", "joined_date", "languages", "last_name", "most_sessions_a_week", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "status", "status_since", "user_id") SELECT new_values."birth_date", new_values."decline_reason", new_values."email", new_values."erased_at", new_values."first_name", new_values."guardian_email", new_values."guardian_name", new_values."id", new_values."interview_at", new_values."joined_date", new_values."languages", new_values."last_name", new_values."most_sessions_a_week", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id", new_values."status", new_values."status_since", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2dbb497ebc6e4f39db0cd345fe020ec62606fc30",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6cedd",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="volunteers_volunteer",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="volunteer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_volunteerevent" ("birth_date", "decline_reason", "email", "erased_at", "first_name", "guardian_email", "guardian_name", "id", "interview_at", "joined_date", "languages", "last_name", "most_sessions_a_week", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "status", "status_since", "user_id") SELECT old_values."birth_date", old_values."decline_reason", old_values."email", old_values."erased_at", old_values."first_name", old_values."guardian_email", old_values."guardian_name", old_values."id", old_values."interview_at", old_values."joined_date", old_values."languages", old_values."last_name", old_values."most_sessions_a_week", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region_id", old_values."status", old_values."status_since", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="af261064d7f0aaeda24ba68c5f97e0db9fd392a1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_16027",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="volunteers_volunteer",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="unavailabilityevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d94b42c9729821dfd1004366b498514762c029f8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6f821",
                    table="volunteers_unavailabilityevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="unavailability",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_unavailabilityevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "volunteer_id") SELECT new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_at", new_values."volunteer_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b516e0ffd306962aa346f4e0f8159b6901c2c390",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_27b3c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="volunteers_unavailability",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="unavailability",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_unavailabilityevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "volunteer_id") SELECT new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_at", new_values."volunteer_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="08cbc09000e7b5370cfa791a6322f61959bf1d56",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_80805",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="volunteers_unavailability",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="unavailability",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_unavailabilityevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "volunteer_id") SELECT old_values."ends_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts_at", old_values."volunteer_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="76e2bae53741db5857f762d0560fefd5af67fe1d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_739fa",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="volunteers_unavailability",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="trainingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="329c91d81fbb7ea2f82403967c5129749cd58a45",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_90843",
                    table="volunteers_trainingevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="training",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_trainingevent" ("how", "id", "note", "passed_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "recorded_by_id", "volunteer_id") SELECT new_values."how", new_values."id", new_values."note", new_values."passed_date", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."recorded_by_id", new_values."volunteer_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="31c64ba15f715d1f998122168c08959725ba2676",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_47514",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="volunteers_training",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="training",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_trainingevent" ("how", "id", "note", "passed_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "recorded_by_id", "volunteer_id") SELECT new_values."how", new_values."id", new_values."note", new_values."passed_date", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."project_id", new_values."recorded_by_id", new_values."volunteer_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5e5fee0659080c6b0e67030411041f8d35ceedb5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_315c2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="volunteers_training",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="training",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_trainingevent" ("how", "id", "note", "passed_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "recorded_by_id", "volunteer_id") SELECT old_values."how", old_values."id", old_values."note", old_values."passed_date", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."recorded_by_id", old_values."volunteer_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e7cbfc0b58357370c6a7d7084f52860829fef6ee",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f1741",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="volunteers_training",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="enrolmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9b24388af2ec4d2379face2209ac6138a686897d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_67050",
                    table="volunteers_enrolmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="enrolment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_enrolmentevent" ("id", "joined_date", "left_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "volunteer_id") SELECT new_values."id", new_values."joined_date", new_values."left_date", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."volunteer_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="34b77856c26089b357a502a8759c74877c01bcec",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4e3d3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="volunteers_enrolment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="enrolment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_enrolmentevent" ("id", "joined_date", "left_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "volunteer_id") SELECT new_values."id", new_values."joined_date", new_values."left_date", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."project_id", new_values."volunteer_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fb2ab70f1d0fd6d624154486bac3327eb3114264",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_52534",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="volunteers_enrolment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="enrolment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_enrolmentevent" ("id", "joined_date", "left_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "volunteer_id") SELECT old_values."id", old_values."joined_date", old_values."left_date", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."volunteer_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fcc2efcc7594a720fac91e078c6a7d2aa8307abb",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8679c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="volunteers_enrolment",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="consentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="19e7a92f441c2798487e03510b219ef2b4d39810",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5a79a",
                    table="volunteers_consentevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
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
        AddTrigger(
            model_name="checkevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f8e772a3ece96cdf5c2dadfd1851458be0ed48df",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_64cc3",
                    table="volunteers_checkevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="check",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_checkevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "valid_from", "valid_until", "volunteer_id") SELECT new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."valid_from", new_values."valid_until", new_values."volunteer_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b65b901b6502898d14daa28133aa78a7e640e1de",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d8ad3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="volunteers_check",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="check",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_checkevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "valid_from", "valid_until", "volunteer_id") SELECT new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_by_id", new_values."valid_from", new_values."valid_until", new_values."volunteer_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7ca836e0b8f362363182098f3b49fabd0e1b0856",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6d3e6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="volunteers_check",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="check",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_checkevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "valid_from", "valid_until", "volunteer_id") SELECT old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_by_id", old_values."valid_from", old_values."valid_until", old_values."volunteer_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2ac01bd0e9d88e6ec0a9d9a3f8349f1e91c8300c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_166f5",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="volunteers_check",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="volunteerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c5535e351ea1afe2d73f8d2290ca76b549279c5e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fb428",
                    table="volunteers_volunteerevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="weeklytime",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_weeklytimeevent" ("ends", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "volunteer_id", "weekday") SELECT new_values."ends", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts", new_values."volunteer_id", new_values."weekday" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="af3eb76403419aa177bcc6ef907d4adfc580b533",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_052a2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="volunteers_weeklytime",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="weeklytime",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_weeklytimeevent" ("ends", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "volunteer_id", "weekday") SELECT new_values."ends", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts", new_values."volunteer_id", new_values."weekday" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="cbda843357f9b10697a0b2ef2e3ec3ddfc22c6f3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3019c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="volunteers_weeklytime",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="weeklytime",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_weeklytimeevent" ("ends", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "volunteer_id", "weekday") SELECT old_values."ends", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts", old_values."volunteer_id", old_values."weekday" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a3de9cf44b02c7fdee31923695e53d2dc94624c0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_56bf0",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="volunteers_weeklytime",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="weeklytimeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d5653846f5086944783ba0ec548d99445d6c1645",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c4dc3",
                    table="volunteers_weeklytimeevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
