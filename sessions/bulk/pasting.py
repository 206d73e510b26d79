"""Rows copied from a spreadsheet: a first line that names the columns, a line for each session."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from regions.folding import fold
from schools.models import School
from sessions.bulk.cells import classes_of, date_of, language_of, mode_of, moment, time_of
from sessions.bulk.lookups import Lookups
from sessions.bulk.services import MOST_ROWS
from sessions.choices import Mode
from sessions.models import WantedSession
from transfers.imports.columns import WrongCell, whole_number
from transfers.imports.faults import Fault

NAMES = {
    "school": "school, school code, school name, code, школа, код школы, мектеп, мектеп коды",
    "classes": "class, classes, class group, класс, классы, сынып, сыныптар",
    "lesson": "lesson, topic, урок, тема, занятие, сабақ, тақырып",
    "project": "project, проект, жоба",
    "date": "date, day, дата, день, күні, күн",
    "time": "time, start, starts, starts at, время, начало, уақыт, уақыты, басталуы",
    "minutes": "minutes, min, length, минуты, минут, мин, длительность, минуттар, ұзақтығы",
    "mode": "mode, how, format, формат, режим, как, қалай, форматы, түрі",
    "language": "language, язык, тіл, тілі",
    "teacher": "teacher, contact, учитель, педагог, мұғалім, мұғалімі",
    "places": "places, volunteers, места, мест, волонтёры, волонтёров, орын, орындар, еріктілер",
    "venue": "room, link, room or link, venue, кабинет, ссылка, кабинет или ссылка, сілтеме",
}
"""What the columns are called, in English, Russian and Kazakh; capitals and order don't matter."""

LABELS = {
    "school": gettext_lazy("school"),
    "classes": gettext_lazy("class"),
    "lesson": gettext_lazy("lesson"),
    "project": gettext_lazy("project"),
    "date": gettext_lazy("date"),
    "time": gettext_lazy("time"),
    "minutes": gettext_lazy("minutes"),
    "mode": gettext_lazy("how"),
    "language": gettext_lazy("language"),
    "teacher": gettext_lazy("teacher"),
    "places": gettext_lazy("places"),
    "venue": gettext_lazy("room or link"),
}

_COLUMN_OF = {fold(name): column for column, names in NAMES.items() for name in names.split(", ")}
MOST_CHARACTERS = 400_000


@dataclass
class Pasted:
    """What could be read, and every fault with its line and column."""

    wanted: list[WantedSession] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_rows(text: str, user: User, *, school: School | None = None) -> Pasted:
    """Read pasted rows. Lines are counted as they were pasted, the names of columns included.

    :param school: theirs, where no column names one.
    """
    result = Pasted()
    lines = _lines(text)
    if not lines:
        result.faults.append(Fault(1, "", _("Nothing was pasted.")))
        return result
    (first, header), *rows = lines
    columns = _columns(first, header, result, needs_school=not school)
    if result.faults:
        return result
    if len(rows) > MOST_ROWS:
        message = _("These are %(count)s rows; at most %(most)s can be planned in one go.")
        result.faults.append(Fault(first, "", message % {"count": len(rows), "most": MOST_ROWS}))
        return result
    cells = [
        (line, {name: row[at].strip() for name, at in columns.items() if at < len(row)})
        for line, row in rows
    ]
    lookups = Lookups([row for _line, row in cells], user, default_school=school)
    for line, row in cells:
        reader = _RowReader(line, row, lookups)
        wanted = reader.read()
        result.faults += reader.faults
        if wanted:
            result.wanted.append(wanted)
    return result


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, with the number of the line that each begins in."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")[:MOST_CHARACTERS]
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = next((one for one in "\t;," if one in first), "\t")
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows, line = [], 1
    for row in reader:
        if any(cell.strip() for cell in row):
            rows.append((line, row))
        line = reader.line_num + 1
    return rows


def _columns(line: int, header: list[str], result: Pasted, *, needs_school: bool) -> dict[str, int]:
    """Where each known column stands; unknown ones are left aside, the needed ones are missed."""
    found: dict[str, int] = {}
    for at, cell in enumerate(header):
        name = _COLUMN_OF.get(fold(re.sub(r"[:*.?]", "", cell)))
        if name:
            found.setdefault(name, at)
    needed = ["date", "time", *(["school"] if needs_school else [])]
    missing = [str(LABELS[name]) for name in needed if name not in found]
    if missing:
        result.faults.append(
            Fault(
                line,
                "",
                _("The first line names the columns; these are missing: %(missing)s.")
                % {"missing": ", ".join(missing)},
            )
        )
    return found


class _RowReader:
    """One line: all of its faults at once, or a wanted session."""

    def __init__(self, line: int, row: dict[str, str], lookups: Lookups) -> None:
        self.line, self.row, self.lookups = line, row, lookups
        self.faults: list[Fault] = []

    def read(self) -> WantedSession | None:
        look = self.lookups
        school = self._cell("school", look.school, default=look.default_school, needed=True)
        day = self._cell("date", partial(date_of, today=timezone.localdate()), needed=True)
        start, length = self._cell("time", time_of, default=(None, None), needed=True)
        lesson = self._cell("lesson", look.lesson)
        project = self._cell("project", look.project, default=lesson and lesson.project)
        minutes = self._cell("minutes", whole_number(5, 600), default=length)
        mode = self._cell("mode", mode_of, default=Mode.ONLINE)
        language = self._cell("language", language_of)
        places = self._cell("places", whole_number(1, 20), default=1)
        contact, groups = None, []
        if school:
            contact = self._cell("teacher", partial(look.teacher, school))
        if school and day:
            find = partial(look.class_groups, school, day)
            groups = self._cell("classes", lambda cell: find(classes_of(cell)), default=[])
        if not self.faults and not project:
            self._fault("lesson", _("Name a lesson, or at least a project."))
        if self.faults:
            return None
        return WantedSession(
            school=school,
            project=project,
            lesson=lesson,
            contact=contact,
            class_groups=[group.pk for group in groups],
            starts_at=moment(day, start),
            minutes=minutes or (lesson.minutes if lesson else 45),
            mode=mode,
            language=language or next(self._languages(groups, school)),
            places=places,
            venue=self.row.get("venue", "")[:500],
        )

    @staticmethod
    def _languages(groups: Iterable, school: School) -> Iterator[str]:
        yield from (group.language for group in groups if group.language)
        yield school.languages[0]

    def _cell(self, name: str, parse, *, default=None, needed: bool = False):
        """What a cell holds; its fault is noted, and the default stands in."""
        cell = self.row.get(name, "")
        if not cell:
            if needed and (default is None or default == (None, None)):
                self._fault(name, _("This cell is empty. Fill it in."))
            return default
        try:
            return parse(cell)
        except WrongCell as fault:
            self._fault(name, str(fault))
            return default

    def _fault(self, name: str, message: str) -> None:
        self.faults.append(Fault(self.line, str(LABELS[name]), message))
