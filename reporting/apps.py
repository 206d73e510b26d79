from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Reporting")

    def ready(self) -> None:
        """Announce the jobs and letters that do not stand in ``jobs.py`` and ``letters.py``."""
        from reporting.certificates import batch, letters, workshop_batch  # noqa: F401
        from reporting.publishing import comparing, jobs  # noqa: F401
