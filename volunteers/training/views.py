"""The volunteer's way through the training, and the same pages for those who coordinate."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from volunteers.models import TrainingUnit, UnitProgress
from volunteers.training.errors import HasToBeAnswered
from volunteers.training.forms import Quiz
from volunteers.training.lists import units_by_project
from volunteers.training.progress import trainings_of
from volunteers.training.services import answer_quiz


@require_safe
@requires(Permission.SEE_TRAINING)
def home(request: HttpRequest) -> HttpResponse:
    """A volunteer's own training; for others, all units of all projects."""
    volunteer = getattr(request.user, "volunteer", None)
    learns = volunteer is not None and request.user.can(Permission.TAKE_TRAINING)
    context = {
        "trainings": trainings_of(volunteer) if learns else [],
        "learns": learns,
        "may_edit": request.user.can(Permission.EDIT_CONTENT),
    }
    if request.user.can(Permission.SEE_VOLUNTEERS):
        context["projects"] = units_by_project(request.user)
    return render(request, "training/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_TRAINING)
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit to read, and its questions to answer."""
    found = get_object_or_404(
        TrainingUnit.objects.visible_to(request.user).select_related("project").distinct(), pk=pk
    )
    volunteer = getattr(request.user, "volunteer", None)
    progress = UnitProgress.objects.filter(volunteer=volunteer, unit=found).first()
    right = frozenset(progress.right_questions) if progress and volunteer else frozenset()
    quiz = Quiz.of(found, right)
    if request.method == "POST":
        answered = _answer(request, found, quiz)
        if answered is not None:
            return answered
    context = {
        "unit": found,
        "quiz": quiz,
        "progress": progress,
        "neighbours": _neighbours(request, found),
        "may_answer": volunteer is not None and request.user.can(Permission.TAKE_TRAINING),
        "may_edit": request.user.can(Permission.EDIT_CONTENT),
    }
    return render(request, "training/unit.html", context, status=422 if quiz.faults else 200)


def _answer(request: HttpRequest, found: TrainingUnit, quiz: Quiz) -> HttpResponse | None:
    """Where to go on, or nothing where the page is to be shown once more."""
    try:
        outcome = answer_quiz(found, quiz.read(request.POST), by=request.user)
    except HasToBeAnswered as refused:
        for asked in quiz.asked:
            if asked.question.pk in refused.questions:
                asked.fault = _("Choose an answer.")
        return None
    if outcome.training:
        messages.success(
            request,
            _("You have passed the training of %(project)s. Well done!")
            % {"project": found.project},
        )
        return redirect("training:home")
    if outcome.has_passed:
        messages.success(request, _("All right! This unit is done."))
        return redirect("training:home")
    for asked in quiz.asked:
        asked.is_right = asked.question.pk in outcome.right
        if asked.question.pk in outcome.wrong:
            asked.fault = _("Not quite. Look at the text again, then choose anew.")
        elif asked.question.pk in outcome.left:
            asked.fault = _("Choose an answer.")
    return None


def _neighbours(request: HttpRequest, found: TrainingUnit) -> dict[str, TrainingUnit | None]:
    """The units of the same project before and after."""
    units = list(
        TrainingUnit.objects.visible_to(request.user)
        .filter(project=found.project)
        .distinct()
        .order_by("number")
    )
    place = next(index for index, one in enumerate(units) if one.pk == found.pk)
    return {
        "before": units[place - 1] if place else None,
        "after": units[place + 1] if place + 1 < len(units) else None,
        "place": place + 1,
        "total": len(units),
    }
