"""Pages of jobs: one's own jobs, one job with its progress, files in and out."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from transfers import policy, services
from transfers.downloads import give_file
from transfers.forms import ImportForm
from transfers.imports.kinds import import_kinds
from transfers.models import Job
from transfers.registry import kind_with_slug, kinds

JOBS_A_PAGE = 20


@require_GET
@requires(Permission.SEE_START)
def job_list(request: HttpRequest) -> HttpResponse:
    """One's own jobs, the latest first."""
    jobs = Job.objects.visible_to(request.user)
    page = Paginator(jobs, JOBS_A_PAGE).get_page(request.GET.get("page"))
    asked_for = [kind for kind in kinds() if kind.form and request.user.can(kind.permission)]
    context = {
        "page": page,
        "kinds": asked_for,
        "can_import": request.user.can(Permission.IMPORT_DATA),
        "days": settings.EXPORT_DAYS,
    }
    return render(request, "transfers/job_list.html", context)


@require_GET
@requires(Permission.SEE_START)
def job_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A job: how far it is, then what came of it."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    policy.check_may_use(request.user, job)
    template = "transfers/job.html#job" if request.htmx else "transfers/job.html"
    return render(request, template, {"job": job})


@require_GET
@requires(Permission.SEE_START)
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that a job gave out."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    policy.check_may_use(request.user, job)
    return give_file(request, job)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_START)
def request_job(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a job of a kind that has a form; the kind says who may."""
    try:
        kind = kind_with_slug(slug)
    except KeyError as error:
        raise Http404 from error
    if kind.form is None:
        raise Http404
    if not request.user.can(kind.permission):
        raise PermissionDenied
    form = kind.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        job = services.request_job(kind.name, by=request.user, parameters=form.parameters())
        return redirect("transfers:job", pk=job.pk)
    status = 422 if form.is_bound else 200
    return render(
        request, "transfers/request_job.html", {"form": form, "kind": kind}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.IMPORT_DATA)
def import_file(request: HttpRequest) -> HttpResponse:
    """Choose what a file holds and send it; a job checks it and writes nothing yet."""
    form = ImportForm(request)
    if request.method == "POST" and form.is_valid():
        job = services.request_job(
            f"import_{form.cleaned_data['kind']}",
            by=request.user,
            upload=form.cleaned_data["file"],
        )
        return redirect("transfers:job", pk=job.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "kinds": import_kinds()}
    return render(request, "transfers/import_file.html", context, status=status)


@require_POST
@requires(Permission.IMPORT_DATA)
def continue_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was checked."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    policy.check_may_use(request.user, job)
    if not job.awaits_yes or not services.continue_job(
        job, by=request.user, parameters={"write": True}
    ):
        messages.info(request, _("This import was started already, or there is nothing to write."))
    return redirect("transfers:job", pk=job.pk)
