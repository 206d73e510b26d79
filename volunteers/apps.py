from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class VolunteersConfig(AppConfig):
    name = "volunteers"
    verbose_name = _("Volunteers")

    def ready(self) -> None:
        """Let every app announce what it holds about volunteers (its ``traces.py``)."""
        from volunteers import signals  # noqa: F401

        autodiscover_modules("traces")
