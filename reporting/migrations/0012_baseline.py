import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import pgtrigger.compiler
import reporting.models.targets
from django.conf import settings
from django.db import migrations, models

from regions.operations import AddTrigger, CreateModel

# Raw SQL and not pgtrigger, whose triggers step aside for whoever sets ``pgtrigger.ignore``.
# Those against changes are on ``ALWAYS``, so ``session_replication_role`` leaves them on as well.
FREEZE = """
CREATE FUNCTION reporting_guard_publication() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    frozen constant text[] := ARRAY['published', 'withdrawn'];
    may_follow constant jsonb := '{
        "draft": ["draft", "submitted"],
        "submitted": ["draft", "submitted", "published"],
        "published": ["published", "withdrawn"],
        "withdrawn": ["withdrawn"]
    }';
    of_submitted constant text[] := ARRAY[
        'status', 'number', 'approved_at', 'approved_by_id', 'approval_rule', 'job_id',
        'published_at', 'changed_at'
    ];
    of_withdrawn constant text[] := ARRAY['open_token', 'revoked_at'];
    of_published constant text[] := of_withdrawn || ARRAY[
        'status', 'withdrawn_at', 'withdrawn_by_id', 'withdraw_reason'
    ];
    may_change text[];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        IF EXISTS (SELECT FROM reporting_publication WHERE status = ANY (frozen)) THEN
            RAISE EXCEPTION 'Published reports cannot be removed.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.status = ANY (frozen) THEN
            RAISE EXCEPTION 'Report % is published and cannot be removed.', OLD.number
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' THEN
            RAISE EXCEPTION 'A report begins as a draft.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT may_follow -> OLD.status ? NEW.status THEN
        RAISE EXCEPTION 'A % report does not become %.', OLD.status, NEW.status
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.status = 'published' AND OLD.status <> 'published'
        AND NOT EXISTS (SELECT FROM reporting_snapshot s WHERE s.publication_id = NEW.id)
    THEN
        RAISE EXCEPTION 'A report is published with its snapshot.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    may_change := CASE
        WHEN OLD.status = 'published' THEN of_published
        WHEN OLD.status = 'withdrawn' THEN of_withdrawn
        WHEN OLD.status = 'submitted' AND NEW.status <> 'draft' THEN of_submitted
    END;
    IF may_change IS NOT NULL AND to_jsonb(OLD) - may_change <> to_jsonb(NEW) - may_change THEN
        RAISE EXCEPTION 'A % report stays as it is.', OLD.status
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION reporting_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    has_rows boolean := true;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME)
            INTO has_rows;
    END IF;
    IF has_rows THEN
        RAISE EXCEPTION 'What was published stays as it is.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION reporting_guard_new_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_late boolean;
BEGIN
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM (SELECT DISTINCT %I AS id FROM new_rows) n '
        'LEFT JOIN reporting_publication p ON p.id = n.id '
        'AND p.status = ''submitted'' AND p.approved_at IS NOT NULL WHERE p.id IS NULL)',
        TG_ARGV[0]
    ) INTO is_late;
    IF is_late THEN
        RAISE EXCEPTION 'A snapshot is taken once, of a report that was approved.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER guard_insert BEFORE INSERT ON reporting_publication
    FOR EACH ROW EXECUTE FUNCTION reporting_guard_publication();
CREATE TRIGGER guard_change BEFORE UPDATE OR DELETE ON reporting_publication
    FOR EACH ROW EXECUTE FUNCTION reporting_guard_publication();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON reporting_publication
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_guard_publication();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON reporting_snapshot
    FOR EACH ROW EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON reporting_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER guard_insert AFTER INSERT ON reporting_snapshot
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_guard_new_snapshot('publication_id');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON reporting_snapshotrecord
    FOR EACH ROW EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON reporting_snapshotrecord
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER guard_insert AFTER INSERT ON reporting_snapshotrecord
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_guard_new_snapshot('snapshot_id');

ALTER TABLE reporting_publication ENABLE ALWAYS TRIGGER guard_change;
ALTER TABLE reporting_publication ENABLE ALWAYS TRIGGER guard_truncate;
ALTER TABLE reporting_snapshot ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE reporting_snapshot ENABLE ALWAYS TRIGGER refuse_truncate;
ALTER TABLE reporting_snapshotrecord ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE reporting_snapshotrecord ENABLE ALWAYS TRIGGER refuse_truncate;
"""

