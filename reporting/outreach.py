"""Outreach in the programme's report: what posts reached, in the words of the campaigns app.

It counts the programme's own posts: by volunteers and on accounts of the programme and its
projects, not those of partner organisations. A region's posts are those whose region is known;
followers are of accounts, which have no region.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns.models import Post, SocialAccount
from campaigns.outreach.counting import Breakdown, Outreach, Span, count_outreach
from campaigns.outreach.figures import SCALE, Kind
from campaigns.outreach.wording import Told, told
from reporting.questions import Question

Number = int | Decimal


@dataclass(frozen=True)
class Line:
    """One figure of outreach as documents show it, in one language.

    :param numbers: the same as numbers, each with what it is where there are several.
    """

    name: str
    label: str
    kind: str
    value: str
    note: str
    definition: str
    numbers: tuple[tuple[str, Number], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain data; numbers with digits after the point as text."""
        return asdict(self) | {
            "numbers": [
                [name, str(value) if isinstance(value, Decimal) else value]
                for name, value in self.numbers
            ]
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Line":
        numbers = tuple(
            (name, Decimal(value) if isinstance(value, str) else value)
            for name, value in stored["numbers"]
        )
        return cls(**stored | {"numbers": numbers})


def outreach_of(question: Question, by: tuple[Breakdown, ...] = ()) -> Outreach | None:
    """The figures of a report's period, projects and regions.

    None where it is narrowed by something that posts do not have, such as a school or a goal, and
    where nothing went out.
    """
    if question != Question(
        question.period, question.by, question.projects, question.regions, across=question.across
    ):
        return None
    accounts = SocialAccount.objects.filter(organisation=None)
    posts = programme_posts()
    if question.projects:
        posts = posts.filter(project__in=question.projects)
        accounts = accounts.filter(project__in=question.projects)
    if question.regions:
        posts = posts.filter(region__in=question.regions)
        accounts = accounts.none()
    span = Span(question.period.start, question.period.end)
    found = count_outreach(posts, accounts, span, by)
    return None if found.is_empty else found


def programme_posts():
    """Those that no partner organisation wrote or put on its account."""
    return Post.objects.filter(organisation=None, account__organisation=None)


def authors_of(question: Question) -> int | None:
    """How many volunteers' posts are counted; none where no volunteer's are.

    So few would be known to each other that the numbers could be about one of them.
    """
    period = question.period
    posts = programme_posts().published().filter(volunteer__isnull=False)
    posts = posts.filter(published_on__range=(period.start, period.end))
    if question.projects:
        posts = posts.filter(project__in=question.projects)
    if question.regions:
        posts = posts.filter(region__in=question.regions)
    return posts.order_by().values("volunteer").distinct().count() or None


def lines_of(question: Question) -> tuple[Line, ...]:
    """The lines of a report in the active language; none where it has no outreach."""
    outreach = outreach_of(question)
    if outreach is None:
        return ()
    return tuple(_line(one, outreach) for one in told(outreach))


def frozen_outreach(
    question: Question, in_languages: Callable[[Callable[[], Any]], dict[str, Any]]
) -> dict[str, Any]:
    """What a published report keeps of it: its lines in each language, and how many volunteers
    stand behind them.
    """
    lines = in_languages(lambda: [one.as_json() for one in lines_of(question)])
    return {"lines": lines, "authors": authors_of(question)}


def lines_from(
    frozen: dict[str, Any] | None, in_language: Callable[[dict[str, Any]], Any]
) -> tuple[Line, ...]:
    """The lines of a published report in the active language; reports of before have none."""
    return tuple(map(Line.from_json, in_language(frozen["lines"]))) if frozen else ()


def _line(one: Told, outreach: Outreach) -> Line:
    figure = one.figure
    return Line(
        figure.name,
        str(figure.label),
        str(figure.kind.label),
        one.value,
        one.note,
        f"{figure.definition} {figure.kind.explanation}",
        tuple(_numbers(one, outreach)),
    )


def _numbers(one: Told, outreach: Outreach) -> list[tuple[str, Number]]:
    figure, total = one.figure, outreach.total
    match figure.kind:
        case Kind.SUM:
            return [("", total[figure.name])]
        case Kind.RANGE:
            range_ = [(_("at least"), total["reach_least"]), (_("at most"), total["reach_most"])]
            return range_ + [(unique.account, unique.people) for unique in outreach.unique]
        case Kind.CHANGE:
            change = outreach.followers
            numbers = [
                (pgettext("followers", "first"), change.first),
                (pgettext("followers", "last"), change.last),
                (_("change"), change.change),
            ]
            return numbers + ([(_("factor"), change.factor)] if change.factor else [])
        case Kind.RATIO:
            (above, _sql), (below, _sql) = figure.parts
            return [
                (_("per %(number)d") % {"number": SCALE[figure.name]}, total.ratio(figure.name)),
                (
                    _("paid") if figure.name == "cost_per_thousand" else _("engagements"),
                    total[above],
                ),
                (_("views"), total[below]),
            ]
