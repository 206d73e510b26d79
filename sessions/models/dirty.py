"""What changed since it was last counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DirtyMonth(models.Model):
    """A month of a school and project whose records changed; appended by triggers.

    It holds plain numbers, not foreign keys: appending must never wait for another table, and
    a row may outlive what it names. Whoever counts deletes the rows that it counted.
    """

    project_id = models.BigIntegerField()
    school_id = models.BigIntegerField()
    month = models.DateField()
    noted_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        db_table = "school_session_dirty_month"
        verbose_name = _("month to count")
        verbose_name_plural = _("months to count")
        indexes = [
            models.Index(fields=["project_id", "school_id"], name="dirty_month_by_key"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}, {self.school_id}, {self.month:%Y-%m}"