# Raw SQL and not pgtrigger, whose triggers step aside for whoever sets ``pgtrigger.ignore``.
# Those against changes are on ``ALWAYS``, so ``session_replication_role`` leaves them on as well.
FREEZE = """
CREATE FUNCTION reporting_guard_publication() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    frozen constant text[] := ARRAY['published', 'withdrawn'];
    may_follow constant jsonb := '{
        "draft": ["draft", "submitted"],
        "submitted": ["draft", "submitted", "published"],
        "published": ["published", "withdrawn"],
        "withdrawn": ["withdrawn"]
    }';
    of_submitted constant text[] := ARRAY[
        'status', 'number', 'approved_at', 'approved_by_id', 'approval_rule', 'job_id',
        'published_at', 'changed_at'
    ];
    of_withdrawn constant text[] := ARRAY['open_token', 'revoked_at'];
    of_published constant text[] := of_withdrawn || ARRAY[
        'status', 'withdrawn_at', 'withdrawn_by_id', 'withdraw_reason'
    ];
    may_change text[];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        IF EXISTS (SELECT FROM reporting_publication WHERE status = ANY (frozen)) THEN
            RAISE EXCEPTION 'Published reports cannot be removed.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.status = ANY (frozen) THEN
            RAISE EXCEPTION 'Report % is published and cannot be removed.', OLD.number
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' THEN
            RAISE EXCEPTION 'A report begins as a draft.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT may_follow -> OLD.status ? NEW.status THEN
        RAISE EXCEPTION 'A % report does not become %.', OLD.status, NEW.status
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.status = 'published' AND OLD.status <> 'published'
        AND NOT EXISTS (SELECT FROM reporting_snapshot s WHERE s.publication_id = NEW.id)
    THEN
        RAISE EXCEPTION 'A report is published with its snapshot.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    may_change := CASE
        WHEN OLD.status = 'published' THEN of_published
        WHEN OLD.status = 'withdrawn' THEN of_withdrawn
        WHEN OLD.status = 'submitted' AND NEW.status <> 'draft' THEN of_submitted
    END;
    IF may_change IS NOT NULL AND to_jsonb(OLD) - may_change <> to_jsonb(NEW) - may_change THEN
        RAISE EXCEPTION 'A % report stays as it is.', OLD.status
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION reporting_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    has_rows boolean := true;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME)
            INTO has_rows;
    END IF;
    IF has_rows THEN
        RAISE EXCEPTION 'What was published stays as it is.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION reporting_guard_new_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_late boolean;
BEGIN
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM (SELECT DISTINCT %I AS id FROM new_rows) n '
        'LEFT JOIN reporting_publication p ON p.id = n.id '
        'AND p.status = ''submitted'' AND p.approved_at IS NOT NULL WHERE p.id IS NULL)',
        TG_ARGV[0]
    ) INTO is_late;
    IF is_late THEN
        RAISE EXCEPTION 'A snapshot is taken once, of a report that was approved.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER guard_insert BEFORE INSERT ON reporting_publication
    FOR EACH ROW EXECUTE FUNCTION reporting_guard_publication();
CREATE TRIGGER guard_change BEFORE UPDATE OR DELETE ON reporting_publication
    FOR EACH ROW EXECUTE FUNCTION reporting_guard_publication();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON reporting_publication
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_guard_publication();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON reporting_snapshot
    FOR EACH ROW EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON reporting_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER guard_insert AFTER INSERT ON reporting_snapshot
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_guard_new_snapshot('publication_id');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON reporting_snapshotrecord
    FOR EACH ROW EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON reporting_snapshotrecord
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER guard_insert AFTER INSERT ON reporting_snapshotrecord
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_guard_new_snapshot('snapshot_id');

ALTER TABLE reporting_publication ENABLE ALWAYS TRIGGER guard_change;
ALTER TABLE reporting_publication ENABLE ALWAYS TRIGGER guard_truncate;
ALTER TABLE reporting_snapshot ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE reporting_snapshot ENABLE ALWAYS TRIGGER refuse_truncate;
ALTER TABLE reporting_snapshotrecord ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE reporting_snapshotrecord ENABLE ALWAYS TRIGGER refuse_truncate;
"""

THAW = """
DROP TRIGGER guard_insert ON reporting_publication;
DROP TRIGGER guard_change ON reporting_publication;
DROP TRIGGER guard_truncate ON reporting_publication;
DROP TRIGGER refuse_change ON reporting_snapshot;
DROP TRIGGER refuse_truncate ON reporting_snapshot;
DROP TRIGGER guard_insert ON reporting_snapshot;
DROP TRIGGER refuse_change ON reporting_snapshotrecord;
DROP TRIGGER refuse_truncate ON reporting_snapshotrecord;
DROP TRIGGER guard_insert ON reporting_snapshotrecord;
DROP FUNCTION reporting_guard_publication();
DROP FUNCTION reporting_refuse_change();
DROP FUNCTION reporting_guard_new_snapshot();
"""


