import io

import pytest

from transfers.imports.columns import Column, text
from transfers.imports.faults import FileRefused
from transfers.imports.reading import CsvFile

COLUMNS = (Column("code", text(20)), Column("name", text(200)), Column("note", text(200)))


class Faults(list):
    def add(self, line, _position, column, message):
        self.append((line, column, message))


def read(content: bytes | str):
    content = content.encode() if isinstance(content, str) else content
    faults = Faults()
    rows = list(CsvFile(io.BytesIO(content), COLUMNS).rows(faults))
    return rows, faults


def refusal(content: bytes | str) -> str:
    content = content.encode() if isinstance(content, str) else content
    with pytest.raises(FileRefused) as refused:
        CsvFile(io.BytesIO(content), COLUMNS)
    return "\n".join(str(fault) for fault in refused.value.faults)


@pytest.mark.parametrize(
    "content",
    [
        "code,name,note\n1,Aru,x\n",
        "code,name,note\n1,Aru,x",
        "note;code;name\nx;1;Aru\n",
        "\ufeffcode,name,note\r\n1,Aru,x\r\n",
        '"code","name","note"\n"1","Aru","x"\n',
        " Code , NAME ,note\n1,Aru,x\n\n,,\n",
        "\n\ncode,name,note\n1,Aru,x\n",
    ],
)
def test_file_in_any_usual_dialect_gives_the_same_row(content):
    rows, faults = read(content)
    assert [cells for _line, cells in rows] == [["1", "Aru", "x"]]
    assert faults == []


def test_row_starts_at_its_physical_line_whatever_stands_above():
    rows, _faults = read('code,name,note\n\n1,"a\nb",x\n\n2,c,"y ""z"""\n')
    assert rows == [(3, ["1", "a\nb", "x"]), (6, ["2", "c", 'y "z"'])]


def test_row_starts_at_its_physical_line_below_empty_lines_and_a_bom():
    rows, _faults = read("\ufeff\r\n\r\ncode;name;note\r\n1;b;x\r\n")
    assert rows == [(4, ["1", "b", "x"])]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "line 1, file: The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty"),
        (b"\n\n \n", "The file is empty"),
        (b"PK\x03\x04" + bytes(100), "Excel workbook or a zip archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "an image"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "an image"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "old Excel workbook"),
        ("code,name,note\n1,Aru,x\n".encode("utf-16"), "UTF-16"),
        ("code,name,note\n1,Aru,x\n".encode("utf-16-le"), "UTF-16"),
        (b"code,name,note\n1,\0,x\n", "no text"),
        ("код,name,note\n".encode("cp1251"), "not in UTF-8"),
        (b"code\tname\tnote\n1\tAru\tx\n", "Tabs"),
        (b"x" * 1_200_000, "more than a million characters"),
    ],
)
def test_file_that_is_no_such_table_is_explained(content, part):
    assert part in refusal(content)


def test_header_with_missing_unknown_and_repeated_columns_names_each():
    told = refusal("code,code,remark\n1,2,3\n")
    assert "line 1, name: This column is missing from the header." in told
    assert "line 1, note: This column is missing from the header." in told
    assert "line 1, remark: This column is not known." in told
    assert "line 1, code: This column stands in the header twice." in told


def test_row_of_another_width_is_a_fault_and_the_rest_is_read():
    rows, faults = read("code;name;note\n1;a;b\n2;kk;ru;x\n3;a\n4;a;b\n")
    assert [cells[0] for _line, cells in rows] == ["1", "4"]
    assert [line for line, *_rest in faults] == [3, 4]
    assert "4 cells, the header 3 columns" in faults[0][2]
    assert "“;” into quotes" in faults[0][2]
    assert "cut off here" in faults[1][2]


def test_file_cut_off_inside_a_quote_is_a_fault_where_the_row_starts():
    rows, faults = read('code,name,note\n1,a,b\n2,"cut\noff')
    assert len(rows) == 1
    assert faults[0][:2] == (3, "row")
    assert "never closes" in faults[0][2]


def test_text_after_a_closing_quote_is_a_fault_and_the_rest_is_read():
    rows, faults = read('code,name,note\n1,"a"b,c\n2,a,b\n')
    assert [cells[0] for _line, cells in rows] == ["2"]
    assert "follows a closing quote" in faults[0][2]


def test_endless_cell_stops_the_reading_with_a_fault():
    rows, faults = read('code,name,note\n1,"' + "x" * 200_000 + '",b\n2,a,b\n')
    assert rows == []
    assert "more than 131072 characters" in faults[0][2]


def test_line_in_another_encoding_is_named():
    rows, faults = read(b"code,name,note\n1,a,b\n2,\xc0\xf0\xf3,b\n")
    assert len(rows) == 1
    assert faults[0][0] == 3
    assert "not in UTF-8" in faults[0][2]


def test_zero_bytes_further_down_are_named():
    _rows, faults = read(b"code,name,note\n" + b"1,a,b\n" * 2000 + b"2,\0,b\n")
    assert faults[0][0] == 2002
    assert "no text" in faults[0][2]


def test_old_mac_line_ends_are_explained():
    assert "old Macs" in str(read(b"code,name,note\n1,a,b\r2,a,b\r")[1])
