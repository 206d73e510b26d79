"""Figures as the page shows them: as the reader writes numbers, with a link, marked if small."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from reporting.columns import Column
from reporting.figures import Kind
from reporting.page.links import Place, figure_url
from reporting.reports import Row
from reporting.selection import Selection

FEWEST_SESSIONS = 5
FEWEST_VOLUNTEERS = 3
"""With fewer than these, one more or less changes a lot, and people could be recognised."""


@dataclass(frozen=True)
class Cell:
    """A figure.

    :param share: how much it is of the total; only sums have one.
    :param is_few: it rests on few sessions or volunteers.
    """

    label: str
    text: str
    url: str = ""
    share: str = ""
    is_few: bool = False


def is_few(row: Row | None) -> bool:
    if row is None or not row.figures["sessions"]:
        return False
    return (
        row.figures["sessions"] < FEWEST_SESSIONS or row.figures["volunteers"] < FEWEST_VOLUNTEERS
    )


def few_note() -> str:
    words = {"sessions": FEWEST_SESSIONS, "volunteers": FEWEST_VOLUNTEERS}
    return (
        _(
            "Fewer than %(sessions)d sessions or %(volunteers)d volunteers: one more or less "
            "changes a lot, and people could be recognised."
        )
        % words
    )


def cell_of(
    column: Column,
    row: Row | None,
    selection: Selection,
    *places: Place,
    whole: Row | None = None,
    marks_few: bool = False,
) -> Cell:
    """The cell of a figure; what was not counted at all is a dash.

    :param places: what narrows the selection to the row.
    :param whole: the row that a share is told of.
    """
    if row is None:
        return Cell(str(column.label), "–")
    value = column.value(row)
    return Cell(
        str(column.label),
        column.shown(value),
        figure_url(selection, column.name, *places) if value else "",
        share_of(column, value, whole),
        marks_few and is_few(row),
    )


def share_of(column: Column, value: int | Decimal, whole: Row | None) -> str:
    """In percent of the total; nothing where rows do not add up to it."""
    if whole is None or column.kind != Kind.SUM or not column.value(whole):
        return ""
    percent = 100 * Decimal(value) / Decimal(column.value(whole))
    if 0 < percent < 1:
        return "<\N{NO-BREAK SPACE}1%"
    return f"{percent.quantize(Decimal(1), ROUND_HALF_UP)}%"
