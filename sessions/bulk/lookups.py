"""Schools, classes, lessons and teachers by the names that people write; each looked up once."""

import contextlib
import datetime
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from regions.folding import fold
from schools.models import ClassGroup, School, SchoolContact
from schools.school_years import school_year_label, school_year_of
from sessions.models import Lesson
from transfers.imports.columns import WrongCell
from transfers.imports.faults import shown
from volunteers.models import Project

_NAMED_IN_MESSAGE = 3


class Names:
    """Things by the names that people call them: any of their names, or words that only one has."""

    def __init__(self, known: Iterable[tuple[Any, Iterable[str]]], nothing: str) -> None:
        """:param nothing: the message where no name fits, with ``%(value)s``."""
        self._nothing = nothing
        self._exact: dict[str, Any] = {}
        self._words: list[tuple[Any, list[set[str]]]] = []
        self._found: dict[str, list] = {}
        for one, names in known:
            plain = [_plain(name) for name in names if name]
            for name in plain:
                self._exact.setdefault(name, one)
            self._words.append((one, [set(name.split()) for name in plain]))

    def __call__(self, cell: str) -> Any:
        """:raises WrongCell: none has this name, or several have these words in theirs."""
        name = _plain(cell)
        if name not in self._found:
            self._found[name] = self._look_up(name)
        found = self._found[name]
        if len(found) == 1:
            return found[0]
        if not found:
            raise WrongCell(self._nothing % {"value": shown(cell)})
        raise WrongCell(
            _("“%(value)s” could be several: %(names)s. Write the code.")
            % {
                "value": shown(cell),
                "names": "; ".join(str(one) for one in found[:_NAMED_IN_MESSAGE]),
            }
        )

    def _look_up(self, name: str) -> list:
        if name in self._exact:
            return [self._exact[name]]
        words = name.split()
        return [
            one for one, names in self._words if any(_has_words(parts, words) for parts in names)
        ]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[-№#\"'«»“”.,()]", " ", fold(text)).split())


def _has_words(parts: set[str], words: list[str]) -> bool:
    """Whether each word begins one of the parts; a number is all of it."""
    return all(
        word in parts or (not word.isdigit() and any(part.startswith(word) for part in parts))
        for word in words
    )


def _in_all_languages(one: Any, of: str) -> tuple[str, ...]:
    return (one.code, *(getattr(one, f"{of}_{language}") for language in ("en", "ru", "kk")))


class Lookups:
    """What the cells of some rows may mean; five questions to the database."""

    def __init__(
        self, rows: Sequence[dict[str, str]], user: User, *, default_school: School | None
    ) -> None:
        self.default_school = default_school
        self.school = Names(
            ((one, _in_all_languages(one, "name")) for one in School.objects.visible_to(user)),
            _("No school of your regions is called “%(value)s”. Write its code."),
        )
        self.project = Names(
            ((one, _in_all_languages(one, "name")) for one in Project.objects.all()),
            _("No project is called “%(value)s”. Write its code."),
        )
        self.lesson = Names(
            (
                (one, _in_all_languages(one, "title"))
                for one in Lesson.objects.taught().select_related("project")
            ),
            _("No lesson is called “%(value)s”. Write its code."),
        )
        schools = self._named_schools(row.get("school", "") for row in rows)
        self._groups = {
            (one.school_id, one.school_year, one.grade, fold(one.letter)): one
            for one in ClassGroup.objects.filter(school__in=schools)
        }
        self._teachers: dict[int, Names] = {}
        contacts = SchoolContact.objects.filter(school__in=schools).order_by("school", "pk")
        for school_id, of_school in groupby(contacts, key=lambda one: one.school_id):
            self._teachers[school_id] = self._teacher_names(of_school)

    def _named_schools(self, cells: Iterable[str]) -> set[int]:
        found = {self.default_school.pk} if self.default_school else set()
        for cell in set(cells) - {""}:
            with contextlib.suppress(WrongCell):
                found.add(self.school(cell).pk)
        return found

    @staticmethod
    def _teacher_names(contacts: Iterable[SchoolContact]) -> Names:
        return Names(
            ((one, (one.name,)) for one in contacts),
            _("No teacher of this school is called “%(value)s”."),
        )

    def teacher(self, school: School, cell: str) -> SchoolContact:
        names = self._teachers.get(school.pk) or self._teacher_names([])
        return names(cell)

    def class_groups(
        self, school: School, day: datetime.date, wanted: Iterable[tuple[int, str]]
    ) -> list[ClassGroup]:
        year = school_year_of(day)
        found = []
        for grade, letter in wanted:
            group = self._groups.get((school.pk, year, grade, letter))
            if not group:
                raise WrongCell(
                    _("%(school)s has no class %(group)s in %(year)s.")
                    % {
                        "school": school.name,
                        "group": f"{grade}{letter}",
                        "year": school_year_label(year),
                    }
                )
            found.append(group)
        return found
