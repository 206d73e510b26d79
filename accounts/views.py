"""Pages about oneself; signing in and out is the login library's."""

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.decorators import requires
from accounts.permissions import Permission


@require_safe
@requires(Permission.SEE_START)
def me(request: HttpRequest) -> HttpResponse:
    """Who one is here, and what one may change about it."""
    context = {"has_second_factor": is_mfa_enabled(request.user)}
    return render(request, "accounts/me.html", context)
