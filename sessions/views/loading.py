"""What the views of one session have in common: loading it, telling what a service refused."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from sessions.errors import Doubtful, Refusal
from sessions.models import SchoolSession
from sessions.queries import session_for_page


def load_session(request: HttpRequest, pk: int) -> SchoolSession:
    """A session that the person may see; a 404 for any other."""
    visible = SchoolSession.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("school__region", "project", "lesson"), pk=pk)


def load_time_of(request: HttpRequest, pk: int) -> SchoolSession:
    """The same with no more than tells when and where it is: for what has to be answered fast."""
    visible = SchoolSession.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(visible.only(*_TIME_AND_PLACE), pk=pk)


_TIME_AND_PLACE = (
    "starts_at",
    "minutes",
    "school__district",
    "school__region",
    "school__teaches_saturdays",
)


def load_for_page(request: HttpRequest, pk: int) -> SchoolSession:
    """The same, with everything that its page shows."""
    try:
        return session_for_page(SchoolSession.objects.visible_to(request.user), pk)
    except SchoolSession.DoesNotExist:
        raise Http404 from None


def back_with(
    request: HttpRequest, school_session: SchoolSession, refusal: Refusal
) -> HttpResponse:
    """To the session's page, which shows how things are now, with the reason on top."""
    messages.error(request, refusal.message)
    return redirect("sessions:detail", pk=school_session.pk)


def on_from(request: HttpRequest, school_session: SchoolSession) -> HttpResponse:
    """After something was done: to where it was pressed."""
    if request.POST.get("back") == "start":
        return redirect("start")
    return redirect("sessions:detail", pk=school_session.pk)


def add_refusal(form: Form, refusal: Refusal) -> None:
    """Each message at its field; what has no field here stands above the form."""
    form.can_overrule = refusal.can_overrule
    form.has_doubts = isinstance(refusal, Doubtful)
    for field, errors in refusal.errors.items():
        for error in errors:
            form.add_error(field if field in form.fields else None, str(error))
