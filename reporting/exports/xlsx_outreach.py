"""The sheet of outreach: what posts reached, one number a row."""

from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from reporting.exports.extras import Extras
from reporting.exports.xlsx_formats import Formats, print_as_table


def write_outreach(sheet: Worksheet, extras: Extras, formats: Formats, title: str) -> None:
    """Figures that are a range, a change or a ratio have a row for each of their numbers."""
    heads = [_("Figure"), _("Which"), _("Kind"), _("Number"), _("What it counts")]
    for column, (head, width) in enumerate(zip(heads, (28, 34, 16, 16, 80), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, formats.head_number if column == 3 else formats.head)
    sheet.freeze_panes(1, 0)
    print_as_table(sheet, title)
    rows = [(line, name, value) for line in extras.outreach for name, value in line.numbers]
    for number, (line, name, value) in enumerate(rows, start=1):
        sheet.write_string(number, 0, line.label, formats.wrapped_bold)
        sheet.write_string(number, 1, name, formats.wrapped)
        sheet.write_string(number, 2, line.kind, formats.wrapped)
        style = formats.top_number if isinstance(value, int) else formats.top_decimal
        sheet.write_number(number, 3, value, style)
        sheet.write_string(number, 4, line.definition, formats.wrapped)
