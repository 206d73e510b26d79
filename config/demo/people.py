"""Invented people: Kazakh and Russian names, and addresses that nobody can have."""

import datetime
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from mimesis import Gender, Locale, Person

NAMES = json.loads((Path(__file__).parent / "data" / "names.json").read_text(encoding="utf-8"))
"""First names that young people have today, since those of mimesis are rare ones; surnames in
Russian; surnames that are left out because they are known from the news or misspelt."""

_LATIN = dict(
    zip(
        "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
        [
            "a",
            "a",
            "b",
            "v",
            "g",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "i",
            "k",
            "q",
            "l",
            "m",
            "n",
            "n",
            "o",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "u",
            "u",
            "f",
            "h",
            "h",
            "ts",
            "ch",
            "sh",
            "sh",
            "",
            "y",
            "i",
            "",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
_ENDS_LIKE_A_SURNAME = {"male": re.compile(r"(ов|ев|ин)$"), "female": re.compile(r"(ова|ева|ина)$")}


def latin(text: str) -> str:
    """Kazakh or Russian in small Latin letters, for addresses."""
    return "".join(_LATIN.get(letter, letter) for letter in text.lower())


@dataclass(frozen=True)
class Name:
    first: str
    last: str

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"


class People:
    """Gives out names, each of them once."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.kazakh = Person(Locale.KK, seed=seed)
        self.addresses: set[str] = set()
        self.given: set[Name] = set()

    def name(self, language: str) -> Name:
        while True:
            gender = self.random.choice(["female", "male"])
            name = Name(
                self.random.choice(NAMES[language][gender]), self._surname(language, gender)
            )
            if name not in self.given:
                self.given.add(name)
                return name

    def address(self, name: Name) -> str:
        """An address of the domain that is reserved for examples."""
        base = f"{latin(name.first)}.{latin(name.last)}"
        address, number = f"{base}@example.org", 1
        while address in self.addresses:
            number += 1
            address = f"{base}{number}@example.org"
        self.addresses.add(address)
        return address

    def birth_date(self, on: datetime.date, ages: list[int], weights: list[int]) -> datetime.date:
        """Of someone who has one of these ages on a day."""
        age = self.random.choices(ages, weights)[0]
        return on - datetime.timedelta(days=age * 365 + age // 4 + self.random.randint(5, 355))

    def guardian(self, surname: str, language: str) -> str:
        """A mother's name for a volunteer's surname."""
        if _ENDS_LIKE_A_SURNAME["male"].search(surname.replace("ё", "е")):
            surname += "а"
        return f"{self.random.choice(NAMES[language]['female'])} {surname}"

    def _surname(self, language: str, gender: str) -> str:
        if language == "ru":
            surname = self.random.choice(NAMES["surnames_ru"])
            changes = gender == "female" and _ENDS_LIKE_A_SURNAME["male"].search(
                surname.replace("ё", "е")
            )
            return f"{surname}а" if changes else surname
        while True:
            surname = self.kazakh.last_name(gender=Gender(gender))
            stem = surname.removesuffix("а")
            if _ENDS_LIKE_A_SURNAME[gender].search(surname) and stem not in NAMES["never"]:
                return surname
