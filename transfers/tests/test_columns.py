import datetime

import pytest

from transfers.imports.columns import (
    Column,
    WrongCell,
    choice,
    code,
    date,
    several,
    text,
    time,
    whole_number,
)


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (text(10), "  a   b ", "a b"),
        (text(10), "'=1+1", "=1+1"),
        (text(10), "'hello", "'hello"),
        (text(10), "-5", "-5"),
        (code(10), "KZ-71", "KZ-71"),
        (choice(["urban", "rural"]), "Urban", "urban"),
        (whole_number(0, 2000), "2000", 2000),
        (whole_number(0, 2000), "007", 7),
        (date(), "2020-02-29", datetime.date(2020, 2, 29)),
        (date(), "01.09.2020", datetime.date(2020, 9, 1)),
        (time, "9:05", datetime.time(9, 5)),
        (time, "09:05:00", datetime.time(9, 5)),
    ],
)
def test_cell_that_fits_is_read(parse, cell, value):
    assert Column("c", parse).read(cell) == value


@pytest.mark.parametrize(
    ("parse", "cell", "part"),
    [
        (text(10), "", "empty"),
        (text(10), " \u00a0 ", "empty"),
        (text(10), "x" * 11, "has 11 characters; at most 10"),
        (text(1000), "x" * 500 + "\n", None),
        (text(10), "a\nb", "line break"),
        (text(10), "a\x07b", "line break"),
        (code(10), "a b", "not a code"),
        (code(10), "a;b", "not a code"),
        (code(10, not_these=["ALL"]), "ALL", "total"),
        (choice(["urban", "rural"]), "town", "urban, rural"),
        (whole_number(0, 2000), "2001", "whole number from 0 to 2000"),
        (whole_number(0, 2000), "-1", "whole number"),
        (whole_number(0, 2000), "1.5", "whole number"),
        (whole_number(0, 2000), "1e3", "whole number"),
        (whole_number(0, 2000), "٣", "whole number"),
        (whole_number(0, 2000), "9" * 5000, "whole number"),
        (date(), "31.02.2020", "not in the calendar"),
        (date(), "2020-02-31", "not in the calendar"),
        (date(), "2019-02-29", "not in the calendar"),
        (date(), "2020-2-3", "Write it as 2020-09-30"),
        (date(), "02/03/2020", "Write it as 2020-09-30"),
        (date(), "44075", "Write it as 2020-09-30"),
        (date(), "1899-12-31", "not a plausible date"),
        (time, "24:00", "Write it as 09:30"),
        (time, "9.30", "Write it as 09:30"),
    ],
)
def test_cell_that_does_not_fit_says_what_to_write(parse, cell, part):
    column = Column("c", parse)
    if part is None:
        assert column.read(cell)
        return
    with pytest.raises(WrongCell, match=part):
        column.read(cell)


def test_long_cell_is_repeated_in_part_only():
    with pytest.raises(WrongCell) as wrong:
        Column("c", text(10)).read("x" * 100_000)
    assert len(str(wrong.value)) < 200


def test_several_values_stand_once_each_and_in_order():
    column = Column("c", several(choice(["kk", "ru", "en"])), is_list=True)
    assert column.read(" ru ; kk;;RU;") == "ru;kk"
    with pytest.raises(WrongCell, match="de"):
        column.read("ru;de")


def test_empty_cell_of_an_optional_column_is_none_or_empty_text():
    assert Column("c", text(5), is_required=False).read(" ") == ""
    assert Column("c", whole_number(0, 5), "integer", is_required=False).read("") is None
