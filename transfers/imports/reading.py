"""Reading a CSV file as people make them, row by row, however large it is."""

import csv
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transfers.imports.columns import Column
from transfers.imports.faults import Fault, FaultsOnDisk, FileRefused, shown

BOM = b"\xef\xbb\xbf"
MAX_LINE = 1_000_000
MAX_CELL = csv.field_size_limit()
DELIMITERS = (",", ";")
WHOLE_FILE = -1
"""The position of faults that are no column's."""

SAVE_AS_CSV = gettext_lazy("Save it as “CSV UTF-8” and choose that file.")
OTHER_FILES = (
    (b"PK\x03\x04", gettext_lazy("This is an Excel workbook or a zip archive, not a CSV file.")),
    (b"PK\x05\x06", gettext_lazy("This is an empty zip archive, not a CSV file.")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("This is an old Excel workbook, not a CSV file.")),
    (b"\x89PNG", gettext_lazy("This is an image, not a CSV file.")),
    (b"\xff\xd8\xff", gettext_lazy("This is an image, not a CSV file.")),
    (b"GIF8", gettext_lazy("This is an image, not a CSV file.")),
    (b"RIFF", gettext_lazy("This is an image, not a CSV file.")),
    (b"%PDF", gettext_lazy("This is a PDF, not a CSV file.")),
    (b"\x1f\x8b", gettext_lazy("This is a compressed file, not a CSV file.")),
    (b"7z\xbc\xaf", gettext_lazy("This is a compressed file, not a CSV file.")),
    (b"Rar!", gettext_lazy("This is a compressed file, not a CSV file.")),
)


