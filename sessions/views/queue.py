"""The remedies of the coordinator's queue that one press carries out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions.errors import Refusal
from sessions.services.asking import ask_best, ask_for_log
from sessions.views.loading import back_with, load_session, on_from


@require_POST
@requires(Permission.PLAN_SESSIONS)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the best volunteers who are free whether they take a place."""
    school_session = load_session(request, pk)
    try:
        invitations = ask_best(school_session, by=request.user)
    except Refusal as refusal:
        return back_with(request, school_session, refusal)
    names = ", ".join(one.volunteer.short_name for one in invitations)
    asked = ngettext("Asked: %(names)s.", "Asked: %(names)s.", len(invitations))
    messages.success(request, asked % {"names": names})
    return on_from(request, school_session)


@require_POST
@requires(Permission.PLAN_SESSIONS)
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask those who taught it for the log."""
    school_session = load_session(request, pk)
    try:
        number = ask_for_log(school_session, by=request.user)
    except Refusal as refusal:
        return back_with(request, school_session, refusal)
    if number:
        messages.success(request, _("They get a mail that asks for the log."))
    else:
        messages.info(request, _("They were asked for it today already."))
    return on_from(request, school_session)
