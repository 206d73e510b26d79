"""A target as pages show it: what is reached, in numbers and words."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reporting.columns import COLUMN, Column
from reporting.figures import FIGURES
from reporting.models import Target
from reporting.targets.progress import Progress, State

MEASURES: dict[str, Column] = COLUMN | {
    figure.name: Column(figure.name, figure.label, (figure.name,))
    for figure in FIGURES
    if figure.name not in COLUMN
}
"""Everything that can have a target, as pages show it: what stands in tables first."""

STATES = {
    State.COMING: ("quiet", gettext_lazy("to come")),
    State.ON_TRACK: ("note", gettext_lazy("on track")),
    State.BEHIND: ("warn", gettext_lazy("behind")),
    State.MADE: ("good", gettext_lazy("made it")),
    State.MISSED: ("bad", gettext_lazy("missed")),
}
"""The look and the word of each state."""


def whole(number: int) -> str:
    return number_format(number, 0, force_grouping=True)


@dataclass(frozen=True)
class TargetProgress:
    """A target and how far it is.

    :param progress: None where its report takes long and was not counted yet.
    :param report_query: the address of the report that says the same number; empty where the
        reader has none.
    """

    target: Target
    column: Column
    progress: Progress | None
    report_query: str = ""

    @property
    def look(self) -> str:
        return STATES[self.progress.state][0] if self.progress else "quiet"

    @property
    def state(self) -> str:
        return str(STATES[self.progress.state][1] if self.progress else _("not counted yet"))

    @property
    def reached(self) -> str:
        return self.column.shown(self.progress.reached) if self.progress else "–"

    @property
    def bar(self) -> str:
        """How far the bar is drawn, of 100, as an attribute takes it."""
        return str(min(self.progress.percent, 100))

    @property
    def wanted(self) -> str:
        return whole(self.target.value)

    @property
    def baseline(self) -> str:
        return "" if self.target.baseline is None else whole(self.target.baseline)

    @property
    def needs(self) -> str:
        """What is missing or more than wanted; while it runs, what each week has to bring."""
        progress = self.progress
        if progress is None:
            return _("These days are counted once their report is opened.")
        words = {
            "missing": self.column.shown(progress.remaining),
            "surplus": self.column.shown(progress.surplus),
        }
        match progress.state:
            case State.COMING:
                return ""
            case State.MADE:
                return _("%(surplus)s more than wanted") % words if progress.surplus else ""
            case State.MISSED:
                return _("%(missing)s short") % words
        if progress.per_week is None:
            return _("%(missing)s missing, and no school week is left") % words
        words |= {"per_week": whole(progress.per_week), "weeks": progress.weeks.left}
        if progress.weeks.are_school_weeks:
            sentence = ngettext(
                "%(per_week)s a week: %(missing)s missing, %(weeks)d school week left",
                "%(per_week)s a week: %(missing)s missing, %(weeks)d school weeks left",
                progress.weeks.left,
            )
        else:
            sentence = ngettext(
                "%(per_week)s a week: %(missing)s missing, %(weeks)d week left",
                "%(per_week)s a week: %(missing)s missing, %(weeks)d weeks left",
                progress.weeks.left,
            )
        return sentence % words
