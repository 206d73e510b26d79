"""The sections of every campaign, in the order of the plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.choices import SheetKind
from campaigns.models import (
    Audience,
    BudgetLine,
    Cause,
    Consequence,
    Evidence,
    Objective,
    Risk,
    TeamMember,
)
from campaigns.sections import progress
from campaigns.sections.kinds import Rows, Section
from campaigns.sections.main_forms import FrameForm, RisksForm
from campaigns.sections.reaching import REACHING

_ALL = [
    Section(
        SheetKind.FRAME,
        SheetKind.FRAME.label,
        (
            _("Two sentences are enough: who is to do what differently, and why now."),
            _("Choose days on which the audience is reachable: not harvest, exams or holidays."),
            _("Leave a few weeks after the last post to find out what stayed."),
        ),
        progress.frame,
        about=_("Its title and days, and in two sentences what it is about"),
        fields=("title", "summary", "project", "start_date", "end_date"),
        form=FrameForm,
    ),
    Section(
        SheetKind.SITUATION,
        SheetKind.SITUATION.label,
        (
            _("Begin with what you know for sure, and write beside it how you know."),
            _("A small survey of last month is worth more than a large one of ten years ago."),
            _("Say openly what nobody knows yet: it becomes the first thing to find out."),
        ),
        progress.situation,
        about=_("What is going on, how you know it, and what nobody knows yet"),
        fields=("situation", "unknowns"),
        rows=(
            Rows(
                "evidence",
                Evidence,
                _("Evidence"),
                _("Add evidence"),
                ("text", "source", "year"),
                _("One finding a row, so that each has its source."),
            ),
        ),
    ),
    Section(
        SheetKind.PROBLEM,
        SheetKind.PROBLEM.label,
        (
            _("Write the problem as what people live with, not as a missing solution."),
            _("Ask why until an answer is something that a campaign can change."),
            _("What words cannot change, such as fees or distance, belongs to somebody else."),
        ),
        progress.problem,
        about=_("What people live with, where it comes from, and what comes of it"),
        fields=("core_problem",),
        rows=(
            Rows("causes", Cause, _("Causes"), _("Add a cause"), ("text", "root")),
            Rows(
                "consequences",
                Consequence,
                _("Consequences"),
                _("Add a consequence"),
                ("text", "further"),
            ),
        ),
        widgets={"core_problem": forms.Textarea(attrs={"rows": 2})},
    ),
    Section(
        SheetKind.OBJECTIVES,
        SheetKind.OBJECTIVES.label,
        (
            _("An objective says what others will know, feel or do, not what you will publish."),
            _("With a number and a day, two people who look at it later agree on the answer."),
            _("Two or three are plenty: each has to be measured."),
        ),
        progress.objectives,
        about=_("Who will know, feel or do what, by how much and by when"),
        rows=(
            Rows(
                "objectives",
                Objective,
                _("Objectives"),
                _("Add an objective"),
                ("who", "change", "amount", "by_date"),
                _(
                    "For example: parents of school-age children in Turkestan · know where "
                    "to enrol a child without papers · from 3 in 10 to 7 in 10 · by 31 December"
                ),
            ),
        ),
        note=progress.note_of_objectives,
    ),
    Section(
        SheetKind.AUDIENCES,
        SheetKind.AUDIENCES.label,
        (
            _("Name people whom you could meet tomorrow, not a line of statistics."),
            _("Beside those who are to act, think of those who let them and whom they trust."),
            _("A rough number with its source beats a precise one from nowhere."),
        ),
        progress.audiences,
        about=_("Who is to act, who makes it easier, and whom they listen to"),
        rows=(
            Rows(
                "audiences",
                Audience,
                _("Audiences"),
                _("Add an audience"),
                ("rank", "name", "description", "size", "size_source"),
            ),
        ),
        note=progress.note_of_audiences,
    ),
    Section(
        SheetKind.BUDGET,
        SheetKind.BUDGET.label,
        (
            _("Write down what it takes even where somebody gives it for free."),
            _("Between five and ten in a hundred for monitoring lets you learn what worked."),
            _("Leave room for pretests and for translating into every language you plan."),
        ),
        progress.budget,
        about=_("What it takes, and what of it is kept for monitoring"),
        fields=("currency",),
        rows=(
            Rows(
                "lines",
                BudgetLine,
                _("Lines"),
                _("Add a line"),
                ("text", "amount", "is_monitoring", "note"),
            ),
        ),
        note=progress.note_of_budget,
    ),
    Section(
        SheetKind.TEAM,
        SheetKind.TEAM.label,
        (
            _("Every task has one name, even where many help."),
            _("Somebody of the audience belongs in the team and is asked first."),
            _("Say now who answers on behalf of the campaign when something goes wrong."),
        ),
        progress.team,
        about=_("Who does what, by name"),
        rows=(
            Rows(
                "team",
                TeamMember,
                _("Team"),
                _("Add somebody"),
                ("name", "organisation_name", "task"),
                _("Names and tasks only: whoever was invited reads them."),
            ),
        ),
    ),
    Section(
        SheetKind.RISKS,
        SheetKind.RISKS.label,
        (
            _("Think first of whom it could hurt, and only then of what it could cost you."),
            _("A risk without a person who watches it is only a worry."),
            _("Tick a check when it has been talked about, not when it sounds right."),
        ),
        progress.risks,
        about=_("What could go wrong or hurt somebody, and what is done about it"),
        fields=("safety_checks",),
        rows=(
            Rows(
                "risks",
                Risk,
                _("Risks"),
                _("Add a risk"),
                ("text", "likelihood", "impact", "answer", "owner"),
            ),
        ),
        note=progress.note_of_risks,
        form=RisksForm,
    ),
]

_AFTER_AUDIENCES = 5
_ALL[_AFTER_AUDIENCES:_AFTER_AUDIENCES] = REACHING

SECTIONS: dict[str, Section] = {str(section.kind): section for section in _ALL}
