import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
from django.db import migrations, models

from regions.operations import AddTrigger, CreateModel


class Migration(migrations.Migration):
    """All of the app's tables at once, for a new database; what came before is for older ones."""

    replaces = [("regions", "0001_initial"), ("regions", "0002_travel_minutes")]

    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        CreateModel(
            name="Region",
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
                (
                    "code",
                    models.CharField(max_length=6, unique=True, verbose_name="code (ISO 3166-2)"),
                ),
                ("kato", models.CharField(blank=True, max_length=9, verbose_name="KATO code")),
                (
                    "former_code",
                    models.CharField(blank=True, max_length=6, verbose_name="former code"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("region", "region"), ("city", "city")],
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                (
                    "centre_en",
                    models.CharField(blank=True, max_length=100, verbose_name="centre in English"),
                ),
                (
                    "centre_ru",
                    models.CharField(blank=True, max_length=100, verbose_name="centre in Russian"),
                ),
                (
                    "centre_kk",
                    models.CharField(blank=True, max_length=100, verbose_name="centre in Kazakh"),
                ),
                (
                    "tile_col",
                    models.PositiveSmallIntegerField(verbose_name="column on the tile map"),
                ),
                ("tile_row", models.PositiveSmallIntegerField(verbose_name="row on the tile map")),
                (
                    "valid_from",
                    models.DateField(blank=True, null=True, verbose_name="exists since"),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="existed until"),
                ),
                (
                    "travel_minutes",
                    models.PositiveSmallIntegerField(
                        default=60,
                        help_text="Kept free before and after a lesson in person, unless at the same school.",
                        verbose_name="minutes on the way",
                    ),
                ),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z]{2}-[A-Z0-9]{1,3}$")),
                        name="region_code_is_iso",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["region", "city"])),
                        name="region_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="region_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("travel_minutes__range", (0, 600))),
                        name="region_travel_is_0_to_600_minutes",
                    ),
                ],
            },
        ),
        CreateModel(
            name="District",
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
                (
                    "code",
                    models.CharField(
                        help_text="Stands for the district in reports and files; usually its name.",
                        max_length=210,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="districts",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "district",
                "verbose_name_plural": "districts",
                "ordering": ["region", "name_en"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("region"),
                        models.Func(
                            django.db.models.functions.text.Upper("name_en"),
                            models.Value("АВЕЁКМНОРСТУХІҮҺ"),
                            models.Value("ABEEKMHOPCTYXIYH"),
                            function="translate",
                            output_field=models.CharField(),
                        ),
                        name="district_name_is_unique_in_region",
                    ),
                    models.UniqueConstraint(
                        fields=("id", "region"), name="district_id_with_region"
                    ),
                ],
            },
        ),
        CreateModel(
            name="DistrictEvent",
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
                (
                    "code",
                    models.CharField(
                        help_text="Stands for the district in reports and files; usually its name.",
                        max_length=210,
                        verbose_name="code",
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
                        to="regions.district",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="RegionEvent",
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
                ("code", models.CharField(max_length=6, verbose_name="code (ISO 3166-2)")),
                ("kato", models.CharField(blank=True, max_length=9, verbose_name="KATO code")),
                (
                    "former_code",
                    models.CharField(blank=True, max_length=6, verbose_name="former code"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("region", "region"), ("city", "city")],
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                (
                    "centre_en",
                    models.CharField(blank=True, max_length=100, verbose_name="centre in English"),
                ),
                (
                    "centre_ru",
                    models.CharField(blank=True, max_length=100, verbose_name="centre in Russian"),
                ),
                (
                    "centre_kk",
                    models.CharField(blank=True, max_length=100, verbose_name="centre in Kazakh"),
                ),
                (
                    "tile_col",
                    models.PositiveSmallIntegerField(verbose_name="column on the tile map"),
                ),
                ("tile_row", models.PositiveSmallIntegerField(verbose_name="row on the tile map")),
                (
                    "valid_from",
                    models.DateField(blank=True, null=True, verbose_name="exists since"),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="existed until"),
                ),
                (
                    "travel_minutes",
                    models.PositiveSmallIntegerField(
                        default=60,
                        help_text="Kept free before and after a lesson in person, unless at the same school.",
                        verbose_name="minutes on the way",
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
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddTrigger(
            model_name="region",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_regionevent" ("centre_en", "centre_kk", "centre_ru", "code", "former_code", "id", "kato", "kind", "name_en", "name_kk", "name_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tile_col", "tile_row", "travel_minutes", "valid_from", "valid_until") SELECT new_values."centre_en", new_values."centre_kk", new_values."centre_ru", new_values."code", new_values."former_code", new_values."id", new_values."kato", new_values."kind", new_values."name_en", new_values."name_kk", new_values."name_ru", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."tile_col", new_values."tile_row", new_values."travel_minutes", new_values."valid_from", new_values."valid_until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="552603c32fca81e653dbdd25f4cb5a01065abef4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5c668",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regions_region",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="region",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_regionevent" ("centre_en", "centre_kk", "centre_ru", "code", "former_code", "id", "kato", "kind", "name_en", "name_kk", "name_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tile_col", "tile_row", "travel_minutes", "valid_from", "valid_until") SELECT new_values."centre_en", new_values."centre_kk", new_values."centre_ru", new_values."code", new_values."former_code", new_values."id", new_values."kato", new_values."kind", new_values."name_en", new_values."name_kk", new_values."name_ru", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."tile_col", new_values."tile_row", new_values."travel_minutes", new_values."valid_from", new_values."valid_until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1bad907c83bac273150a445119e18afcf2edf481",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ce801",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_region",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="region",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_regionevent" ("centre_en", "centre_kk", "centre_ru", "code", "former_code", "id", "kato", "kind", "name_en", "name_kk", "name_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tile_col", "tile_row", "travel_minutes", "valid_from", "valid_until") SELECT old_values."centre_en", old_values."centre_kk", old_values."centre_ru", old_values."code", old_values."former_code", old_values."id", old_values."kato", old_values."kind", old_values."name_en", old_values."name_kk", old_values."name_ru", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."tile_col", old_values."tile_row", old_values."travel_minutes", old_values."valid_from", old_values."valid_until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="32f4fe9b271799d18972bd3b7ac9f4b0e086d3ee",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dc4f6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="regions_region",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="districtevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6aaa06b41bc697920611ef21574bab462227a22c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1a5f9",
                    table="regions_districtevent",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="district",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_districtevent" ("code", "id", "name_en", "name_kk", "name_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") SELECT new_values."code", new_values."id", new_values."name_en", new_values."name_kk", new_values."name_ru", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1c3169bc21a0cbcc0031f63c8c0e3a2d75634b04",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_53345",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regions_district",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="district",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_districtevent" ("code", "id", "name_en", "name_kk", "name_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") SELECT new_values."code", new_values."id", new_values."name_en", new_values."name_kk", new_values."name_ru", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="697df8f89d02102cb6f5645fa2dd1aae12192a1e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4b17f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regions_district",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="district",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regions_districtevent" ("code", "id", "name_en", "name_kk", "name_ru", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") SELECT old_values."code", old_values."id", old_values."name_en", old_values."name_kk", old_values."name_ru", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b27f0487e1da7c4eb9bc66912279edcf617458eb",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_df295",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="regions_district",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="regionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1538ddab550a77ee93d293300216e81a6990de6a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_26e74",
                    table="regions_regionevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
