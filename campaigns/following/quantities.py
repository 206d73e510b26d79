"""Numbers in what people write of an indicator: "12 of 40", "3 in 10", "30 %", "40 a month".

Baselines, targets and readings are written as people say them, so that nobody has to press
"two of three schools" into a field for digits. What is found here is compared; where it cannot
be, nothing is worked out and the page says so.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

_SPACE = "[ \u00a0\u202f]"
_SIGN = r"(?:(?<!\d)[-−])?"
_NUMBER = rf"{_SIGN}\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d+)?|{_SIGN}\d+(?:[.,]\d+)*"
_OF = re.compile(rf"({_NUMBER})\s*(?:out of|of|из|/)\s*({_NUMBER})", re.IGNORECASE)
_IN = re.compile(rf"({_NUMBER}) in (\d{{1,3}}|1000)\b", re.IGNORECASE)  # not "in 2026"
_OF_IN_KAZAKH = re.compile(
    rf"({_NUMBER})\s*-?\s*(?:нан|нен|дан|ден|тан|тен|ның|нің|дың|дің|тың|тің)\s+({_NUMBER})"
)
_PERCENT = re.compile(rf"({_NUMBER})\s*(?:%|per ?cent|процент|пайыз)", re.IGNORECASE)
_ONE = re.compile(_NUMBER)
_RANGE = re.compile(r"\d\s*%?\s*(?:[-\u2010-\u2015\u2212\u2026]|\.{2,}|to|до)\s*\d", re.IGNORECASE)
_DECIMAL = re.compile(r"-?\d+(?:[.,]\d+)?$")
_BY_COMMAS = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$")
_BY_POINTS = re.compile(r"-?[1-9]\d{0,2}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$")
_UNCLEAR = re.compile(r"-?[1-9]\d{0,2}\.\d{3}$")


@dataclass(frozen=True)
class Quantity:
    """How many, and of how many where that is said."""

    amount: Fraction
    whole: Fraction | None = None

    @property
    def share(self) -> Fraction | None:
        return self.amount / self.whole if self.whole else None


def quantity_of(text: str) -> Quantity | None:
    """The number that a text says; none where it says none, several of which none is first, or a
    range of them.
    """
    if found := _PERCENT.search(text):
        amount = None if _is_of_range(found) else _number(found[1])
        return None if amount is None else Quantity(amount, Fraction(100))
    if found := _OF.search(text) or _IN.search(text):
        return None if _is_of_range(found) else _share(_number(found[1]), _number(found[2]))
    if found := _OF_IN_KAZAKH.search(text):
        return None if _is_of_range(found) else _share(_number(found[2]), _number(found[1]))
    numbers = list(_ONE.finditer(text))
    if not numbers or _is_of_range(numbers[0]):
        return None
    if len(numbers) > 1 and text[: numbers[0].start()].strip():
        return None
    amount = _number(numbers[0][0])
    return None if amount is None else Quantity(amount)


def _is_of_range(found: re.Match) -> bool:
    """Whether one end of "30-40" was found, and not a number."""
    return any(
        span.start() < found.end() and found.start() < span.end()
        for span in _RANGE.finditer(found.string)
    )


def _share(amount: Fraction | None, whole: Fraction | None) -> Quantity | None:
    """Of nothing, or of fewer than there are, is no share: the amount alone is told."""
    if amount is None or whole is None:
        return None
    return Quantity(amount, whole) if 0 < whole >= amount else Quantity(amount)


def _number(text: str) -> Fraction | None:
    """1250 of "1,250", "1 250" and "1250"; 12.5 of "12.5" and "12,5"; 1250.5 of "1.250,5".

    None of "12.500", which is twelve and a half to some and thousands to others, and of what is
    no number, such as "12.5.2026".
    """
    is_grouped = re.search(_SPACE, text)
    plain = re.sub(_SPACE, "", text).replace("−", "-")
    if _BY_COMMAS.match(plain) and not is_grouped:
        return Fraction(plain.replace(",", ""))
    if _BY_POINTS.match(plain):
        return Fraction(plain.replace(".", "").replace(",", "."))
    if not _DECIMAL.match(plain) or (_UNCLEAR.match(plain) and not is_grouped):
        return None
    return Fraction(plain.replace(",", "."))


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
