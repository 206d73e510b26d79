"""Beginning a report, writing it, and handing it in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from reporting.arguments import UnknownWordError
from reporting.forms import ReportForm
from reporting.models import NarrativePart, Publication
from reporting.publishing import policy, services
from reporting.publishing.forms import LANGUAGE_NAMES, NarrativeForm, NewReportForm
from reporting.publishing.narrative import (
    CHANGE_OFFERED,
    Figures,
    errors_in,
    offers,
    paragraphs,
    told_as_far,
)
from reporting.publishing.questions import question_of
from reporting.publishing.snapshot import LANGUAGES, in_languages
from reporting.publishing.views.loading import back_with, language_of, load_publication
from reporting.selection import Scope
from reporting.wording import restrictions_of, title_of
from sessions.errors import Refusal
from sessions.views.loading import add_refusal


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DRAFT_REPORTS)
def create(request: HttpRequest) -> HttpResponse:
    """Begin a report; the address may say of what, as that of the report page does."""
    scope = Scope.of(request.user)
    if request.method == "POST":
        form = NewReportForm(request.POST, scope=scope)
        if form.is_valid():
            return _begin(request, form)
        return render(request, "reporting/publications/new.html", {"form": form}, status=422)
    context = _new_form(request, scope)
    return render(request, "reporting/publications/new.html", context)


def _new_form(request: HttpRequest, scope: Scope) -> dict:
    """Filled in with what the address asks for; where that makes no sense, with nothing.

    What restricts it beside projects and regions is left out, which the page says.
    """
    asked = ReportForm(request.GET, scope=scope)
    if not asked.is_valid():
        return {"form": NewReportForm(scope=scope)}
    selection = asked.selection()
    form = NewReportForm.showing(selection)
    titles = in_languages(lambda: title_of(selection.question()))
    form.initial |= {f"title_{code}": title for code, title in titles.items()}
    return {"form": form, "left_out": restrictions_of(selection.question())}


def _begin(request: HttpRequest, form: NewReportForm) -> HttpResponse:
    selection = form.selection()
    report = services.create_draft(
        by=request.user,
        period=selection.period,
        projects=[project.code for project in selection.projects],
        regions=[region.code for region in selection.regions],
        titles=form.titles(),
    )
    return redirect("reports:publication_edit", pk=report.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DRAFT_REPORTS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write in one language; the tabs save, too, so that nothing is lost between them."""
    report = load_publication(request, pk)
    try:
        policy.check_may_edit(request.user, report)
    except Refusal as refusal:
        return back_with(request, report, refusal)
    language = language_of(request, LANGUAGES[0])
    data = request.POST if request.method == "POST" else None
    form = NarrativeForm(data, publication=report, language=language)
    if data is not None and form.is_valid() and _save(request, report, form):
        return _onward(request, report)
    try:
        context = _editor(report, form)
    except UnknownWordError as error:
        messages.error(request, str(error))
        return redirect("reports:publication", pk=report.pk)
    status = 422 if form.errors else 200
    return render(request, "reporting/publications/edit.html", context, status=status)


def _save(request: HttpRequest, report: Publication, form: NarrativeForm) -> bool:
    try:
        services.write_draft(
            report, by=request.user, texts=form.texts(), seen=form.cleaned_data["seen"] or None
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _onward(request: HttpRequest, report: Publication) -> HttpResponse:
    """To the tab that was pressed, or to the whole report."""
    following = request.POST.get("next", "")
    if following in LANGUAGES:
        url = reverse("reports:publication_edit", args=[report.pk])
        return redirect(f"{url}?language={following}")
    messages.success(request, _("Saved."))
    return redirect("reports:publication", pk=report.pk)


def _editor(report: Publication, form: NarrativeForm) -> dict:
    texts = [form[name].value() or "" for name in form.fields if name in services.TEXTS]
    with translation.override(form.language):
        figures = Figures.ask(question_of(report), [*texts, CHANGE_OFFERED])
        offered = offers(figures)
    return {
        "report": report,
        "form": form,
        "offers": offered,
        "languages": [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        "language": form.language,
        "parts": _preview(form, figures),
    }


def _preview(form: NarrativeForm, figures: Figures) -> list[dict]:
    """Each part as it would be read, and what is wrong in it."""
    parts = []
    for part, field in form.parts():
        text = field.value() or ""
        with translation.override(form.language):
            told, heading = told_as_far(text, figures), str(part.label)
        parts.append(
            {
                "heading": heading,
                "paragraphs": paragraphs(told),
                "errors": errors_in(text, figures),
                "is_quotes": part == NarrativePart.QUOTES,
                "field": field,
            }
        )
    return parts


@require_POST
@requires(Permission.DRAFT_REPORTS)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What is being typed, with its figures; writes nothing."""
    report = load_publication(request, pk)
    form = NarrativeForm(
        request.POST, publication=report, language=language_of(request, LANGUAGES[0])
    )
    try:
        context = _editor(report, form)
    except UnknownWordError as error:
        context = {"gone": str(error)}
    return render(request, "reporting/publications/edit.html#preview", context)


@require_POST
@requires(Permission.DRAFT_REPORTS)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand it in; where nobody else has to say yes, publish it."""
    report = load_publication(request, pk)
    try:
        if policy.approval_rule() == "none":
            services.publish_own(report, by=request.user)
        else:
            services.submit_draft(report, by=request.user)
            messages.success(request, _("Submitted. A second manager can approve it now."))
    except (Refusal, UnknownWordError) as refusal:
        messages.error(request, getattr(refusal, "message", str(refusal)))
    return redirect("reports:publication", pk=pk)


@require_POST
@requires(Permission.DRAFT_REPORTS)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    report = load_publication(request, pk)
    try:
        services.take_back(report, by=request.user)
    except Refusal as refusal:
        return back_with(request, report, refusal)
    return redirect("reports:publication_edit", pk=pk)


@require_POST
@requires(Permission.DRAFT_REPORTS)
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    report = load_publication(request, pk)
    try:
        services.take_over_draft(report, by=request.user)
    except Refusal as refusal:
        return back_with(request, report, refusal)
    return redirect("reports:publication_edit", pk=pk)


@require_POST
@requires(Permission.DRAFT_REPORTS)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    report = load_publication(request, pk)
    title = report.title
    try:
        services.discard_draft(report, by=request.user)
    except Refusal as refusal:
        return back_with(request, report, refusal)
    messages.success(request, _("The draft “%(title)s” is deleted.") % {"title": title})
    return redirect("reports:publications")


@require_POST
@requires(Permission.DRAFT_REPORTS)
def start_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft that will replace this published report."""
    report = load_publication(request, pk)
    try:
        draft = services.start_edition(report, by=request.user)
    except Refusal as refusal:
        return back_with(request, report, refusal)
    return redirect("reports:publication_edit", pk=draft.pk)
