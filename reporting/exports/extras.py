"""What a document may hold beside the figures of its book: who published it, words, targets."""

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal

from reporting.books import Book
from reporting.choices import PeriodKind
from reporting.exports.names import Names
from reporting.models import Contribution, Target
from reporting.outreach import Line, lines_of
from reporting.period_words import name_of
from reporting.periods import FIRST_YEAR
from reporting.queries import count_unverified
from reporting.reports import ALL, Breakdown, Question, Row, ask
from reporting.targets.rows import MEASURES


@dataclass(frozen=True)
class Passage:
    """A part of the narrative: paragraphs under a heading, or a quotation.

    :param source: who said it, where it is a quotation.
    """

    heading: str
    paragraphs: tuple[str, ...]
    is_quote: bool = False
    source: str = ""


@dataclass(frozen=True)
class Progress:
    """A figure beside what was aimed at.

    :param label: the figure, and of what where that is not the whole report.
    :param kind: of the figure, in the reader's language.
    """

    label: str
    actual: int | Decimal
    target: int | Decimal
    baseline: int | Decimal | None = None
    kind: str = ""
    decimals: int = 0

    def as_json(self) -> dict[str, int | str | None]:
        """Plain data; numbers with decimals as text."""
        return {
            name: str(value) if isinstance(value, Decimal) else value
            for name, value in asdict(self).items()
        }

    @classmethod
    def from_json(cls, values: dict[str, int | str | None]) -> "Progress":
        numbers = {
            name: Decimal(values[name])
            for name in ("actual", "target", "baseline")
            if isinstance(values[name], str)
        }
        return cls(**values | numbers)


@dataclass(frozen=True)
class GoalContribution:
    """That a project contributes to a goal, why, and to which of the goal's targets.

    :param goal: its number.
    :param project: its code.
    :param target: code and text, as ``10.2 Include everyone``.
    """

    goal: str
    project: str
    rationale: str = ""
    target: str = ""


@dataclass(frozen=True)
class Before:
    """The total of the period before.

    :param period: its name.
    """

    period: str
    total: Row


@dataclass(frozen=True)
class LeftOut:
    """The rows that a document for the world does not show.

    :param rows: project and value of each, by breakdown.
    :param least: of fewer volunteers than this, nothing is shown.
    """

    rows: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    least: int = 0

    def __bool__(self) -> bool:
        return bool(self.rows)

    def has(self, by: Breakdown, project: str, value: str) -> bool:
        return (project, value) in self.rows.get(by, ())

    def values(self, by: Breakdown) -> list[str]:
        """The values of a breakdown that have no row, all projects together; or the projects."""
        rows = self.rows.get(by, ())
        if by == Breakdown.PROJECT:
            return sorted(project for project, _value in rows)
        return sorted(value for project, value in rows if project == ALL)


@dataclass(frozen=True)
class Extras:
    """Of a live report all of it is empty; what is None is then read from the records.

    Words are in the document's language.

    :param number: of a published report, as people refer to it.
    :param sha256: of the published snapshot, 64 hexadecimal digits.
    :param title: in place of the one that follows from the question.
    :param address: where the published report can be read.
    :param standing: what has become of the published report since, if anything.
    :param before: read from the records where the names are.
    :param outreach: what posts reached.
    :param unverified: how many of the sessions nobody has verified.
    """

    number: str = ""
    edition: int = 1
    sha256: str = ""
    published_on: datetime.date | None = None
    address: str = ""
    standing: str = ""
    title: str = ""
    author: str = ""
    before: Before | None = None
    narrative: tuple[Passage, ...] = ()
    progress: tuple[Progress, ...] = ()
    contributions: tuple[GoalContribution, ...] | None = None
    unverified: int | None = None
    names: Names | None = None
    left_out: LeftOut = LeftOut()
    outreach: tuple[Line, ...] = ()

    @property
    def is_published(self) -> bool:
        return bool(self.sha256)


def completed(extras: Extras, book: Book) -> Extras:
    """With what was left open read from the records; no layout reads any itself."""
    found = {}
    if extras.names is None:
        found |= {
            "names": Names.read(book),
            "before": extras.before or _before(book),
            "progress": extras.progress or progress_of(book),
            "outreach": extras.outreach or lines_of(book.question),
        }
    if extras.contributions is None:
        found["contributions"] = _contributions(book)
    if extras.unverified is None:
        found["unverified"] = count_unverified(book.question)
    return replace(extras, **found) if found else extras


def _before(book: Book) -> Before | None:
    """Nothing where no session was taught before, or where time begins."""
    period = book.question.period
    if period.kind == PeriodKind.ALL_TIME or period.previous().start.year < FIRST_YEAR:
        return None
    earlier = replace(book.question, period=period.previous(), by=Breakdown.PROJECT)
    total = ask(earlier).total
    return Before(name_of(earlier.period), total) if total.figures["sessions"] else None


def progress_of(book: Book) -> tuple[Progress, ...]:
    """The targets of exactly the book's period and places, of all its projects or one of them."""
    question, period = book.question, book.question.period
    if Breakdown.REGION not in book.reports or question != Question(
        period, question.by, question.projects, question.regions
    ):
        return ()
    targets = Target.objects.filter(period_start=period.start, period_end=period.end)
    targets = targets.select_related("project", "region").order_by("region", "project", "figure")
    projects = {project.pk for project in question.projects}
    regions = {region.pk for region in question.regions}
    found = []
    for target in targets:
        if projects and target.project_id not in projects:
            continue
        if regions != ({target.region_id} if target.region_id else set()):
            continue
        row = book[Breakdown.REGION].row(target.project.code if target.project else ALL)
        column = MEASURES[target.figure]
        scope = [str(one.name) for one in (target.project, target.region) if one]
        found.append(
            Progress(
                " · ".join([str(column.label), *scope]),
                column.value(row) if row else 0,
                target.value,
                target.baseline,
                str(column.kind.label),
                column.decimals,
            )
        )
    return tuple(found)


def _contributions(book: Book) -> tuple[GoalContribution, ...]:
    """Those of the period, of the projects in the book."""
    if Breakdown.GOAL not in book.reports:
        return ()
    counted, period = book[Breakdown.GOAL].projects(), book.question.period
    contributing = Contribution.objects.within(period.start, period.end)
    return tuple(
        GoalContribution(
            str(contribution.goal_id),
            contribution.project.code,
            contribution.rationale,
            str(contribution.target or ""),
        )
        for contribution in contributing.select_related("project", "target")
        if contribution.project.code in counted
    )
