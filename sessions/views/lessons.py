"""Lessons and their plans: what is taught, how; nothing on these pages is about a person."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.offline import readable_offline
from accounts.permissions import Permission
from regions.texts import pictures
from regions.wording import WRITTEN_LANGUAGES
from sessions.forms.lessons import PlanForm, step_forms
from sessions.lesson_plans import save_plan
from sessions.models import Lesson, LessonPlan, LessonStep
from volunteers.training.errors import Refused


@require_safe
@requires(Permission.SEE_SESSIONS)
def lesson_list(request: HttpRequest) -> HttpResponse:
    lessons = Lesson.objects.select_related("project", "plan").order_by("project__code", "code")
    context = {"lessons": lessons, "may_edit": request.user.can(Permission.EDIT_CONTENT)}
    return render(request, "sessions/lessons.html", context)


@require_safe
@requires(Permission.SEE_SESSIONS)
@readable_offline
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """A lesson's plan, in any of the languages it is taught in.

    Phones keep this page to read it without a network: it is the same for every volunteer.
    """
    found = get_object_or_404(Lesson.objects.select_related("project"), pk=pk)
    plan = LessonPlan.objects.filter(lesson=found).prefetch_related("steps").first()
    asked = request.GET.get("language", "")
    language = asked if asked in WRITTEN_LANGUAGES else translation.get_language()
    context = {
        "lesson": found,
        "plan": plan,
        "language": language,
        "languages": endonyms(),
        "may_edit": request.user.can(Permission.EDIT_CONTENT),
    }
    with translation.override(language):
        return render(request, "sessions/lesson.html", context)


def endonyms() -> list[tuple[str, str]]:
    """Each language as its own speakers call it."""
    names = {"kk": "Қазақша"}  # Django's word is the people's name, not the language's
    return [
        (code, names.get(code) or capfirst(get_language_info(code)["name_local"]))
        for code, _name in settings.LANGUAGES
    ]


def _load(pk: int) -> tuple[Lesson, LessonPlan | None]:
    found = get_object_or_404(Lesson.objects.select_related("project"), pk=pk)
    return found, LessonPlan.objects.filter(lesson=found).prefetch_related("steps").first()


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_CONTENT)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found, plan = _load(pk)
    data = request.POST if request.method == "POST" else None
    form, steps = PlanForm(data, plan=plan), step_forms(data, found, plan)
    # Both are looked at, so that everything that is wrong is said at once.
    if data is not None and all([form.is_valid(), steps.is_valid()]):
        revision = form.cleaned_data["revision"] or 0
        try:
            save_plan(found, form.content(), steps.steps(), by=request.user, revision=revision)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("sessions:lesson_edit", pk=found.pk)
    context = {"lesson": found, "plan": plan, "form": form, "steps": steps, "pictures": pictures()}
    has_faults = bool(data is not None and (form.errors or not steps.is_valid()))
    return render(request, "sessions/lesson_edit.html", context, status=422 if has_faults else 200)


@require_POST
@requires(Permission.EDIT_CONTENT)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as it will be read in each language; nothing is kept."""
    found, _plan = _load(pk)
    form, steps = PlanForm(request.POST), step_forms(request.POST, found, None)
    form.is_valid()
    plan = LessonPlan(lesson=found, **{**_texts_of(form), "revision": 0})
    written = []
    if steps.is_valid():
        written = [LessonStep(number=at, **step) for at, step in enumerate(steps.steps(), 1)]
    parts = []
    for code, name in endonyms():
        with translation.override(code):
            parts.append({"code": code, "name": name, "html": _rendered(plan, written)})
    return render(request, "sessions/lesson_edit.html#preview", {"parts": parts})


def _texts_of(form: PlanForm) -> dict:
    """What was typed, also where something of it is refused."""
    return {name: form.data.get(name, "") for name in form.fields if name != "revision"}


def _rendered(plan: LessonPlan, steps: list[LessonStep]) -> str:
    return render_to_string("sessions/_plan.html", {"plan": plan, "steps": steps, "level": 3})
