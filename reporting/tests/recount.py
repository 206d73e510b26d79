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
                "language": row.get("language", ""),
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


def read_schools(stream: Iterable[str]) -> dict[str, list[dict]]:
    """The places of each school; a file with ``since`` and ``until`` has several of them."""
    schools: dict[str, list[dict]] = defaultdict(list)
    for row in csv.DictReader(stream):
        schools[row["code"]].append(
            {
                "region": row["region"],
                "district": row["district"],
                "settlement": row.get("settlement", ""),
                "since": day_or(row.get("since"), datetime.date.min),
                "until": day_or(row.get("until"), datetime.date.max),
            }
        )
    return schools


def day_or(text: str | None, otherwise: datetime.date) -> datetime.date:
    return datetime.date.fromisoformat(text) if text else otherwise


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
    if by == "goal":
        return [
            str(goal)
            for goal, since, until in goals.get(session["project"], [])
            if since <= session["day"] <= until
        ]
    if by in ("region", "district", "settlement"):
        places = schools[session["school"]]
        return [
            next(place[by] for place in places if place["since"] <= session["day"] < place["until"])
        ]
    return {
        "project": [session["project"]],
        "school": [session["school"]],
        "month": [f"{session['day']:%Y-%m}"],
        "mode": [session["mode"]],
        "language": [session["language"]],
    }[by]


def count_cells(
    sessions: list[dict],
    schools: dict[str, list[dict]],
    goals: dict[str, list[tuple]],
    *,
    start: datetime.date,
    end: datetime.date,
    by: str = "project",
    across: str = "",
    where: dict[str, Iterable[str]] | None = None,
) -> dict[tuple[str, str, str], list[str]]:
    """The figures of each project, value of the breakdown and value across, and their totals.

    :param goals: for each project the numbers of its goals, and the first and last day of each.
    :param where: for some breakdowns the values that count; none means all.
    """
    restricted = {name: set(values) for name, values in (where or {}).items() if values}
    cells: dict[tuple[str, str, str], list[dict]] = defaultdict(list)
    for session in sessions:
        if not (session["taught"] and start <= session["day"] <= end):
            continue
        if not all(
            allowed & set(values_of(session, name, schools, goals))
            for name, allowed in restricted.items()
        ):
            continue
        rows = [] if by == "project" else values_of(session, by, schools, goals)
        columns = values_of(session, across, schools, goals) if across else []
        for project in (session["project"], "ALL"):
            for value in (*rows, "ALL"):
                for other in (*columns, "ALL"):
                    cells[project, value, other].append(session)
    cells["ALL", "ALL", "ALL"] += []
    return {cell: count(counted) for cell, counted in cells.items()}


def recount(
    sessions: list[dict],
    schools: dict[str, list[dict]],
    goals: dict[str, list[tuple]],
    *,
    start: datetime.date,
    end: datetime.date,
    by: str = "project",
    projects: Iterable[str] = (),
    regions: Iterable[str] = (),
) -> str:
    """The report's CSV."""
    cells = count_cells(
        sessions,
        schools,
        goals,
        start=start,
        end=end,
        by=by,
        where={"project": projects, "region": regions},
    )
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(
        ["period_start", "period_end", "project", *([] if by == "project" else [by]), *FIGURES]
    )
    for project, value, other in sorted(cells, key=lambda cell: in_order(cell, by)):
        shown = [] if by == "project" else [value]
        writer.writerow([start, end, project, *shown, *cells[project, value, other]])
    return stream.getvalue()


def in_order(cell: tuple[str, str, str], by: str) -> tuple:
    project, value, _other = cell
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
        project: [
            (int(number), datetime.date.min, datetime.date.max) for number in numbers.split(",")
        ]
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
