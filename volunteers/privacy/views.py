"""The own data: see it, take it along, set it right, leave for good."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from volunteers.choices import ConsentKind
from volunteers.consenting.services import withdraw_consents
from volunteers.models import Volunteer
from volunteers.privacy import consents, reading
from volunteers.privacy.erasing import erase_volunteer
from volunteers.privacy.forms import ErasureForm, OwnDataForm
from volunteers.privacy.services import correct_own_data


def _own(request: HttpRequest) -> Volunteer:
    volunteer = (
        Volunteer.objects.visible_to(request.user)
        .filter(user=request.user)
        .select_related("user", "region")
        .first()
    )
    if volunteer is None:
        raise Http404
    return volunteer


@require_safe
@never_cache
@requires(Permission.SEE_OWN_DATA)
def my_data(request: HttpRequest) -> HttpResponse:
    volunteer = _own(request)
    context = {
        "volunteer": volunteer,
        "facts": reading.facts_about(volunteer),
        "sections": reading.sections_about(volunteer),
        "notes": reading.notes_about(volunteer),
    }
    return render(request, "volunteers/privacy/my_data.html", context)


@require_safe
@never_cache
@requires(Permission.SEE_OWN_DATA)
def download(request: HttpRequest) -> HttpResponse:
    now = timezone.localtime()
    response = JsonResponse(
        reading.as_json(_own(request), now),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    name = f"birge-my-data-{now:%Y-%m-%d}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_OWN_DATA)
def correct(request: HttpRequest) -> HttpResponse:
    volunteer = _own(request)
    form = OwnDataForm(request.POST or None, instance=volunteer)
    if request.method == "POST" and form.is_valid():
        correct_own_data(volunteer, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Thank you for keeping it right."))
        return redirect("my_data")
    context = {"form": form, "volunteer": volunteer}
    status = 422 if form.errors else 200
    return render(request, "volunteers/privacy/correct.html", context, status=status)


@require_safe
@requires(Permission.SEE_OWN_DATA)
def my_consents(request: HttpRequest) -> HttpResponse:
    """What one has said yes to; from 18 on, the place to say it oneself."""
    volunteer = _own(request)
    in_force = list(volunteer.consents.filter(withdrawn_at=None))
    decides = consents.decides_alone(volunteer)
    context = {
        "consents": in_force,
        "decides": decides,
        "to_say": decides and not consents.has_said_yes_as_adult(in_force, volunteer),
        "pictures": any(one.kind == ConsentKind.PHOTO for one in in_force),
    }
    return render(request, "volunteers/privacy/my_consents.html", context)


@require_POST
@requires(Permission.SEE_OWN_DATA)
def say_yes(request: HttpRequest) -> HttpResponse:
    try:
        consents.say_yes_as_adult(
            _own(request), by=request.user, pictures="pictures" in request.POST
        )
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Thank you. From now on you decide alone."))
    return redirect("my_consents")


@require_POST
@requires(Permission.SEE_OWN_DATA)
def take_back(request: HttpRequest) -> HttpResponse:
    kind = request.POST.get("kind")
    if kind not in (ConsentKind.PARTICIPATION, ConsentKind.PHOTO):
        messages.warning(request, _("Choose what you take back."))
    elif withdraw_consents(_own(request), [ConsentKind(kind)], by=request.user):
        messages.success(
            request,
            _("You take a rest now, and others get your places. Come back whenever you like."),
        )
    else:
        messages.success(request, _("Taken back."))
    return redirect("my_consents")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_OWN_DATA)
def leave_for_good(request: HttpRequest) -> HttpResponse:
    """Delete the own account: what tells who one is goes, what one did stays."""
    volunteer = _own(request)
    form = ErasureForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        erase_volunteer(volunteer, by=request.user)
        logout(request)
        return render(request, "volunteers/privacy/left.html")
    context = {"form": form, "volunteer": volunteer}
    status = 422 if form.errors else 200
    return render(request, "volunteers/privacy/leave.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ERASE_VOLUNTEERS)
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody out who has asked for it, or whose parents have."""
    volunteer = get_object_or_404(Volunteer.objects.visible_to(request.user), pk=pk)
    form = ErasureForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        erase_volunteer(volunteer, by=request.user)
        messages.success(request, _("The volunteer was taken out. The figures are as before."))
        return redirect("volunteers:list")
    context = {"form": form, "volunteer": volunteer}
    status = 422 if form.errors else 200
    return render(request, "volunteers/privacy/erase.html", context, status=status)
