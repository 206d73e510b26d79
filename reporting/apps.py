from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Reporting")

    def ready(self) -> None:
        """Announce the jobs that do not stand in ``reporting/jobs.py``."""
        from reporting.publishing import comparing, jobs  # noqa: F401
