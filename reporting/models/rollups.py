"""The rollups from which reports are read.

Rollups are derived: every value can be counted again from the records
(``manage.py rollup --verify``), so they have no foreign keys in the database and no history.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.choices import Language
from regions.models import Region
from reporting.choices import PeriodKind, Slice
from schools.models import ClassGroup, School
from sessions.choices import Mode
from volunteers.models import Project, Volunteer


def _key(model: type[models.Model], **options) -> models.ForeignKey:
    return models.ForeignKey(
        model, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", **options
    )


ROLLED_UP_BY = (
    "period_kind",
    "period_start",
    "project",
    "school",
    "mode",
    "language",
    "region",
    "district_id",
)


class Rollup(models.Model):
    """What every rollup is kept by: period, project, school, mode, language, and where it was.

    The region and the district (0 for none) are those that the school was in then.
    """

    period_kind = models.CharField(max_length=1, choices=PeriodKind)
    period_start = models.DateField()
    project = _key(Project, db_index=False)
    school = _key(School, db_index=False)
    mode = models.CharField(max_length=7, choices=Mode)
    language = models.CharField(max_length=2, choices=Language)
    region = _key(Region, db_index=False)
    district_id = models.BigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_period_kind_display()} {self.period_start}, {self.project_id}"


class SchoolRollup(Rollup):
    """Sums over the sessions of one school."""

    pk = models.CompositePrimaryKey(*ROLLED_UP_BY)
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

    pk = models.CompositePrimaryKey(*ROLLED_UP_BY, "class_group")
    class_group = _key(ClassGroup, db_index=False)
    students = models.IntegerField()

    class Meta:
        db_table = "rollup_class_group"


class ReachRollup(models.Model):
    """How many class groups and students of one school were reached (``reporting/reach.py``).

    Not additive over projects, modes and languages, so these have rows for all of them together:
    project 0 and the empty slice. Nor over the places of a school that moved within the period:
    parts are rows of one place each, wholes of all of them.
    """

    pk = models.CompositePrimaryKey(
        "period_kind",
        "period_start",
        "school",
        "project_id",
        "slice",
        "value",
        "region_id",
        "district_id",
    )
    period_kind = models.CharField(max_length=1, choices=PeriodKind)
    period_start = models.DateField()
    school = _key(School, db_index=False)
    project_id = models.BigIntegerField()
    slice = models.CharField(max_length=10, choices=Slice, blank=True)
    value = models.CharField(max_length=7, blank=True)
    region_id = models.BigIntegerField()
    district_id = models.BigIntegerField()
    is_part = models.BooleanField()
    is_whole = models.BooleanField()
    class_groups = models.IntegerField()
    students = models.BigIntegerField()

    class Meta:
        db_table = "rollup_reach"

    def __str__(self) -> str:
        return f"{self.get_period_kind_display()} {self.period_start}, {self.school_id}"


class ScopeRollup(models.Model):
    """All figures of a region, project and slice, or of all of them together.

    Region 0, project 0 and the empty slice stand for all; ``reporting/scopes.py``.
    """

    pk = models.CompositePrimaryKey(
        "period_kind", "period_start", "region_id", "project_id", "slice", "value"
    )
    period_kind = models.CharField(max_length=1, choices=PeriodKind)
    period_start = models.DateField()
    region_id = models.BigIntegerField()
    project_id = models.BigIntegerField()
    slice = models.CharField(max_length=10, choices=Slice, blank=True)
    value = models.CharField(max_length=7, blank=True)
    sessions = models.BigIntegerField()
    sessions_online = models.BigIntegerField()
    sessions_offline = models.BigIntegerField()
    sessions_hybrid = models.BigIntegerField()
    schools = models.BigIntegerField()
    class_groups = models.BigIntegerField()
    volunteers = models.BigIntegerField()
    students_online = models.BigIntegerField()
    students_offline = models.BigIntegerField()
    students_reached = models.BigIntegerField()
    parents_online = models.BigIntegerField()
    parents_offline = models.BigIntegerField()
    teachers = models.BigIntegerField()
    minutes = models.BigIntegerField()

    class Meta:
        db_table = "rollup_scope"

    def __str__(self) -> str:
        return f"{self.get_period_kind_display()} {self.period_start}, {self.region_id}"


class DirtyScope(models.Model):
    """A period and region whose rollups changed, so that its scope is to be counted again.

    Plain numbers, as with dirty months: appending never waits.
    """

    period_kind = models.CharField(max_length=1, choices=PeriodKind)
    period_start = models.DateField()
    region_id = models.BigIntegerField()
    noted_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        db_table = "rollup_dirty_scope"

    def __str__(self) -> str:
        return f"{self.get_period_kind_display()} {self.period_start}, {self.region_id}"


class VolunteerRollup(Rollup):
    """Minutes of the attended assignments of one volunteer."""

    pk = models.CompositePrimaryKey(*ROLLED_UP_BY, "volunteer")
    volunteer = _key(Volunteer, db_index=False)
    minutes = models.BigIntegerField()

    class Meta:
        db_table = "rollup_volunteer"
