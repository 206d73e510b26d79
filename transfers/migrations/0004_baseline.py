import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from regions.operations import CreateModel


class Migration(migrations.Migration):
    """All of the app's tables at once, for a new database; what came before is for older ones."""

    replaces = [
        ("transfers", "0001_initial"),
        ("transfers", "0002_job_language"),
        ("transfers", "0003_files_removed_and_what_jobs_are_of"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0003_baseline"),
    ]

    operations = [
        CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=50, verbose_name="kind")),
                ("parameters", models.JSONField(default=dict, verbose_name="parameters")),
                (
                    "language",
                    models.CharField(
                        default="en",
                        help_text="Of what the job tells.",
                        max_length=7,
                        verbose_name="language",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="asked for at"
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="started at"),
                ),
                (
                    "heard_of_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last heard of at"),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished at"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("refused", "refused"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=7,
                        verbose_name="status",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("steps_done", models.PositiveIntegerField(default=0, verbose_name="steps done")),
                (
                    "steps_total",
                    models.PositiveIntegerField(default=0, verbose_name="steps in all"),
                ),
                ("result", models.JSONField(default=dict, verbose_name="result")),
                (
                    "input_file",
                    models.FileField(blank=True, upload_to="in/", verbose_name="file in"),
                ),
                (
                    "input_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name of the file in"
                    ),
                ),
                (
                    "output_file",
                    models.FileField(blank=True, upload_to="out/", verbose_name="file out"),
                ),
                (
                    "output_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name of the file out"
                    ),
                ),
                (
                    "output_bytes",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="bytes of the file out"
                    ),
                ),
                (
                    "files_removed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="files removed at"),
                ),
                (
                    "about",
                    models.JSONField(
                        default=dict,
                        help_text="For each language a title and a scope, as they were when it was asked for.",
                        verbose_name="what it is of",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["status", "created_at"], name="job_by_status"),
                    models.Index(fields=["created_by", "-created_at"], name="job_by_owner"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["waiting", "running", "done", "refused", "failed"])
                        ),
                        name="job_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_at__isnull", True),
                            ("status__in", ["done", "refused", "failed"]),
                            _connector="OR",
                        ),
                        name="job_finished_has_an_end",
                    ),
                ],
            },
        ),
    ]
