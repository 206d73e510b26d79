"""Messages: what one is told oneself, and what was sent to others."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from outbox import folder, services
from outbox.forms import ChoiceForm, LetterFilter
from outbox.models import Letter, LetterChoice
from outbox.queries import hide_addresses, narrowed

PAGE_SIZE = 50


@require_safe
@requires(Permission.SEE_LETTERS)
def letters(request: HttpRequest) -> HttpResponse:
    """What was written to whom, newest first, and whether it went out."""
    form = LetterFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    found = Letter.objects.visible_to(request.user).select_related("mail", "written_by")
    page = Paginator(narrowed(found, asked), PAGE_SIZE).get_page(request.GET.get("page"))
    hide_addresses(page.object_list, request.user)
    context = {
        "form": form,
        "page": page,
        "is_filtered": any(asked.values()),
        "has_folder": folder.folder() is not None and _may_see_folder(request),
    }
    is_swap = request.htmx and not request.htmx.history_restore_request
    return render(request, f"outbox/list.html{'#results' if is_swap else ''}", context)


@require_safe
@requires(Permission.SEE_LETTERS)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: its words, to whom, and what became of it."""
    found = _load(request, pk)
    hide_addresses([found], request.user)
    return render(request, "outbox/letter.html", {"letter": found})


@require_POST
@requires(Permission.SEE_LETTERS)
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a mail once more of which nobody knows whether it arrived."""
    if services.send_again(_load(request, pk)):
        messages.success(request, _("It is being sent once more."))
    else:
        messages.info(request, _("It was sent, or is on its way."))
    return redirect("outbox:letter", pk=pk)


def _load(request: HttpRequest, pk: int) -> Letter:
    visible = Letter.objects.visible_to(request.user).select_related("mail", "written_by")
    return get_object_or_404(visible, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_START)
def choices(request: HttpRequest) -> HttpResponse:
    """Which messages one gets, and how often."""
    choice = LetterChoice.objects.filter(user=request.user).first() or LetterChoice()
    data = request.POST if request.method == "POST" else None
    form = ChoiceForm(data, choice=choice, user=request.user)
    if request.method == "POST" and form.is_valid():
        services.choose_letters(
            request.user, rhythm=form.cleaned_data["rhythm"], unwanted=form.unwanted
        )
        messages.success(request, _("Saved. It holds for what is written from now on."))
        return redirect("me")
    status = 422 if form.errors else 200
    return render(request, "outbox/choices.html", {"form": form}, status=status)


@require_safe
@requires(Permission.SEE_START)
def mail_folder(request: HttpRequest) -> HttpResponse:
    """The mails that were written into files: all of them, also those that let people in."""
    if not _may_see_folder(request):
        raise PermissionDenied
    context = {"folder": folder.folder(), "mails": folder.latest_mails()}
    return render(request, "outbox/folder.html", context)


def _may_see_folder(request: HttpRequest) -> bool:
    """Administrators; on a developer's own machine, whoever is signed in."""
    return settings.DEBUG or request.user.can(Permission.SEE_MAIL_FOLDER)
