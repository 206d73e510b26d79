import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from regions.operations import CreateModel


class Migration(migrations.Migration):
    """All of the app's tables at once, for a new database; what came before is for older ones."""

    replaces = [("outbox", "0001_letters"), ("outbox", "0002_no_copy")]

    initial = True

    dependencies = [
        ("accounts", "0003_baseline"),
        ("regions", "0003_baseline"),
    ]

    operations = [
        CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4,
                        help_text="The same at every attempt, so that mail programs can tell one sent twice.",
                        unique=True,
                        verbose_name="identifier",
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("copy_to", models.EmailField(blank=True, max_length=254, verbose_name="copy to")),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
                ("html", models.TextField(verbose_name="text with layout")),
                ("calendars", models.JSONField(default=list, verbose_name="calendar entries")),
                (
                    "reply_to",
                    models.EmailField(blank=True, max_length=254, verbose_name="answers go to"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="put together at"
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "try_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="to be tried at"
                    ),
                ),
                (
                    "handed_over_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="handed over at"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "mails",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("handed_over_at", None)),
                        fields=["try_at"],
                        name="mail_to_send",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True),
                            ("handed_over_at__isnull", False),
                            _connector="OR",
                        ),
                        name="mail_sent_was_handed_over",
                    )
                ],
            },
        ),
        CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        help_text="One letter for each, ever.",
                        max_length=200,
                        unique=True,
                        verbose_name="cause",
                    ),
                ),
                ("kind", models.CharField(max_length=30, verbose_name="kind")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("copy_to", models.EmailField(blank=True, max_length=254, verbose_name="copy to")),
                (
                    "person",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="number of the person"
                    ),
                ),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                ("about", models.CharField(blank=True, max_length=60, verbose_name="about")),
                ("data", models.JSONField(default=dict, verbose_name="what it tells")),
                ("is_urgent", models.BooleanField(default=False, verbose_name="urgent")),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="written at"
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="due at"),
                ),
                (
                    "dropped",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("overtaken", "Something newer made it needless."),
                            ("unwanted", "This person does without such letters."),
                            (
                                "no_copy",
                                "Under 18, and there is no parent or guardian to get a copy.",
                            ),
                        ],
                        max_length=9,
                        verbose_name="not sent because",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=300, verbose_name="subject")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose coordinators see that it was written.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="letters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="outbox.mail",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "ordering": ["-written_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("dropped", ""), ("mail", None)),
                        fields=["due_at"],
                        name="letter_waiting",
                    ),
                    models.Index(fields=["about", "person"], name="letter_by_about"),
                    models.Index(fields=["region", "-written_at"], name="letter_by_region"),
                    models.Index(fields=["-written_at"], name="letter_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("dropped", ""), ("mail", None), _connector="OR"),
                        name="letter_dropped_is_in_no_mail",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dropped__in", ["", "overtaken", "unwanted", "no_copy"])
                        ),
                        name="letter_dropped_is_known",
                    ),
                ],
            },
        ),
        CreateModel(
            name="LetterChoice",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="letter_choice",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("at_once", "as things happen"),
                            ("daily", "once a day, in one mail"),
                        ],
                        default="at_once",
                        max_length=7,
                        verbose_name="how often",
                    ),
                ),
                (
                    "unwanted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="does without",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of letters",
                "verbose_name_plural": "choices of letters",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["at_once", "daily"])),
                        name="letter_choice_rhythm_is_known",
                    )
                ],
            },
        ),
    ]
