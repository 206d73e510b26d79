from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """Languages that people are taught in and teach in."""

    KAZAKH = "kk", _("Kazakh")
    RUSSIAN = "ru", _("Russian")
    ENGLISH = "en", _("English")
    UZBEK = "uz", _("Uzbek")
    UYGHUR = "ug", _("Uyghur")
    TAJIK = "tg", _("Tajik")


def language_names(codes: list[str]) -> str:
    """Languages in words: ``["kk", "ru"]`` as "Kazakh, Russian"."""
    names = dict(Language.choices)
    return ", ".join(str(names[code]) for code in codes)
