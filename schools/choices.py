from django.db import models
from django.utils.translation import gettext_lazy as _


class Settlement(models.TextChoices):
    URBAN = "urban", _("urban")
    RURAL = "rural", _("rural")
