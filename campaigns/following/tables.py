"""Tables of a followed campaign: page, PDF and spreadsheets draw the same rows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaigns.outreach.counting import Row
from campaigns.outreach.figures import FIGURE, Kind
from campaigns.outreach.wording import number, reach_of

Number = int | Decimal
NOTHING = "–"


@dataclass(frozen=True)
class Cell:
    """
    :param numbers: the same for spreadsheets; one for each part of its column.
    :param note: what stands below the line, or how few are behind it.
    """

    text: str
    numbers: tuple[Number | None, ...] = ()
    note: str = ""
    url: str = ""

    @property
    def is_nothing(self) -> bool:
        return self.text in ("", NOTHING)


@dataclass(frozen=True)
class Column:
    """
    :param parts: what its numbers are called in spreadsheets; none: it holds words.
    """

    label: str | Promise
    parts: tuple[str | Promise, ...] = ()
    kind: Kind | None = None

    @property
    def is_number(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True)
class Line:
    cells: list[Cell]
    is_quiet: bool = False


@dataclass(frozen=True)
class Table:
    """
    :param name: stands in addresses of the page and in names of sheets.
    :param said: what can be read from it, in a sentence.
    :param notes: what has to be known to read it rightly.
    """

    name: str
    title: str
    columns: list[Column]
    lines: list[Line]
    total: Line | None = None
    said: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def labelled(self) -> list[tuple[Line, list[tuple[Column, Cell]]]]:
        """Each cell with its column."""
        return [(line, list(zip(self.columns, line.cells, strict=True))) for line in self.lines]

    @property
    def labelled_total(self) -> list[tuple[Column, Cell]]:
        return list(zip(self.columns, self.total.cells, strict=True)) if self.total else []


def _plain(name: str) -> Callable[[Row], Cell]:
    return lambda row: Cell(number(row[name]), (row[name],))


def _reach(row: Row) -> Cell:
    text = reach_of(row) if row["reach_most"] else NOTHING
    return Cell(text, (row["reach_least"], row["reach_most"]))


def _engagement(row: Row) -> Cell:
    rate = row.engagement_rate
    if rate is None:
        return Cell(NOTHING, (None, row["engaged"], row["engaged_of"]))
    note = _("%(engaged)s in %(views)s views") % {
        "engaged": number(row["engaged"]),
        "views": number(row["engaged_of"]),
    }
    return Cell(f"{number(rate, 2)} %", (rate, row["engaged"], row["engaged_of"]), note)


def _cost(row: Row) -> Cell:
    return Cell(f"{number(row['cost'])} ₸" if row["cost"] else NOTHING, (row["cost"],))


def _cost_per_thousand(row: Row) -> Cell:
    cost = row.cost_per_thousand
    return Cell(NOTHING if cost is None else f"{number(cost, 2)} ₸", (cost,))


def _views_middle(row: Row) -> Cell:
    views = row.views_middle
    return Cell(NOTHING if views is None else number(views), (views,))


def _rate_middle(row: Row) -> Cell:
    rate = row.rate_middle
    return Cell(NOTHING if rate is None else f"{number(rate, 2)} %", (rate,))


def _clicks(row: Row) -> Cell:
    """What no platform tells is not known, which is not zero."""
    if not row["clicked"]:
        return Cell(NOTHING, (None,))
    return Cell(number(row["link_clicks"]), (row["link_clicks"],))


_ALONE = ("",)
_MAKERS: dict[str, tuple[tuple[str | Promise, ...], Callable[[Row], Cell]]] = {
    "posts": (_ALONE, _plain("posts")),
    "views": (_ALONE, _plain("views")),
    "reach": ((gettext_lazy("at least"), gettext_lazy("at most")), _reach),
    "engagement_rate": (("%", gettext_lazy("engagements"), gettext_lazy("views")), _engagement),
    "link_clicks": (_ALONE, _clicks),
    "cost": (_ALONE, _cost),
    "cost_per_thousand": (_ALONE, _cost_per_thousand),
    "views_middle": (_ALONE, _views_middle),
    "rate_middle": (_ALONE, _rate_middle),
}
MEASURED = Column(pgettext_lazy("posts", "Measured"), _ALONE, Kind.SUM)


def figure_column(name: str) -> Column:
    figure = FIGURE[name]
    return Column(figure.label, _MAKERS[name][0], figure.kind)


def figure_cell(name: str, row: Row) -> Cell:
    return _MAKERS[name][1](row)


def measured_cell(row: Row) -> Cell:
    """How many posts stand behind the middle one."""
    return Cell(number(row["viewed"]), (row["viewed"],))
