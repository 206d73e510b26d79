"""The few figures that matter, each beside the target and the same period before."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.columns import HEADLINES, Column
from reporting.page.links import figure_url
from reporting.period_words import name_of
from reporting.periods import Period
from reporting.reports import Row
from reporting.selection import Selection
from reporting.targets.reading import targets_for
from reporting.targets.rows import TargetProgress
from reporting.wording import is_running


@dataclass
class Headline:
    """A large figure.

    :param note: how it stands to the period before.
    :param target: how far it is, where it has one.
    """

    column: Column
    value: str
    note: str = ""
    url: str = ""
    target: TargetProgress | None = None


def headlines(selection: Selection, now: Row, before: Row | None) -> list[Headline]:
    """The large figures, each beside its target and what it was in the period before."""
    previous = selection.period.previous()
    running = is_running(selection.period)
    targets = {} if selection.is_partly_restricted else targets_for(selection, now)
    return [
        Headline(
            column,
            column.shown(column.value(now)),
            comparison(column, now, before, previous, running=running) if before else "",
            figure_url(selection, column.name) if column.value(now) else "",
            targets.get(column.name),
        )
        for column in HEADLINES
    ]


def comparison(column: Column, now: Row, before: Row, previous: Period, *, running: bool) -> str:
    """How a figure stands to that of the period before; nothing where that one had none."""
    value, other = column.value(now), column.value(before)
    if not other:
        return ""
    words = {"value": column.shown(other), "period": name_of(previous)}
    if running:
        return _("so far; %(period)s in all: %(value)s") % words
    change = round(100 * (Decimal(value) / Decimal(other) - 1))
    if not change:
        return _("as much as in %(period)s: %(value)s") % words
    words["change"] = abs(change)
    if change > 0:
        return _("▲ %(change)d%% more than in %(period)s: %(value)s") % words
    return _("▼ %(change)d%% less than in %(period)s: %(value)s") % words
