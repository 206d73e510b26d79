"""Volunteers' own way to places: look for one, take it, wait, answer, give it back."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions import offers, policy
from sessions.errors import NotNow, Refusal
from sessions.forms.staffing import CannotComeForm
from sessions.models import Invitation, SchoolSession
from sessions.queries import row_of
from sessions.services import invitations, places
from sessions.views.loading import back_with, load_session
from volunteers.choices import JOINING
from volunteers.models import Volunteer


def volunteer_or_404(request: HttpRequest) -> Volunteer:
    """Who somebody is; a volunteer's account that nobody's record belongs to finds nothing."""
    if volunteer := getattr(request.user, "volunteer", None):
        return volunteer
    raise Http404


def load_offered(request: HttpRequest, pk: int) -> SchoolSession:
    """A session that is offered to the volunteer, or an own one; a 404 for any other."""
    offered = offers.offered_to(volunteer_or_404(request)).values("pk")
    own = SchoolSession.objects.visible_to(request.user).values("pk")
    found = SchoolSession.objects.filter(pk=pk)
    found = found.filter(pk__in=offered) | found.filter(pk__in=own)
    return get_object_or_404(found.select_related("school__region", "project", "lesson"))


@require_safe
@requires(Permission.TAKE_PLACES)
def open_places(request: HttpRequest) -> HttpResponse:
    """Places that can be taken with one tap; those that can't, each with the reasons."""
    where = request.GET.get("where", "")
    where = where if where in {"near", "online"} else ""
    context: dict = {"where": where}
    if volunteer := getattr(request.user, "volunteer", None):
        found = offers.find_places(volunteer, where)
        page = Paginator(found.open, offers.ON_A_PAGE).get_page(request.GET.get("page"))
        closed = found.closed[: offers.MOST_WITH_REASONS]
        full = found.full[: offers.ON_A_PAGE]
        shown = offers.offers_of([*page.object_list, *full, *closed], volunteer, found.reasons)
        by_id = {one.session.pk: one for one in shown}
        context |= {
            "page": page,
            "is_joining": volunteer.status in JOINING,
            "invitations": offers.invitations_of(volunteer),
            "open": [by_id[pk] for pk in page.object_list if pk in by_id],
            "full": [by_id[pk] for pk in full if pk in by_id],
            "closed": [by_id[pk] for pk in closed if pk in by_id],
            "count": len(found.open),
            "count_full": len(found.full),
            "count_closed": len(found.closed),
        }
    return render(request, "sessions/open_places.html", context)


@require_POST
@requires(Permission.TAKE_PLACES)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    school_session = load_offered(request, pk)
    return _act(
        request,
        school_session,
        lambda: places.take_place(school_session, by=request.user),
        _("The place is yours. See you there!"),
    )


@require_POST
@requires(Permission.TAKE_PLACES)
def wait(request: HttpRequest, pk: int) -> HttpResponse:
    school_session = load_offered(request, pk)
    return _act(
        request,
        school_session,
        lambda: places.join_waiting_list(school_session, by=request.user),
        _("You are on the waiting list. If a place comes free, it is yours by itself."),
    )


@require_POST
@requires(Permission.TAKE_PLACES)
def stop_waiting(request: HttpRequest, pk: int) -> HttpResponse:
    school_session = load_offered(request, pk)
    places.leave_waiting_list(school_session, by=request.user)
    messages.success(request, _("You are not on the waiting list any more."))
    return redirect("sessions:open_places")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.TAKE_PLACES)
def cannot_come(request: HttpRequest, pk: int) -> HttpResponse:
    """The volunteer gives the place up; a reason helps, and nobody has to give one."""
    school_session = load_session(request, pk)
    try:
        policy.check_may_give_up(request.user, school_session)
    except NotNow as refusal:
        return back_with(request, school_session, refusal)
    form = CannotComeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _give_up(request, school_session, form.cleaned_data["reason"])
    context = {
        "session": school_session,
        "row": row_of(school_session, request.user),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "sessions/cannot_come.html", context, status=status)


def _give_up(request: HttpRequest, school_session: SchoolSession, reason: str) -> HttpResponse:
    try:
        freed = places.give_up_place(school_session, by=request.user, reason=reason)
    except Refusal as refusal:
        return back_with(request, school_session, refusal)
    if freed.moved:
        messages.success(request, _("Thank you for telling us. Somebody else takes your place."))
    else:
        messages.success(
            request, _("Thank you for telling us. Your coordinator looks for somebody else.")
        )
    return redirect("sessions:list")


def _load_own_invitation(request: HttpRequest, pk: int) -> Invitation:
    visible = Invitation.objects.visible_to(request.user).select_related("school_session")
    invitation = get_object_or_404(visible, pk=pk)
    policy.check_is_asked(request.user, invitation)
    return invitation


@require_POST
@requires(Permission.TAKE_PLACES)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _load_own_invitation(request, pk)
    return _act(
        request,
        invitation.school_session,
        lambda: invitations.accept_invitation(invitation, by=request.user),
        _("The place is yours. See you there!"),
    )


@require_POST
@requires(Permission.TAKE_PLACES)
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _load_own_invitation(request, pk)
    try:
        invitations.decline_invitation(invitation, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Thank you for answering. Somebody else is asked."))
    return redirect("start")


def _act(
    request: HttpRequest, school_session: SchoolSession, service: Callable[[], object], done: str
) -> HttpResponse:
    """To the session's page, which shows how things are now."""
    try:
        service()
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    if SchoolSession.objects.visible_to(request.user).filter(pk=school_session.pk).exists():
        return redirect("sessions:detail", pk=school_session.pk)
    offered = offers.offered_to(volunteer_or_404(request))
    if offered.filter(pk=school_session.pk).exists():
        return redirect("sessions:detail", pk=school_session.pk)
    return redirect("sessions:open_places")
