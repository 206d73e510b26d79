"""The first sheet of a workbook: what it is of, the headline figures, two charts."""

import datetime
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from reporting.books import Book
from reporting.columns import HEADLINES, STUDENTS, STUDENTS_REACHED
from reporting.exports.extras import Extras
from reporting.exports.reading import checked
from reporting.exports.series import ranked, students_over_time
from reporting.exports.xlsx_formats import (
    INK_2,
    MONTH,
    SKY,
    SUN,
    WHOLE,
    Formats,
    print_on_a4,
    serial,
)
from reporting.labels import month_name
from reporting.months import first_day
from reporting.reports import Breakdown
from reporting.wording import (
    left_out_note,
    moment,
    not_shown_note,
    projects_of,
    regions_of,
    restrictions_of,
)

CHART = {"width": 640, "height": 300}
"""Pixels."""

ROWS_OF_CHART = 16


class Summary:
    """Fills the sheet from the top to the end: in a streamed workbook there is no way back."""

    def __init__(self, workbook: xlsxwriter.Workbook, formats: Formats, title: str) -> None:
        self.workbook, self.formats, self.title = workbook, formats, title
        self.sheet: Worksheet = workbook.add_worksheet(_("Summary"))
        self.row = 0

    def write(self, book: Book, extras: Extras) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2)
        for column, width in enumerate((36, 22, 16, 92)):
            sheet.set_column(column, column, width)
        print_on_a4(sheet, self.title)
        sheet.set_landscape()
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, self.title, self.formats.title)
        self.row = 1
        self._what_it_is_of(book, extras)
        self._headlines(book, extras)
        self._targets(extras)
        if not book.is_empty:
            self._months(book, extras)
            self._regions(book, extras)

    def _line(self, label: str, text: str) -> None:
        self.sheet.write_string(self.row, 0, label, self.formats.quiet)
        self.sheet.write_string(self.row, 1, text, self.formats.text)
        self.row += 1

    def _day(self, label: str, day: datetime.date) -> None:
        self.sheet.write_string(self.row, 0, label, self.formats.quiet)
        self.sheet.write_datetime(self.row, 1, day, self.formats.day)
        self.row += 1

    def _heads(self, heads: list[str]) -> None:
        for column, text in enumerate(heads):
            self.sheet.write_string(self.row, column, text, self.formats.head)
        self.row += 1

    def _what_it_is_of(self, book: Book, extras: Extras) -> None:
        question = book.question
        self._day(_("From"), question.period.start)
        self._day(_("To, this day included"), question.period.end)
        self._line(_("Projects"), projects_of(question))
        names = ", ".join(region.name for region in question.regions)
        self._line(_("Regions"), names or regions_of(question))
        if restrictions_of(question):
            self._line(_("Only"), " · ".join(restrictions_of(question)))
        self._line(_("As of"), moment(book.as_of))
        if checked(book, extras):
            self._line(_("Checked"), checked(book, extras))
        if extras.left_out:
            self._line(_("Left out"), left_out_note(extras.left_out.least))
        if extras.is_published:
            if extras.standing:
                self._line(_("Since then"), extras.standing)
            self._line(_("Report"), extras.number)
            self._line(_("Edition"), str(extras.edition))
            if extras.published_on:
                self._day(_("Published on"), extras.published_on)
            self._line("SHA-256", extras.sha256)

    def _headlines(self, book: Book, extras: Extras) -> None:
        self.row += 1
        before = extras.before
        self._heads([_("Figure"), _("Value"), _("Kind"), _("What it counts")])
        if before:
            self.sheet.write_string(self.row - 1, 4, before.period, self.formats.head_number)
            self.sheet.set_column(4, 4, 18)
        for column in HEADLINES:
            self.sheet.set_row(self.row, 24)
            self.sheet.write_string(self.row, 0, str(column.label), self.formats.text)
            large = self.formats.large_numbers[column.decimals]
            self.sheet.write_number(self.row, 1, column.value(book.total), large)
            self.sheet.write_string(self.row, 2, str(column.kind.label), self.formats.quiet)
            self.sheet.write_string(self.row, 3, str(column.definition), self.formats.quiet)
            if before:
                plain = self.formats.numbers[column.decimals]
                self.sheet.write_number(self.row, 4, column.value(before.total), plain)
            self.row += 1

    def _targets(self, extras: Extras) -> None:
        if not extras.progress:
            return
        self.row += 1
        self._heads([_("Against the targets"), _("Value"), _("Target"), _("Share of the target")])
        for one in extras.progress:
            numbers = self.formats.numbers[one.decimals]
            self.sheet.write_string(self.row, 0, one.label, self.formats.text)
            self.sheet.write_number(self.row, 1, one.actual, numbers)
            self.sheet.write_number(self.row, 2, one.target, numbers)
            if one.target:
                share = float(one.actual / one.target)
                self.sheet.write_number(self.row, 3, share, self.formats.percent)
            self.row += 1

    def _months(self, book: Book, extras: Extras) -> None:
        """Students over time: rows, and beside them the chart that draws them."""
        if Breakdown.MONTH not in book.reports:
            return
        hidden = extras.left_out.values(Breakdown.MONTH)
        spans = students_over_time(book[Breakdown.MONTH], hidden)
        if not spans:
            return
        by_year = len(spans[0].key) == 4
        title = _("Students by year") if by_year else _("Students by month")
        heads = [_("Year") if by_year else _("Month"), _("online"), _("in person")]
        keys = [int(span.key) if by_year else serial(first_day(span.key)) for span in spans]
        first = self._begin(title, heads)
        for key, span in zip(keys, spans, strict=True):
            key_format = self.formats.text if by_year else self.formats.month
            self.sheet.write_number(self.row, 0, key, key_format)
            self.sheet.write_number(self.row, 1, span.online, self.formats.numbers[0])
            self.sheet.write_number(self.row, 2, span.in_person, self.formats.numbers[0])
            self.row += 1
        chart = self.workbook.add_chart({"type": "column", "subtype": "stacked"})
        drawn = ([span.online for span in spans], [span.in_person for span in spans])
        for column, (values, colour) in enumerate(zip(drawn, (SKY, SUN), strict=True), start=1):
            series = self._series(first, column, keys, values)
            chart.add_series({**series, "name": heads[column], "fill": {"color": colour}})
        chart.set_x_axis({"text_axis": True, "num_format": "0" if by_year else MONTH})
        chart.set_y_axis(_axis(str(STUDENTS.label)))
        chart.set_legend({"position": "bottom"})
        self._not_shown(map(month_name, hidden))
        self._place(chart, title, first)

    def _regions(self, book: Book, extras: Extras) -> None:
        if Breakdown.REGION not in book.reports:
            return
        column = STUDENTS_REACHED
        region_name = extras.names.name_of(Breakdown.REGION)
        rows = ranked(book[Breakdown.REGION], column, region_name)
        if not rows:
            return
        title = _("%(figure)s by region") % {"figure": column.label}
        first = self._begin(title, [_("Region"), str(column.label)])
        for name, value in rows:
            self.sheet.write_string(self.row, 0, name, self.formats.text)
            self.sheet.write_number(self.row, 1, value, self.formats.numbers[0])
            self.row += 1
        chart = self.workbook.add_chart({"type": "bar"})
        names, values = zip(*rows, strict=True)
        series = self._series(first, 1, names, values)
        chart.add_series({**series, "name": str(column.label), "fill": {"color": SKY}})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis(_axis(f"{column.label} ({column.kind.label})"))
        chart.set_legend({"none": True})
        self._not_shown(map(region_name, extras.left_out.values(Breakdown.REGION)))
        self._place(chart, title, first)

    def _not_shown(self, names: Iterable[str]) -> None:
        """A line under a table about the rows that the world does not see."""
        if note := not_shown_note(names):
            self.sheet.write_string(self.row, 0, note, self.formats.quiet)
            self.row += 1

    def _begin(self, title: str, heads: list[str]) -> int:
        """A table under the last one; gives the row of its heads."""
        self.row += 1
        self.sheet.write_string(self.row, 0, title, self.formats.section)
        self.row += 1
        self._heads(heads)
        return self.row - 1

    def _series(
        self, head: int, column: int, keys: Sequence[str | int], values: Sequence[int]
    ) -> dict:
        """The rows from below ``head`` to here. What they hold is repeated for programs that show
        charts without reading cells; rows that are streamed cannot be looked up again.
        """
        name = self.sheet.get_name()
        return {
            "categories": [name, head + 1, 0, self.row - 1, 0],
            "categories_data": list(keys),
            "values": [name, head + 1, column, self.row - 1, column],
            "values_data": list(values),
            "gap": 60,
        }

    def _place(self, chart: Chart, title: str, head: int) -> None:
        chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
        chart.set_size(CHART)
        self.sheet.insert_chart(head - 1, 3, chart, {"description": title, "object_position": 3})
        self.row = max(self.row, head - 1 + ROWS_OF_CHART)


def _axis(name: str) -> dict:
    """Of numbers."""
    return {
        "name": name,
        "name_font": {"bold": False, "color": INK_2},
        "num_format": WHOLE,
        "major_gridlines": {"visible": True, "line": {"color": "#E4E0D6"}},
    }
