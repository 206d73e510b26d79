"""The data quality page: what looks wrong in the records, and what people said about it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import requires
from accounts.models import User
from accounts.permissions import Permission
from reporting.forms import ReportForm
from reporting.models import QualityReview
from reporting.quality import findings, presentation
from reporting.quality.checks import Check
from reporting.quality.forms import ReviewForm
from reporting.quality.narrowing import narrower
from reporting.quality.presentation import A_PAGE, MOST_IN_OVERVIEW, Section
from reporting.quality.registry import CHECKS
from reporting.quality.services import review_finding, take_back_review
from reporting.selection import Selection
from reporting.views import period_choices, read_selection
from reporting.wording import scope_of
from sessions.models import SchoolSession


@dataclass(frozen=True)
class Place:
    """Which part of the page somebody is at: all checks, or the findings of one."""

    check: Check | None = None
    shows_seen: bool = False
    page: int = 1

    @classmethod
    def of(cls, data: QueryDict) -> "Place":
        """:raises Http404: there is no such check."""
        kind, page = data.get("check", ""), data.get("page", "")
        if kind and kind not in CHECKS:
            raise Http404
        is_number = page.isdecimal() and len(page) < 7
        return cls(CHECKS.get(kind), data.get("show") == "seen", int(page) if is_number else 1)

    def pairs(self) -> list[tuple[str, str]]:
        if not self.check:
            return []
        pairs = [("check", str(self.check.kind))]
        pairs += [("show", "seen")] if self.shows_seen else []
        return pairs + ([("page", str(self.page))] if self.page > 1 else [])

    def find(self, selection: Selection, check: Check | None = None) -> list[findings.Found]:
        """What is to be seen here, of all checks or of one of them."""
        if not self.check:
            checks = [check] if check else CHECKS.values()
            most = {"most_open": MOST_IN_OVERVIEW, "most_seen": MOST_IN_OVERVIEW}
            return findings.find(selection.question(), checks, **most)
        most = {"most_seen" if self.shows_seen else "most_open": A_PAGE}
        skip = A_PAGE * (max(self.page, 1) - 1)
        return findings.find(selection.question(), [self.check], skip=skip, **most)


def url_of(selection: Selection, place: Place) -> str:
    query = urlencode([*selection.pairs(), *place.pairs()], safe="/")
    return f"{reverse('reports:quality')}?{query}"


@require_safe
@requires(Permission.SEE_QUALITY)
def quality(request: HttpRequest) -> HttpResponse:
    """All checks with the worst of their findings, or all findings of one check."""
    form, selection = read_selection(request, request.GET)
    if selection is None:
        context = {"form": form, "query": ""}
        return render(request, "reporting/quality/page.html", context, status=400)
    return show_page(request, selection, Place.of(request.GET))


def show_page(
    request: HttpRequest, selection: Selection, place: Place, sent: ReviewForm | None = None
) -> HttpResponse:
    """:param sent: a form that was refused, shown at its finding."""
    sessions = findings.count_taught(selection.question())
    context = page_context(request, selection, place) | {"sessions": sessions}
    if sessions > findings.MOST_SESSIONS:
        context |= {"most": findings.MOST_SESSIONS, "narrower": narrower(selection)}
        return render(request, "reporting/quality/page.html", context)
    sections = presentation.sections_of(place.find(selection), selection, request.user, sent=sent)
    context |= {"sections": sections, "is_clean": not any(one.found.open for one in sections)}
    if place.check:
        add_page(sections[0], place)
    status = 422 if sent and sent.errors else 200
    return render(request, "reporting/quality/page.html", context, status=status)


def page_context(request: HttpRequest, selection: Selection, place: Place) -> dict:
    return {
        "form": ReportForm.showing(selection),
        "selection": selection,
        "scope": scope_of(selection.question()),
        "periods": period_choices(selection),
        **part_context(request.user, selection, place),
    }


def part_context(user: User, selection: Selection, place: Place) -> dict:
    """What a section needs, on the page and alone."""
    return {
        "place": place,
        "query": selection.query(),
        "asked": [*selection.pairs(), *place.pairs()],
        "can_review": user.can(Permission.REVIEW_QUALITY),
        "list_url": url_of(selection, replace(place, page=1)),
    }


def add_page(section: Section, place: Place) -> None:
    found = section.found
    section.page = presentation.page_of(found.seen if place.shows_seen else found.open, place.page)


@require_safe
@requires(Permission.SEE_QUALITY)
def summary(request: HttpRequest) -> HttpResponse:
    """How many findings wait in a period and places: a line for other pages."""
    _form, selection = read_selection(request, request.GET)
    if selection is None:
        raise BadRequest
    context = {
        "open": findings.count_open(selection.question()),
        "url": url_of(selection, Place()),
    }
    part = "#line" if request.htmx else ""
    return render(request, f"reporting/quality/summary.html{part}", context)


@require_POST
@requires(Permission.REVIEW_QUALITY)
def review(request: HttpRequest) -> HttpResponse:
    """Say that a finding is right. It is looked for again, within what the person sees."""
    _form, selection = read_selection(request, request.POST)
    if selection is None:
        raise BadRequest
    form = ReviewForm(request.POST, auto_id=False)
    kind, subject, fingerprint = form.named()
    finding = findings.find_one(CHECKS[kind], selection.question(), subject)
    if not finding and not is_about_visible(request.user, subject):
        raise Http404
    if not finding or finding.fingerprint != fingerprint:
        messages.warning(request, _("The records have changed meanwhile. Look again."))
        return answer(request, selection, CHECKS[kind])
    if not form.is_valid():
        return answer(request, selection, CHECKS[kind], sent=form)
    review_finding(finding, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("Noted as right. It is found again once its numbers change."))
    return answer(request, selection, CHECKS[kind])


def is_about_visible(user: User, subject: str) -> bool:
    """Whether all sessions that a finding's name tells of are the person's to see."""
    ids = {int(part) for part in subject.split("-") if part.isdecimal() and len(part) < 19}
    visible = SchoolSession.objects.visible_to(user).filter(pk__in=ids)
    return bool(ids) and visible.count() == len(ids)


@require_POST
@requires(Permission.REVIEW_QUALITY)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """A finding that was said to be right is open again."""
    found = get_object_or_404(QualityReview.objects.visible_to(request.user), pk=pk)
    _form, selection = read_selection(request, request.POST)
    if selection is None:
        raise BadRequest
    take_back_review(found)
    messages.success(request, _("Taken back. It is to be looked at again."))
    return answer(request, selection, CHECKS[found.kind])


def answer(
    request: HttpRequest, selection: Selection, check: Check, *, sent: ReviewForm | None = None
) -> HttpResponse:
    """The check as it is now: its section for htmx, else the page where the person was."""
    place = Place.of(request.POST)
    if not request.htmx:
        if sent:
            return show_page(request, selection, place, sent)
        return redirect(f"{url_of(selection, place)}#{check.kind}")
    found = place.find(selection, check)
    (section,) = presentation.sections_of(found, selection, request.user, sent=sent)
    if place.check:
        add_page(section, place)
    context = part_context(request.user, selection, place)
    context |= {"section": section, "is_changed": not sent}
    return render(request, "reporting/quality/changed.html", context, status=422 if sent else 200)
