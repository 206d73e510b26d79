"""Rows on their way into the database: a temporary table that the checks look at."""

import csv
import io
from collections.abc import Callable, Sequence

from transfers.imports.columns import Column, Value, WrongCell
from transfers.imports.faults import FaultsOnDisk
from transfers.imports.reading import CsvFile

BLOCK = 1 << 16
REMEMBERED = 20_000
"""Different cells of a column whose meaning is remembered, so that it is worked out once."""


class CellReader:
    """Reads the cells of one column."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.known: dict[str, Value | WrongCell] = {}

    def __call__(self, cell: str) -> Value | WrongCell:
        try:
            return self.known[cell]
        except KeyError:
            pass
        value: Value | WrongCell
        try:
            value = self.column.read(cell)
        except WrongCell as wrong:
            value = wrong
        if self.column.is_repeating and len(self.known) < REMEMBERED:
            self.known[cell] = value
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
    readers = [CellReader(column) for column in file.columns]
    rows = 0
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    with cursor.copy(
        f"COPY staged (line, {names}) FROM STDIN (FORMAT csv, FORCE_NOT_NULL ({texts}))"
    ) as copy:
        for line, cells in file.rows(faults):
            values = [reader(cell) for reader, cell in zip(readers, cells, strict=True)]
            for position, value in enumerate(values):
                if isinstance(value, WrongCell):
                    faults.add(line, position, file.columns[position].name, str(value))
                    values[position] = None
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
