"""Numbers in what people write of an indicator: "12 of 40", "3 in 10", "30 %", "40 a month".

Baselines, targets and readings are written as people say them, so that nobody has to press
"two of three schools" into a field for digits. What is found here is compared; where it cannot
be, nothing is worked out and the page says so.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

_SPACE = "[ \u00a0\u202f]"
_NUMBER = rf"[-−]?\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d+)?|[-−]?\d+(?:[.,]\d+)*"
_OF = re.compile(rf"({_NUMBER})\s*(?:out of|of|из|/)\s*({_NUMBER})", re.IGNORECASE)
_IN = re.compile(rf"({_NUMBER}) in (\d{{1,3}}|1000)\b", re.IGNORECASE)  # not "in 2026"
_OF_IN_KAZAKH = re.compile(
    rf"({_NUMBER})\s*-?\s*(?:нан|нен|дан|ден|тан|тен|ның|нің|дың|дің|тың|тің)\s+({_NUMBER})"
)
_PERCENT = re.compile(rf"({_NUMBER})\s*(?:%|per ?cent|процент|пайыз)", re.IGNORECASE)
_ONE = re.compile(_NUMBER)
_GROUPED = re.compile(r"[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")


@dataclass(frozen=True)
class Quantity:
    """How many, and of how many where that is said."""

    amount: Fraction
    whole: Fraction | None = None

    @property
    def share(self) -> Fraction | None:
        return self.amount / self.whole if self.whole else None


def quantity_of(text: str) -> Quantity | None:
    """The number that a text says; none where it says none, or several of which none is first."""
    if found := _PERCENT.search(text):
        return Quantity(_number(found[1]), Fraction(100))
    if found := _OF.search(text) or _IN.search(text):
        return _share(found[1], found[2])
    if found := _OF_IN_KAZAKH.search(text):
        return _share(found[2], found[1])
    numbers = _ONE.findall(text)
    if len(numbers) == 1 or (numbers and text.strip().startswith(numbers[0])):
        return Quantity(_number(numbers[0]))
    return None


def _share(amount: str, whole: str) -> Quantity:
    """Of nothing, or of fewer than there are, is no share: the amount alone is told."""
    part, total = _number(amount), _number(whole)
    return Quantity(part, total) if total > 0 and total >= part else Quantity(part)


def _number(text: str) -> Fraction:
    """1250 of "1,250", "1 250" and "1250"; 12.5 of "12.5" and "12,5"."""
    plain = re.sub(_SPACE, "", text).replace("−", "-")
    if _GROUPED.match(plain):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    return Fraction(plain)


def measures(quantities: list[Quantity]) -> list[Fraction] | None:
    """Numbers that can be compared: shares where all are shares; the amounts where none of the
    first two (the baseline and the target) says of how many; else none.
    """
    shares = [one.share for one in quantities]
    if all(share is not None for share in shares):
        return shares
    if all(one.whole is None for one in quantities[:2]):
        return [one.amount for one in quantities]
    return None
