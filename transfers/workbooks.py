"""Workbooks without control letters, which xlsxwriter would write as codes such as ``_x000B_``."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from transfers.letters import each_text, without_controls


class CleanSheet(Worksheet):
    """``write_string`` is what all sheets are filled with."""

    def _write_string(self, row: int, col: int, string: str, cell_format=None) -> int:
        return super()._write_string(row, col, without_controls(string), cell_format)


class Workbook(xlsxwriter.Workbook):
    def add_worksheet(self, name: str | None = None, worksheet_class=None) -> Worksheet:
        return super().add_worksheet(name, worksheet_class or CleanSheet)

    def set_properties(self, properties: dict) -> None:
        super().set_properties(each_text(properties, without_controls))
