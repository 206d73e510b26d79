"""What the views of one workshop have in common."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from campaigns.models import Workshop
from campaigns.workshops.policy import facilitates, organises
from sessions.errors import Refusal
from sessions.views.loading import add_refusal


def load_workshop(request: HttpRequest, pk: int) -> Workshop:
    """A workshop that the person may see; a 404 for any other."""
    visible = Workshop.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("organisation"), pk=pk)


def page_of(
    request: HttpRequest, template: str, workshop: Workshop, context: dict, *, status: int = 200
) -> HttpResponse:
    """A page with what all of them show: the workshop, and where its reader may go."""
    return render(
        request,
        f"workshops/{template}.html",
        {
            "workshop": workshop,
            "organises": organises(request.user, workshop),
            "facilitates": facilitates(request.user, workshop),
            **context,
        },
        status=status,
    )


def saved(form: Form, save: Callable[[], object]) -> bool:
    """Whether a valid form could be written; what the service refuses stands at its field."""
    if not form.is_valid():
        return False
    try:
        save()
    except Refusal as refusal:
        add_refusal(form, refusal)
        return False
    return True


def done(
    request: HttpRequest, address: str, workshop: Workshop, save: Callable[[], object], word: str
) -> HttpResponse:
    """After a press of a button: to a page of the workshop, with a word or the reason why not."""
    try:
        save()
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, word)
    return redirect(f"workshops:{address}", pk=workshop.pk)
