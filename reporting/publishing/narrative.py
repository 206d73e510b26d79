"""The words of a report, with the figures that its tokens stand for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from regions.choices import Language
from regions.models import Region
from reporting.books import Book, open_book
from reporting.choices import PeriodKind
from reporting.models import Goal
from reporting.period_words import name_of
from reporting.periods import FIRST_YEAR, Period, add_months
from reporting.publishing.tokens import FIGURES, Token, TokenError, parse, shown, tokens_of
from reporting.reports import Breakdown, Question, Row
from schools.choices import Settlement
from sessions.choices import Mode
from volunteers.models import Project

MOST_CODES = 20
"""More codes than this are not all named in a message."""

OFFERED = (
    "students_reached",
    "students",
    "sessions",
    "schools",
    "class_groups",
    "volunteers",
    "volunteer_hours",
    "parents",
    "teachers",
)
"""The tokens that stand beside the field; the message about an unknown one names all."""


def period_before(period: Period) -> Period | None:
    """The period that changes are told against; none before all time."""
    if period.kind == PeriodKind.ALL_TIME:
        return None
    before = period.previous()
    return before if before.start.year >= FIRST_YEAR else None


@dataclass(frozen=True)
class Figures:
    """What tokens are read from: a book, and that of the period before where one is needed."""

    book: Book
    before: Book | None = None

    @classmethod
    def ask(
        cls, question: Question, texts: Iterable[str], besides: Iterable[Breakdown] = ()
    ) -> "Figures":
        """Ask for as much as the tokens of the texts need.

        :param besides: breakdowns that are needed as well.
        """
        tokens = tokens_of(texts)
        needed = list(dict.fromkeys([*breakdowns_of(tokens), *besides]))
        before = period_before(question.period)
        if not before or not any(token.is_change for token in tokens):
            return cls(open_book(question, needed))
        earlier = breakdowns_of(token for token in tokens if token.is_change)
        return cls(
            open_book(question, needed), open_book(replace(question, period=before), earlier)
        )

    def value(self, token: Token) -> str:
        """What a token stands for, in the active language.

        :raises TokenError: the report has no such project or value, or nothing to compare with.
        """
        self._check_codes(token)
        value = _value(self.book, token)
        return shown(token, value, self._value_before(token) if token.is_change else None)

    def _value_before(self, token: Token) -> int | Decimal:
        if self.before is None:
            raise TokenError(
                _("%(token)s: there is no period before this one.") % {"token": token.source}
            )
        value = _value(self.before, token)
        if not value:
            raise TokenError(
                _("%(token)s: in %(period)s there was nothing to compare with.")
                % {"token": token.source, "period": name_of(self.before.question.period)}
            )
        return value

    def _check_codes(self, token: Token) -> None:
        asked = [(Breakdown.PROJECT, token.project)]
        if token.by != Breakdown.PROJECT:
            asked.append((token.by, token.value))
        for by, code in asked:
            known = _codes(by, self.book)
            if code not in known and code != "ALL":
                named = ", ".join(known[:MOST_CODES]) + (" …" if len(known) > MOST_CODES else "")
                raise TokenError(
                    _("%(token)s: this report has no %(key)s “%(code)s”. It has: %(known)s.")
                    % {"token": token.source, "key": by, "code": code, "known": named or "–"}
                )


def breakdowns_of(tokens: Iterable[Token]) -> list[Breakdown]:
    """What a book must have for the tokens."""
    return list(dict.fromkeys([Breakdown.PROJECT, *(token.by for token in tokens)]))


def _value(book: Book, token: Token) -> int | Decimal:
    row: Row | None = book[token.by].row(token.project, token.value)
    return token.column.value(row) if row else 0


def _codes(by: Breakdown, book: Book) -> list[str]:
    """The codes of the report's scope, also of what had no session."""
    question = book.question
    match by:
        case Breakdown.PROJECT:
            return [row.code for row in question.projects or Project.objects.all()]
        case Breakdown.REGION:
            return [row.code for row in question.regions or Region.objects.all()]
        case Breakdown.GOAL:
            return [str(number) for number in Goal.objects.values_list("pk", flat=True)]
        case Breakdown.MODE:
            return Mode.values
        case Breakdown.LANGUAGE:
            return Language.values
        case Breakdown.SETTLEMENT:
            return Settlement.values
        case Breakdown.MONTH:
            return months_of(question.period)
    return book[by].values()


