"""Messages: what one is told oneself, and what was sent to others."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from outbox import services
from outbox.forms import ChoiceForm
from outbox.models import LetterChoice


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_START)
def choices(request: HttpRequest) -> HttpResponse:
    """Which messages one gets, and how often."""
    choice = LetterChoice.objects.filter(user=request.user).first() or LetterChoice()
    form = ChoiceForm(request.POST if request.method == "POST" else None, choice=choice)
    if request.method == "POST" and form.is_valid():
        services.choose_letters(
            request.user, rhythm=form.cleaned_data["rhythm"], unwanted=form.unwanted
        )
        messages.success(request, _("Saved. It holds for what is written from now on."))
        return redirect("me")
    status = 422 if form.errors else 200
    return render(request, "outbox/choices.html", {"form": form}, status=status)
