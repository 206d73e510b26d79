"""Projects: the strands of the programme, and what they ask of their volunteers."""

from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from regions.history import audited
from regions.models import NamedInThreeLanguages


@audited()
class Project(NamedInThreeLanguages):
    """A strand of the programme, such as BeKind."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    theme_en = models.CharField(_("theme in English"), max_length=300, blank=True)
    theme_ru = models.CharField(_("theme in Russian"), max_length=300, blank=True)
    theme_kk = models.CharField(_("theme in Kazakh"), max_length=300, blank=True)
    needs_training = models.BooleanField(
        _("only for those who were trained for it"),
        default=True,
        help_text=_("A coordinator can record an exception with its reason."),
    )
    needs_background_check = models.BooleanField(_("adults need a background check"), default=False)
    needs_code_of_conduct = models.BooleanField(
        _("adults need to have signed the code of conduct"), default=False
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z][A-Z0-9]{1,9}$") & ~Q(code="ALL"),
                name="project_code_is_valid",
            ),
        ]

    @property
    def theme(self) -> str:
        """What it is about, in the active language, or in English where that one is empty."""
        return getattr(self, f"theme_{translation.get_language() or 'en'}", "") or self.theme_en
