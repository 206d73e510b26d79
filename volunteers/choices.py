from django.db import models
from django.utils.translation import gettext_lazy as _


class VolunteerStatus(models.TextChoices):
    APPLIED = "applied", _("applied")
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    LEFT = "left", _("left")


class ConsentKind(models.TextChoices):
    PARTICIPATION = "participation", _("taking part")
    GUARDIAN = "guardian", _("guardian's consent to taking part")
    PHOTO = "photo", _("pictures")


class ConsentMethod(models.TextChoices):
    ACCOUNT = "account", _("in the own account")
    LINK = "link", _("through a link by e-mail")
    PAPER = "paper", _("on paper")
