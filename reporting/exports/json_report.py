"""The report as JSON, with the definition and the kind of each figure."""

import json
from typing import TextIO

from reporting.figures import FIGURES
from reporting.reports import Report


def write_json(report: Report, stream: TextIO) -> None:
    question = report.question
    document = {
        "period": {
            "start": question.period.start.isoformat(),
            "end": question.period.end.isoformat(),
        },
        "as_of": report.as_of.isoformat(),
        "by": str(question.by),
        "projects": [project.code for project in question.projects] or None,
        "regions": [region.code for region in question.regions] or None,
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
    json.dump(document, stream, ensure_ascii=False, indent=1)
    stream.write("\n")
