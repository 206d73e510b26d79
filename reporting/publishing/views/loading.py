"""What the views of one report have in common."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from reporting.models import Publication
from reporting.publishing.snapshot import LANGUAGES
from sessions.errors import Refusal

_PEOPLE = ("author", "submitted_by", "approved_by", "withdrawn_by")


def load_publication(request: HttpRequest, pk: int) -> Publication:
    """A report that the person may see; a 404 for any other."""
    visible = Publication.objects.visible_to(request.user)
    related = (*_PEOPLE, "job", "snapshot", "replaces", "replaced_by")
    return get_object_or_404(visible.select_related(*related), pk=pk)


def language_of(request: HttpRequest, default: str) -> str:
    """The language in which the report is to be shown or written: ``?language=kk``."""
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else default


def back_with(request: HttpRequest, publication: Publication, refusal: Refusal) -> HttpResponse:
    """To the report's page, which shows how things are now, with the reason on top."""
    messages.error(request, refusal.message)
    return redirect("reports:publication", pk=publication.pk)
