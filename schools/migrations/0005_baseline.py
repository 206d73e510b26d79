import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from regions.operations import AddTrigger, CreateModel


class Migration(migrations.Migration):
    """All of the app's tables at once, for a new database; what came before is for older ones."""

    replaces = [
        ("schools", "0001_initial"),
        ("schools", "0002_school_district_in_region"),
        ("schools", "0003_school_places"),
        ("schools", "0004_school_calendar"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0003_baseline"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0003_baseline"),
    ]

    operations = [
        CreateModel(
            name="School",
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
                ("code", models.CharField(max_length=40, unique=True, verbose_name="code")),
                (
                    "settlement",
                    models.CharField(
                        choices=[("urban", "urban"), ("rural", "rural")],
                        max_length=5,
                        verbose_name="settlement",
                    ),
                ),
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
                        verbose_name="languages of instruction",
                    ),
                ),
                (
                    "teaches_saturdays",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="A school week of six days.",
                        verbose_name="teaches on Saturdays",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schools",
                        to="regions.district",
                        verbose_name="district",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schools",
                        to="regions.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "school",
                "verbose_name_plural": "schools",
                "ordering": ["name_en", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code__regex", "^[^\\s;,]+$"), models.Q(("code", "ALL"), _negated=True)
                        ),
                        name="school_code_is_valid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("settlement__in", ["urban", "rural"])),
                        name="school_settlement_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("languages__contained_by", ["kk", "ru", "en", "uz", "ug", "tg"]),
                            ("languages__len__gte", 1),
                        ),
                        name="school_languages_are_known",
                    ),
                ],
            },
        ),
        CreateModel(
            name="BellPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shift", models.PositiveSmallIntegerField(verbose_name="shift")),
                ("number", models.PositiveSmallIntegerField(verbose_name="lesson")),
                ("starts", models.TimeField(verbose_name="starts")),
                ("ends", models.TimeField(verbose_name="ends")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bell_periods",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson time",
                "verbose_name_plural": "lesson times",
                "ordering": ["school", "shift", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "shift", "number"), name="bell_period_is_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shift__range", (1, 3))),
                        name="bell_period_shift_is_1_to_3",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__range", (1, 12))),
                        name="bell_period_number_is_1_to_12",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("starts__lt", models.F("ends"))),
                        name="bell_period_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("school_id"),
                                    models.F("school_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("shift"),
                                    models.F("shift"),
                                    models.Value("[]"),
                                    function="int4range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.Func(
                                        models.F("starts"),
                                        output_field=models.IntegerField(),
                                        template="(EXTRACT(EPOCH FROM %(expressions)s)::int)",
                                    ),
                                    models.Func(
                                        models.F("ends"),
                                        output_field=models.IntegerField(),
                                        template="(EXTRACT(EPOCH FROM %(expressions)s)::int)",
                                    ),
                                    function="int4range",
                                ),
                                "&&",
                            ),
                        ],
                        name="bell_period_never_two_at_once",
                    ),
                ],
            },
        ),
        CreateModel(
            name="ClassGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "school_year",
                    models.PositiveSmallIntegerField(
                        help_text="The year in which it starts: 2020 for 2020/21.",
                        verbose_name="school year",
                    ),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="grade",
                    ),
                ),
                ("letter", models.CharField(max_length=10, verbose_name="letter")),
                (
                    "language",
                    models.CharField(
                        blank=True,
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
                    "enrolled",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How many students are in the class; empty where it is not known.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="enrolled",
                    ),
                ),
                (
                    "shift",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="1 in the morning, 2 in the afternoon; empty where it is not known.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3),
                        ],
                        verbose_name="shift",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="class_groups",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "class group",
                "verbose_name_plural": "class groups",
                "ordering": ["school", "-school_year", "grade", "letter"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("school"),
                        models.F("school_year"),
                        models.F("grade"),
                        models.Func(
                            django.db.models.functions.text.Upper("letter"),
                            models.Value("АВЕЁКМНОРСТУХІҮҺ"),
                            models.Value("ABEEKMHOPCTYXIYH"),
                            function="translate",
                            output_field=models.CharField(),
                        ),
                        name="class_group_is_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grade__range", (1, 12))),
                        name="class_group_grade_is_1_to_12",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("school_year__range", (1990, 2100))),
                        name="class_group_year_is_plausible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("enrolled__isnull", True), ("enrolled__lte", 100), _connector="OR"
                        ),
                        name="class_group_enrolled_is_plausible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("language__in", ["", "kk", "ru", "en", "uz", "ug", "tg"])
                        ),
                        name="class_group_language_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shift__isnull", True), ("shift__range", (1, 3)), _connector="OR"
                        ),
                        name="class_group_shift_is_1_to_3",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Break",
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
                ("since", models.DateField(verbose_name="first day")),
                ("until", models.DateField(verbose_name="last day")),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaks",
                        to="regions.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "school break",
                "verbose_name_plural": "school breaks",
                "ordering": ["since", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__gte", models.F("since")),
                            (
                                "until__lt",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("since"),
                                    "+",
                                    models.Value(datetime.timedelta(days=120)),
                                ),
                            ),
                        ),
                        name="break_days_are_plausible",
                    )
                ],
            },
        ),
        CreateModel(
            name="BreakEvent",
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
                ("since", models.DateField(verbose_name="first day")),
                ("until", models.DateField(verbose_name="last day")),
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
                        to="schools.break",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: the whole country.",
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
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="first day")),
                ("until", models.DateField(verbose_name="last day")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("frost", "frost"),
                            ("storm", "storm"),
                            ("quarantine", "quarantine"),
                            ("other", "other reason"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="closed at"
                    ),
                ),
                (
                    "lifted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="lifted at"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closures",
                        to="regions.district",
                        verbose_name="district",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lifted by",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closures",
                        to="regions.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closures",
                        to="schools.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "closure",
                "verbose_name_plural": "closures",
                "ordering": ["-since", "-pk"],
                "indexes": [models.Index(fields=["until", "since"], name="closure_by_days")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("district__isnull", True),
                                ("region__isnull", False),
                                ("school__isnull", True),
                            ),
                            models.Q(
                                ("district__isnull", False),
                                ("region__isnull", True),
                                ("school__isnull", True),
                            ),
                            models.Q(
                                ("district__isnull", True),
                                ("region__isnull", True),
                                ("school__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="closure_is_of_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__gte", models.F("since")),
                            (
                                "until__lt",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("since"),
                                    "+",
                                    models.Value(datetime.timedelta(days=120)),
                                ),
                            ),
                        ),
                        name="closure_days_are_plausible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["frost", "storm", "quarantine", "other"])),
                        name="closure_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="closure_lifted_has_at_and_by",
                    ),
                ],
            },
        ),
        CreateModel(
            name="ClosureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateField(verbose_name="first day")),
                ("until", models.DateField(verbose_name="last day")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("frost", "frost"),
                            ("storm", "storm"),
                            ("quarantine", "quarantine"),
                            ("other", "other reason"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="closed at"
                    ),
                ),
                (
                    "lifted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="lifted at"),
                ),
                (
                    "by",
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
                    "district",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.district",
                        verbose_name="district",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lifted by",
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
                        to="schools.closure",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="schools.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="ClassGroupEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "school_year",
                    models.PositiveSmallIntegerField(
                        help_text="The year in which it starts: 2020 for 2020/21.",
                        verbose_name="school year",
                    ),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="grade",
                    ),
                ),
                ("letter", models.CharField(max_length=10, verbose_name="letter")),
                (
                    "language",
                    models.CharField(
                        blank=True,
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
                    "enrolled",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How many students are in the class; empty where it is not known.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="enrolled",
                    ),
                ),
                (
                    "shift",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="1 in the morning, 2 in the afternoon; empty where it is not known.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3),
                        ],
                        verbose_name="shift",
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
                        to="schools.classgroup",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="BellPeriodEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("shift", models.PositiveSmallIntegerField(verbose_name="shift")),
                ("number", models.PositiveSmallIntegerField(verbose_name="lesson")),
                ("starts", models.TimeField(verbose_name="starts")),
                ("ends", models.TimeField(verbose_name="ends")),
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
                        to="schools.bellperiod",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="SchoolContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("position", models.CharField(blank=True, max_length=100, verbose_name="position")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "school contact",
                "verbose_name_plural": "school contacts",
                "ordering": ["name"],
            },
        ),
        CreateModel(
            name="SchoolContactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("position", models.CharField(blank=True, max_length=100, verbose_name="position")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
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
                        to="schools.schoolcontact",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="SchoolEvent",
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
                ("code", models.CharField(max_length=40, verbose_name="code")),
                (
                    "settlement",
                    models.CharField(
                        choices=[("urban", "urban"), ("rural", "rural")],
                        max_length=5,
                        verbose_name="settlement",
                    ),
                ),
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
                        verbose_name="languages of instruction",
                    ),
                ),
                (
                    "teaches_saturdays",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="A school week of six days.",
                        verbose_name="teaches on Saturdays",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.district",
                        verbose_name="district",
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
                        to="schools.school",
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
            name="SchoolPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(default=datetime.date(1, 1, 1), verbose_name="since")),
                (
                    "until",
                    models.DateField(
                        default=datetime.date(9999, 12, 31), verbose_name="until, this day excluded"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.district",
                        verbose_name="district",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "place of a school",
                "verbose_name_plural": "places of schools",
                "ordering": ["school", "since"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("since__lt", models.F("until"))),
                        name="school_place_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "school_id",
                                    "school_id",
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (models.Func("since", "until", function="daterange"), "&&"),
                        ],
                        name="school_place_never_two_at_once",
                    ),
                ],
            },
        ),
        CreateModel(
            name="SchoolPlaceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateField(default=datetime.date(1, 1, 1), verbose_name="since")),
                (
                    "until",
                    models.DateField(
                        default=datetime.date(9999, 12, 31), verbose_name="until, this day excluded"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.district",
                        verbose_name="district",
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
                        to="schools.schoolplace",
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
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddTrigger(
            model_name="break",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_breakevent" ("id", "name_en", "name_kk", "name_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "since", "until") SELECT new_values."id", new_values."name_en", new_values."name_kk", new_values."name_ru", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="485c5c87b8efb1665332fd7a94ac6c37a6abc3c1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ee30e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="schools_break",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="break",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_breakevent" ("id", "name_en", "name_kk", "name_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "since", "until") SELECT new_values."id", new_values."name_en", new_values."name_kk", new_values."name_ru", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1ce5709bcabb18042ee114a0d15eea0550849b02",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b563f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="schools_break",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="break",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_breakevent" ("id", "name_en", "name_kk", "name_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "since", "until") SELECT old_values."id", old_values."name_en", old_values."name_kk", old_values."name_ru", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region_id", old_values."since", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="155a88ce218a6229df75faf6e60b46b096a5e8b1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_65372",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="schools_break",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="breakevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9d7cae3b43c6df11a6876d7d7d28f3fc2121ed00",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1f352",
                    table="schools_breakevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="school",
            trigger=pgtrigger.compiler.Trigger(
                name="place_of_new_school",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        INSERT INTO schools_schoolplace (school_id, region_id, district_id, since, until)\n        SELECT id, region_id, district_id, '0001-01-01', '9999-12-31' FROM new_rows;\n        RETURN NULL;\n    ",
                    hash="12df3fe4887d9d76c64d62161a755954e8f18b15",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_place_of_new_school_2b49a",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="schools_school",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="school",
            trigger=pgtrigger.compiler.Trigger(
                name="place_of_moved_school",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE today date;",
                    func="\n        today := timezone('Asia/Almaty', now())::date;\n        UPDATE schools_schoolplace p SET until = today\n        FROM new_rows n WHERE p.since < today AND \n    p.school_id = n.id AND p.until = '9999-12-31'\n    AND (p.region_id, p.district_id) IS DISTINCT FROM (n.region_id, n.district_id)\n;\n        UPDATE schools_schoolplace p SET region_id = n.region_id, district_id = n.district_id\n        FROM new_rows n WHERE p.since >= today AND \n    p.school_id = n.id AND p.until = '9999-12-31'\n    AND (p.region_id, p.district_id) IS DISTINCT FROM (n.region_id, n.district_id)\n;\n        INSERT INTO schools_schoolplace (school_id, region_id, district_id, since, until)\n        SELECT n.id, n.region_id, n.district_id, today, '9999-12-31' FROM new_rows n\n        WHERE NOT EXISTS (\n            SELECT FROM schools_schoolplace p WHERE p.school_id = n.id AND p.until = '9999-12-31'\n        );\n        RETURN NULL;\n    ",
                    hash="13b84eb1d1ae3615d80f7a0f91ebca62c85e7ae9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_place_of_moved_school_f7894",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="schools_school",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="school",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_schoolevent" ("code", "district_id", "id", "languages", "name_en", "name_kk", "name_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "settlement", "teaches_saturdays") SELECT new_values."code", new_values."district_id", new_values."id", new_values."languages", new_values."name_en", new_values."name_kk", new_values."name_ru", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id", new_values."settlement", new_values."teaches_saturdays" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5ce3ca425054b0175ad3cf5a602666c58074583f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_65445",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="schools_school",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="school",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_schoolevent" ("code", "district_id", "id", "languages", "name_en", "name_kk", "name_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "settlement", "teaches_saturdays") SELECT new_values."code", new_values."district_id", new_values."id", new_values."languages", new_values."name_en", new_values."name_kk", new_values."name_ru", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id", new_values."settlement", new_values."teaches_saturdays" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1d27ab0bff68490d29784edf06ecac3009c656c7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_792e7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="schools_school",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="school",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_schoolevent" ("code", "district_id", "id", "languages", "name_en", "name_kk", "name_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "settlement", "teaches_saturdays") SELECT old_values."code", old_values."district_id", old_values."id", old_values."languages", old_values."name_en", old_values."name_kk", old_values."name_ru", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region_id", old_values."settlement", old_values."teaches_saturdays" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7ba231d193964b6a307a2ed4d5845f3a58dfcdfa",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1ffa2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="schools_school",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="closureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b03f59e236cb664d4f7e6006f44397575de0ab88",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1f532",
                    table="schools_closureevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="close_alone",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        PERFORM pg_advisory_xact_lock(7216, coalesce(\n            NEW.region_id,\n            (SELECT region_id FROM regions_district WHERE id = NEW.district_id),\n            (SELECT region_id FROM schools_school WHERE id = NEW.school_id)\n        )::int);\n        RETURN NEW;\n    ",
                    hash="6e1754d4044855cf39a42cffb13ed780e9655511",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_close_alone_24bae",
                    table="schools_closure",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_closureevent" ("by_id", "created_at", "district_id", "id", "kind", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "region_id", "school_id", "since", "until") SELECT new_values."by_id", new_values."created_at", new_values."district_id", new_values."id", new_values."kind", new_values."lifted_at", new_values."lifted_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."region_id", new_values."school_id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b9fa5832697f963b8e8e6522a6a83a3922f35462",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4e26d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="schools_closure",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_closureevent" ("by_id", "created_at", "district_id", "id", "kind", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "region_id", "school_id", "since", "until") SELECT new_values."by_id", new_values."created_at", new_values."district_id", new_values."id", new_values."kind", new_values."lifted_at", new_values."lifted_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."region_id", new_values."school_id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="551e2e62ed43bb81f5e0361f5464855c9d7698cc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_590cf",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="schools_closure",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="closure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_closureevent" ("by_id", "created_at", "district_id", "id", "kind", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "region_id", "school_id", "since", "until") SELECT old_values."by_id", old_values."created_at", old_values."district_id", old_values."id", old_values."kind", old_values."lifted_at", old_values."lifted_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."region_id", old_values."school_id", old_values."since", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4d5d038622be5358aa46f8efb01955828a6f7ffd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e6008",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="schools_closure",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="classgroupevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="604fb518d1c44623285f461a6bbb3812bd6c3c5a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d158b",
                    table="schools_classgroupevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="classgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_classgroupevent" ("enrolled", "grade", "id", "language", "letter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "school_year", "shift") SELECT new_values."enrolled", new_values."grade", new_values."id", new_values."language", new_values."letter", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."school_id", new_values."school_year", new_values."shift" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="83312350c46c29de8d6eb3600b559a0e27c2c5b8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5caee",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="schools_classgroup",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="classgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_classgroupevent" ("enrolled", "grade", "id", "language", "letter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "school_year", "shift") SELECT new_values."enrolled", new_values."grade", new_values."id", new_values."language", new_values."letter", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."school_id", new_values."school_year", new_values."shift" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="765fa332d5b031793f4f22bbd04fb094ee808833",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8f86a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="schools_classgroup",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="classgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_classgroupevent" ("enrolled", "grade", "id", "language", "letter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "school_year", "shift") SELECT old_values."enrolled", old_values."grade", old_values."id", old_values."language", old_values."letter", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."school_id", old_values."school_year", old_values."shift" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2ef5b7097f55eea19da1a15ac692c34a87191dfb",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_881c1",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="schools_classgroup",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="bellperiodevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="654775912f2dfd098c7a632a7a0411c646fdd1d9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e7cc2",
                    table="schools_bellperiodevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="bellperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_bellperiodevent" ("ends", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "shift", "starts") SELECT new_values."ends", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."school_id", new_values."shift", new_values."starts" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="72a37bdd0425db0884eac75f0085fca9bce8a6da",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ece5e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="schools_bellperiod",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="bellperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_bellperiodevent" ("ends", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "shift", "starts") SELECT new_values."ends", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."school_id", new_values."shift", new_values."starts" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="62cb233859f93463e468365c21aa8d16e7a7b99a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4b4f4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="schools_bellperiod",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="bellperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_bellperiodevent" ("ends", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "shift", "starts") SELECT old_values."ends", old_values."id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."school_id", old_values."shift", old_values."starts" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="56a2df670ac45a07cffc435581bfa74a0a183eb2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_897e2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="schools_bellperiod",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolcontact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_schoolcontactevent" ("email", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "school_id") SELECT new_values."email", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."position", new_values."school_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3b11b6b13773c078a32cea01bfef78d7aee871b9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_54235",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="schools_schoolcontact",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolcontact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_schoolcontactevent" ("email", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "school_id") SELECT new_values."email", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."position", new_values."school_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="012b412e3b7e22418233fd528cb4169c19e67858",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3b6c3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="schools_schoolcontact",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolcontact",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_schoolcontactevent" ("email", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "school_id") SELECT old_values."email", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."position", old_values."school_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="750a74419d32c4ffdef781d0b014d11a13b43a38",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7e20e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="schools_schoolcontact",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolcontactevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b548f736e4efb12887d04512d8a72a711ed3cad1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d587d",
                    table="schools_schoolcontactevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="18517fda950e40fef3bb5ccd6588e3a5c0103593",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_42402",
                    table="schools_schoolevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolplace",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_schoolplaceevent" ("district_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "school_id", "since", "until") SELECT new_values."district_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id", new_values."school_id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8a56e5e09d5b6997c6b49bcc4067a681225dcda6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cac02",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="schools_schoolplace",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolplace",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_schoolplaceevent" ("district_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "school_id", "since", "until") SELECT new_values."district_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id", new_values."school_id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1fea3983bb21d7f6547f5f0bac167a35ccd56aad",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_68c37",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="schools_schoolplace",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolplace",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "schools_schoolplaceevent" ("district_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "school_id", "since", "until") SELECT old_values."district_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region_id", old_values."school_id", old_values."since", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f8962d9f2b85ddc4534de6194f76ecd6c435611c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1debc",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="schools_schoolplace",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="schoolplaceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e094a473cf667fed53534c189e35f2d5621dd14a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_223e9",
                    table="schools_schoolplaceevent",
                    when="BEFORE",
                ),
            ),
        ),
        # A school's district lies in its region: one foreign key over both columns.
        migrations.RunSQL(
            sql="""
                ALTER TABLE schools_school ADD CONSTRAINT school_district_is_in_region
                FOREIGN KEY (district_id, region_id) REFERENCES regions_district (id, region_id)
                DEFERRABLE INITIALLY DEFERRED
            """,
            reverse_sql="ALTER TABLE schools_school DROP CONSTRAINT school_district_is_in_region",
        ),
        migrations.RunSQL(
            sql="""
                ALTER TABLE schools_schoolplace ADD CONSTRAINT school_place_district_is_in_region
                FOREIGN KEY (district_id, region_id) REFERENCES regions_district (id, region_id)
                DEFERRABLE INITIALLY DEFERRED
            """,
            reverse_sql="ALTER TABLE schools_schoolplace DROP CONSTRAINT school_place_district_is_in_region",
        ),
    ]
