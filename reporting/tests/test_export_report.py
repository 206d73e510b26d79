"""The report as a command gives it: the exact file, what is refused, a whole import recounted."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reporting.choices import PeriodKind
from reporting.periods import Period
from reporting.reports import Breakdown
from reporting.tests import recount
from reporting.tests.programme import day, goals, make_project, make_school, teach
from reporting.tests.random_programme import write_files
from schools.tests.factories import ClassGroupFactory
from sessions.models import Attendance
from volunteers.tests.factories import VolunteerFactory

pytestmark = pytest.mark.django_db

HEADER = (
    "sessions,sessions_online,sessions_offline,sessions_hybrid,schools,class_groups,volunteers,"
    "students_online,students_offline,students_reached,parents_online,parents_offline,teachers,"
    "volunteer_hours"
)


def export(tmp_path: Path, *arguments: str) -> str:
    """What the command writes for 2020, or for the days among the arguments."""
    file = tmp_path / "report.csv"
    days = () if "--from" in arguments else ("--from", "2020-01-01", "--to", "2020-12-31")
    call_command("export_report", *days, "--out", str(file), *arguments)
    return file.read_text(encoding="utf-8")


@pytest.fixture
def programme() -> None:
    bekind, plastic = make_project("BKD", 3, 10), make_project("PLF", 10)
    near, far = make_school("S1", "KZ-71", "Esil"), make_school("S2", "KZ-11")
    group, volunteer = ClassGroupFactory(school=near), VolunteerFactory()
    rows = [(group, {"students_online": 20, "parents_online": 3})]
    teach(bekind, near, "2020-03-02 09:00", groups=rows, volunteers=[volunteer], minutes=50)
    rows = [(group, {"students_offline": 24, "teachers": 1})]
    teach(plastic, near, "2020-04-02 09:00", groups=rows, volunteers=[volunteer], mode="offline")
    rows = [(None, {"students_online": 9, "students_offline": 2, "parents_offline": 1})]
    teach(bekind, far, "2020-04-02 09:00", groups=rows, mode="hybrid")


def test_report_by_region_is_the_exact_file(programme, tmp_path):
    assert export(tmp_path, "--by", "region").splitlines() == [
        f"period_start,period_end,project,region,{HEADER}",
        "2020-01-01,2020-12-31,BKD,KZ-11,1,0,0,1,1,0,0,9,2,11,0,1,0,0.00",
        "2020-01-01,2020-12-31,BKD,KZ-71,1,1,0,0,1,1,1,20,0,20,3,0,0,0.83",
        "2020-01-01,2020-12-31,BKD,ALL,2,1,0,1,2,1,1,29,2,31,3,1,0,0.83",
        "2020-01-01,2020-12-31,PLF,KZ-71,1,0,1,0,1,1,1,0,24,24,0,0,1,0.75",
        "2020-01-01,2020-12-31,PLF,ALL,1,0,1,0,1,1,1,0,24,24,0,0,1,0.75",
        "2020-01-01,2020-12-31,ALL,KZ-11,1,0,0,1,1,0,0,9,2,11,0,1,0,0.00",
        "2020-01-01,2020-12-31,ALL,KZ-71,2,1,1,0,1,1,1,20,24,24,3,0,1,1.58",
        "2020-01-01,2020-12-31,ALL,ALL,3,1,1,1,2,1,1,29,26,35,3,1,1,1.58",
    ]


def test_report_by_project_has_no_second_column(programme, tmp_path):
    assert export(tmp_path).splitlines() == [
        f"period_start,period_end,project,{HEADER}",
        "2020-01-01,2020-12-31,BKD,2,1,0,1,2,1,1,29,2,31,3,1,0,0.83",
        "2020-01-01,2020-12-31,PLF,1,0,1,0,1,1,1,0,24,24,0,0,1,0.75",
        "2020-01-01,2020-12-31,ALL,3,1,1,1,2,1,1,29,26,35,3,1,1,1.58",
    ]


def test_report_by_goal_orders_goals_by_number_and_counts_once_in_all(programme, tmp_path):
    rows = list(csv.DictReader(io.StringIO(export(tmp_path, "--by", "goal"))))
    assert [(row["project"], row["goal"], row["sessions"]) for row in rows] == [
        ("BKD", "3", "2"),
        ("BKD", "10", "2"),
        ("BKD", "ALL", "2"),
        ("PLF", "10", "1"),
        ("PLF", "ALL", "1"),
        ("ALL", "3", "2"),
        ("ALL", "10", "3"),
        ("ALL", "ALL", "3"),
    ]


def test_report_of_a_period_without_sessions_has_its_total_only(programme, tmp_path):
    text = export(tmp_path, "--from", "2019-01-01", "--to", "2019-01-01", "--by", "month")
    assert text.splitlines()[1:] == ["2019-01-01,2019-01-01,ALL,ALL" + ",0" * 13 + ",0.00"]


def test_report_counts_what_is_dirty_first(programme, tmp_path):
    export(tmp_path)
    Attendance.objects.filter(class_group=None).update(teachers=7)
    assert export(tmp_path).splitlines()[-1].endswith(",3,1,8,1.58")


def test_report_takes_several_projects_and_regions(programme, tmp_path):
    one = export(tmp_path, "--project", "BKD", "--region", "KZ-71")
    assert [line.split(",")[2:4] for line in one.splitlines()[1:]] == [["BKD", "1"], ["ALL", "1"]]
    both = ("--project", "BKD", "PLF", "--region", "KZ-71", "--region", "KZ-11", "KZ-11")
    assert export(tmp_path, *both) == export(tmp_path)


def test_names_that_a_spreadsheet_would_run_are_made_harmless(tmp_path):
    teach(make_project("BKD"), make_school("=1+1", "KZ-71", "@SUM(A1)"), "2020-03-02 09:00")
    assert ",BKD,'=1+1," in export(tmp_path, "--by", "school")
    assert ",BKD,'@SUM(A1)," in export(tmp_path, "--by", "district")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--from", "2020-02-31", "--to", "2020-12-31"], "2020-02-31 is not a day"),
        (["--from", "2020-02-02", "--to", "2020-02-01"], "before it starts"),
        (["--project", "BKT"], "There is no project BKT. Known are: BKD, PLF."),
        (["--region", "KZ-99"], "There is no region KZ-99. Known are: KZ-11, KZ-71."),
        (["--by", "volunteer"], "invalid choice"),
    ],
)
def test_words_that_mean_nothing_are_refused(programme, tmp_path, arguments, message):
    with pytest.raises(CommandError, match=message):
        export(tmp_path, *arguments)
    assert not (tmp_path / "report.csv").exists()


def test_folder_that_is_not_there_is_refused(programme, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        export(tmp_path / "missing")


IMPORTED = [
    Period.standard(PeriodKind.ALL_TIME, day("2024-01-01")),
    Period.standard(PeriodKind.SCHOOL_YEAR, day("2024-01-01")),
    Period.standard(PeriodKind.MONTH, day("2024-02-01")),
    Period(day("2023-11-01"), day("2024-02-29")),
    Period(day("2023-07-13"), day("2024-03-01")),
    Period(day("2024-02-29"), day("2024-02-29")),
]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_report_of_fifty_thousand_imported_rows_equals_the_recount(tmp_path):
    call_command("load_reference", stdout=io.StringIO())
    write_files(tmp_path, rows=50_000, seed=7)
    for kind in ("schools", "volunteers", "sessions"):
        call_command("import_data", kind, str(tmp_path / f"{kind}.csv"), stdout=io.StringIO())
    with (tmp_path / "sessions.csv").open(encoding="utf-8") as stream:
        sessions = recount.read_sessions(stream)
    with (tmp_path / "schools.csv").open(encoding="utf-8") as stream:
        schools = recount.read_schools(stream)
    assert sum(len(session["heads"]) for session in sessions) >= 50_000

    for period in IMPORTED:
        days = ("--from", str(period.start), "--to", str(period.end))
        for by in Breakdown:
            counted = recount.recount(
                sessions, schools, goals(), start=period.start, end=period.end, by=by
            )
            assert export(tmp_path, *days, "--by", by) == counted, (period, by)
    call_command("rollup", "--verify", stdout=io.StringIO())


def test_recount_is_a_script_that_imports_nothing_of_the_application(tmp_path):
    write_files(tmp_path, rows=200, seed=3)
    code = Path(recount.__file__)
    known = {"argparse", "csv", "datetime", "io", "sys", "collections", "decimal", "pathlib"}
    imports = [
        line for line in code.read_text().splitlines() if line.startswith(("from", "import"))
    ]
    assert {line.split()[1].split(".")[0] for line in imports} == known
    command = [
        *(sys.executable, "-I", str(code), "sessions.csv", "--schools", "schools.csv"),
        *("--goals", "BKD=3,10", "PLF=12,13", "--from", "2023-06-01", "--to", "2025-06-01"),
        *("--by", "goal"),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"period_start,period_end,project,goal,{HEADER}\n")
    assert done.stdout.splitlines()[-1].startswith("2023-06-01,2025-06-01,ALL,ALL,")
