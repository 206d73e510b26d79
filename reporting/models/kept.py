"""Reports that took long to count, kept for a while."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptReport(models.Model):
    """The figures of one question by some breakdowns, as they were at a moment.

    Derived, like a rollup: it can be counted again from the records at any time. Who may see it
    is who may ask the question.
    """

    key = models.CharField(
        _("key"), max_length=64, primary_key=True, help_text=_("Fingerprint of the question.")
    )
    figures = models.JSONField(_("figures"))
    as_of = models.DateTimeField(_("as of"), db_index=True)
    version = models.CharField(
        _("version of the data"),
        max_length=300,
        blank=True,
        help_text=_("Empty where somebody was writing."),
    )

    class Meta:
        verbose_name = _("kept report")
        verbose_name_plural = _("kept reports")

    def __str__(self) -> str:
        return f"{self.key[:8]}, {self.as_of:%Y-%m-%d %H:%M}"
