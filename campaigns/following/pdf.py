"""The report of a campaign as a tagged PDF (PDF/UA-1): planned, happened, changed, worked."""

from pathlib import Path

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from campaigns.following.content import Following
from campaigns.following.progress import RULE, Aim, Progress
from campaigns.following.sources import sources_in_words
from campaigns.following.tables import Cell, Line, Table
from campaigns.following.timeline import Timeline
from campaigns.following.worked import LEAST_POSTS
from campaigns.models import Campaign
from campaigns.outreach.figures import FIGURE
from campaigns.outreach.wording import number
from transfers.typesetting import FONTS, set_pdf

LAYOUT = Path(__file__).with_name("report.typ")
DEFINED = ("link_clicks", "cost", "views_middle", "rate_middle")
"""Figures of tables, beside those of the headlines."""


def write_pdf(followed: Following) -> bytes:
    return set_pdf(LAYOUT, "report", _report(followed))


def _report(followed: Following) -> dict:
    campaign = followed.campaign
    return {
        "language": translation.get_language() or "en",
        "fonts": FONTS,
        "title": campaign.title,
        "organisation": campaign.organisation.name,
        "kind": _("Campaign report"),
        "contents": _("Contents"),
        "period": _days(followed.span.since, followed.span.until),
        "facts": _facts(campaign),
        "summary": campaign.summary,
        "words": _words(),
        "planned": _planned(campaign),
        "headlines": [_headline(one) for one in followed.told],
        "visits": None if followed.visits is None else number(followed.visits),
        "channels": [_table(table) for table in followed.channels],
        "comparison": _table(followed.planned) if followed.planned.lines else None,
        "aims": [_aim(aim) for aim in followed.aims],
        "worked": [_table(table) for table in followed.worked],
        "timeline": _timeline(followed.timeline),
        "definitions": _definitions(followed),
        "sources": _sources(followed),
    }


def _words() -> dict[str, str]:
    return {
        "planned": _("What was planned"),
        "happened": _("What happened"),
        "objectives": _("Objectives"),
        "worked": _("What worked"),
        "over_time": _("Over time"),
        "definitions": _("What the figures count, and where they come from"),
        "nothing": _("Nothing went out in these days."),
        "no_objectives": _("The plan has no objectives yet."),
        "no_indicator": _("No indicator follows this objective yet."),
        "few": _("A row with fewer than %(least)s measured posts is not compared with others.")
        % {"least": LEAST_POSTS},
        "events": _("Events"),
        "visits": _("Visits by short links"),
        "baseline": _("baseline"),
        "latest": _("latest"),
        "target": _("target"),
        "rule": str(RULE),
    }


def _days(*days) -> str:
    return " – ".join(date_format(day, "DATE_FORMAT") for day in days if day)


def _facts(campaign: Campaign) -> list[list[str]]:
    facts = [[_("Status"), capfirst(campaign.get_status_display())]]
    if planned := _days(campaign.start_date, campaign.end_date):
        facts.append([_("Planned days"), planned])
    if campaign.project:
        facts.append([_("Project"), str(campaign.project)])
    return [*facts, [_("As of"), date_format(timezone.localdate(), "DATE_FORMAT")]]


def _planned(campaign: Campaign) -> list[list]:
    """The plan in short: each a heading and its lines."""
    audiences = [
        f"{one.name} ({number(one.size)})" if one.size else one.name
        for one in campaign.audience_rows.all()
    ]
    objectives = [
        ", ".join(filter(None, [one.who, one.change, one.amount]))
        for one in campaign.objective_rows.all()
    ]
    messages = [one.promise for one in campaign.message_rows.all()]
    budget = sum(line.amount for line in campaign.budgetline_rows.all())
    total = [f"{number(budget)} {campaign.get_currency_display()}"] if budget else []
    planned = [
        [_("Objectives"), objectives],
        [_("Audiences"), audiences],
        [_("Messages"), messages],
        [_("Budget"), total],
    ]
    return [[heading, lines] for heading, lines in planned if lines]


def _headline(one) -> dict:
    return {
        "label": str(one.figure.label),
        "kind": str(one.figure.kind.label),
        "value": one.value,
        "note": one.note,
    }


def _table(table: Table) -> dict:
    return {
        "title": table.title,
        "said": table.said,
        "notes": table.notes,
        "heads": [
            {
                "label": str(column.label),
                "kind": str(column.kind.label) if column.kind else "",
                "is_number": column.is_number,
            }
            for column in table.columns
        ],
        "rows": [_line(line) for line in table.lines],
        "total": _line(table.total) if table.total else None,
    }


def _line(line: Line) -> dict:
    return {"cells": [_cell(cell) for cell in line.cells], "is_quiet": line.is_quiet}


def _cell(cell: Cell) -> dict:
    return {"text": cell.text, "note": cell.note}


def _aim(aim: Aim) -> dict:
    objective = aim.objective
    title = _("Of no objective")
    if objective:
        title = ", ".join(filter(None, [objective.who, objective.change]))
    by = ""
    if objective and objective.by_date:
        by = _("by %(day)s") % {"day": date_format(objective.by_date, "DATE_FORMAT")}
    return {
        "title": title,
        "aimed": ", ".join(filter(None, [objective and objective.amount, by])),
        "indicators": [_indicator(one) for one in aim.indicators],
    }


def _indicator(one: Progress) -> dict:
    latest = one.latest
    told = ""
    if latest:
        told = f"{latest.value}, {date_format(latest.day, 'SHORT_DATE_FORMAT')}"
    return {
        "name": one.indicator.name,
        "level": capfirst(one.indicator.get_level_display()),
        "definition": one.indicator.definition,
        "baseline": one.indicator.baseline or "–",
        "latest": told or "–",
        "target": one.indicator.target or "–",
        "source": one.source,
        "standing": str(one.standing.label),
        "explanation": str(one.standing.explanation),
        "percent": None if one.percent is None else f"{one.percent} %",
        "bar": one.bar / 100,
    }


def _timeline(timeline: Timeline) -> dict:
    posts = [one.posts for one in timeline.slices]
    top = max(posts, default=0)
    return {
        "title": timeline.charts[0].title if top else "",
        "alt": timeline.charts[0].alt if top else "",
        "top": number(top),
        "columns": [one / top if top else 0 for one in posts],
        "ends": [timeline.slices[0].name, timeline.slices[-1].name] if timeline.slices else [],
        "table": _table(timeline.table),
        "events": [
            [date_format(event.day, "SHORT_DATE_FORMAT"), capfirst(str(event.kind)), event.title]
            for event in timeline.events
        ],
    }


def _sources(followed: Following) -> list[str]:
    """Who says what posts reached, and where the readings of indicators come from."""
    told = [sources_in_words(followed.sources)] if followed.sources else []
    read = sorted({one.indicator.source for one in followed.indicators if one.indicator.source})
    if read:
        told.append(_("Indicators: %(sources)s.") % {"sources": "; ".join(read)})
    return told


def _definitions(followed: Following) -> list[list[str]]:
    told = [one.figure for one in followed.told]
    figures = [*told, *(FIGURE[name] for name in DEFINED)]
    return [
        [str(one.label), str(one.kind.label), f"{one.definition} {one.kind.explanation}"]
        for one in figures
    ]
