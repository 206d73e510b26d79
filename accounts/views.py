"""Pages about oneself; signing in and out is the login library's."""

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from accounts.decorators import open_to_all, requires
from accounts.permissions import Permission
from accounts.services import remember_language


@require_safe
@requires(Permission.SEE_START)
def me(request: HttpRequest) -> HttpResponse:
    """Who one is here, and what one may change about it."""
    context = {"has_second_factor": is_mfa_enabled(request.user)}
    return render(request, "accounts/me.html", context)


@open_to_all("Anyone may choose a language, before signing in, too.")
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Show the pages in a language, and write to the person in it from now on."""
    if request.user.is_authenticated:
        remember_language(request.user, request.POST.get("language", ""))
    return set_language(request)
