"""Managers write what volunteers learn."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from regions.texts import pictures
from regions.wording import columns_of
from volunteers.models import QuizQuestion, TrainingUnit
from volunteers.training import services
from volunteers.training.errors import Refused
from volunteers.training.forms import QuestionForm, UnitForm


def _load_unit(request: HttpRequest, pk: int) -> TrainingUnit:
    visible = TrainingUnit.objects.visible_to(request.user).select_related("project")
    return get_object_or_404(visible, pk=pk)


def _load_question(request: HttpRequest, pk: int) -> QuizQuestion:
    visible = TrainingUnit.objects.visible_to(request.user)
    found = QuizQuestion.objects.filter(unit__in=visible).select_related("unit__project")
    return get_object_or_404(found, pk=pk)


def _data(request: HttpRequest):
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_CONTENT)
def create(request: HttpRequest) -> HttpResponse:
    form = UnitForm(_data(request), project=request.GET.get("project", ""))
    if request.method == "POST" and form.is_valid():
        content = dict(form.cleaned_data)
        content.pop("revision")
        unit = services.create_unit(content.pop("project"), by=request.user, **content)
        messages.success(request, _("Saved. Now its questions."))
        return redirect("training:edit", pk=unit.pk)
    return _show_unit(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_CONTENT)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _load_unit(request, pk)
    form = UnitForm(_data(request), unit=unit)
    if request.method == "POST" and form.is_valid():
        content = dict(form.cleaned_data)
        revision = content.pop("revision") or 0
        if _saved(
            form, lambda: services.change_unit(unit, by=request.user, revision=revision, **content)
        ):
            messages.success(request, _("Saved."))
            return redirect("training:edit", pk=unit.pk)
    return _show_unit(request, form, unit)


def _saved(form: forms.Form, save) -> bool:
    """Whether the service took it; its refusal stands at the top of the form."""
    try:
        save()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _show_unit(request: HttpRequest, form: UnitForm, unit: TrainingUnit | None) -> HttpResponse:
    context = {
        "form": form,
        "unit": unit,
        "pictures": pictures(),
        "questions": list(unit.questions.all()) if unit else [],
    }
    return render(request, "training/edit.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.EDIT_CONTENT)
def preview(request: HttpRequest) -> HttpResponse:
    """The texts of a unit as they will be read; nothing is kept."""
    given = {name: request.POST.get(name, "") for name in columns_of("title", "text")}
    return render(request, "training/edit.html#preview", {"given": given})


@require_POST
@requires(Permission.EDIT_CONTENT)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    services.move_unit(
        _load_unit(request, pk), by=request.user, down=request.POST.get("where") == "down"
    )
    return redirect("training:home")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_CONTENT)
def create_question(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _load_unit(request, pk)
    form = QuestionForm(_data(request))
    if request.method == "POST" and form.is_valid():
        services.add_question(unit, by=request.user, **form.content())
        messages.success(request, _("Saved."))
        return redirect("training:edit", pk=unit.pk)
    return _show_question(request, form, unit, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_CONTENT)
def edit_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = _load_question(request, pk)
    form = QuestionForm(_data(request), question=question)
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        if _saved(
            form,
            lambda: services.change_question(
                question, by=request.user, revision=revision, **form.content()
            ),
        ):
            messages.success(request, _("Saved."))
            return redirect("training:edit", pk=question.unit_id)
    return _show_question(request, form, question.unit, question)


def _show_question(
    request: HttpRequest, form: QuestionForm, unit: TrainingUnit, question: QuizQuestion | None
) -> HttpResponse:
    context = {"form": form, "unit": unit, "question": question}
    return render(request, "training/question.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.EDIT_CONTENT)
def move_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = _load_question(request, pk)
    down = request.POST.get("where") == "down"
    services.move_question(question, by=request.user, down=down)
    return redirect("training:edit", pk=question.unit_id)


@require_POST
@requires(Permission.EDIT_CONTENT)
def remove_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = _load_question(request, pk)
    services.remove_question(question, by=request.user)
    messages.success(request, _("Removed; the history keeps it."))
    return redirect("training:edit", pk=question.unit_id)
