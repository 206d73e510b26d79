"""Write to everyone of a session, a day or a school: the words, a preview, and off it goes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from schools.models import School
from sessions import policy
from sessions.errors import Refusal
from sessions.forms.messages import DayForm, MessageForm
from sessions.notices.audiences import Audience
from sessions.services.messages import write_to_everyone
from sessions.views.loading import load_session


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_TO_VOLUNTEERS)
def write(request: HttpRequest) -> HttpResponse:
    """``?session=12``, ``?school=3`` or ``?day=2026-11-23&region=5``; without, choose a day."""
    day_form = DayForm(request.GET if "day" in request.GET else None, user=request.user)
    audience = _audience(request, day_form)
    if audience is None:
        status = 422 if day_form.errors else 200
        return render(request, "sessions/write_day.html", {"form": day_form}, status=status)
    form = MessageForm(request.POST if request.method == "POST" else None)
    is_fine = request.method == "POST" and form.is_valid()
    if is_fine and "send" in request.POST:
        try:
            return _send(request, audience, form)
        except Refusal as refusal:
            messages.warning(request, refusal.message)
    template = "write_preview" if is_fine and "change" not in request.POST else "write"
    receivers = audience.receivers()
    context = {
        "audience": audience,
        "form": form,
        "receivers": receivers,
        "left_out": audience.left_out(),
        "people": ",".join(str(one.person) for one in receivers),
        "back_url": _page_of(audience),
    }
    status = 422 if form.errors else 200
    return render(request, f"sessions/{template}.html", context, status=status)


def _audience(request: HttpRequest, day_form: DayForm) -> Audience | None:
    """Whom the address names; a session or school that the person may not see is a 404."""
    if number := _number(request, "session"):
        school_session = load_session(request, number)
        policy.check_coordinates(request.user, school_session)
        return Audience.of_session(school_session)
    if number := _number(request, "school"):
        return Audience.of_school(
            get_object_or_404(School.objects.visible_to(request.user), pk=number)
        )
    if day_form.is_bound and day_form.is_valid():
        asked = day_form.cleaned_data
        return Audience.of_day(asked["day"], asked["region"], user=request.user)
    return None


def _send(request: HttpRequest, audience: Audience, form: MessageForm) -> HttpResponse:
    count = write_to_everyone(audience, by=request.user, **form.cleaned_data)
    told = ngettext(
        "Your message goes to %(count)d volunteer.",
        "Your message goes to %(count)d volunteers.",
        count,
    )
    messages.success(request, told % {"count": count})
    return redirect(f"{reverse('outbox:list')}?about={audience.about}")


def _page_of(audience: Audience) -> str:
    thing, _colon, number = audience.about.partition(":")
    names = {"session": "sessions:detail", "school": "schools:detail"}
    return reverse(names[thing], args=[number]) if thing in names else reverse("sessions:write")


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else None
