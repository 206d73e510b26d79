from django.db import models
from django.utils.translation import gettext_lazy as _


class Settlement(models.TextChoices):
    URBAN = "urban", _("urban")
    RURAL = "rural", _("rural")


class ClosureKind(models.TextChoices):
    FROST = "frost", _("frost")
    STORM = "storm", _("storm")
    QUARANTINE = "quarantine", _("quarantine")
    OTHER = "other", _("other reason")
