"""Sending a log back with a question, answering it, and what volunteers say after a session."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions import policy
from sessions.errors import NotNow, Refusal, TooBusy
from sessions.forms.log_again import LogAgainPage
from sessions.forms.questions import AnswerForm, FeedbackForm, QuestionForm
from sessions.models import SchoolSession
from sessions.queries import row_of
from sessions.services.feedback import give_feedback
from sessions.services.questions import answer_question, send_back
from sessions.views.loading import add_refusal, back_with, load_for_page, load_session


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VERIFY_LOGS)
def send_log_back(request: HttpRequest, pk: int) -> HttpResponse:
    school_session = load_for_page(request, pk)
    try:
        policy.check_may_verify(request.user, school_session)
    except NotNow as refusal:
        return back_with(request, school_session, refusal)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            send_back(school_session, by=request.user, question=form.cleaned_data["question"])
        except NotNow as refusal:
            return back_with(request, school_session, refusal)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Sent back. You are told once there is an answer."))
            return redirect("sessions:detail", pk=school_session.pk)
    context = {
        "session": school_session,
        "row": row_of(school_session, request.user),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "sessions/send_back.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LOG_SESSIONS)
def answer_log(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, and the log as it was written: to be answered and put right."""
    school_session = load_session(request, pk)
    policy.check_teaches(request.user, school_session)
    question = school_session.log_questions.open().select_related("asked_by").first()
    if not question:
        messages.info(request, _("Nothing is asked about this log any more."))
        return redirect("sessions:log", pk=school_session.pk)
    data = request.POST if request.method == "POST" else None
    page, form = LogAgainPage(school_session, request.user, data), AnswerForm(data)
    status = 200
    if request.method == "POST":
        refusal = _answer(request, school_session, page, form)
        if not refusal and form.is_valid() and not page.errors:
            messages.success(request, _("Thank you! Your coordinator sees the answer."))
            return redirect("sessions:log", pk=school_session.pk)
        status = 503 if isinstance(refusal, TooBusy) else 422
    context = {
        "page": page,
        "form": form,
        "question": question,
        "school_session": school_session,
    }
    return render(request, "sessions/log_answer.html", context, status=status)


def _answer(
    request: HttpRequest, school_session: SchoolSession, page: LogAgainPage, form: AnswerForm
) -> Refusal | None:
    entry = page.read()
    if not form.is_valid() or not entry:
        return None
    try:
        answer_question(
            school_session, by=request.user, answer=form.cleaned_data["answer"], entry=entry
        )
    except Refusal as refusal:
        page.refuse(refusal)
        return refusal
    return None


@require_POST
@requires(Permission.LOG_SESSIONS)
def say_how_it_went(request: HttpRequest, pk: int) -> HttpResponse:
    school_session = load_session(request, pk)
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how it went."))
        return redirect("sessions:log", pk=school_session.pk)
    try:
        give_feedback(school_session, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        return back_with(request, school_session, refusal)
    messages.success(request, _("Thank you! Your coordinator reads it."))
    return redirect("sessions:log", pk=school_session.pk)
