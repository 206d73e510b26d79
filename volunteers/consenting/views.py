"""A guardian's page, by a link and without an account; and what coordinators do about consents."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import open_to_all, requires
from accounts.permissions import Permission
from accounts.rate_limits import is_too_often, too_often
from volunteers.choices import ConsentKind
from volunteers.consenting import services, texts
from volunteers.consenting.content import answer_in_words
from volunteers.consenting.forms import AnswerForm, PaperForm
from volunteers.models import ConsentRequest, Volunteer
from volunteers.privacy.erasing import erase_volunteer

OPENED_A_MINUTE = 300
_WITHDRAWN = {
    "pictures": [ConsentKind.PHOTO],
    "all": [ConsentKind.GUARDIAN, ConsentKind.PHOTO],
}


@open_to_all("Guardians have no account; the link that was sent to them is the secret.")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: HttpRequest, token: str) -> HttpResponse:
    """Read what it is about, answer, and later look at the answer and take it back."""
    if is_too_often(request, "guardian", a_minute=OPENED_A_MINUTE):
        return too_often(request)
    asked = ConsentRequest.with_token(token)
    if asked is None:
        return _secret(render(request, "volunteers/consenting/unknown.html", status=404))
    if request.method == "POST":
        return _secret(_change(request, asked))
    return _secret(_show(request, asked))


def _change(request: HttpRequest, asked: ConsentRequest) -> HttpResponse:
    if "again" in request.POST:
        return _send_again(request, asked)
    if "erase" in request.POST:
        return _erase(request, asked)
    if what := _WITHDRAWN.get(request.POST.get("withdraw", "")):
        return _withdraw(request, asked, what)
    volunteer = asked.volunteer
    form = AnswerForm(request.POST, volunteer=volunteer, name=asked.name)
    if not asked.is_open:
        return _show(request, asked)
    if not form.is_valid():
        return _show(request, asked, form)
    try:
        services.answer_request(asked, **form.answer())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("guardian", asked.token)


def _withdraw(request: HttpRequest, asked: ConsentRequest, what: list[ConsentKind]) -> HttpResponse:
    if _may_withdraw(asked):
        services.withdraw_consents(asked.volunteer, what, by=None)
        messages.success(request, _("Taken back. Thank you for telling us."))
    return redirect("guardian", asked.token)


def _erase(request: HttpRequest, asked: ConsentRequest) -> HttpResponse:
    """A guardian has everything about their child deleted; the tick says that it is meant."""
    if not _may_withdraw(asked):
        return redirect("guardian", asked.token)
    if "is_sure" not in request.POST:
        messages.warning(request, _("Tick that you are sure, then press the button again."))
        return redirect("guardian", asked.token)
    erase_volunteer(asked.volunteer, by=None)
    return render(request, "volunteers/consenting/erased.html")


def _send_again(request: HttpRequest, asked: ConsentRequest) -> HttpResponse:
    """A new link to the same address: who has this one could read that mail, too."""
    volunteer = asked.volunteer
    if volunteer.guardian_email == asked.address and not asked.is_open:
        try:
            services.ask_guardian(volunteer, by=None)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("guardian", asked.token)
    messages.success(request, _("A new link is on its way to your address."))
    return redirect("guardian", asked.token)


def _may_withdraw(asked: ConsentRequest) -> bool:
    """The link of a guardian who is still that: of a minor, under the address on record."""
    volunteer = asked.volunteer
    return asked.answered_at is not None and volunteer.copies_go_to == asked.address


def _show(
    request: HttpRequest, asked: ConsentRequest, form: AnswerForm | None = None
) -> HttpResponse:
    volunteer = asked.volunteer
    given = services.in_force(volunteer)
    projects = [one.project for one in services.current_enrolments(volunteer)]
    context = {
        "asked": asked,
        "volunteer": volunteer,
        "sections": texts.for_guardian(volunteer, projects),
        "pictures_words": texts.about_pictures(volunteer),
    }
    if asked.answered_at:
        # An older link shows what was said last, as the newer one does.
        same = volunteer.consent_requests.filter(address=asked.address)
        latest = same.exclude(answered_at=None).latest("answered_at")
        context |= {
            "asked": latest,
            "said": answer_in_words(latest),
            "may_withdraw": _may_withdraw(asked),
            "takes_part": ConsentKind.GUARDIAN in given,
            "pictures": ConsentKind.PHOTO in given,
        }
        return render(request, "volunteers/consenting/answered.html", context)
    if not asked.is_open:
        return render(request, "volunteers/consenting/ended.html", context, status=410)
    context["form"] = form or AnswerForm(volunteer=volunteer, name=asked.name)
    status = 422 if form and form.errors else 200
    return render(request, "volunteers/consenting/guardian.html", context, status=status)


def _secret(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
@requires(Permission.EDIT_VOLUNTEERS)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the guardian a link; one that was sent before ends."""
    volunteer = get_object_or_404(Volunteer.objects.visible_to(request.user), pk=pk)
    try:
        services.ask_guardian(volunteer, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The link is on its way to the parent or guardian."))
    return redirect("volunteers:detail", pk=volunteer.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_VOLUNTEERS)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what was signed on paper."""
    volunteer = get_object_or_404(Volunteer.objects.visible_to(request.user), pk=pk)
    form = PaperForm(request.POST if request.method == "POST" else None, volunteer=volunteer)
    if request.method == "POST" and form.is_valid():
        services.record_paper(volunteer, by=request.user, **form.cleaned_data)
        messages.success(request, _("Recorded."))
        return redirect("volunteers:detail", pk=volunteer.pk)
    context = {"volunteer": volunteer, "form": form, "title": PaperForm.title}
    return render(request, "volunteers/record.html", context, status=422 if form.errors else 200)
