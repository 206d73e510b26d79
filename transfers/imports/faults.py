"""What is wrong with a file, by line and column."""

import csv
import tempfile
from dataclasses import dataclass

from django.utils.translation import gettext as _

SHOWN_VALUE = 60
"""How much of a cell a message repeats."""


@dataclass(frozen=True)
class Fault:
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        if not self.column:
            return _("line %(line)s: %(message)s") % vars(self)
        return _("line %(line)s, %(column)s: %(message)s") % vars(self)


def shown(value: str) -> str:
    """A cell's text as a message repeats it."""
    text = " ".join(value.split())
    return f"{text[:SHOWN_VALUE]}…" if len(text) > SHOWN_VALUE else text


class FileRefused(Exception):  # noqa: N818 - an answer, not an accident
    """A file that cannot be read as what it is meant to be; no row of it was looked at."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


class FaultsOnDisk:
    """Faults that are found while the connection is busy taking in rows.

    They go to a temporary file: a file in which every cell is wrong has millions of them.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed by close()
            max_size=1 << 20, mode="w+", newline="", encoding="utf-8"
        )
        self._writer = csv.writer(self._file, lineterminator="\n")
        self.count = 0

    def add(self, line: int, position: int, column: str, message: str) -> None:
        self._writer.writerow((line, position, column, message))
        self.count += 1

    def copy_to(self, copy) -> None:
        """Hand all of them to a psycopg COPY of CSV."""
        self._file.seek(0)
        while block := self._file.read(1 << 16):
            copy.write(block)

    def close(self) -> None:
        self._file.close()
