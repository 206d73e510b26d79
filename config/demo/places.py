"""Districts, schools and their classes."""

import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from config.demo.bells import has_bells
from regions.models import District, Region
from schools.choices import Settlement
from schools.models import ClassGroup, School

PLACES = json.loads((Path(__file__).parent / "data" / "places.json").read_text(encoding="utf-8"))

_KINDS = {
    "school": ("School No. {n}", "Школа № {n}", "№ {n} мектеп"),
    "lyceum": ("School-lyceum No. {n}", "Школа-лицей № {n}", "№ {n} мектеп-лицей"),
    "gymnasium": ("School-gymnasium No. {n}", "Школа-гимназия № {n}", "№ {n} мектеп-гимназия"),
    "village": ("{en} Secondary School", "Средняя школа села {ru}", "{kk} орта мектебі"),
    "basic": ("{en} Basic School", "Основная школа села {ru}", "{kk} негізгі мектебі"),
}
_LETTERS = {"kk": "АӘБВГ", "ru": "АБВГД"}


@dataclass
class Cohort:
    """A class on its way through a school; each school year it is another class group."""

    home: "Home"
    grade: int
    letter: str
    language: str
    enrolled: int
    shift: int
    groups: dict[int, ClassGroup] = field(default_factory=dict)
    lessons: set[str] = field(default_factory=set)
    """Codes of the lessons that it has had."""

    @property
    def key(self) -> str:
        return f"{self.home.school.code} {self.grade}{self.letter}"

    def grade_in(self, school_year: int) -> int:
        return self.grade + school_year - self.home.school_year

    def group(self, school_year: int) -> ClassGroup:
        if school_year not in self.groups:
            self.groups[school_year] = ClassGroup(
                school=self.home.school,
                school_year=school_year,
                grade=self.grade_in(school_year),
                letter=self.letter,
                language=self.language,
                enrolled=self.enrolled,
                shift=self.shift if has_bells(self.home.school) else None,
            )
        return self.groups[school_year]


@dataclass
class Home:
    """A school with its classes, as they stand in one school year."""

    school: School
    school_year: int
    cohorts: list[Cohort] = field(default_factory=list)

    def cohorts_in(self, school_year: int) -> list[Cohort]:
        """Those that go to school then, below the last grade, which has exams to think of."""
        return [cohort for cohort in self.cohorts if 1 <= cohort.grade_in(school_year) <= 10]


class Country:
    """Invents schools in the regions of the demo."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.regions = {
            region.code: region
            for region in Region.objects.filter(code__in=[row["code"] for row in PLACES["regions"]])
        }
        self.districts: dict[str, District] = {}
        self.schools: dict[str, list[School]] = defaultdict(list)
        self._numbers: dict[str, set[object]] = defaultdict(set)

    def make_schools(self, row: dict, count: int) -> list[School]:
        """So many schools of a region, about half of them in villages; more of a city's in town."""
        towns = [district for district in row["districts"] if district["urban"]]
        rural = [district for district in row["districts"] if not district["urban"]]
        for number in range(count):
            in_town = not rural or self.random.random() < 0.42
            district = self.random.choice(towns if in_town else rural)
            make = self._town_school if in_town else self._village_school
            school = make(row, district)
            school.code = f"{row['code'].replace('-', '')}-{number + 1:03d}"
            school.languages = self._languages(row["kazakh"], in_town)
            self.schools[row["code"]].append(school)
        return self.schools[row["code"]]

    def make_home(self, school: School, school_year: int) -> Home:
        """A school's classes: several of each grade in town, one or two in a village."""
        home = Home(school, school_year)
        urban = school.settlement == Settlement.URBAN
        last = 9 if "Basic" in school.name_en else 11
        for grade in range(1, last + 1):
            count = self.random.choice([2, 3, 3, 4] if urban else [1, 1, 2])
            letters: dict[str, None] = {}
            for place in range(count):
                language = school.languages[place % len(school.languages)]
                free = [letter for letter in _LETTERS[language] if letter not in letters]
                letters[free[0]] = None
                home.cohorts.append(self._cohort(home, grade, free[0], language, urban))
        return home

    def _cohort(self, home: Home, grade: int, letter: str, language: str, urban: bool) -> Cohort:
        low, usual, high = (21, 27, 36) if urban else (11, 20, 27)
        return Cohort(
            home=home,
            grade=grade,
            letter=letter,
            language=language,
            enrolled=round(self.random.triangular(low, high, usual)),
            shift=1 if grade in {1, 5, 9, 10, 11} else self.random.choice([1, 2, 2]),
        )

    def _town_school(self, row: dict, district: dict) -> School:
        kind = self.random.choices(["school", "lyceum", "gymnasium"], [7, 2, 2])[0]
        town = district.get("town_en", "")
        number = self._unused(f"{row['code']} {town}", range(1, 100))
        en, ru, kk = (text.format(n=number) for text in _KINDS[kind])
        if town:
            en, ru = f"{town} {en}", f"{ru}, {district['town_ru']}"
            kk = f"{district['town_kk']} қаласы {kk}"
        return self._school(row, district, Settlement.URBAN, en, ru, kk)

    def _village_school(self, row: dict, district: dict) -> School:
        kind = self.random.choices(["village", "basic"], [5, 1])[0]
        number = self._unused(district["code"], range(len(PLACES["villages"])))
        en, ru, kk = (text.format(**PLACES["villages"][number]) for text in _KINDS[kind])
        return self._school(row, district, Settlement.RURAL, en, ru, kk)

    def _school(self, row: dict, district: dict, where: str, *names: str) -> School:
        return School(
            name_en=names[0],
            name_ru=names[1],
            name_kk=names[2],
            region=self.regions[row["code"]],
            district=self._district(row, district),
            settlement=where,
        )

    def _district(self, row: dict, district: dict) -> District:
        return self.districts.setdefault(
            district["code"],
            District(
                region=self.regions[row["code"]],
                code=district["code"],
                **{
                    f"name_{language}": district[f"name_{language}"]
                    for language in ("en", "ru", "kk")
                },
            ),
        )

    def _languages(self, kazakh: float, in_town: bool) -> list[str]:
        if in_town and self.random.random() < 0.45:
            return ["kk", "ru"]
        return ["kk" if self.random.random() < kazakh else "ru"]

    def _unused(self, key: str, choices: range) -> int:
        number = self.random.choice([n for n in choices if n not in self._numbers[key]])
        self._numbers[key].add(number)
        return number
