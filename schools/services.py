"""What changes a school, and the school calendar."""

import datetime
from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from accounts.models import User
from regions.models import District, Region
from schools.bells import Slot
from schools.models import BellPeriod, Break, ClassGroup, School, SchoolPlace
from schools.policy import may_edit_bells_of, may_edit_breaks_of
from schools.school_years import usual_breaks

_USUAL_NAMES = (
    gettext_noop("Autumn break"),
    gettext_noop("Winter break"),
    gettext_noop("Spring break"),
    gettext_noop("Summer holidays"),
)


@transaction.atomic
def move_school(
    school: School,
    region: Region,
    district: District | None = None,
    *,
    since: datetime.date | None,
    by: User,
) -> School:
    """Put a school into another region or district from a day on.

    Figures of earlier days stay where the school was then, those from that day on move along.

    :param since: the first day in the new place; none where it has always been there and only
        was recorded wrongly.
    :raises ValueError: the district is not of the region.
    """
    if district and district.region_id != region.pk:
        raise ValueError(f"{district} is not in {region}")
    school = School.objects.select_for_update().get(pk=school.pk)
    first = since or SchoolPlace.FIRST_DAY
    places = SchoolPlace.objects.filter(school=school)
    places.filter(since__gte=first).delete()
    places.filter(until__gt=first).update(until=first)
    SchoolPlace.objects.create(school=school, region=region, district=district, since=first)
    # The trigger finds the school in its place already and leaves it there.
    school.region, school.district = region, district
    school.save(update_fields=["region", "district"])
    return school


@transaction.atomic
def set_bells(
    school: School,
    slots: Iterable[Slot],
    *,
    teaches_saturdays: bool,
    shifts: Mapping[int, int | None],
    by: User,
) -> School:
    """Replace a school's lesson times and say in which shift classes learn.

    :param slots: none for a school that keeps to the usual times.
    :param shifts: the shift of each class group, by its id; others stay as they are.
    :raises PermissionDenied: the school is outside the person's regions.
    """
    school = School.objects.select_for_update().get(pk=school.pk)
    if not may_edit_bells_of(by, school):
        raise PermissionDenied
    school.teaches_saturdays = teaches_saturdays
    school.save(update_fields=["teaches_saturdays"])
    wanted = {(slot.shift, slot.number): slot for slot in slots}
    for period in school.bell_periods.all():
        slot = wanted.get((period.shift, period.number))
        if slot and (slot.starts, slot.ends) == (period.starts, period.ends):
            del wanted[slot.shift, slot.number]
        else:
            period.delete()
    BellPeriod.objects.bulk_create(
        BellPeriod(
            school=school, shift=one.shift, number=one.number, starts=one.starts, ends=one.ends
        )
        for one in wanted.values()
    )
    groups = ClassGroup.objects.filter(school=school, pk__in=shifts)
    changed = [group for group in groups if group.shift != shifts[group.pk]]
    for group in changed:
        group.shift = shifts[group.pk]
    ClassGroup.objects.bulk_update(changed, ["shift"])
    return school


def save_break(one: Break, *, by: User) -> Break:
    """Add a break or change one.

    :raises PermissionDenied: it is, or was, of a place that the person does not coordinate.
    """
    before = Break.objects.select_related("region").filter(pk=one.pk).first()
    for region in {one.region, before.region if before else one.region}:
        if not may_edit_breaks_of(by, region):
            raise PermissionDenied
    one.save()
    return one


def remove_break(one: Break, *, by: User) -> None:
    if not may_edit_breaks_of(by, one.region):
        raise PermissionDenied
    one.delete()


@transaction.atomic
def add_usual_breaks(school_year: int, *, by: User) -> list[Break]:
    """Fill in the country's breaks of a school year as they usually are; none where the year has
    one already. They are there to be corrected once the ministry has named the days."""
    if not may_edit_breaks_of(by, None):
        raise PermissionDenied
    days = usual_breaks(school_year)
    if Break.objects.filter(region=None).overlapping(days[0][0], days[-1][1]).exists():
        return []
    return Break.objects.bulk_create(
        Break(**_names_of(name), since=since, until=until)
        for name, (since, until) in zip(_USUAL_NAMES, days, strict=True)
    )


def _names_of(name: str) -> dict[str, str]:
    names = {}
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            names[f"name_{language}"] = gettext(name)
    return names
