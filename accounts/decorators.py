"""What every view carries: who may open it."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.permissions import Permission

View = Callable[..., HttpResponse]


def requires(permission: Permission) -> Callable[[View], View]:
    """Open a view to those who have the permission; others get a 403.

    People who are not signed in never come this far: the middleware sends them to the login.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.can(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        checked.permission = permission
        return checked

    return decorate


def open_to_all(reason: str) -> Callable[[View], View]:
    """Open a view to the whole world, for a reason that the guard tests print."""

    def decorate(view: View) -> View:
        opened = login_not_required(view)
        opened.open_because = reason
        return opened

    return decorate