def months_of(period: Period) -> list[str]:
    day, months = period.start.replace(day=1), []
    while day <= period.end:
        months.append(f"{day:%Y-%m}")
        day = add_months(day, 1)
    return months


def errors_in(text: str, figures: Figures) -> list[str]:
    """What is wrong with the tokens of a text, each once."""
    found = (str(part) for part in _read(text, figures) if isinstance(part, TokenError))
    return list(dict.fromkeys(found))


def told(text: str, figures: Figures) -> str:
    """The text with its figures, in the active language.

    :raises TokenError: a token means nothing.
    """
    parts = _read(text, figures)
    for part in parts:
        if isinstance(part, TokenError):
            raise part
    return "".join(parts)


def told_as_far(text: str, figures: Figures) -> str:
    """The same; a token that means nothing stays as it is written."""
    parts = _read(text, figures)
    return "".join(part.source if isinstance(part, TokenError) else part for part in parts)


def _read(text: str, figures: Figures) -> list[str | TokenError]:
    """The text in parts, with figures or errors in place of tokens."""
    read: list[str | TokenError] = []
    for part in parse(text):
        try:
            read.append(figures.value(part) if isinstance(part, Token) else part)
        except TokenError as error:
            error.source = part.source
            read.append(error)
    return read


def paragraphs(text: str) -> list[str]:
    """What stands between empty lines; within a paragraph lines stay as they were written."""
    lines = [line.strip() for line in text.splitlines()]
    blocks = "\n".join(lines).split("\n\n")
    return [block.strip("\n") for block in blocks if block.strip("\n")]


@dataclass(frozen=True)
class Quote:
    text: str
    source: str = ""


DASHES = ("—", "–", "- ")


def quotes(text: str) -> list[Quote]:
    """A quote is a paragraph; a last line that begins with a dash says whose words they are."""
    found = []
    for block in paragraphs(text):
        *words, last = block.split("\n")
        if words and last.startswith(DASHES):
            found.append(Quote("\n".join(words), last.lstrip("—–- ")))
        else:
            found.append(Quote(block))
    return found


@dataclass(frozen=True)
class Offer:
    """A token beside the field, with what it stands for now."""

    token: str
    label: str
    value: str


CHANGE_OFFERED = "{change students_reached}"


def offers(figures: Figures) -> list[Offer]:
    """The tokens that a writer is most likely to want: of all, a change, and of each project."""
    total = figures.book.total
    found = [
        Offer(f"{{{name}}}", str(FIGURES[name].label), FIGURES[name].shown(_of(name, total)))
        for name in OFFERED
    ]
    if change := _change(figures):
        found.append(change)
    for row in figures.book.projects():
        found += [
            Offer(
                f"{{{name} project={row.project}}}",
                f"{FIGURES[name].label}, {row.project}",
                FIGURES[name].shown(_of(name, row)),
            )
            for name in OFFERED[:3]
        ]
    return found


def _change(figures: Figures) -> Offer | None:
    """Where there is something to compare with."""
    (token,) = tokens_of([CHANGE_OFFERED])
    try:
        value = figures.value(token)
    except TokenError:
        return None
    label = _("%(figure)s, change to the period before") % {"figure": token.column.label}
    return Offer(token.source, label, value)


def _of(name: str, row: Row) -> int | Decimal:
    return FIGURES[name].value(row)
