"""Files of the report: CSV, JSON and what holds for every format."""

import csv
import io
import json

import openpyxl
import pytest
from django.core.management import call_command
from django.utils import translation

from reporting.exports.files import Format, parts_of, write_report
from reporting.figures import FIGURE
from reporting.period_words import period_of
from reporting.reports import Breakdown, Question
from reporting.tests.taught import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught():
    return make_programme()


@pytest.fixture
def question(taught):
    return Question(period_of("2020"), Breakdown.REGION)


def test_csv_is_the_same_in_every_language(question, tmp_path):
    written = set()
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            write_report(question, Format.CSV, tmp_path / "report.csv")
        written.add((tmp_path / "report.csv").read_bytes())
    assert len(written) == 1


def test_json_holds_rows_kinds_and_definitions(question, tmp_path):
    write_report(question, Format.JSON, tmp_path / "report.json")
    document = json.loads((tmp_path / "report.json").read_text())
    total = document["rows"][-1]
    assert (total["project"], total["region"], total["students_reached"]) == ("ALL", "ALL", 1040)
    assert document["figures"]["schools"]["kind"] == FIGURE["schools"].kind
    assert document["kinds"]["distinct"]["explanation"].startswith("Each counts once")
    assert document["unverified_sessions"] == 1
    assert document["publication"] is None


def test_file_that_cannot_be_written_leaves_the_old_one(question, tmp_path, monkeypatch):
    path = tmp_path / "report.xlsx"
    path.write_text("old")
    monkeypatch.setattr("reporting.exports.xlsx_report.write_definitions", _fail)
    with pytest.raises(ZeroDivisionError):
        write_report(question, Format.XLSX, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def _fail(*_args) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize("format_", list(Format))
def test_writers_tell_of_every_part(question, tmp_path, format_):
    told = []
    write_report(question, format_, tmp_path / "report", lambda: told.append(1))
    assert len(told) == parts_of(format_, question)


@pytest.mark.parametrize("format_", list(Format))
def test_command_writes_every_format(taught, tmp_path, format_):
    out = tmp_path / f"report.{format_}"
    call_command(
        "export_report",
        start="2020-01-01",
        end="2020-12-31",
        by="region",
        format=str(format_),
        out=out,
    )
    starts = {"csv": b"period_start", "json": b"{", "xlsx": b"PK", "pdf": b"%PDF-1.7"}
    assert out.read_bytes().startswith(starts[format_])


def test_command_writes_the_sessions_into_the_workbook(taught, tmp_path):
    out = tmp_path / "report.xlsx"
    call_command(
        "export_report", "--sessions", start="2020-01-01", end="2020-12-31", format="xlsx", out=out
    )
    assert "Sessions" in openpyxl.load_workbook(out).sheetnames


def test_command_writes_the_regions_that_were_asked_for(taught, tmp_path, capsysbinary):
    call_command("export_report", start="2020-01-01", end="2020-12-31", region=["KZ-61"])
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode())))
    assert rows[-1]["sessions"] == "1"
