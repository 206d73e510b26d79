"""Pages about oneself; signing in and out is the login library's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.decorators import requires
from accounts.permissions import Permission


@requires(Permission.SEE_START)
def me(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/me.html")
