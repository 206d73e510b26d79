"""Public holidays, as the package ``holidays`` knows them, with the days that were moved."""

import datetime
import re
from functools import lru_cache

import holidays
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

_ADDED = re.compile(r"^(?P<name>.+) \((?P<note>[^()]+)\)$")

# The package has no Russian; what Kazakhstan celebrates is translated here.
_CELEBRATED = [
    gettext_noop("New Year's Day"),
    gettext_noop("Orthodox Christmas"),
    gettext_noop("International Women's Day"),
    gettext_noop("Nowruz Holiday"),
    gettext_noop("Kazakhstan's People Solidarity Holiday"),
    gettext_noop("Defender of the Fatherland Day"),
    gettext_noop("Victory Day"),
    gettext_noop("Capital Day"),
    gettext_noop("Constitution Day"),
    gettext_noop("Republic Day"),
    gettext_noop("First President Day"),
    gettext_noop("Independence Day"),
    gettext_noop("Eid al-Adha"),
    gettext_noop("Day off"),
]
_NOTES = {
    "observed": gettext_noop("moved"),
    "estimated": gettext_noop("day not certain yet"),
    "observed, estimated": gettext_noop("moved, day not certain yet"),
}
_OTHERWISE = _NOTES["observed"]
"""A working day that was made free for another: its note names that one."""


def holiday_on(day: datetime.date) -> str:
    """The name of the holiday in the reader's language; empty on other days."""
    return holidays_of(day.year).get(day, "")


def holidays_of(year: int) -> dict[datetime.date, str]:
    """The holidays of a year, in order, in the reader's language."""
    return _named(year, translation.get_language() or "en")


def is_made_up_for(day: datetime.date) -> bool:
    """A day of a weekend on which people work, since a day off was moved from it."""
    return day in _of_package(day.year, "en_US").weekend_workdays


@lru_cache(maxsize=300)
def _named(year: int, language: str) -> dict[datetime.date, str]:
    supported = getattr(holidays, settings.HOLIDAYS_COUNTRY)().supported_languages
    spoken = [one for one in supported if one.split("_")[0] == language]
    if spoken and language != "en":
        return dict(sorted(_of_package(year, spoken[0]).items()))
    with translation.override(language):
        english = sorted(_of_package(year, "en_US").items())
        return {day: _translated(name) for day, name in english}


@lru_cache(maxsize=300)
def _of_package(year: int, language: str) -> holidays.HolidayBase:
    """Of one year: a calendar of the package grows by each year that it is asked for."""
    return holidays.country_holidays(
        settings.HOLIDAYS_COUNTRY,
        subdiv=settings.HOLIDAYS_SUBDIVISION or None,
        years=year,
        language=language,
        expand=False,
    )


def _translated(names: str) -> str:
    """Two that fall on one day stand together, with a semicolon."""
    return "; ".join(_one_translated(name) for name in names.split("; "))


def _one_translated(name: str) -> str:
    if found := _ADDED.match(name):
        return f"{gettext(found['name'])} ({gettext(_NOTES.get(found['note'], _OTHERWISE))})"
    return gettext(name)
