"""What an item of a workshop's agenda can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    INPUT = "input", _("input")
    EXERCISE = "exercise", _("exercise")
    MEETING = "bilateral", _("bilateral meeting")
    BREAK = "break", _("break")
