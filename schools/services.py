"""What changes a school."""

import datetime

from django.db import transaction

from accounts.models import User
from regions.models import District, Region
from schools.models import School, SchoolPlace


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
