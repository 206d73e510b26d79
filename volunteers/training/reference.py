"""The training that comes with Birge: loaded once, and never over what managers have changed."""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from regions.reference import Loaded
from regions.wording import WRITTEN_LANGUAGES, columns_of
from volunteers.models import Project, QuizQuestion, TrainingUnit

DATA = Path(__file__).parent.parent / "data" / "training"
UNIT_COLUMNS = ("minutes", *columns_of("title", "text"))
QUESTION_COLUMNS = (*columns_of("text", "options", "explanation"), "right_options")


def digest_of(content: Any) -> str:
    """What content is known by: equal content, equal digest."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def read_texts(given: dict[str, Any], *names: str) -> dict[str, Any]:
    """``{"title": {"en": ...}}`` of a file as columns: ``{"title_en": ...}``.

    :raises KeyError: a text or a language is missing: what Birge brings is whole.
    """
    return {
        f"{name}_{language}": said.strip() if isinstance(said, str) else said
        for name in names
        for language in WRITTEN_LANGUAGES
        for said in [given[name][language]]
    }


def read_unit(path: Path) -> dict[str, Any]:
    """A file's unit: its columns, and its questions in order."""
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        "code": given["code"],
        "project": given["project"],
        "number": given["number"],
        "minutes": given["minutes"],
        **read_texts(given, "title", "text"),
        "questions": [
            read_texts(one, "text", "options", "explanation") | {"right_options": one["right"]}
            for one in given["questions"]
        ],
    }


def load_units(folder: Path = DATA) -> Loaded:
    """Write units that are new, and those that nobody has edited since they were brought."""
    units = [read_unit(path) for path in sorted(folder.glob("*.toml"))]
    projects = {project.code: project for project in Project.objects.all()}
    outcomes = [load_unit(unit, projects[unit.pop("project")]) for unit in units]
    return Loaded(outcomes.count("created"), outcomes.count("changed"), outcomes.count("unchanged"))


@transaction.atomic
def load_unit(brought: dict[str, Any], project: Project) -> str:
    """``created``, ``changed`` or ``unchanged``."""
    questions, code = brought.pop("questions"), brought.pop("code")
    number = brought.pop("number")
    digest = digest_of([brought, questions])
    found = TrainingUnit.objects.select_for_update(of=("self",)).filter(code=code).first()
    if found is None:
        if project.training_units.filter(number=number).exists():
            number = project.training_units.order_by("-number")[0].number + 1
        found = TrainingUnit(project=project, code=code, number=number, is_open=True)
    elif found.brought == digest or content_digest(found) != found.brought:
        return "unchanged"
    is_new = found.pk is None
    for name, value in brought.items():
        setattr(found, name, value)
    found.brought = digest
    if not is_new:
        found.revision += 1
    found.save()
    _write_questions(found, questions)
    return "created" if is_new else "changed"


def _write_questions(unit: TrainingUnit, questions: list[dict[str, Any]]) -> None:
    """Those with the same number keep their row, so that right answers stay known."""
    rows = {row.number: row for row in unit.questions.all()}
    for number, values in enumerate(questions, 1):
        row = rows.pop(number, None) or QuizQuestion(unit=unit, number=number)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    unit.questions.filter(pk__in=[row.pk for row in rows.values()]).delete()


def content_digest(unit: TrainingUnit) -> str:
    """The digest of a unit as it stands now; another than ``brought`` means that it was edited."""
    return digest_of(
        [
            {name: getattr(unit, name) for name in UNIT_COLUMNS},
            [
                {name: getattr(question, name) for name in QUESTION_COLUMNS}
                for question in unit.questions.order_by("number")
            ],
        ]
    )
