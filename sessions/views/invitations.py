"""The coordinator's side: ask volunteers, take that back, say where they may help themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions import policy
from sessions.errors import NotNow, Refusal
from sessions.forms.sign_up import SignUpForm
from sessions.forms.staffing import InviteForm
from sessions.models import Invitation
from sessions.services import invitations
from sessions.services.sign_up import set_open_sign_ups
from sessions.views.loading import back_with, load_session


@require_POST
@requires(Permission.PLAN_SESSIONS)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one volunteer or several, as they were ticked among the candidates."""
    school_session = load_session(request, pk)
    policy.check_coordinates(request.user, school_session)
    form = InviteForm(request.POST, user=request.user)
    if not form.is_valid():
        for error in form.errors.get("volunteer", []) + form.errors.get("role", []):
            messages.error(request, error)
        return redirect("sessions:assign", pk=school_session.pk)
    try:
        asked = invitations.invite_volunteers(
            school_session,
            list(form.cleaned_data["volunteer"]),
            by=request.user,
            role=form.cleaned_data["role"],
        )
    except NotNow as refusal:
        return back_with(request, school_session, refusal)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("sessions:assign", pk=school_session.pk)
    _tell(request, asked)
    return redirect("sessions:detail", pk=school_session.pk)


def _tell(request: HttpRequest, asked: invitations.Asked) -> None:
    names = ", ".join(one.volunteer.full_name for one in asked.invitations)
    done = ngettext(
        "%(names)s is asked.", "%(names)s are asked; the first yes counts.", len(asked.invitations)
    )
    messages.success(request, done % {"names": names})
    for reason in asked.refused.values():
        messages.warning(request, reason)


@require_POST
@requires(Permission.PLAN_SESSIONS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Invitation.objects.visible_to(request.user)
    invitation = get_object_or_404(
        visible.select_related("school_session__school", "volunteer"), pk=pk
    )
    policy.check_coordinates(request.user, invitation.school_session)
    try:
        invitations.withdraw_invitation(invitation, by=request.user)
    except Refusal as refusal:
        return back_with(request, invitation.school_session, refusal)
    messages.success(
        request,
        _("%(volunteer)s is not asked any more.") % {"volunteer": invitation.volunteer.full_name},
    )
    return redirect("sessions:detail", pk=invitation.school_session_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def sign_up(request: HttpRequest) -> HttpResponse:
    """In which regions volunteers take places of which project themselves, as a rule."""
    form = SignUpForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        set_open_sign_ups(form.wanted(), by=request.user)
        messages.success(request, _("Saved. It goes for every session that says nothing else."))
        return redirect("sessions:sign_up")
    status = 422 if form.errors else 200
    return render(request, "sessions/sign_up.html", {"form": form}, status=status)
