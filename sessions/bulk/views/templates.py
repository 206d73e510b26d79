"""Programme templates: which lessons, in which week."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from sessions import policy
from sessions.bulk import template_services
from sessions.bulk.template_forms import TemplateForm
from sessions.errors import Refusal
from sessions.models import ProgrammeTemplate
from sessions.views.loading import add_refusal


@require_safe
@requires(Permission.PLAN_SESSIONS)
def template_list(request: HttpRequest) -> HttpResponse:
    templates = (
        ProgrammeTemplate.objects.visible_to(request.user)
        .select_related("region")
        .annotate(lesson_count=Count("lessons"))
        .prefetch_related("lessons__lesson__project")
    )
    rows = [
        {"template": one, "may_change": policy.may_change_template(request.user, one)}
        for one in templates
    ]
    return render(request, "sessions/bulk/templates.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def template_create(request: HttpRequest) -> HttpResponse:
    """A new one; with ``?copy=``, one that begins as another."""
    visible = ProgrammeTemplate.objects.visible_to(request.user)
    text = request.GET.get("copy", "")
    copied = visible.filter(pk=text).first() if text.isdecimal() and len(text) < 19 else None
    form = TemplateForm(request.POST or None, user=request.user, copied=copied)
    return _save(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(ProgrammeTemplate.objects.visible_to(request.user), pk=pk)
    policy.check_may_change_template(request.user, template)
    form = TemplateForm(request.POST or None, user=request.user, template=template)
    return _save(request, form, template)


@require_POST
@requires(Permission.PLAN_SESSIONS)
def template_remove(request: HttpRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(ProgrammeTemplate.objects.visible_to(request.user), pk=pk)
    template_services.remove_template(template, by=request.user)
    messages.success(request, _("The programme is removed. Planned sessions stay."))
    return redirect("sessions:templates")


def _save(
    request: HttpRequest, form: TemplateForm, template: ProgrammeTemplate | None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            template_services.save_template(
                template, form.values(), form.lessons(), by=request.user
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The programme is saved."))
            return redirect("sessions:templates")
    context = {"form": form, "template": template}
    return render(
        request, "sessions/bulk/template_form.html", context, status=422 if form.errors else 200
    )
