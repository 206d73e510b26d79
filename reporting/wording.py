"""The sentences that say what a report is of; the same on the page and in documents."""

import datetime
from collections.abc import Iterable
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.choices import Language
from reporting.choices import PeriodKind
from reporting.figures import FIGURES, Figure, Kind
from reporting.period_words import days_of, name_of
from reporting.periods import Period
from reporting.reports import Question
from schools.choices import Settlement
from sessions.choices import Mode

MOST_NAMES = 4
"""More regions than this are counted in a sentence, not named."""


def title_of(question: Question) -> str:
    return _("Impact, %(period)s") % {"period": name_of(question.period)}


def projects_of(question: Question) -> str:
    if not question.projects:
        return _("all projects")
    return ", ".join(project.name for project in question.projects)


def regions_of(question: Question) -> str:
    if not question.regions:
        return _("all regions")
    if len(question.regions) > MOST_NAMES:
        return ngettext("%(number)d region", "%(number)d regions", len(question.regions)) % {
            "number": len(question.regions)
        }
    return ", ".join(region.name for region in question.regions)


def scope_of(question: Question) -> str:
    """Days, projects, regions and what else restricts it, in one line."""
    return " · ".join(
        [
            days_of(question.period),
            projects_of(question),
            regions_of(question),
            *restrictions_of(question),
        ]
    )


def restrictions_of(question: Question) -> list[str]:
    """What else the question is restricted to, each kind by itself."""
    labels = dict([*Mode.choices, *Settlement.choices, *Language.choices])
    several = [
        [district.name for district in question.districts],
        [school.name for school in question.schools],
        [str(goal) for goal in question.goals],
        [str(labels[mode]) for mode in question.modes],
        [str(labels[language]) for language in question.languages],
        [str(labels[settlement]) for settlement in question.settlements],
    ]
    return [", ".join(names) for names in several if names]


def moment(as_of: datetime.datetime) -> str:
    return date_format(timezone.localtime(as_of), "DATETIME_FORMAT")


def is_running(period: Period, today: datetime.date | None = None) -> bool:
    """Whether more may still be counted in the period."""
    return period.kind == PeriodKind.ALL_TIME or period.end >= (today or timezone.localdate())


def goals_note() -> str:
    return _(
        "A project counts in each goal that it contributes to, so goals overlap; the last row "
        "counts each session once."
    )


def totals_note() -> str:
    return _(
        "Schools, classes, volunteers and students reached are counted anew for every row and "
        "total, each once: their rows do not add up."
    )


def left_out_note(least: int) -> str:
    """:param least: of fewer volunteers than this, nothing is shown."""
    return ngettext(
        "Rows with fewer than %(least)d volunteer are left out, and others where subtracting "
        "would give them away. Totals contain them.",
        "Rows with fewer than %(least)d volunteers are left out, and others where subtracting "
        "would give them away. Totals contain them.",
        least,
    ) % {"least": least}


def not_shown_note(names: Iterable[str]) -> str:
    """Under a table or a chart, which of its rows the world does not see; empty without any."""
    names = list(names)
    if not names:
        return ""
    return _("Not shown, to protect small figures: %(names)s.") % {"names": ", ".join(names)}


def definitions() -> list[tuple[str, Kind, str]]:
    """What figures count: their names, kind and definition; once where several share it."""
    return [
        (" · ".join(str(figure.label) for figure in same), kind, text)
        for (kind, text), same in groupby(
            sorted(FIGURES, key=_first_with_its_definition),
            key=lambda figure: (figure.kind, str(figure.definition)),
        )
    ]


def _first_with_its_definition(figure: Figure) -> int:
    return next(
        number
        for number, other in enumerate(FIGURES)
        if (other.kind, str(other.definition)) == (figure.kind, str(figure.definition))
    )
