"""Findings as the page shows them: words, links, and what was said about them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from reporting.models import QualityReview
from reporting.quality.checks import Check
from reporting.quality.findings import Finding, Found
from reporting.quality.forms import ReviewForm
from reporting.quality.registry import CHECKS
from reporting.selection import Selection
from schools.models import School
from sessions.models import SchoolSession
from sessions.queries import SessionRow, rows_of
from volunteers.models import Volunteer

MOST_IN_OVERVIEW = 5
A_PAGE = 25


@dataclass
class Thing:
    """What a finding is about where that is no session: a region, a school, a person."""

    name: str
    url: str = ""


@dataclass
class Shown:
    finding: Finding
    why: str
    rows: list[SessionRow]
    thing: Thing | None
    review: QualityReview | None
    form: ReviewForm

    @property
    def anchor(self) -> str:
        return f"{self.finding.kind}-{self.finding.subject}".replace(" ", "-")

    @property
    def name(self) -> str:
        """What tells it from the others of its kind, for screen readers."""
        if self.thing:
            return self.thing.name
        return self.rows[0].spoken_name if self.rows else ""

    @property
    def correct_url(self) -> str:
        """Where the numbers can be put right, where that settles it."""
        if not (CHECKS[self.finding.kind].is_corrected_in_log and self.rows):
            return ""
        return reverse("sessions:correct", args=[self.rows[0].pk])


@dataclass
class Section:
    """One check with its findings, or with the first of them."""

    found: Found
    open: list[Shown] = field(default_factory=list)
    seen: list[Shown] = field(default_factory=list)
    page: Page | None = None

    @property
    def check(self) -> Check:
        return self.found.check

    @property
    def anchor(self) -> str:
        return str(self.check.kind)

    @property
    def more_open(self) -> int:
        return self.found.open - len(self.open)

    @property
    def more_seen(self) -> int:
        return self.found.seen - len(self.seen)

    @property
    def note(self) -> str:
        """What stands below the number of open findings."""
        if not self.found.is_judged:
            return _("not judged in the holidays")
        if self.found.seen:
            return _("%(seen)d seen and right") % {"seen": self.found.seen}
        return ""


def sections_of(
    found: Iterable[Found], selection: Selection, user: User, *, sent: ReviewForm | None = None
) -> list[Section]:
    """Checks with their findings, ready to be drawn; the queries do not grow with them.

    :param sent: a form that was refused; it is shown at its finding, with its errors.
    """
    found = list(found)
    around = _Surroundings(found, selection, user)
    sections = []
    for one in found:
        section = Section(one)
        for finding in one.findings:
            shown = around.show(one.check, finding, sent)
            (section.seen if finding.is_seen else section.open).append(shown)
        sections.append(section)
    return sections


def page_of(total: int, number: object) -> Page:
    """The place of a page in a list of which only this page is read."""
    return Paginator(range(total), A_PAGE).get_page(number)


class _Surroundings:
    """What findings refer to, looked up once for all of them."""

    def __init__(self, found: list[Found], selection: Selection, user: User) -> None:
        self.selection = selection
        findings = [finding for one in found for finding in one.findings]
        sessions = {pk for finding in findings for pk in finding.sessions}
        visible = SchoolSession.objects.visible_to(user).filter(pk__in=sessions)
        self.rows = {row.pk: row for row in rows_of(visible, user)}
        self.regions = {region.pk: region for region in selection.scope.regions}
        ids = {finding.review_id for finding in findings} - {None}
        self.reviews = (
            QualityReview.objects.visible_to(user).select_related("reviewed_by").in_bulk(ids)
        )
        told = [finding.told for finding in findings]
        self.schools = School.objects.visible_to(user).in_bulk(_ids(told, "school"))
        self.loggers = User.objects.in_bulk(_ids(told, "logger"))
        self.volunteers = {
            volunteer.user_id: volunteer
            for volunteer in Volunteer.objects.visible_to(user).filter(user__in=self.loggers)
        }

    def show(self, check: Check, finding: Finding, sent: ReviewForm | None) -> Shown:
        named = {
            "kind": finding.kind,
            "subject": finding.subject,
            "fingerprint": finding.fingerprint,
        }
        is_sent = sent is not None and sent.named() == tuple(named.values())
        return Shown(
            finding=finding,
            why=check.why(finding.told),
            rows=[self.rows[pk] for pk in finding.sessions if pk in self.rows],
            thing=None if finding.sessions else self._thing(finding),
            review=self.reviews.get(finding.review_id),
            form=sent if is_sent else ReviewForm(initial=named, auto_id=False),
        )

    def _thing(self, finding: Finding) -> Thing:
        if school := self.schools.get(finding.told.get("school")):
            return Thing(school.name, self._sessions(school=school.code))
        if logger := self.loggers.get(finding.told.get("logger")):
            volunteer = self.volunteers.get(logger.pk)
            return Thing(str(logger), self._sessions(volunteer=volunteer.pk) if volunteer else "")
        region = self.regions[finding.region_id]
        url = f"{reverse('sessions:list')}?{urlencode({'region': region.code, 'when': 'past'})}"
        return Thing(region.name, url)

    def _sessions(self, **of) -> str:
        period = self.selection.period
        query = of | {"status": "taught", "since": period.start, "until": period.end}
        return f"{reverse('sessions:list')}?{urlencode(query)}"


def _ids(told: Iterable[dict], name: str) -> set[int]:
    return {one[name] for one in told if one.get(name)}
