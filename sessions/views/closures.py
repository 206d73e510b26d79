"""Closures: a place is closed for some days, with what that does to its sessions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.models import User
from accounts.permissions import Permission
from schools.models import Closure
from sessions import policy
from sessions.clashes import full_name
from sessions.closing import fingerprint, hits_of
from sessions.errors import Refusal
from sessions.forms.closing import ClosureForm
from sessions.models import SchoolSession
from sessions.services import closing
from sessions.services.restoring import brought_back, restorable, restore_sessions

NAMED_IN_ADDRESS = ("region", "district", "school", "since", "until", "kind")
MOVE, CANCEL = "move", "cancel"

MOST_TOLD = 20
"""Sentences about what did not fit, above the page."""

MOST_SHOWN = 500
"""Sessions on the page of a closure; more are in the list of all sessions."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def close(request: HttpRequest) -> HttpResponse:
    """Choose place and days; look at what that does; then close, with every session moved or
    cancelled."""
    named = {name: request.GET[name] for name in NAMED_IN_ADDRESS if request.GET.get(name)}
    form = ClosureForm(
        request.POST or None,
        user=request.user,
        initial={"since": timezone.localdate(), "kind": "frost"} | named,
        action=reverse("sessions:close"),
    )
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        closure = form.closure()
        policy.check_may_close(request.user, closure)
        try:
            if request.POST.get("do") in (MOVE, CANCEL):
                return _close(request, form)
        except Refusal as refusal:
            context["refusal"] = refusal
        context |= _look_at(closure)
        form.data = form.data.copy()
        form.data["seen"] = context["seen"]
    return render(request, "sessions/close.html", context, status=422 if form.errors else 200)


def _close(request: HttpRequest, form: ClosureForm) -> HttpResponse:
    closed = closing.close_place(
        form.closure(),
        by=request.user,
        move=request.POST["do"] == MOVE,
        seen=form.cleaned_data["seen"],
    )
    told = [_("%(place)s is closed.") % {"place": closed.closure.place}]
    if moved := len(closed.moved):
        told.append(
            ngettext("%(count)s session moved.", "%(count)s sessions moved.", moved)
            % {"count": moved}
        )
    if cancelled := len(closed.cancelled):
        told.append(
            ngettext("%(count)s session cancelled.", "%(count)s sessions cancelled.", cancelled)
            % {"count": cancelled}
        )
    messages.success(request, " ".join(told))
    return redirect("sessions:closure", pk=closed.closure.pk)


def _look_at(closure: Closure) -> dict:
    hits = hits_of(closure)
    volunteers = {one.pk for hit in hits for one in hit.volunteers}
    return {
        "closure": closure,
        "hits": hits,
        "seen": fingerprint(closure, hits),
        "movable": sum(1 for hit in hits if hit.slot),
        "stuck": sum(1 for hit in hits if not hit.slot),
        "volunteer_count": len(volunteers),
    }


@require_safe
@requires(Permission.PLAN_SESSIONS)
def closure_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What a closure did, and the way to open the place again."""
    closures = Closure.objects.visible_to(request.user).with_place().select_related("by")
    closure = get_object_or_404(closures, pk=pk)
    sessions = SchoolSession.objects.visible_to(request.user).filter(closure=closure)
    context = {
        "closure": closure,
        "restorable": restorable(closure).count() if closure.is_lifted else 0,
        "sessions": sessions.select_related("school", "lesson", "project").order_by(
            "-status", "starts_at"
        )[:MOST_SHOWN],
        "brought_back": _brought_back(closure, request.user),
    }
    return render(request, "sessions/closure.html", context)


def _brought_back(closure: Closure, user: User) -> list[SchoolSession]:
    """What the closure had cancelled and what stands at its old time again."""
    if not closure.is_lifted:
        return []
    sessions = brought_back(closure).filter(
        pk__in=SchoolSession.objects.visible_to(user).values("pk")
    )
    return list(sessions.select_related("school", "lesson", "project")[:MOST_SHOWN])


@require_POST
@requires(Permission.PLAN_SESSIONS)
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    closure = get_object_or_404(Closure.objects.visible_to(request.user).with_place(), pk=pk)
    try:
        closing.lift_closure(closure, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _lifted_words(restorable(closure).count()))
    return redirect("sessions:closure", pk=closure.pk)


def _lifted_words(cancelled: int) -> str:
    told = _("The closure is lifted: sessions can be planned there again.")
    if not cancelled:
        return told
    question = ngettext(
        "%(count)s session that it cancelled can be brought back below.",
        "%(count)s sessions that it cancelled can be brought back below.",
        cancelled,
    )
    return f"{told} {question % {'count': cancelled}}"


@require_POST
@requires(Permission.PLAN_SESSIONS)
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """What a lifted closure has cancelled takes place after all; what no longer fits says why."""
    closure = get_object_or_404(Closure.objects.visible_to(request.user).with_place(), pk=pk)
    try:
        result = restore_sessions(closure, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("sessions:closure", pk=closure.pk)
    done = ngettext(
        "%(count)s session takes place after all, and its volunteers are told.",
        "%(count)s sessions take place after all, and their volunteers are told.",
        len(result.sessions),
    )
    if result.sessions:
        messages.success(request, done % {"count": len(result.sessions)})
    for school_session, reason in result.left[:MOST_TOLD]:
        messages.warning(
            request,
            _("%(session)s stays cancelled. %(reason)s")
            % {"session": full_name(school_session), "reason": reason},
        )
    for sentence in result.without[:MOST_TOLD]:
        messages.warning(request, _("Not in it any more: %(reason)s") % {"reason": sentence})
    return redirect("sessions:closure", pk=closure.pk)
