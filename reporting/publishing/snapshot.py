"""What is frozen when a report is published, and the way back to something that can be drawn.

The document is plain data, format ``birge-report/1``; docs/publishing.md describes it. All that
pages and files show of a published report comes from it: nothing is read from the records.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from reporting.books import Book
from reporting.exports.extras import (
    Before,
    Extras,
    GoalContribution,
    LeftOut,
    Passage,
    Progress,
    progress_of,
)
from reporting.exports.names import Names
from reporting.facts import from_records
from reporting.figures import FIGURE, FIGURES, Kind
from reporting.models import Contribution, Goal, NarrativePart, Publication
from reporting.outreach import frozen_outreach, lines_from
from reporting.period_words import name_of
from reporting.periods import Period
from reporting.publishing.canonical import canonical, sha256_of
from reporting.publishing.narrative import (
    Figures,
    Quote,
    breakdowns_of,
    paragraphs,
    period_before,
    quotes,
    told,
)
from reporting.publishing.questions import PUBLISHED, question_of, regions_of_districts
from reporting.publishing.records import Digest, count_unverified
from reporting.publishing.tokens import tokens_of
from reporting.reports import ALL, Breakdown, Question, Report, Row, ask
from reporting.wording import scope_of

FORMAT = "birge-report/1"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
Document = dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """A project or region as a snapshot kept it; named in the active language."""

    code: str
    names: dict[str, str]

    @property
    def name(self) -> str:
        return in_language(self.names)


def in_language(texts: dict[str, Any]) -> Any:
    """The one of the active language; where that one is empty, the first that is not."""
    active = translation.get_language() or LANGUAGES[0]
    return next(
        filter(None, (texts.get(code) for code in (active, *LANGUAGES))), texts[LANGUAGES[0]]
    )


def in_languages(make: Callable[[], Any]) -> dict[str, Any]:
    """What a function gives in each language."""
    made = {}
    for code in LANGUAGES:
        with translation.override(code):
            made[code] = make()
    return made


# --- there ------------------------------------------------------------------------------------


def take(
    publication: Publication,
    *,
    number: str,
    records: Digest,
    use_rollups: bool = True,
    advance: Callable[[], None] = lambda: None,
) -> Document:
    """Everything that is published, of one moment if the caller's transaction is.

    :param number: the one that it gets.
    :param records: the sessions behind it, as they were kept.
    :param use_rollups: without, everything is counted from the records, which takes longer.
    :param advance: called after each breakdown.
    :raises TokenError: a token of the narrative means nothing (any more).
    :raises UnknownWordError: a project or region of it is gone.
    """
    question = question_of(publication)
    book = _open(question, PUBLISHED, use_rollups=use_rollups, advance=advance)
    texts = [publication.text(part, code) for part in NarrativePart for code in LANGUAGES]
    earlier = _before(question, texts, use_rollups=use_rollups)
    figures = Figures(book, earlier)
    replaced = publication.replaces
    return {
        "format": FORMAT,
        "number": number,
        "edition": publication.edition,
        "replaces": replaced
        and {
            "number": replaced.number,
            "edition": replaced.edition,
            "sha256": replaced.snapshot.sha256,
        },
        "title": {code: getattr(publication, f"title_{code}") for code in LANGUAGES},
        "period": _days(question.period),
        "scope": _scope(question),
        "as_of": book.as_of.astimezone(datetime.UTC).isoformat(),
        "definitions_version": definitions_version(),
        "figures": _figures(),
        "kinds": _kinds(),
        "breakdowns": tables_of(book),
        "district_regions": regions_of_districts(book),
        "names": in_languages(lambda: Names.read(book).as_json()),
        "goals": _goals(book),
        "before": earlier
        and {
            "period": _days(earlier.question.period),
            "figures": _numbers(earlier.total),
        },
        "targets": in_languages(lambda: [one.as_json() for one in progress_of(book)]),
        "outreach": frozen_outreach(question, in_languages),
        "unverified": count_unverified(question),
        "narrative": _narrative(publication, figures),
        "records": {"count": records.count, "sha256": records.sha256},
    }


def definitions_version() -> str:
    """Changes whenever a figure is defined otherwise, in SQL or in words; 16 digits of a hash."""
    with translation.override("en"):
        figures = [
            [f.name, str(f.kind), f.relation, f.sql, f.decimals, str(f.definition)] for f in FIGURES
        ]
    facts = from_records(bucket="bucket", where="scope")
    return sha256_of(canonical([figures, facts]))[:16]


def _open(
    question: Question,
    breakdowns: Iterable[Breakdown],
    *,
    use_rollups: bool,
    advance: Callable[[], None] = lambda: None,
) -> Book:
    """As ``open_book``, inside a transaction that writes besides."""
    as_of = timezone.now()
    reports = {}
    for by in breakdowns:
        report = ask(replace(question, by=by), use_rollups=use_rollups)
        reports[by] = replace(report, as_of=as_of)
        advance()
    return Book(question, reports, as_of)


def _before(question: Question, texts: list[str], *, use_rollups: bool) -> Book | None:
    """The period before, by what changes are told of."""
    period = period_before(question.period)
    if not period:
        return None
    needed = breakdowns_of(token for token in tokens_of(texts) if token.is_change)
    return _open(replace(question, period=period), needed, use_rollups=use_rollups)


def _days(period: Period) -> dict[str, str]:
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}


def _scope(question: Question) -> dict:
    """What was asked for; an empty list means all."""
    return {
        "projects": [_named(project) for project in question.projects],
        "regions": [_named(region) for region in question.regions],
        "text": in_languages(lambda: scope_of(question)),
    }


def _named(row: Any) -> dict:
    return {"code": row.code, "name": in_languages(lambda: row.name)}


def _figures() -> list[dict]:
    return [
        {
            "name": figure.name,
            "kind": str(figure.kind),
            "decimals": figure.decimals,
            "label": in_languages(lambda figure=figure: str(figure.label)),
            "definition": in_languages(lambda figure=figure: str(figure.definition)),
        }
        for figure in FIGURES
    ]


def _kinds() -> dict:
    return {
        str(kind): {
            "label": in_languages(lambda kind=kind: str(kind.label)),
            "explanation": in_languages(lambda kind=kind: str(kind.explanation)),
        }
        for kind in Kind
    }


def tables_of(book: Book) -> dict[str, list[dict]]:
    """The rows of each breakdown, as plain data."""
    return {str(by): _rows(report) for by, report in book.reports.items()}


def _rows(report: Report) -> list[dict]:
    return [
        {"project": row.project, "value": row.value, "figures": _numbers(row)}
        for row in report.rows
    ]


def _numbers(row: Row) -> dict[str, int | str]:
    return {
        name: str(value) if FIGURE[name].decimals else value for name, value in row.figures.items()
    }


def _goals(book: Book) -> list[dict]:
    """The goals of the report, with what projects contribute to them in its period."""
    report = book[Breakdown.GOAL]
    counted = set(report.projects())
    period = book.question.period
    contributions: dict[int, list[dict]] = {}
    for one in Contribution.objects.within(period.start, period.end).select_related(
        "project", "target"
    ):
        if one.project.code in counted:
            contributions.setdefault(one.goal_id, []).append(_contribution(one))
    return [
        {
            "number": goal.number,
            "colour": goal.colour,
            "title": {code: getattr(goal, f"title_{code}") for code in LANGUAGES},
            "contributions": contributions.get(goal.number, []),
        }
        for goal in Goal.objects.filter(number__in=report.values())
    ]


def _contribution(one: Contribution) -> dict:
    return {
        "project": one.project.code,
        "since": one.since and one.since.isoformat(),
        "until": one.until and one.until.isoformat(),
        "target": one.target
        and {"code": one.target.code, "text": in_languages(lambda: one.target.text)},
        "rationale": {code: getattr(one, f"rationale_{code}") for code in LANGUAGES},
    }


def _narrative(publication: Publication, figures: Figures) -> dict:
    """By language and part: paragraphs, and quotes with whose words they are."""

    def told_in(code: str) -> dict:
        with translation.override(code):
            texts = {part: told(publication.text(part, code), figures) for part in NarrativePart}
        return {
            str(part): [{"text": quote.text, "source": quote.source} for quote in quotes(text)]
            if part == NarrativePart.QUOTES
            else paragraphs(text)
            for part, text in texts.items()
        }

    return {code: told_in(code) for code in LANGUAGES}


# --- and back ---------------------------------------------------------------------------------


def book_of(document: Document) -> Book:
    """The published figures, as ``open_book`` would give them; no database is asked."""
    question = Question(
        _period(document["period"]),
        Breakdown.PROJECT,
        _kept(document["scope"]["projects"]),
        _kept(document["scope"]["regions"]),
    )
    as_of = datetime.datetime.fromisoformat(document["as_of"])
    reports = {}
    for word, rows in document["breakdowns"].items():
        by = Breakdown(word)
        kept = [Row(row["project"], row["value"], _read(row["figures"])) for row in rows]
        reports[by] = Report(replace(question, by=by), kept, as_of)
    ordered = {by: reports[by] for by in PUBLISHED if by in reports}
    return Book(question, ordered, as_of)


def total_before(document: Document) -> tuple[Period, dict[str, int | Decimal]] | None:
    """The headline figures of the period before, as they were then."""
    kept = document["before"]
    return kept and (_period(kept["period"]), _read(kept["figures"]))


def passages_of(document: Document) -> tuple[Passage, ...]:
    """The narrative in the active language; a part that has none there, in another one."""
    found: list[Passage] = []
    for part in NarrativePart:
        heading = str(part.label)
        blocks = in_language({code: document["narrative"][code][part] for code in LANGUAGES})
        if part == NarrativePart.QUOTES:
            found += [quote_passage(heading, Quote(**quote)) for quote in blocks]
        elif blocks:
            found.append(Passage(heading, tuple(blocks)))
    return tuple(found)


def extras_of(document: Document, sha256: str, *, address: str = "") -> Extras:
    """What files say beside the figures, in the active language; no database is asked.

    :param sha256: of the document.
    :param address: of its open page, where it has one.
    """
    as_of = datetime.datetime.fromisoformat(document["as_of"])
    return Extras(
        number=document["number"],
        edition=document["edition"],
        sha256=sha256,
        published_on=timezone.localtime(as_of).date(),
        address=address,
        title=in_language(document["title"]),
        before=_extras_before(document),
        narrative=passages_of(document),
        progress=tuple(Progress.from_json(row) for row in in_language(document["targets"]))
        if "targets" in document  # those of before have none
        else (),
        contributions=tuple(
            GoalContribution(
                str(goal["number"]),
                one["project"],
                in_language(one["rationale"]),
                f"{one['target']['code']} {in_language(one['target']['text'])}"
                if one["target"]
                else "",
            )
            for goal in document["goals"]
            for one in goal["contributions"]
        ),
        unverified=document["unverified"],
        outreach=lines_from(document.get("outreach"), in_language),
        left_out=_left_out(document),
        names=Names.from_json(in_language(document["names"])),
    )


def _left_out(document: Document) -> LeftOut:
    """What a document for the world does not show; nothing of any other."""
    rows = {
        by: frozenset((row["project"], row["value"]) for row in gone)
        for by, gone in document.get("left_out", {}).items()
    }
    return LeftOut(rows, document.get("least_volunteers", 0))


def _extras_before(document: Document) -> Before | None:
    """The period before, where a session was taught in it."""
    before = total_before(document)
    if not before or not before[1]["sessions"]:
        return None
    return Before(name_of(before[0]), Row(ALL, ALL, before[1]))


def quote_passage(heading: str, quote: Quote) -> Passage:
    return Passage(heading, tuple(paragraphs(quote.text)), is_quote=True, source=quote.source)


def _kept(rows: list[dict]) -> tuple[Kept, ...]:
    return tuple(Kept(row["code"], row["name"]) for row in rows)


def _period(days: dict[str, str]) -> Period:
    return Period(
        datetime.date.fromisoformat(days["start"]), datetime.date.fromisoformat(days["end"])
    )


def _read(figures: dict[str, int | str]) -> dict[str, int | Decimal]:
    """Figures that are no longer defined keep what they were; new ones were not counted then."""
    return {
        name: Decimal(value) if isinstance(value, str) else value for name, value in figures.items()
    } | {name: figure.value(0) for name, figure in FIGURE.items() if name not in figures}