class UnreadableLine(Exception):  # noqa: N818
    """The file cannot be read any further."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class CsvFile:
    """A file whose header fits the columns.

    :raises FileRefused: another kind of file, nothing in it, or a header that doesn't fit.
    """

    def __init__(self, stream: BinaryIO, columns: Sequence[Column]) -> None:
        self.stream = stream
        self.columns = columns
        self.lines_read = 0
        self.bytes_read = 0
        self._look_at_start()
        header = self._first_line()
        self.delimiter = self._sniff(header)
        self.places = self._places(next(csv.reader([header], delimiter=self.delimiter), []))
        self.header_line = self.lines_read

    def rows(self, faults: FaultsOnDisk) -> Iterator[tuple[int, list[str]]]:
        """Each row with the line at which it starts, its cells in the order of the columns."""
        reader = csv.reader(self._lines(), delimiter=self.delimiter, strict=True)
        width = self.width
        in_order = self.places == list(range(width))
        before = 0
        while True:
            line = self.header_line + before + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                faults.add(line, WHOLE_FILE, _("row"), self._explain(error))
                if "expected after" not in str(error):
                    return
                cells = []
            except UnreadableLine as error:
                faults.add(error.line, WHOLE_FILE, _("file"), error.message)
                return
            if cells is None:
                return
            before = reader.line_num
            if not any(cells):
                continue
            if len(cells) != width:
                self._note_width(line, cells, faults)
                continue
            if not in_order:
                cells.append("")  # what stands in a column that is absent
                cells = [cells[place] for place in self.places]
            yield line, cells

    def _look_at_start(self) -> None:
        start = self.stream.read(4096)
        self.stream.seek(0)
        for magic, message in OTHER_FILES:
            if start.startswith(magic):
                raise self._refused(f"{message} {_('Save the table as “CSV UTF-8”.')}")
        if start.startswith((b"\xff\xfe", b"\xfe\xff")) or start[1:200:2].count(0) > 20:
            raise self._refused(_("The file is in UTF-16. %(advice)s") % {"advice": SAVE_AS_CSV})
        if b"\0" in start:
            raise self._refused(_("This is no text. %(advice)s") % {"advice": SAVE_AS_CSV})
        if start.startswith(BOM):
            self.stream.seek(len(BOM))

    def _first_line(self) -> str:
        try:
            for line in self._lines():
                if line.strip():
                    return line
        except UnreadableLine as error:
            raise FileRefused([Fault(error.line, _("file"), error.message)]) from None
        raise self._refused(_("The file is empty."))

    def _sniff(self, header: str) -> str:
        names = {column.name for column in self.columns}

        def known(delimiter: str) -> int:
            cells = next(csv.reader([header], delimiter=delimiter), [])
            return len(names & {self._name(cell) for cell in cells})

        best = max((*DELIMITERS, "\t"), key=known)
        if best == "\t":
            raise self._refused(
                _("Tabs stand between the columns. Save it with commas or semicolons.")
            )
        return best

    @staticmethod
    def _name(cell: str) -> str:
        return cell.strip().lower()

    def _places(self, header: list[str]) -> list[int]:
        """Where in a row each column stands; behind its end what is absent."""
        self.width = len(header)
        found = [self._name(cell) for cell in header]
        line = self.lines_read
        names = [column.name for column in self.columns]
        faults = [
            Fault(line, name, _("This column is missing from the header."))
            for name in (one.name for one in self.columns if not one.may_be_absent)
            if name not in found
        ]
        for place, name in enumerate(found):
            if name not in names:
                message = _("This column is not known. The columns are: %(names)s.") % {
                    "names": ", ".join(names)
                }
                faults.append(Fault(line, shown(name) or _("(no name)"), message))
            elif name in found[:place]:
                faults.append(Fault(line, name, _("This column stands in the header twice.")))
        if faults:
            raise FileRefused(faults)
        return [found.index(name) if name in found else self.width for name in names]

    def _lines(self) -> Iterator[str]:
        while raw := self.stream.readline(MAX_LINE):
            self.lines_read += 1
            self.bytes_read += len(raw)
            if len(raw) == MAX_LINE:
                raise UnreadableLine(
                    self.lines_read,
                    _(
                        "This line has more than a million characters, so this is no table. "
                        "%(advice)s"
                    )
                    % {"advice": SAVE_AS_CSV},
                )
            if b"\0" in raw:
                raise UnreadableLine(
                    self.lines_read, _("This is no text. %(advice)s") % {"advice": SAVE_AS_CSV}
                )
            try:
                yield raw.decode()
            except UnicodeDecodeError:
                raise UnreadableLine(
                    self.lines_read,
                    _("This line is not in UTF-8. %(advice)s") % {"advice": SAVE_AS_CSV},
                ) from None

    @staticmethod
    def _explain(error: csv.Error) -> str:
        text = str(error)
        if "unexpected end" in text:
            return _(
                'A quote (") opens in this row and never closes: the file was cut off, or '
                "the quote does not belong there."
            )
        if "field larger" in text:
            return _(
                'A cell of this row has more than %(limit)s characters. A quote (") may be '
                "missing at its end."
            ) % {"limit": MAX_CELL}
        if "new-line" in text:
            return _("Its lines end as on old Macs. Save it again as “CSV UTF-8”.")
        return _(
            'Text follows a closing quote ("). Put the whole cell into quotes, and write a '
            "quote inside it twice."
        )

    def _note_width(self, line: int, cells: list[str], faults: FaultsOnDisk) -> None:
        width = self.width
        if len(cells) > width:
            message = _(
                "The row has %(found)s cells, the header %(width)s columns. Put cells "
                "that contain “%(delimiter)s” into quotes."
            )
        else:
            message = _(
                "The row has %(found)s cells, the header %(width)s columns: something is "
                "missing, or the file was cut off here."
            )
        counts = {"found": len(cells), "width": width, "delimiter": self.delimiter}
        faults.add(line, WHOLE_FILE, _("row"), message % counts)

    def _refused(self, message: str) -> FileRefused:
        return FileRefused([Fault(max(self.lines_read, 1), _("file"), message)])
