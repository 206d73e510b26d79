"""The report as JSON, with the definition and the kind of each figure."""

import json
from typing import TextIO

from reporting.exports.extras import Extras
from reporting.figures import FIGURES, Kind
from reporting.outreach import Line, lines_of
from reporting.queries import count_unverified
from reporting.reports import Question, Report


def write_json(report: Report, stream: TextIO, extras: Extras | None = None) -> None:
    json.dump(document_of(report, extras or Extras()), stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def document_of(report: Report, extras: Extras) -> dict:
    question = report.question
    unverified = extras.unverified
    return {
        "period": {
            "start": question.period.start.isoformat(),
            "end": question.period.end.isoformat(),
        },
        "as_of": report.as_of.isoformat(),
        "publication": _publication(extras),
        "by": str(question.by),
        "projects": [project.code for project in question.projects] or None,
        "regions": [region.code for region in question.regions] or None,
        **_restrictions(question),
        "unverified_sessions": count_unverified(question) if unverified is None else unverified,
        "outreach": [line.as_json() for line in _outreach(question, extras)],
        "kinds": {
            str(kind): {"label": str(kind.label), "explanation": str(kind.explanation)}
            for kind in Kind
        },
        "figures": {
            figure.name: {
                "kind": str(figure.kind),
                "label": str(figure.label),
                "definition": str(figure.definition),
            }
            for figure in FIGURES
        },
        "rows": [
            {
                "project": row.project,
                str(question.by): row.project if question.by == "project" else row.value,
                **{
                    figure.name: float(row.figures[figure.name])
                    if figure.decimals
                    else row.figures[figure.name]
                    for figure in FIGURES
                },
            }
            for row in report.rows
        ],
    }


def _outreach(question: Question, extras: Extras) -> tuple[Line, ...]:
    return lines_of(question) if extras.names is None else extras.outreach


def _restrictions(question: Question) -> dict:
    """Those that there are, besides projects and regions."""
    asked = {
        "districts": [district.code for district in question.districts],
        "schools": [school.code for school in question.schools],
        "goals": [goal.number for goal in question.goals],
        "modes": list(question.modes),
        "languages": list(question.languages),
        "settlements": list(question.settlements),
    }
    return {name: values for name, values in asked.items() if values}


def _publication(extras: Extras) -> dict | None:
    """Which published report it is; nothing of a live one."""
    if not extras.is_published:
        return None
    return {
        "number": extras.number,
        "edition": extras.edition,
        "title": extras.title,
        "published_on": extras.published_on and extras.published_on.isoformat(),
        "sha256": extras.sha256,
    }
