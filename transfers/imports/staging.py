"""Rows on their way into the database: a temporary table that the checks look at."""

import csv
import io
from collections.abc import Callable, Sequence

from transfers.imports.columns import Column, WrongCell
from transfers.imports.faults import FaultsOnDisk
from transfers.imports.reading import CsvFile

BLOCK = 1 << 16
REMEMBERED, SHORT = 20_000, 100
"""How many different cells of a column are remembered, and how many characters they may have."""


class CellReader(dict):
    """What the cells of one column hold, by their text; worked out when first asked for.

    A dictionary, since looking something up in one is the fastest thing Python does: most cells
    of a large file have been seen before.
    """

    def __init__(self, column: Column, wrong: list[WrongCell]) -> None:
        """:param wrong: holds a cell that cannot be taken as soon as any reader has met one."""
        super().__init__()
        self.column = column
        self.wrong = wrong

    def __missing__(self, cell: str) -> str | WrongCell | None:
        value: str | WrongCell | None
        try:
            found = self.column.read(cell)
            value = None if found is None else str(found)
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
    texts = ", ".join(f'"{c.name}"' for c in file.columns if c.sql_type == "text")
    wrong: list[WrongCell] = []
    readers = [CellReader(column, wrong) for column in file.columns]
    rows = 0
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    with cursor.copy(
        f"COPY staged (line, {names}) FROM STDIN (FORMAT csv, FORCE_NOT_NULL ({texts}))"
    ) as copy:
        for line, cells in file.rows(faults):
            values = [reader[cell] for reader, cell in zip(readers, cells, strict=True)]
            if wrong:
                _note_wrong(line, values, file.columns, faults)
            writer.writerow((line, *values))
            rows += 1
            if buffer.tell() > BLOCK:
                copy.write(buffer.getvalue())
                buffer.seek(0)
                buffer.truncate()
                tell(file.bytes_read)
        copy.write(buffer.getvalue())
    cursor.execute("ANALYZE staged")
    return rows


def _note_wrong(line: int, values: list, columns: Sequence[Column], faults: FaultsOnDisk) -> None:
    for position, value in enumerate(values):
        if isinstance(value, WrongCell):
            faults.add(line, position, columns[position].name, str(value))
            values[position] = None
