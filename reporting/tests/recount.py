"""The report counted again in plain Python from CSV files, knowing nothing of the application.

    python recount.py sessions.csv --schools schools.csv --goals BKD=3,10 PLF=12,13 \\
        --from 2020-01-01 --to 2020-12-31 --by region

The files have the columns of the sessions and schools imports; the answer is the report's CSV,
so that the two can be compared byte by byte. It is written for being plainly right: every
figure is counted from the rows for each line of the report, with no shared way to it.
"""

import argparse
import csv
import datetime
import io
import sys
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

FIGURES = [
    "sessions",
    "sessions_online",
    "sessions_offline",
    "sessions_hybrid",
    "schools",
    "class_groups",
    "volunteers",
    "students_online",
    "students_offline",
    "students_reached",
    "parents_online",
    "parents_offline",
    "teachers",
    "volunteer_hours",
]
COUNTS = ["students_online", "students_offline", "parents_online", "parents_offline", "teachers"]
LOOK_ALIKES = {"А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O"} | {
    "Р": "P",
    "С": "C",
    "Т": "T",
    "У": "Y",
    "Х": "X",
}


def read_sessions(stream: Iterable[str]) -> list[dict]:
    """One dictionary for each session, with its head-counts by class group."""
    sessions: dict[str, dict] = {}
    for row in csv.DictReader(stream):
        day = datetime.date.fromisoformat(row["date"])
        session = sessions.setdefault(
            row["external_id"],
            {
                "project": row["project"],
                "school": row["school"],
                "day": day,
                "minutes": int(row["minutes"]),
                "mode": row["mode"],
                "taught": row["status"] in ("delivered", "verified"),
                "volunteers": {v for v in row["volunteers"].split(";") if v},
                "heads": [],
            },
        )
        letter = row["letter"].upper()
        group = (
            (
                row["school"],
                day.year if day.month >= 9 else day.year - 1,
                int(row["grade"]),
                "".join(LOOK_ALIKES.get(character, character) for character in letter),
            )
            if row["grade"]
            else None
        )
        session["heads"].append((group, {count: int(row[count] or 0) for count in COUNTS}))
    return list(sessions.values())


def read_schools(stream: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Region and district of each school."""
    return {row["code"]: (row["region"], row["district"]) for row in csv.DictReader(stream)}


def count(sessions: list[dict]) -> list[str]:
    """The figures of some sessions, as they stand in the file."""
    sums = dict.fromkeys(COUNTS, 0)
    largest: dict[tuple, int] = defaultdict(int)
    without_class = minutes = 0
    for session in sessions:
        minutes += session["minutes"] * len(session["volunteers"])
        for group, heads in session["heads"]:
            students = heads["students_online"] + heads["students_offline"]
            if group is None:
                without_class += students
            else:
                largest[group] = max(largest[group], students)
            for name in COUNTS:
                sums[name] += heads[name]
    figures = {
        "sessions": len(sessions),
        **{f"sessions_{m}": 0 for m in ("online", "offline", "hybrid")},
        "schools": len({session["school"] for session in sessions}),
        "class_groups": len(largest),
        "volunteers": len({v for session in sessions for v in session["volunteers"]}),
        **sums,
        "students_reached": without_class + sum(largest.values()),
        "volunteer_hours": (Decimal(minutes) / 60).quantize(Decimal("0.01")),
    }
    for session in sessions:
        figures[f"sessions_{session['mode']}"] += 1
    return [str(figures[name]) for name in FIGURES]


def values_of(session: dict, by: str, schools: dict, goals: dict) -> list[str]:
    """Where a session stands in a breakdown: several places only with goals."""
    region, district = schools[session["school"]]
    return {
        "project": [""],
        "region": [region],
        "district": [district],
        "school": [session["school"]],
        "goal": [str(goal) for goal in goals.get(session["project"], [])],
        "month": [f"{session['day']:%Y-%m}"],
        "mode": [session["mode"]],
    }[by]


def recount(
    sessions: list[dict],
    schools: dict[str, tuple[str, str]],
    goals: dict[str, list[int]],
    *,
    start: datetime.date,
    end: datetime.date,
    by: str = "project",
    projects: Iterable[str] = (),
    regions: Iterable[str] = (),
) -> str:
    """The report's CSV."""
    asked = [
        session
        for session in sessions
        if session["taught"]
        and start <= session["day"] <= end
        and (not projects or session["project"] in projects)
        and (not regions or schools[session["school"]][0] in regions)
    ]
    cells: dict[tuple[str, str], list[dict]] = defaultdict(list)
    for session in asked:
        cells["ALL", "ALL"].append(session)
        cells[session["project"], "ALL"].append(session)
        if by != "project":
            for value in values_of(session, by, schools, goals):
                cells[session["project"], value].append(session)
                cells["ALL", value].append(session)
    cells["ALL", "ALL"] += []
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(
        ["period_start", "period_end", "project", *([] if by == "project" else [by]), *FIGURES]
    )
    for project, value in sorted(cells, key=lambda cell: in_order(cell, by)):
        shown = [] if by == "project" else [value]
        writer.writerow([start, end, project, *shown, *count(cells[project, value])])
    return stream.getvalue()


def in_order(cell: tuple[str, str], by: str) -> tuple:
    project, value = cell
    if value == "ALL":
        return (project == "ALL", project, True)
    return (project == "ALL", project, False, int(value) if by == "goal" else value)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sessions", type=Path)
    parser.add_argument("--schools", type=Path, required=True)
    parser.add_argument("--goals", nargs="*", default=[], metavar="PROJECT=GOAL,GOAL")
    parser.add_argument("--from", dest="start", type=datetime.date.fromisoformat, required=True)
    parser.add_argument("--to", dest="end", type=datetime.date.fromisoformat, required=True)
    parser.add_argument("--by", default="project")
    parser.add_argument("--project", nargs="*", default=[])
    parser.add_argument("--region", nargs="*", default=[])
    given = parser.parse_args(arguments)
    goals = {
        project: [int(number) for number in numbers.split(",")]
        for project, numbers in (pair.split("=") for pair in given.goals)
    }
    with given.sessions.open(encoding="utf-8-sig", newline="") as stream:
        sessions = read_sessions(stream)
    with given.schools.open(encoding="utf-8-sig", newline="") as stream:
        schools = read_schools(stream)
    sys.stdout.write(
        recount(
            sessions,
            schools,
            goals,
            start=given.start,
            end=given.end,
            by=given.by,
            projects=given.project,
            regions=given.region,
        )
    )


if __name__ == "__main__":
    main()
