"""Breaks, and a school that is closed: what the demo's calendar shows."""

import datetime
from collections.abc import Collection, Iterator

from accounts.models import User
from config.demo.timetable import Planned
from schools.choices import ClosureKind
from schools.models import Break, Closure, School
from schools.school_years import school_year_of, usual_breaks

FIRST_YEAR = 2019

_NAMES = (
    ("Autumn break", "Осенние каникулы", "Күзгі каникул"),
    ("Winter break", "Зимние каникулы", "Қысқы каникул"),
    ("Spring break", "Весенние каникулы", "Көктемгі каникул"),
    ("Summer holidays", "Летние каникулы", "Жазғы каникул"),
)


def make_breaks(today: datetime.date) -> Iterator[Break]:
    """Those of every school year from the programme's first to the next one."""
    for year in range(FIRST_YEAR, school_year_of(today) + 2):
        for (en, ru, kk), (since, until) in zip(_NAMES, usual_breaks(year), strict=True):
            yield Break(name_en=en, name_ru=ru, name_kk=kk, since=since, until=until)


def make_closures(
    schools: Collection[School], planned: Collection[Planned], today: datetime.date, by: User
) -> Iterator[Closure]:
    """A quarantine from tomorrow on, at a school of the demo's coordinator with no session then."""
    since, until = today + datetime.timedelta(days=1), today + datetime.timedelta(days=5)
    taken = {one.session.school.code for one in planned if since <= one.day <= until}
    free = [one for one in schools if one.region.code == "KZ-11" and one.code not in taken]
    for school in free[:1]:
        yield Closure(
            school=school,
            since=since,
            until=until,
            kind=ClosureKind.QUARANTINE,
            reason="Грипп",
            by=by,
        )
