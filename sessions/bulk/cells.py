"""What people write into the cells of a spreadsheet, in three languages: days, times, classes."""

import datetime
import re

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from regions.choices import Language
from regions.folding import fold
from sessions.choices import Mode
from transfers.imports.columns import WrongCell
from transfers.imports.faults import shown

_MONTHS = (
    "jan янв қаң",
    "feb фев ақп",
    "mar мар нау",
    "apr апр сәу",
    "may май мая мам",
    "jun июн мау",
    "jul июл шіл",
    "aug авг там",
    "sep сен қыр",
    "oct окт қаз",
    "nov ноя қар",
    "dec дек жел",
)
"""How the names of months begin, in English, Russian and Kazakh."""

_MONTH_OF = {
    fold(start): number for number, starts in enumerate(_MONTHS, 1) for start in starts.split()
}

_MODES = {
    Mode.ONLINE: "online онлайн дистанционно қашықтан",
    Mode.OFFLINE: "offline in-person офлайн оффлайн очно бетпе-бет",
    Mode.HYBRID: "hybrid гибрид гибридный смешанно аралас",
}
_LANGUAGES = {
    Language.KAZAKH: "kk kaz каз қаз казахский қазақ қазақша",
    Language.RUSSIAN: "ru rus рус русский орыс орысша",
    Language.ENGLISH: "en eng англ английский ағылшын ағылшынша",
    Language.UZBEK: "uz узбекский өзбек өзбекше",
    Language.UYGHUR: "ug уйгурский ұйғыр ұйғырша",
    Language.TAJIK: "tg таджикский тәжік тәжікше",
}
_SPOKEN = ("en", "ru", "kk")


def date_of(cell: str, today: datetime.date) -> datetime.date:
    """A day: 2026-11-30, 30.11.2026, 30.11.26, 30/11, 30.11, Mon 30 Nov, 30 ноября 2026.

    Without a year, it is the next such day.

    :raises WrongCell: nothing of the kind.
    """
    parts = _date_parts(cell)
    if not parts:
        raise WrongCell(
            _("“%(value)s” is not a date. Write it as 30.11.2026 or 30 November.")
            % {"value": shown(cell)}
        )
    year, month, day = parts
    if year is not None and year < 100:
        year += 2000
    try:
        if year is None:
            found = datetime.date(today.year, month, day)
            return found if found >= today else found.replace(year=today.year + 1)
        return datetime.date(year, month, day)
    except ValueError:
        raise WrongCell(_("“%(value)s” is not in the calendar.") % {"value": shown(cell)}) from None


def _date_parts(cell: str) -> tuple[int | None, int, int] | None:
    text = cell.strip().rstrip(".")
    if found := re.search(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)", text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := re.search(r"(?<!\d)(\d{1,2})[-./](\d{1,2})(?:[-./](\d{4}|\d{2}))?(?!\d)", text):
        return int(found[3]) if found[3] else None, int(found[2]), int(found[1])
    words = re.findall(r"[^\W\d_]{3,}", text)
    months = [_MONTH_OF[fold(word[:3])] for word in words if fold(word[:3]) in _MONTH_OF]
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    days = [number for number in numbers if number <= 31]
    years = [number for number in numbers if 2000 <= number <= 2099]
    if len(months) != 1 or len(days) != 1 or len(days) + len(years) != len(numbers):
        return None
    return years[0] if years else None, months[0], days[0]


def time_of(cell: str) -> tuple[datetime.time, int | None]:
    """A start, and the minutes where an end is given, too: 9:00, 09.00, 9, 9:00–9:45.

    :raises WrongCell: nothing of the kind.
    """
    found = re.fullmatch(
        r"(\d{1,2})(?:[:.](\d{2})(?::00)?)?(?:\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2})(?::00)?)?)?",
        cell.strip(),
    )
    try:
        if not found:
            raise ValueError(cell)
        start = datetime.time(int(found[1]), int(found[2] or 0))
        end = datetime.time(int(found[3]), int(found[4] or 0)) if found[3] else None
    except ValueError:
        raise WrongCell(
            _("“%(value)s” is not a time of day. Write it as 09:30 or 9:30–10:15.")
            % {"value": shown(cell)}
        ) from None
    if not end:
        return start, None
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    if minutes <= 0:
        raise WrongCell(_("“%(value)s” ends before it begins.") % {"value": shown(cell)})
    return start, minutes


def classes_of(cell: str) -> list[tuple[int, str]]:
    """Grades and letters: 7А, 7 «Б», 7А/Б. Letters are folded, for comparison only.

    :raises WrongCell: nothing of the kind.
    """
    found: list[tuple[int, str]] = []
    for part in re.split(r"[,;/+&]|\s+и\s+|\s+and\s+|\s+және\s+", cell):
        text = re.sub(r"[«»\"'“”\s-]", "", part)
        match = re.fullmatch(r"(\d{1,2})?(\D{1,10})", text)
        if not match or not (match[1] or found):
            raise WrongCell(
                _("“%(value)s” is not a class. Write grade and letter, such as 7А.")
                % {"value": shown(cell)}
            )
        grade = int(match[1]) if match[1] else found[-1][0]
        found.append((grade, fold(match[2])))
    return found


def mode_of(cell: str) -> str:
    return _choice(cell, Mode, _MODES)


def language_of(cell: str) -> str:
    return _choice(cell, Language, _LANGUAGES)


def _choice(cell: str, choices, words: dict) -> str:
    """A choice by its code, by its name in any of our languages or by another usual word."""
    wanted = fold(cell)
    for value in choices:
        known = {value.value, *words[value].split()}
        for language in _SPOKEN:
            with translation.override(language):
                known.add(str(value.label))
        if wanted in {fold(word) for word in known}:
            return value.value
    raise WrongCell(
        _("“%(value)s” is not known here. Use one of: %(known)s.")
        % {"value": shown(cell), "known": ", ".join(str(value.label) for value in choices)}
    )


def moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, time))
