"""Rows on their way into the database: a temporary table that the checks look at."""

from collections.abc import Callable, Sequence

from transfers.imports.columns import Column, WrongCell
from transfers.imports.faults import FaultsOnDisk
from transfers.imports.reading import CsvFile

ROWS_AT_ONCE = 500
NULL = "\\N"
"""How COPY says that there is nothing."""

REMEMBERED, SHORT = 20_000, 100
"""How many different cells of a column are remembered, and how many characters they may have."""


class CellReader(dict):
    """What the cells of one column hold, by their text, as COPY takes it; worked out when first
    asked for.

    A dictionary, since looking something up in one is the fastest thing Python does: most cells
    of a large file have been seen before.
    """

    def __init__(self, column: Column, wrong: list[WrongCell]) -> None:
        """:param wrong: holds a cell that cannot be taken as soon as any reader has met one."""
        super().__init__()
        self.column = column
        self.wrong = wrong

    def __missing__(self, cell: str) -> str | WrongCell:
        value: str | WrongCell
        try:
            found = self.column.read(cell)
            # No cell holds a tab or the end of a line; those are refused.
            value = NULL if found is None else str(found).replace("\\", "\\\\")
        except WrongCell as wrong:
            value = wrong
            self.wrong[:] = [wrong]
        if len(self) < REMEMBERED and len(cell) <= SHORT:
            self[cell] = value
        return value


def create_staged(cursor, columns: Sequence[Column]) -> None:
    """The table ``staged``: the line and what each column holds."""
    fields = ", ".join(
        f'"{column.name}" {column.sql_type}' + (" NOT NULL" if column.sql_type == "text" else "")
        for column in columns
    )
    cursor.execute(f"CREATE TEMPORARY TABLE staged (line integer PRIMARY KEY, {fields})")


def stage(cursor, file: CsvFile, faults: FaultsOnDisk, tell: Callable[[int], None]) -> int:
    """Copy all rows into ``staged``; cells that cannot be taken are noted and left empty.

    :param tell: is called now and then with the number of bytes read.
    :returns: how many rows there were.
    """
    names = ", ".join(f'"{column.name}"' for column in file.columns)
    wrong: list[WrongCell] = []
    readers = [CellReader(column, wrong) for column in file.columns]
    rows = 0
    waiting: list[str] = []
    with cursor.copy(f"COPY staged (line, {names}) FROM STDIN") as copy:
        for line, cells in file.rows(faults):
            values = [reader[cell] for reader, cell in zip(readers, cells, strict=True)]
            if wrong:
                _note_wrong(line, values, file.columns, faults)
            waiting.append("\t".join((str(line), *values)) + "\n")
            rows += 1
            if len(waiting) == ROWS_AT_ONCE:
                copy.write("".join(waiting))
                waiting.clear()
                tell(file.bytes_read)
        copy.write("".join(waiting))
    cursor.execute("ANALYZE staged")
    return rows


def _note_wrong(line: int, values: list, columns: Sequence[Column], faults: FaultsOnDisk) -> None:
    for position, value in enumerate(values):
        if isinstance(value, WrongCell):
            faults.add(line, position, columns[position].name, str(value))
            values[position] = "" if columns[position].sql_type == "text" else NULL
