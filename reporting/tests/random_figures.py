"""Random programmes and questions, the same for the same source of chance."""

import datetime
import random

from regions.models import Region
from reporting.choices import PeriodKind
from reporting.periods import Period
from reporting.reports import Breakdown, Question
from reporting.tests.test_reports import (
    CROSSABLE,
    FIRST,
    LAST,
    PROJECTS,
    RESTRICTIONS,
    SCHOOLS,
    make_changes,
    make_programme,
    question_of,
)
from sessions.models import COUNT_FIELDS


def random_day(chance: random.Random) -> datetime.date:
    return FIRST + datetime.timedelta(days=chance.randrange((LAST - FIRST).days))


def random_programme(chance: random.Random, *, sessions: int) -> None:
    """Sessions of every kind; schools that move and goals that change."""
    make_programme([_session(chance) for _ in range(sessions)])
    regions = list(Region.objects.values_list("code", flat=True))
    make_changes(
        [(number, chance.choice(regions), random_day(chance)) for number in range(1, len(SCHOOLS))]
    )


def _session(chance: random.Random) -> dict:
    letters = chance.sample([None, "А", "Б", "В"], chance.randrange(4))
    return {
        "project": chance.choice(sorted(PROJECTS)),
        "school": chance.randrange(len(SCHOOLS)),
        "day": random_day(chance),
        "hour": chance.choice([0, 9, 14, 23]),
        "minutes": chance.choice([5, 40, 45, 50]),
        "mode": chance.choice(["online", "offline", "hybrid"]),
        "language": chance.choice(["kk", "ru"]),
        "status": chance.choice(["delivered", "verified", "verified", "planned"]),
        "groups": {
            letter: {name: chance.randrange(40) for name in COUNT_FIELDS} for letter in letters
        },
        "volunteers": set(chance.sample(range(4), chance.randrange(4))),
    }


def random_periods(chance: random.Random, number: int) -> list[Period]:
    """Standard ones, and such that cut months."""
    periods = []
    for _ in range(number):
        first, last = sorted((random_day(chance), random_day(chance)))
        if chance.random() < 0.6:
            periods.append(Period.standard(chance.choice([*PeriodKind]), first))
        else:
            periods.append(Period(first, last))
    return periods


def random_question(chance: random.Random, period: Period) -> Question:
    by = chance.choice([*Breakdown])
    across = None
    if by != Breakdown.PROJECT and chance.random() < 0.4:
        across = chance.choice([one for one in CROSSABLE if one != by])
    where = {}
    if chance.random() < 0.4:
        name = chance.choice(sorted(RESTRICTIONS))
        where[name] = set(chance.sample(RESTRICTIONS[name][2], 2))
    return question_of(period, by, across, where)
