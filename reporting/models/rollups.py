"""The rollups from which reports are read.

Rollups are derived: every value can be counted again from the records
(``manage.py rollup --verify``), so they have no foreign keys in the database and no history.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reporting.choices import PeriodKind
from schools.models import ClassGroup, School
from sessions.choices import Mode
from volunteers.models import Project, Volunteer


def _key(model: type[models.Model], **options) -> models.ForeignKey:
    return models.ForeignKey(
        model, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", **options
    )


class Rollup(models.Model):
    """What every rollup is kept by: period, project, school and mode."""

    period_kind = models.CharField(max_length=1, choices=PeriodKind)
    period_start = models.DateField()
    project = _key(Project, db_index=False)
    school = _key(School, db_index=False)
    mode = models.CharField(max_length=7, choices=Mode)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_period_kind_display()} {self.period_start}, {self.project_id}"


class SchoolRollup(Rollup):
    """Sums over the sessions of one school."""

    pk = models.CompositePrimaryKey("period_kind", "period_start", "project", "school", "mode")
    sessions = models.IntegerField()
    students_online = models.BigIntegerField()
    students_offline = models.BigIntegerField()
    parents_online = models.BigIntegerField()
    parents_offline = models.BigIntegerField()
    teachers = models.BigIntegerField()
    students_without_class = models.BigIntegerField(
        help_text=_("Students of sessions with no class group, each a group of its own.")
    )

    class Meta:
        db_table = "rollup_school"


class ClassGroupRollup(Rollup):
    """The largest head-count of students that one session of a class group had."""

    pk = models.CompositePrimaryKey(
        "period_kind", "period_start", "project", "school", "mode", "class_group"
    )
    class_group = _key(ClassGroup, db_index=False)
    students = models.IntegerField()

    class Meta:
        db_table = "rollup_class_group"


class ReachRollup(models.Model):
    """How many class groups and students of one school were reached (``reporting/reach.py``).

    Not additive over projects and modes, so these have rows for all of them together: project
    0 and the empty mode.
    """

    pk = models.CompositePrimaryKey("period_kind", "period_start", "school", "project_id", "mode")
    period_kind = models.CharField(max_length=1, choices=PeriodKind)
    period_start = models.DateField()
    school = _key(School, db_index=False)
    project_id = models.BigIntegerField()
    mode = models.CharField(max_length=7, blank=True)
    class_groups = models.IntegerField()
    students = models.BigIntegerField()

    class Meta:
        db_table = "rollup_reach"

    def __str__(self) -> str:
        return f"{self.get_period_kind_display()} {self.period_start}, {self.school_id}"


class VolunteerRollup(Rollup):
    """Minutes of the attended assignments of one volunteer."""

    pk = models.CompositePrimaryKey(
        "period_kind", "period_start", "project", "school", "mode", "volunteer"
    )
    volunteer = _key(Volunteer, db_index=False)
    minutes = models.BigIntegerField()

    class Meta:
        db_table = "rollup_volunteer"
