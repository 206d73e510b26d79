"""What somebody says of a picture before it is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Shows(models.TextChoices):
    NOBODY = "nobody", _("Nobody who could be recognised")
    PEOPLE = "people", _("People who could be recognised")


class SaidBy(models.TextChoices):
    """Who signed, where the consent is a paper."""

    THEMSELVES = "themselves", _("the people themselves, all of them 18 or older")
    GUARDIANS = "guardians", _("a parent or guardian of each")
    BOTH = "both", _("both: adults themselves, parents or guardians for those under 18")


class GoneWhy(models.TextChoices):
    TAKEN_BACK = "taken_back", _("a consent was taken back")
    REMOVED = "removed", _("removed")
    LEFT = "left", _("somebody left for good")
