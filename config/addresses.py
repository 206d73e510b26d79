"""What an address may carry."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NUL, REPLACEMENT = "%00", "%EF%BF%BD"


class StorableAddresses:
    """Puts the replacement character where a query has a NUL, which PostgreSQL cannot hold.

    So a search for it finds nothing, and what takes one of several values still refuses it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if NUL in query:
            request.META["QUERY_STRING"] = query.replace(NUL, REPLACEMENT)
        return self.get_response(request)
