"""The formats of a workbook's cells, and how its sheets are printed."""

import datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

WHOLE, WITH_DECIMALS = "#,##0", "#,##0.00"
DAY, TIME, MONTH = "yyyy-mm-dd", "hh:mm", "mmm yyyy"
A4 = 9

INK, INK_2, SKY, SKY_2, SUN = "#10263B", "#4A5D70", "#006D85", "#E3F3F6", "#FFC72C"

_FIRST_DAY = datetime.date(1899, 12, 30)


def serial(day: datetime.date) -> int:
    """A day as Excel counts them."""
    return (day - _FIRST_DAY).days


class Formats:
    """The formats of cells, made once for a workbook."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        def add(**properties):
            return workbook.add_format({"font_name": "Calibri", "valign": "vcenter", **properties})

        total = {"bold": True, "bg_color": "#F5F3EC", "top": 1, "top_color": "#E4E0D6"}
        self.title = add(bold=True, font_size=18, font_color=INK)
        self.section = add(bold=True, font_size=12, font_color=INK)
        self.text = add()
        self.quiet = add(font_color=INK_2)
        self.wrapped = add(text_wrap=True, valign="top")
        self.wrapped_bold = add(text_wrap=True, valign="top", bold=True)
        self.day = add(num_format=DAY, align="left")
        self.time = add(num_format=TIME, align="left")
        self.month = add(num_format=MONTH, align="left")
        self.top_number = add(num_format=WHOLE, valign="top")
        self.top_decimal = add(num_format=WITH_DECIMALS, valign="top")
        self.percent = add(num_format="0%")
        self.total_text = add(**total)
        self.total_month = add(num_format=MONTH, align="left", **total)
        head = {"bold": True, "text_wrap": True, "bg_color": SKY_2, "font_color": INK}
        self.head = add(**head, bottom=1, bottom_color=SKY)
        self.head_number = add(**head, bottom=1, bottom_color=SKY, align="right")
        self.numbers = {0: add(num_format=WHOLE), 2: add(num_format=WITH_DECIMALS)}
        self.total_numbers = {
            0: add(num_format=WHOLE, **total),
            2: add(num_format=WITH_DECIMALS, **total),
        }
        self.large_numbers = {
            0: add(num_format=WHOLE, bold=True, font_size=14, align="left"),
            2: add(num_format=WITH_DECIMALS, bold=True, font_size=14, align="left"),
        }


def print_as_table(sheet: Worksheet, title: str) -> None:
    """Landscape, as wide as the paper, the first row on every page."""
    sheet.repeat_rows(0)
    sheet.set_landscape()
    print_on_a4(sheet, title)


def print_on_a4(sheet: Worksheet, title: str) -> None:
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    # In headers & begins a code; two of them are one.
    sheet.set_footer(f"&L{title.replace('&', '&&')} · &A&R&P / &N")
