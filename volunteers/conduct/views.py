"""The page of the code of conduct: read it, sign it, see until when it holds."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from volunteers.conduct.services import ends_soon, may_sign, sign_conduct, signature_of
from volunteers.conduct.texts import CONDUCT_VERSION, rules


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_OWN_DATA)
def my_conduct(request: HttpRequest) -> HttpResponse:
    volunteer = getattr(request.user, "volunteer", None)
    if volunteer is None:
        raise Http404
    status, is_ticked = 200, "agrees" in request.POST
    if request.method == "POST" and is_ticked:
        try:
            sign_conduct(volunteer, by=request.user, version=request.POST.get("version", ""))
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, _("Signed. Thank you for keeping to it."))
        return redirect("my_conduct")
    if request.method == "POST":
        status = 422
    signed = signature_of(volunteer)
    context = {
        "rules": rules(),
        "version": CONDUCT_VERSION,
        "signed": signed,
        "may_sign": may_sign(volunteer) and ends_soon(signed),
        "decides": may_sign(volunteer),
        "has_error": status == 422,
    }
    return render(request, "volunteers/conduct/my_conduct.html", context, status=status)
