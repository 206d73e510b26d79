"""Many row numbers in little text: ``1-37,40``."""

from collections.abc import Iterable


def as_text(numbers: Iterable[int]) -> str:
    """Numbers as ranges, in order."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in spans)


def from_text(text: str, most: int) -> set[int]:
    """The numbers of such a text that are not above ``most``; what cannot be read is left out."""
    found: set[int] = set()
    for part in text[:20_000].split(","):
        first, _dash, last = part.partition("-")
        if first.isdecimal() and (last or first).isdecimal() and len(first + last) < 12:
            found.update(range(int(first), min(int(last or first), most) + 1))
    return found
