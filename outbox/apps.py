from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "outbox"
    verbose_name = _("Messages")

    def ready(self) -> None:
        """Let every app announce the kinds of letters that it writes (its ``letters.py``)."""
        autodiscover_modules("letters")