class Migration(migrations.Migration):
    """All of the app's tables at once, for a new database; what came before is for older ones."""

    replaces = [
        ("reporting", "0001_initial"),
        ("reporting", "0002_reach_of_schools"),
        ("reporting", "0003_contributions_by_date"),
        ("reporting", "0004_publications"),
        ("reporting", "0005_scopes"),
        ("reporting", "0006_kept_reports"),
        ("reporting", "0007_report_by_mail"),
        ("reporting", "0008_targets"),
        ("reporting", "0009_quality_reviews"),
        ("reporting", "0010_certificates"),
        ("reporting", "0011_certificates_of_volunteers"),
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
        CreateModel(
            name="Goal",
            fields=[
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        primary_key=True, serialize=False, verbose_name="number"
                    ),
                ),
                ("colour", models.CharField(max_length=7, verbose_name="official colour")),
                ("title_en", models.CharField(max_length=100, verbose_name="title in English")),
                ("title_ru", models.CharField(max_length=100, verbose_name="title in Russian")),
                ("title_kk", models.CharField(max_length=100, verbose_name="title in Kazakh")),
            ],
            options={
                "verbose_name": "goal",
                "verbose_name_plural": "goals",
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__range", (1, 17))), name="goal_is_1_to_17"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("colour__regex", "^#[0-9A-F]{6}$")),
                        name="goal_colour_is_hexadecimal",
                    ),
                ],
            },
        ),
        CreateModel(
            name="KeptReport",
            fields=[
                (
                    "key",
                    models.CharField(
                        help_text="Fingerprint of the question.",
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                        verbose_name="key",
                    ),
                ),
                ("figures", models.JSONField(verbose_name="figures")),
                ("as_of", models.DateTimeField(db_index=True, verbose_name="as of")),
                (
                    "version",
                    models.CharField(
                        blank=True,
                        help_text="Empty where somebody was writing.",
                        max_length=300,
                        verbose_name="version of the data",
                    ),
                ),
            ],
            options={
                "verbose_name": "kept report",
                "verbose_name_plural": "kept reports",
            },
        ),
        CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="Given when it is published; editions of a report share it.",
                        max_length=12,
                        verbose_name="number",
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="edition")),
                ("title_en", models.CharField(max_length=200, verbose_name="title in English")),
                (
                    "title_ru",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Russian"),
                ),
                (
                    "title_kk",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Kazakh"),
                ),
                ("period_start", models.DateField(verbose_name="first day")),
                ("period_end", models.DateField(verbose_name="last day")),
                (
                    "projects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="projects",
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="regions",
                    ),
                ),
                (
                    "what_changed_en",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="what changed, in English",
                    ),
                ),
                (
                    "what_changed_ru",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="what changed, in Russian",
                    ),
                ),
                (
                    "what_changed_kk",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="what changed, in Kazakh",
                    ),
                ),
                (
                    "challenges_en",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="challenges, in English",
                    ),
                ),
                (
                    "challenges_ru",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="challenges, in Russian",
                    ),
                ),
                (
                    "challenges_kk",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="challenges, in Kazakh",
                    ),
                ),
                (
                    "next_steps_en",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="next steps, in English",
                    ),
                ),
                (
                    "next_steps_ru",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="next steps, in Russian",
                    ),
                ),
                (
                    "next_steps_kk",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="next steps, in Kazakh",
                    ),
                ),
                (
                    "quotes_en",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="quotes, in English",
                    ),
                ),
                (
                    "quotes_ru",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="quotes, in Russian",
                    ),
                ),
                (
                    "quotes_kk",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="quotes, in Kazakh",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "waiting for approval"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="begun at")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                (
                    "sent_back_comment",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="what has to change",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="submitted at"),
                ),
                (
                    "approved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="approved at"),
                ),
                (
                    "approval_rule",
                    models.CharField(
                        blank=True,
                        choices=[("second", "a second manager"), ("none", "nobody else")],
                        max_length=6,
                        verbose_name="approval needed by",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published at"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
                (
                    "withdraw_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason"),
                ),
                (
                    "open_token",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        null=True,
                        unique=True,
                        verbose_name="token of the open page",
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="open page closed at"),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        help_text="The work of freezing it, until that is done.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="transfers.job",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="reporting.publication",
                        verbose_name="edition before",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "published report",
                "verbose_name_plural": "published reports",
                "ordering": ["-published_at", "-changed_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number", "edition"),
                        name="publication_number_is_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_start__lte", models.F("period_end"))),
                        name="publication_period_is_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "submitted", "published", "withdrawn"])
                        ),
                        name="publication_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("edition", 1), ("replaces__isnull", True)),
                            models.Q(("edition__gt", 1), ("replaces__isnull", False)),
                            _connector="OR",
                        ),
                        name="publication_later_edition_replaces_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "draft"), ("submitted_at__isnull", True)),
                            models.Q(
                                models.Q(("status", "draft"), _negated=True),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="publication_submitted_has_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approval_rule", ""),
                                ("approved_at__isnull", True),
                                ("approved_by__isnull", True),
                            ),
                            models.Q(
                                ("approval_rule__in", ["second", "none"]),
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("submitted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="publication_approved_has_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approval_rule", "second"), _negated=True),
                            models.Q(("approved_by", models.F("author")), _negated=True),
                            _connector="OR",
                        ),
                        name="publication_is_not_approved_by_its_author",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", False),
                                ("published_at__isnull", False),
                                ("status__in", ("published", "withdrawn")),
                                models.Q(("number", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status__in", ("published", "withdrawn")), _negated=True),
                                ("number", ""),
                                ("published_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="publication_published_has_number_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdraw_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "withdrawn"), _negated=True),
                                ("withdraw_reason", ""),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="publication_withdrawn_has_at_by_and_reason",
                    ),
                ],
            },
        ),
        CreateModel(
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
        CreateModel(
            name="Snapshot",
            fields=[
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="snapshot",
                        serialize=False,
                        to="reporting.publication",
                    ),
                ),
                (
                    "document",
                    models.TextField(
                        help_text="Canonical JSON; see docs/publishing.md.", verbose_name="document"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the document")),
                (
                    "definitions_version",
                    models.CharField(max_length=64, verbose_name="version of the definitions"),
                ),
                ("as_of", models.DateTimeField(verbose_name="as of")),
            ],
            options={
                "verbose_name": "snapshot",
                "verbose_name_plural": "snapshots",
                "ordering": ["-as_of"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="snapshot_sha256_is_hexadecimal",
                    )
                ],
            },
        ),
        CreateModel(
            name="Certificate",
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
                            ("school_delivery", "what was taught at a school"),
                            ("service", "service as a volunteer"),
                            ("training", "a training that was passed"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=16, unique=True, verbose_name="code to check it by"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                (
                    "holder_name",
                    models.CharField(
                        blank=True, db_default="", max_length=201, verbose_name="name"
                    ),
                ),
                ("period_start", models.DateField(verbose_name="from")),
                ("period_end", models.DateField(verbose_name="to")),
                ("content", models.JSONField(verbose_name="what it certifies")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="fingerprint")),
                (
                    "issued_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="issued at"
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "revoke_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason"),
                ),
                (
                    "erased_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When what it says was erased; it certifies nothing from then on.",
                        null=True,
                        verbose_name="erased at",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="volunteers.volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "ordering": ["-issued_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["school_delivery", "service", "training"])
                        ),
                        name="certificate_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("holder_name", ""),
                                ("kind", "school_delivery"),
                                ("school__isnull", False),
                                ("volunteer__isnull", True),
                            ),
                            models.Q(
                                models.Q(("kind", "school_delivery"), _negated=True),
                                ("school__isnull", True),
                                ("volunteer__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="certificate_is_of_school_or_volunteer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("erased_at__isnull", True),
                                ("sha256__gt", ""),
                                models.Q(
                                    ("volunteer__isnull", True),
                                    ("holder_name__gt", ""),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                ("content", {}),
                                ("erased_at__isnull", False),
                                ("holder_name", ""),
                                ("sha256", ""),
                            ),
                            _connector="OR",
                        ),
                        name="certificate_names_its_holder_or_is_erased",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_end__gte", models.F("period_start"))),
                        name="certificate_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("revoke_reason", ""),
                                ("revoked_at__isnull", True),
                                ("revoked_by__isnull", True),
                            ),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="certificate_revoked_has_at_and_by",
                    ),
                ],
            },
        ),
        CreateModel(
            name="CertificateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("school_delivery", "what was taught at a school"),
                            ("service", "service as a volunteer"),
                            ("training", "a training that was passed"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                ("period_start", models.DateField(verbose_name="from")),
                ("period_end", models.DateField(verbose_name="to")),
                (
                    "issued_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="issued at"
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "revoke_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason"),
                ),
                (
                    "erased_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When what it says was erased; it certifies nothing from then on.",
                        null=True,
                        verbose_name="erased at",
                    ),
                ),
                (
                    "issued_by",
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
                        to="reporting.certificate",
                    ),
                ),
                (
                    "revoked_by",
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
                    "school",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
        CreateModel(
            name="GoalTarget",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=5, primary_key=True, serialize=False, verbose_name="code"
                    ),
                ),
                ("text_en", models.CharField(max_length=200, verbose_name="text in English")),
                (
                    "text_ru",
                    models.CharField(blank=True, max_length=200, verbose_name="text in Russian"),
                ),
                (
                    "text_kk",
                    models.CharField(blank=True, max_length=200, verbose_name="text in Kazakh"),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="reporting.goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "target of a goal",
                "verbose_name_plural": "targets of goals",
                "ordering": ["goal", django.db.models.functions.text.Length("code"), "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[1-9][0-9]?\\.([1-9][0-9]?|[a-d])$")),
                        name="goal_target_code_is_valid",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            models.Func(
                                models.F("code"),
                                models.Value("."),
                                models.Value(1),
                                function="split_part",
                                output_field=models.TextField(),
                            ),
                            django.db.models.functions.comparison.Cast("goal", models.TextField()),
                        ),
                        name="goal_target_is_of_its_goal",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "since",
                    models.DateField(
                        blank=True,
                        help_text="Empty: from the first session on.",
                        null=True,
                        verbose_name="since",
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="The last day that counts. Empty: with no end.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                (
                    "rationale_en",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="rationale in English"
                    ),
                ),
                (
                    "rationale_ru",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="rationale in Russian"
                    ),
                ),
                (
                    "rationale_kk",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="rationale in Kazakh"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="volunteers.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="reporting.goal",
                        verbose_name="goal",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="reporting.goaltarget",
                        verbose_name="target",
                    ),
                ),
            ],
            options={
                "verbose_name": "contribution",
                "verbose_name_plural": "contributions",
                "ordering": [
                    "project",
                    "goal",
                    models.OrderBy(models.F("since"), nulls_first=True),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", True),
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="contribution_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target__isnull", True),
                            django.db.models.lookups.Exact(
                                models.Func(
                                    models.F("target"),
                                    models.Value("."),
                                    models.Value(1),
                                    function="split_part",
                                    output_field=models.TextField(),
                                ),
                                django.db.models.functions.comparison.Cast(
                                    "goal", models.TextField()
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="contribution_target_is_of_the_goal",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("project"),
                                    models.F("project"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("goal"),
                                    models.F("goal"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("since"),
                                    models.F("until"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="contribution_is_once_at_a_time",
                    ),
                ],
            },
        ),
        CreateModel(
            name="GoalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "number",
                    models.PositiveSmallIntegerField(serialize=False, verbose_name="number"),
                ),
                ("colour", models.CharField(max_length=7, verbose_name="official colour")),
                ("title_en", models.CharField(max_length=100, verbose_name="title in English")),
                ("title_ru", models.CharField(max_length=100, verbose_name="title in Russian")),
                ("title_kk", models.CharField(max_length=100, verbose_name="title in Kazakh")),
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
                        to="reporting.goal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="ContributionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "since",
                    models.DateField(
                        blank=True,
                        help_text="Empty: from the first session on.",
                        null=True,
                        verbose_name="since",
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="The last day that counts. Empty: with no end.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                (
                    "rationale_en",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="rationale in English"
                    ),
                ),
                (
                    "rationale_ru",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="rationale in Russian"
                    ),
                ),
                (
                    "rationale_kk",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="rationale in Kazakh"
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
                        to="reporting.contribution",
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
                    "goal",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.goal",
                        verbose_name="goal",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.goaltarget",
                        verbose_name="target",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="GoalTargetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("code", models.CharField(max_length=5, serialize=False, verbose_name="code")),
                ("text_en", models.CharField(max_length=200, verbose_name="text in English")),
                (
                    "text_ru",
                    models.CharField(blank=True, max_length=200, verbose_name="text in Russian"),
                ),
                (
                    "text_kk",
                    models.CharField(blank=True, max_length=200, verbose_name="text in Kazakh"),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.goal",
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
                        to="reporting.goaltarget",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="PublicationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="Given when it is published; editions of a report share it.",
                        max_length=12,
                        verbose_name="number",
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="edition")),
                ("title_en", models.CharField(max_length=200, verbose_name="title in English")),
                (
                    "title_ru",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Russian"),
                ),
                (
                    "title_kk",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Kazakh"),
                ),
                ("period_start", models.DateField(verbose_name="first day")),
                ("period_end", models.DateField(verbose_name="last day")),
                (
                    "projects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="projects",
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="regions",
                    ),
                ),
                (
                    "what_changed_en",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="what changed, in English",
                    ),
                ),
                (
                    "what_changed_ru",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="what changed, in Russian",
                    ),
                ),
                (
                    "what_changed_kk",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="what changed, in Kazakh",
                    ),
                ),
                (
                    "challenges_en",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="challenges, in English",
                    ),
                ),
                (
                    "challenges_ru",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="challenges, in Russian",
                    ),
                ),
                (
                    "challenges_kk",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="challenges, in Kazakh",
                    ),
                ),
                (
                    "next_steps_en",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="next steps, in English",
                    ),
                ),
                (
                    "next_steps_ru",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="next steps, in Russian",
                    ),
                ),
                (
                    "next_steps_kk",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="next steps, in Kazakh",
                    ),
                ),
                (
                    "quotes_en",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="quotes, in English",
                    ),
                ),
                (
                    "quotes_ru",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="quotes, in Russian",
                    ),
                ),
                (
                    "quotes_kk",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(8000)],
                        verbose_name="quotes, in Kazakh",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "waiting for approval"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="begun at")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                (
                    "sent_back_comment",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="what has to change",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="submitted at"),
                ),
                (
                    "approved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="approved at"),
                ),
                (
                    "approval_rule",
                    models.CharField(
                        blank=True,
                        choices=[("second", "a second manager"), ("none", "nobody else")],
                        max_length=6,
                        verbose_name="approval needed by",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published at"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
                (
                    "withdraw_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="open page closed at"),
                ),
                (
                    "approved_by",
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
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The work of freezing it, until that is done.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="transfers.job",
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
                        to="reporting.publication",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.publication",
                        verbose_name="edition before",
                    ),
                ),
                (
                    "submitted_by",
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
                    "withdrawn_by",
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
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="QualityReview",
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
                            ("twice", "the same session twice"),
                            ("beyond_enrolled", "more students than enrolled"),
                            ("outlier", "unusual head-count"),
                            ("no_volunteer", "no volunteer"),
                            ("another_day", "taught on another day"),
                            ("silent_region", "silent region"),
                            ("late_log", "late log"),
                            ("rounding", "rounded head-counts"),
                        ],
                        max_length=15,
                        verbose_name="kind of finding",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        help_text="Such as the number of a session, or a region and a month.",
                        max_length=200,
                        verbose_name="what it is about",
                    ),
                ),
                (
                    "fingerprint",
                    models.CharField(
                        max_length=32,
                        verbose_name="fingerprint of the values that it was said about",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "reviewed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="seen at"),
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
                    "reviewed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="seen by",
                    ),
                ),
            ],
            options={
                "verbose_name": "review of a finding",
                "verbose_name_plural": "reviews of findings",
                "ordering": ["-reviewed_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "subject"), name="quality_review_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "twice",
                                    "beyond_enrolled",
                                    "outlier",
                                    "no_volunteer",
                                    "another_day",
                                    "silent_region",
                                    "late_log",
                                    "rounding",
                                ],
                            )
                        ),
                        name="quality_review_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="quality_review_has_a_reason",
                    ),
                ],
            },
        ),
        CreateModel(
            name="QualityReviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("twice", "the same session twice"),
                            ("beyond_enrolled", "more students than enrolled"),
                            ("outlier", "unusual head-count"),
                            ("no_volunteer", "no volunteer"),
                            ("another_day", "taught on another day"),
                            ("silent_region", "silent region"),
                            ("late_log", "late log"),
                            ("rounding", "rounded head-counts"),
                        ],
                        max_length=15,
                        verbose_name="kind of finding",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        help_text="Such as the number of a session, or a region and a month.",
                        max_length=200,
                        verbose_name="what it is about",
                    ),
                ),
                (
                    "fingerprint",
                    models.CharField(
                        max_length=32,
                        verbose_name="fingerprint of the values that it was said about",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "reviewed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="seen at"),
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
                        to="reporting.qualityreview",
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
                    "reviewed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="seen by",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
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
        CreateModel(
            name="ReportSubscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "day",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(28),
                        ],
                        verbose_name="day of the month",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "active_since",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="active since"
                    ),
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
                    "projects",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="volunteers.project",
                        verbose_name="projects",
                    ),
                ),
                (
                    "regions",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="regions.region", verbose_name="regions"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report_subscriptions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who gets it",
                    ),
                ),
            ],
            options={
                "verbose_name": "subscription to the monthly report",
                "verbose_name_plural": "subscriptions to the monthly report",
                "ordering": ["user__last_name", "user__first_name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("day__range", (1, 28))),
                        name="report_subscription_day_is_1_to_28",
                    )
                ],
            },
        ),
        CreateModel(
            name="ReportMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="month")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "tried_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last tried at"),
                ),
                (
                    "handed_over_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="handed over at"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="reporting.reportsubscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail with the monthly report",
                "verbose_name_plural": "mails with the monthly report",
                "ordering": ["-month", "subscription"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subscription", "month"), name="report_mail_is_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="report_mail_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True),
                            ("handed_over_at__isnull", False),
                            _connector="OR",
                        ),
                        name="report_mail_sent_was_handed_over",
                    ),
                ],
            },
        ),
        CreateModel(
            name="ReportSubscriptionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "day",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(28),
                        ],
                        verbose_name="day of the month",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "active_since",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="active since"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
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
                        to="reporting.reportsubscription",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who gets it",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
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
        CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "figure",
                    models.CharField(
                        choices=reporting.models.targets.measure_choices,
                        max_length=30,
                        verbose_name="figure",
                    ),
                ),
                ("period_start", models.DateField(verbose_name="first day")),
                ("period_end", models.DateField(verbose_name="last day")),
                ("value", models.PositiveIntegerField(verbose_name="target")),
                (
                    "baseline",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="baseline"),
                ),
                (
                    "baseline_label",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="period of the baseline"
                    ),
                ),
                (
                    "baseline_source",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="source of the baseline"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="volunteers.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="regions.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "target",
                "verbose_name_plural": "targets",
                "ordering": ["-period_end", "-period_start", "project", "region", "figure"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "figure__in",
                                (
                                    "sessions",
                                    "sessions_online",
                                    "sessions_offline",
                                    "sessions_hybrid",
                                    "schools",
                                    "class_groups",
                                    "volunteers",
                                    "students_online",
                                    "students_offline",
                                    "students_reached",
                                    "parents_online",
                                    "parents_offline",
                                    "teachers",
                                    "volunteer_hours",
                                    "students",
                                    "parents",
                                ),
                            )
                        ),
                        name="target_figure_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gt", 0)), name="target_value_is_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_end__gte", models.F("period_start"))),
                        name="target_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_end__year__lte", 2099), ("period_start__year__gte", 2000)
                        ),
                        name="target_years_are_plausible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("baseline__isnull", True),
                                ("baseline_label", ""),
                                ("baseline_source", ""),
                            ),
                            models.Q(
                                ("baseline__isnull", False),
                                models.Q(("baseline_label", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="target_baseline_says_of_when",
                    ),
                    models.UniqueConstraint(
                        fields=("figure", "project", "region", "period_start", "period_end"),
                        name="target_is_one",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        CreateModel(
            name="TargetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "figure",
                    models.CharField(
                        choices=reporting.models.targets.measure_choices,
                        max_length=30,
                        verbose_name="figure",
                    ),
                ),
                ("period_start", models.DateField(verbose_name="first day")),
                ("period_end", models.DateField(verbose_name="last day")),
                ("value", models.PositiveIntegerField(verbose_name="target")),
                (
                    "baseline",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="baseline"),
                ),
                (
                    "baseline_label",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="period of the baseline"
                    ),
                ),
                (
                    "baseline_source",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="source of the baseline"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
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
                        to="reporting.target",
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
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
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
        CreateModel(
            name="SnapshotRecord",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "snapshot",
                        "school_session_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("school_session_id", models.BigIntegerField()),
                ("fingerprint", models.BinaryField(max_length=32)),
                (
                    "snapshot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="records",
                        to="reporting.snapshot",
                    ),
                ),
            ],
            options={
                "verbose_name": "record of a snapshot",
                "verbose_name_plural": "records of snapshots",
            },
        ),
        AddTrigger(
            model_name="goal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_goalevent" ("colour", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_en", "title_kk", "title_ru") SELECT new_values."colour", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."number", new_values."title_en", new_values."title_kk", new_values."title_ru" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a1ee9e09901bd94ea96646d2685abe27d9b0c2de",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c33b0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_goal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="goal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_goalevent" ("colour", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_en", "title_kk", "title_ru") SELECT new_values."colour", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."number", new_values."title_en", new_values."title_kk", new_values."title_ru" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."number") = (new_values."number") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f816e5798c2a4622f3bf349495334c0dda6ed881",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d80fe",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_goal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="goal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_goalevent" ("colour", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_en", "title_kk", "title_ru") SELECT old_values."colour", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."number", old_values."title_en", old_values."title_kk", old_values."title_ru" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="25ba593a6a9bdead5c37b9989b5aca14c53fb0bf",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5ffd1",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_goal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="certificate_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."school_id" IS DISTINCT FROM (NEW."school_id") OR OLD."volunteer_id" IS DISTINCT FROM (NEW."volunteer_id") OR OLD."period_start" IS DISTINCT FROM (NEW."period_start") OR OLD."period_end" IS DISTINCT FROM (NEW."period_end") OR OLD."issued_by_id" IS DISTINCT FROM (NEW."issued_by_id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="a4af84c23b6d4035b23b62c1663aa4a788b4cb7b",
                    operation="UPDATE",
                    pgid="pgtrigger_certificate_never_changes_15927",
                    table="reporting_certificate",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="certificate_is_erased_or_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (((OLD."holder_name" IS DISTINCT FROM (NEW."holder_name") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256")) AND NEW."erased_at" IS NULL) OR (OLD."erased_at" IS NOT NULL AND OLD."erased_at" IS DISTINCT FROM (NEW."erased_at")))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7d1ab462fcd7dac0e24e2d02bf11951ecf5ec0c4",
                    operation="UPDATE",
                    pgid="pgtrigger_certificate_is_erased_or_stays_96f05",
                    table="reporting_certificate",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="certificate_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="44a6eff85c292a29de3a4633626d7069387e0bb0",
                    operation="DELETE",
                    pgid="pgtrigger_certificate_stays_c9839",
                    table="reporting_certificate",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_certificateevent" ("erased_at", "id", "issued_at", "issued_by_id", "kind", "number", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoke_reason", "revoked_at", "revoked_by_id", "school_id", "volunteer_id") SELECT new_values."erased_at", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."number", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."revoke_reason", new_values."revoked_at", new_values."revoked_by_id", new_values."school_id", new_values."volunteer_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="143b0cab6afde28029e734efe05c7355626e6e07",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dfeed",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_certificate",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_certificateevent" ("erased_at", "id", "issued_at", "issued_by_id", "kind", "number", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoke_reason", "revoked_at", "revoked_by_id", "school_id", "volunteer_id") SELECT new_values."erased_at", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."number", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revoke_reason", new_values."revoked_at", new_values."revoked_by_id", new_values."school_id", new_values."volunteer_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."erased_at" IS DISTINCT FROM (new_values."erased_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."issued_at" IS DISTINCT FROM (new_values."issued_at") OR old_values."issued_by_id" IS DISTINCT FROM (new_values."issued_by_id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."period_end" IS DISTINCT FROM (new_values."period_end") OR old_values."period_start" IS DISTINCT FROM (new_values."period_start") OR old_values."revoke_reason" IS DISTINCT FROM (new_values."revoke_reason") OR old_values."revoked_at" IS DISTINCT FROM (new_values."revoked_at") OR old_values."revoked_by_id" IS DISTINCT FROM (new_values."revoked_by_id") OR old_values."school_id" IS DISTINCT FROM (new_values."school_id") OR old_values."volunteer_id" IS DISTINCT FROM (new_values."volunteer_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6e402d919e26ca309b5683ec8517b47e6c7d8bcb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ec39c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_certificate",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_certificateevent" ("erased_at", "id", "issued_at", "issued_by_id", "kind", "number", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoke_reason", "revoked_at", "revoked_by_id", "school_id", "volunteer_id") SELECT old_values."erased_at", old_values."id", old_values."issued_at", old_values."issued_by_id", old_values."kind", old_values."number", old_values."period_end", old_values."period_start", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."revoke_reason", old_values."revoked_at", old_values."revoked_by_id", old_values."school_id", old_values."volunteer_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="470797d3a44df8b96ba94c63797537b40033932a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4683f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_certificate",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="certificateevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5d1fa813640115804746b2db3ec4746fb452b082",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8a19f",
                    table="reporting_certificateevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="goalevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0a4dc2558caff41d8b0e07fe667be056daa63813",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9b3a6",
                    table="reporting_goalevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="goaltarget",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_goaltargetevent" ("code", "goal_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_kk", "text_ru") SELECT new_values."code", new_values."goal_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."code", new_values."text_en", new_values."text_kk", new_values."text_ru" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0335425a72703ab28b07eae6e9d58472b89749c4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4a787",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_goaltarget",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="goaltarget",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_goaltargetevent" ("code", "goal_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_kk", "text_ru") SELECT new_values."code", new_values."goal_id", _pgh_attached_context.value, NOW(), \'update\', new_values."code", new_values."text_en", new_values."text_kk", new_values."text_ru" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."code") = (new_values."code") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4bdf3a0deeb6273527f89a22d8ffa10716005d42",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_987ef",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_goaltarget",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="goaltarget",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_goaltargetevent" ("code", "goal_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_kk", "text_ru") SELECT old_values."code", old_values."goal_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."code", old_values."text_en", old_values."text_kk", old_values."text_ru" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="781faaa92eb158ae67e725c890813d5178935b38",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ff66b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_goaltarget",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="contributionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9c7722188c8b5aeb739db8ac0a4299f92d87d61a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2bf50",
                    table="reporting_contributionevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_contributionevent" ("goal_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "rationale_en", "rationale_kk", "rationale_ru", "since", "target_id", "until") SELECT new_values."goal_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."rationale_en", new_values."rationale_kk", new_values."rationale_ru", new_values."since", new_values."target_id", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ad7418983fb9dfdb8c9e2693e53a6c39446c65f9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_64d51",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_contribution",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_contributionevent" ("goal_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "rationale_en", "rationale_kk", "rationale_ru", "since", "target_id", "until") SELECT new_values."goal_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."project_id", new_values."rationale_en", new_values."rationale_kk", new_values."rationale_ru", new_values."since", new_values."target_id", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="40170be6593bb348cc829d0b92c0fcf7f1c1d517",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_205dc",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_contribution",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_contributionevent" ("goal_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "rationale_en", "rationale_kk", "rationale_ru", "since", "target_id", "until") SELECT old_values."goal_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."rationale_en", old_values."rationale_kk", old_values."rationale_ru", old_values."since", old_values."target_id", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="822371fecbd0936d7a837e9b50e227fb99a108bb",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1618a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_contribution",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="goaltargetevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="532e5d0bf2cc21dc152d4dcd8c784d68a8df0427",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3e735",
                    table="reporting_goaltargetevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_publicationevent" ("approval_rule", "approved_at", "approved_by_id", "author_id", "challenges_en", "challenges_kk", "challenges_ru", "changed_at", "created_at", "edition", "id", "job_id", "next_steps_en", "next_steps_kk", "next_steps_ru", "number", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "projects", "published_at", "quotes_en", "quotes_kk", "quotes_ru", "regions", "replaces_id", "revoked_at", "sent_back_comment", "status", "submitted_at", "submitted_by_id", "title_en", "title_kk", "title_ru", "what_changed_en", "what_changed_kk", "what_changed_ru", "withdraw_reason", "withdrawn_at", "withdrawn_by_id") SELECT new_values."approval_rule", new_values."approved_at", new_values."approved_by_id", new_values."author_id", new_values."challenges_en", new_values."challenges_kk", new_values."challenges_ru", new_values."changed_at", new_values."created_at", new_values."edition", new_values."id", new_values."job_id", new_values."next_steps_en", new_values."next_steps_kk", new_values."next_steps_ru", new_values."number", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."projects", new_values."published_at", new_values."quotes_en", new_values."quotes_kk", new_values."quotes_ru", new_values."regions", new_values."replaces_id", new_values."revoked_at", new_values."sent_back_comment", new_values."status", new_values."submitted_at", new_values."submitted_by_id", new_values."title_en", new_values."title_kk", new_values."title_ru", new_values."what_changed_en", new_values."what_changed_kk", new_values."what_changed_ru", new_values."withdraw_reason", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5cd2f38cabbb02a9357d99628dea92387f8a1fea",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_23964",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_publication",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_publicationevent" ("approval_rule", "approved_at", "approved_by_id", "author_id", "challenges_en", "challenges_kk", "challenges_ru", "changed_at", "created_at", "edition", "id", "job_id", "next_steps_en", "next_steps_kk", "next_steps_ru", "number", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "projects", "published_at", "quotes_en", "quotes_kk", "quotes_ru", "regions", "replaces_id", "revoked_at", "sent_back_comment", "status", "submitted_at", "submitted_by_id", "title_en", "title_kk", "title_ru", "what_changed_en", "what_changed_kk", "what_changed_ru", "withdraw_reason", "withdrawn_at", "withdrawn_by_id") SELECT new_values."approval_rule", new_values."approved_at", new_values."approved_by_id", new_values."author_id", new_values."challenges_en", new_values."challenges_kk", new_values."challenges_ru", new_values."changed_at", new_values."created_at", new_values."edition", new_values."id", new_values."job_id", new_values."next_steps_en", new_values."next_steps_kk", new_values."next_steps_ru", new_values."number", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."projects", new_values."published_at", new_values."quotes_en", new_values."quotes_kk", new_values."quotes_ru", new_values."regions", new_values."replaces_id", new_values."revoked_at", new_values."sent_back_comment", new_values."status", new_values."submitted_at", new_values."submitted_by_id", new_values."title_en", new_values."title_kk", new_values."title_ru", new_values."what_changed_en", new_values."what_changed_kk", new_values."what_changed_ru", new_values."withdraw_reason", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."approval_rule" IS DISTINCT FROM (new_values."approval_rule") OR old_values."approved_at" IS DISTINCT FROM (new_values."approved_at") OR old_values."approved_by_id" IS DISTINCT FROM (new_values."approved_by_id") OR old_values."author_id" IS DISTINCT FROM (new_values."author_id") OR old_values."challenges_en" IS DISTINCT FROM (new_values."challenges_en") OR old_values."challenges_kk" IS DISTINCT FROM (new_values."challenges_kk") OR old_values."challenges_ru" IS DISTINCT FROM (new_values."challenges_ru") OR old_values."changed_at" IS DISTINCT FROM (new_values."changed_at") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."edition" IS DISTINCT FROM (new_values."edition") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."job_id" IS DISTINCT FROM (new_values."job_id") OR old_values."next_steps_en" IS DISTINCT FROM (new_values."next_steps_en") OR old_values."next_steps_kk" IS DISTINCT FROM (new_values."next_steps_kk") OR old_values."next_steps_ru" IS DISTINCT FROM (new_values."next_steps_ru") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."period_end" IS DISTINCT FROM (new_values."period_end") OR old_values."period_start" IS DISTINCT FROM (new_values."period_start") OR old_values."projects" IS DISTINCT FROM (new_values."projects") OR old_values."published_at" IS DISTINCT FROM (new_values."published_at") OR old_values."quotes_en" IS DISTINCT FROM (new_values."quotes_en") OR old_values."quotes_kk" IS DISTINCT FROM (new_values."quotes_kk") OR old_values."quotes_ru" IS DISTINCT FROM (new_values."quotes_ru") OR old_values."regions" IS DISTINCT FROM (new_values."regions") OR old_values."replaces_id" IS DISTINCT FROM (new_values."replaces_id") OR old_values."revoked_at" IS DISTINCT FROM (new_values."revoked_at") OR old_values."sent_back_comment" IS DISTINCT FROM (new_values."sent_back_comment") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."submitted_at" IS DISTINCT FROM (new_values."submitted_at") OR old_values."submitted_by_id" IS DISTINCT FROM (new_values."submitted_by_id") OR old_values."title_en" IS DISTINCT FROM (new_values."title_en") OR old_values."title_kk" IS DISTINCT FROM (new_values."title_kk") OR old_values."title_ru" IS DISTINCT FROM (new_values."title_ru") OR old_values."what_changed_en" IS DISTINCT FROM (new_values."what_changed_en") OR old_values."what_changed_kk" IS DISTINCT FROM (new_values."what_changed_kk") OR old_values."what_changed_ru" IS DISTINCT FROM (new_values."what_changed_ru") OR old_values."withdraw_reason" IS DISTINCT FROM (new_values."withdraw_reason") OR old_values."withdrawn_at" IS DISTINCT FROM (new_values."withdrawn_at") OR old_values."withdrawn_by_id" IS DISTINCT FROM (new_values."withdrawn_by_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e8f71cadf76cdcb511f2179c5427ebfb11212b13",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_86525",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_publication",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_publicationevent" ("approval_rule", "approved_at", "approved_by_id", "author_id", "challenges_en", "challenges_kk", "challenges_ru", "changed_at", "created_at", "edition", "id", "job_id", "next_steps_en", "next_steps_kk", "next_steps_ru", "number", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "projects", "published_at", "quotes_en", "quotes_kk", "quotes_ru", "regions", "replaces_id", "revoked_at", "sent_back_comment", "status", "submitted_at", "submitted_by_id", "title_en", "title_kk", "title_ru", "what_changed_en", "what_changed_kk", "what_changed_ru", "withdraw_reason", "withdrawn_at", "withdrawn_by_id") SELECT old_values."approval_rule", old_values."approved_at", old_values."approved_by_id", old_values."author_id", old_values."challenges_en", old_values."challenges_kk", old_values."challenges_ru", old_values."changed_at", old_values."created_at", old_values."edition", old_values."id", old_values."job_id", old_values."next_steps_en", old_values."next_steps_kk", old_values."next_steps_ru", old_values."number", old_values."period_end", old_values."period_start", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."projects", old_values."published_at", old_values."quotes_en", old_values."quotes_kk", old_values."quotes_ru", old_values."regions", old_values."replaces_id", old_values."revoked_at", old_values."sent_back_comment", old_values."status", old_values."submitted_at", old_values."submitted_by_id", old_values."title_en", old_values."title_kk", old_values."title_ru", old_values."what_changed_en", old_values."what_changed_kk", old_values."what_changed_ru", old_values."withdraw_reason", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2584096cc9eab29d3b54af6ccd9ba8c7389000b1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6813a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_publication",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="publicationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cd0928b159d7fe1d5735214ca98acbe6e8a24639",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c4bc3",
                    table="reporting_publicationevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="qualityreview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_qualityreviewevent" ("fingerprint", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "region_id", "reviewed_at", "reviewed_by_id", "subject") SELECT new_values."fingerprint", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."region_id", new_values."reviewed_at", new_values."reviewed_by_id", new_values."subject" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="05d40df285c86fe8b36cedacebf0ae3142f49aae",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_12241",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_qualityreview",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="qualityreview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_qualityreviewevent" ("fingerprint", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "region_id", "reviewed_at", "reviewed_by_id", "subject") SELECT new_values."fingerprint", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."region_id", new_values."reviewed_at", new_values."reviewed_by_id", new_values."subject" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="68523442ff48188109069d4430b834a6f4c38446",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e5785",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_qualityreview",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="qualityreview",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_qualityreviewevent" ("fingerprint", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "region_id", "reviewed_at", "reviewed_by_id", "subject") SELECT old_values."fingerprint", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."region_id", old_values."reviewed_at", old_values."reviewed_by_id", old_values."subject" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2ebd9d3dd0fe0ec89622bb654a1b5394d3d6bcea",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3e3fe",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_qualityreview",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="qualityreviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8c4a140607820463a1d3e69b8575ff132f94cd7c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_20d9f",
                    table="reporting_qualityreviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="reportsubscription",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportsubscriptionevent" ("active_since", "created_by_id", "day", "id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."active_since", new_values."created_by_id", new_values."day", new_values."id", new_values."is_active", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="918a53d81da69a1d0bad1a6dfbb6748677aed7ce",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3424c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_reportsubscription",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="reportsubscription",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportsubscriptionevent" ("active_since", "created_by_id", "day", "id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."active_since", new_values."created_by_id", new_values."day", new_values."id", new_values."is_active", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e4b80b236ae36f3360a74646ab1e979eb506fe5a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36470",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_reportsubscription",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="reportsubscription",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportsubscriptionevent" ("active_since", "created_by_id", "day", "id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT old_values."active_since", old_values."created_by_id", old_values."day", old_values."id", old_values."is_active", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="605b7cedf364af341f1e4729513545b916235d8e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ff69a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_reportsubscription",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="reportsubscriptionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b7ce1a504ec534b15cd2d7d333c96c78e58c7bd5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fe98a",
                    table="reporting_reportsubscriptionevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_targetevent" ("baseline", "baseline_label", "baseline_source", "figure", "id", "note", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "region_id", "value") SELECT new_values."baseline", new_values."baseline_label", new_values."baseline_source", new_values."figure", new_values."id", new_values."note", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."region_id", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a69e1a87b8209ca882166d34fe645f31415ca58a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f6f12",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_target",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_targetevent" ("baseline", "baseline_label", "baseline_source", "figure", "id", "note", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "region_id", "value") SELECT new_values."baseline", new_values."baseline_label", new_values."baseline_source", new_values."figure", new_values."id", new_values."note", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."project_id", new_values."region_id", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e6729d82d419feaec6b5234f489b71cc1de6e465",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3cf42",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_target",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_targetevent" ("baseline", "baseline_label", "baseline_source", "figure", "id", "note", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "region_id", "value") SELECT old_values."baseline", old_values."baseline_label", old_values."baseline_source", old_values."figure", old_values."id", old_values."note", old_values."period_end", old_values."period_start", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."region_id", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7fe12592f1abe11006f426bf4d410e726d10117f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b01f8",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_target",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="targetevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c2232d55fbf503b67286cf0763e5f251238a5238",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4382f",
                    table="reporting_targetevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(FREEZE, THAW),
    ]
