"""Taking in what platforms export: send it, say what columns mean, look at it, write it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.models import OutreachFile, ReadingSource
from campaigns.outreach.files import taking
from campaigns.outreach.files.forms import MeaningsForm, SendForm
from campaigns.outreach.files.reading import Table, read_table
from sessions.errors import Refusal
from transfers.imports.faults import FileRefused

MOST_FAULTS = 100
"""So many stand on the page; the count says how many there are."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.TAKE_IN_NUMBERS)
def send(request: HttpRequest) -> HttpResponse:
    """Send a file or paste a table; nothing is taken in before somebody has looked at it."""
    form = SendForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        file = taking.keep_file(
            by=request.user,
            account=said["account"],
            name=said["file"].name if said["file"] else _("pasted rows"),
            content=said["content"],
            read_on=said["read_on"],
            source=ReadingSource.FILE if said["file"] else ReadingSource.PASTED,
        )
        return redirect("outreach:file", pk=file.pk)
    status = 422 if form.errors else 200
    recent = OutreachFile.objects.visible_to(request.user).select_related("account")[:10]
    context = {"form": form, "recent": recent}
    return render(request, "outreach/files.html", context, status=status)


def load(request: HttpRequest, pk: int) -> OutreachFile:
    files = OutreachFile.objects.visible_to(request.user).select_related("account")
    return get_object_or_404(files, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.TAKE_IN_NUMBERS)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would change or what is wrong with it; what its unknown columns mean."""
    file = load(request, pk)
    if file.taken_at:
        return render(request, "outreach/file.html", {"file": file})
    try:
        table = read_table(file.content)
        unknown = taking.meanings_of(file, table)[1]
    except FileRefused as refusal:
        return _refused(request, file, refusal)
    if unknown:
        return _ask(request, file, unknown, table)
    try:
        counts = taking.look_at(file, by=request.user)
    except FileRefused as refusal:
        return _refused(request, file, refusal)
    can_take = taking.may_take(request.user, file)
    context = {"file": file, "counts": counts, "can_take": can_take}
    return render(request, "outreach/file.html", context)


def _ask(request: HttpRequest, file: OutreachFile, heads: list[str], table: Table) -> HttpResponse:
    form = MeaningsForm(request.POST or None, heads=heads, samples=table.samples())
    if request.method == "POST" and form.is_valid():
        taking.remember_meanings(file, by=request.user, meanings=form.said())
        return redirect("outreach:file", pk=file.pk)
    return render(request, "outreach/file.html", {"file": file, "form": form})


def _refused(request: HttpRequest, file: OutreachFile, refusal: FileRefused) -> HttpResponse:
    context = {
        "file": file,
        "faults": refusal.faults[:MOST_FAULTS],
        "fault_count": len(refusal.faults),
    }
    return render(request, "outreach/file.html", context, status=200)


@require_POST
@requires(Permission.TAKE_IN_NUMBERS)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the file says; it is checked once more, since records may have changed."""
    file = load(request, pk)
    taking.check_may_take(request.user, file)
    try:
        taking.take_in(file, by=request.user)
    except FileRefused as refusal:
        return _refused(request, file, refusal)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The numbers are taken in."))
    return redirect("outreach:file", pk=file.pk)
