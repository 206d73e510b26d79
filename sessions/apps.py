from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    """School sessions.

    The package is ``sessions``, the label ``school_sessions``: Django's own login sessions
    have the label ``sessions``, and a foreign key to ``"sessions.Session"`` would silently
    bind to them. So migrations are made with ``makemigrations school_sessions`` and the model
    is ``SchoolSession``.
    """

    name = "sessions"
    label = "school_sessions"
    verbose_name = _("School sessions")
