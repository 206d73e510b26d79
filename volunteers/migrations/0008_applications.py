import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import volunteers.models.secrets
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("volunteers", "0007_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
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
        migrations.CreateModel(
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
    ]
