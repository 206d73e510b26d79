"""The list of exports: which files went out, for whom, when, and until when they stay."""

from pathlib import Path

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from transfers import policy
from transfers.downloads import give_file
from transfers.models import Job
from transfers.registry import export_kinds

PAGE_SIZE = 30


class ExportFilter(forms.Form):
    """Of which kind, and whose."""

    kind = forms.ChoiceField(label=_("What"), required=False)
    of = forms.ChoiceField(
        label=_("Whose"), required=False, choices=[("", _("everyone’s")), ("me", _("mine"))]
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        self.user = request.user
        kinds = [kind for kind in export_kinds() if self.user.can(kind.permission)]
        self.fields["kind"].choices = [
            ("", _("everything")),
            *((kind.slug, kind.label) for kind in kinds),
        ]
        if not self.user.can(Permission.SEE_ALL_EXPORTS):
            del self.fields["of"]
        if len(kinds) < 2:
            del self.fields["kind"]

    @property
    def is_filtered(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def jobs(self) -> QuerySet[Job]:
        """What fits; a word that means nothing filters nothing."""
        self.is_valid()
        jobs = Job.objects.exports_visible_to(self.user).select_related("created_by")
        if kind := self.cleaned_data.get("kind"):
            jobs = jobs.filter(kind=kind.replace("-", "_"))
        if self.cleaned_data.get("of"):
            jobs = jobs.visible_to(self.user)
        return jobs


def format_of(job: Job) -> str:
    """``PDF``: from the file, or from what was asked for while there is none."""
    return (Path(job.output_name).suffix[1:] or job.parameters.get("format", "csv")).upper()


@require_safe
@requires(Permission.EXPORT_REPORTS)
def exports(request: HttpRequest) -> HttpResponse:
    filters = ExportFilter(request)
    page = Paginator(filters.jobs(), PAGE_SIZE).get_page(request.GET.get("page"))
    for job in page.object_list:
        job.format = format_of(job)
        job.is_own = job.created_by_id == request.user.pk
    context = {
        "filters": filters,
        "page": page,
        "shows_who": request.user.can(Permission.SEE_ALL_EXPORTS),
        "days": settings.EXPORT_DAYS,
    }
    is_swap = request.htmx and not request.htmx.history_restore_request
    template = "reporting/exports.html#results" if is_swap else "reporting/exports.html"
    return render(request, template, context)


@require_safe
@requires(Permission.EXPORT_REPORTS)
def export_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of an export; somebody else's for those who watch over all of them."""
    job = get_object_or_404(Job.objects.exports_visible_to(request.user), pk=pk)
    policy.check_may_use(request.user, job)
    return give_file(request, job)
