"""A random programme of any size as the CSV files of the imports; knows nothing of the models.

Nobody is in two places: a school has one session an hour, and at any hour no two schools have
the same volunteer. Letters come in Cyrillic and in look-alike Latin, as people type them.
"""

import csv
import datetime
import random
from pathlib import Path

REGIONS = ["KZ-71", "KZ-75", "KZ-11", "KZ-39"]
PROJECTS = ["BKD", "PLF"]
FIRST_DAY, DAYS = datetime.date(2023, 6, 1), 700
SCHOOLS, SESSIONS_OF_A_SCHOOL = 60, 420
VOLUNTEERS = 3 * SCHOOLS
STATUSES = ["delivered"] * 6 + ["verified"] * 3 + ["planned", "confirmed", "cancelled"]
LETTERS = ["АA", "Б", "ВB"]
"""Each class letter as it may be written; the first of two is Cyrillic."""

COUNTS = ["students_online", "students_offline", "parents_online", "parents_offline", "teachers"]
SESSION_COLUMNS = [
    *("external_id", "project", "lesson", "school", "date", "start", "minutes", "mode"),
    *("language", "status", "volunteers", "grade", "letter", *COUNTS),
]


def write_files(folder: Path, *, rows: int, seed: int) -> None:
    """``schools.csv``, ``volunteers.csv`` and ``sessions.csv`` with so many rows."""
    chance = random.Random(seed)
    _write(folder / "schools.csv", _schools(chance))
    _write(folder / "volunteers.csv", _volunteers(chance))
    _write(folder / "sessions.csv", _sessions(chance, rows))


def _write(path: Path, rows: list[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _schools(chance: random.Random) -> list[dict]:
    return [
        {
            "code": f"R{number:03d}",
            "name_en": f"School {number}",
            "name_ru": f"Школа {number}",
            "name_kk": f"Мектеп {number}",
            "region": REGIONS[number % len(REGIONS)],
            "district": f"District {number % 8}" if number % 5 else "",
            "settlement": chance.choice(["urban", "rural"]),
            "languages": "kk;ru",
        }
        for number in range(SCHOOLS)
    ]


def _volunteers(chance: random.Random) -> list[dict]:
    return [
        {
            "email": _volunteer(number),
            "first_name": "Aru",
            "last_name": f"Random{number}",
            "birth_date": "2003-05-20",
            "region": chance.choice(REGIONS),
            "languages": "kk;ru",
            "projects": "BKD;PLF",
            "joined": "2022-01-10",
        }
        for number in range(VOLUNTEERS)
    ]


def _volunteer(number: int) -> str:
    return f"random{number}@example.org"


def _sessions(chance: random.Random, wanted: int) -> list[dict]:
    hours = [(day, hour) for day in range(DAYS) for hour in (0, *range(8, 18), 23)]
    rows: list[dict] = []
    for school in range(SCHOOLS):
        for slot in chance.sample(range(len(hours)), SESSIONS_OF_A_SCHOOL):
            rows += _session(chance, school, slot, *hours[slot])
    assert len(rows) >= wanted
    while rows[wanted - 1]["external_id"] == rows[wanted]["external_id"]:
        wanted += 1
    return rows[:wanted]


def _session(chance: random.Random, school: int, slot: int, day: int, hour: int) -> list[dict]:
    teachers = [(school * 3 + slot * 5 + k) % VOLUNTEERS for k in range(chance.randint(0, 3))]
    shared = {
        "external_id": f"X{school}-{slot}",
        "project": chance.choice(PROJECTS),
        "lesson": "",
        "school": f"R{school:03d}",
        "date": (FIRST_DAY + datetime.timedelta(days=day)).isoformat(),
        "start": f"{hour:02d}:00",
        "minutes": chance.choice([35, 40, 45, 50]),
        "mode": chance.choice(["online", "offline", "hybrid"]),
        "language": chance.choice(["kk", "ru"]),
        "status": chance.choice(STATUSES),
        "volunteers": ";".join(_volunteer(number) for number in teachers),
    }
    is_taught = shared["status"] in ("delivered", "verified")
    groups = chance.sample([None, *((g, n) for g in (5, 6, 7) for n in range(3))], 3)
    rows = []
    for group in groups[: chance.choice([1, 2, 2, 3, 3])]:
        grade, letter = group or ("", None)
        letter = "" if letter is None else chance.choice(LETTERS[letter])
        heads = {name: chance.randrange(30) if is_taught else 0 for name in COUNTS}
        rows.append({**shared, "grade": grade, "letter": letter, **heads})
    return rows
