"""Closed unless opened: sign-in for every page, a second factor where the role needs it."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class ClosedUnlessOpenedMiddleware(LoginRequiredMiddleware):
    """Django's own middleware, with answers that scripts and fragments understand."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        if request.content_type == "application/json":
            return JsonResponse({"detail": _("Sign in first.")}, status=401)
        response = super().handle_no_permission(request, view_func)
        if getattr(request, "htmx", False):
            # A login page swapped into a fragment would be a page in a page.
            return HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
        return response


class SecondFactorMiddleware:
    """Sends managers and administrators to set up a second factor before anything else."""

    OPEN_PREFIXES = ("/accounts/", "/static/", "/i18n/", "/healthz", "/readyz")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_SECOND_FACTOR and self.is_missing(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def is_missing(self, request: HttpRequest) -> bool:
        user = request.user
        return (
            not request.path.startswith(self.OPEN_PREFIXES)
            and user.is_authenticated
            and user.needs_second_factor
            and not is_mfa_enabled(user)
        )
