"""A coordinator's yes to logs: one, many, and corrections before it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions import policy
from sessions.errors import ChangedMeanwhile, NotNow, Refusal
from sessions.forms.correcting import CorrectionForm
from sessions.history import seen_version
from sessions.models import SchoolSession
from sessions.services import verifying
from sessions.views.loading import add_refusal, back_with, load_for_page, load_session

MOST_AT_ONCE = 200


@require_POST
@requires(Permission.VERIFY_LOGS)
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    school_session = load_session(request, pk)
    try:
        verifying.verify_log(school_session, by=request.user, seen=request.POST.get("seen", ""))
    except Refusal as refusal:
        return back_with(request, school_session, refusal)
    messages.success(request, _("Verified. It counts in the reports."))
    return redirect("sessions:detail", pk=school_session.pk)


@require_POST
@requires(Permission.VERIFY_LOGS)
def verify_many(request: HttpRequest) -> HttpResponse:
    """Verify those that may be, and say which could not be and why."""
    ids = [int(pk) for pk in request.POST.getlist("session")[:MOST_AT_ONCE] if pk.isdecimal()]
    sessions = SchoolSession.objects.visible_to(request.user).filter(pk__in=ids)
    sessions = sessions.select_related("school", "lesson", "project").order_by("starts_at", "pk")
    verified, refused = verifying.verify_logs(sessions, by=request.user)
    if verified:
        messages.success(
            request,
            ngettext("%(count)s log verified.", "%(count)s logs verified.", len(verified))
            % {"count": len(verified)},
        )
    for school_session, reason in refused:
        messages.warning(
            request,
            _("%(session)s at %(school)s: %(reason)s")
            % {
                "session": school_session.title,
                "school": school_session.school.name,
                "reason": reason,
            },
        )
    if not ids:
        messages.warning(request, _("Select the logs to verify first."))
    return redirect(where_from(request))


def where_from(request: HttpRequest) -> str:
    """The list as it was filtered; never another site."""
    where = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(where, allowed_hosts=None):
        return where
    return reverse("sessions:list")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VERIFY_LOGS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put head-counts right, and who came; then, or later, comes the yes."""
    school_session = load_for_page(request, pk)
    try:
        policy.check_may_correct(request.user, school_session)
    except NotNow as refusal:
        return back_with(request, school_session, refusal)
    form = CorrectionForm(
        request.POST or None,
        school_session=school_session,
        initial={"seen": seen_version(school_session)},
    )
    changes: list = []
    if request.method == "POST" and form.is_valid():
        try:
            return _correct(request, school_session, form)
        except ChangedMeanwhile as refusal:
            changes = refusal.changes
            add_refusal(form, refusal)
            form.data = form.data.copy() | {"seen": seen_version(school_session)}
        except Refusal as refusal:
            add_refusal(form, refusal)
    context = {"session": school_session, "form": form, "changes": changes}
    return render(request, "sessions/correct.html", context, status=422 if form.errors else 200)


def _correct(
    request: HttpRequest, school_session: SchoolSession, form: CorrectionForm
) -> HttpResponse:
    verifying.correct_attendance(
        school_session,
        form.counts(),
        by=request.user,
        seen=form.cleaned_data["seen"],
        came=form.who_came(),
    )
    if "verify" in request.POST:
        verifying.verify_log(school_session, by=request.user)
        messages.success(request, _("Corrected and verified."))
    else:
        messages.success(request, _("Corrected. It is not verified yet."))
    return redirect("sessions:detail", pk=school_session.pk)
