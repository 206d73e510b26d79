"""Short links: the open address that leads on, and the pages on which they are made."""

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import open_to_all, requires
from accounts.permissions import Permission
from campaigns.models import ShortLink
from campaigns.outreach import links, policy
from campaigns.outreach.link_forms import LinkForm
from outbox.handover import absolute
from sessions.errors import Refusal
from sessions.views.loading import add_refusal

MOST_DAYS = 60
"""So many days stand on a link's page; the total has all of them."""


@open_to_all("Whoever scans a poster is led on; it counts that somebody came, and nothing else.")
@never_cache
@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Lead on to where the link leads, which nothing in the address can change.

    The one page that writes on reading: it adds one to the visits of the day.
    """
    link = get_object_or_404(ShortLink, code=code.lower())
    if not link.is_open:
        return render(request, "outreach/link_closed.html", {"link": link}, status=410)
    is_known = links.leads_to_known_place(link)
    if request.method == "GET" and links.is_visitor(request.headers.get("User-Agent", "")):
        links.count_visit(link)
    if not is_known:
        response = render(request, "outreach/link_leaving.html", {"link": link})
    else:
        response = HttpResponseRedirect(link.target)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def load(request: HttpRequest, pk: int) -> ShortLink:
    visible = ShortLink.objects.visible_to(request.user).select_related("campaign")
    return get_object_or_404(visible, pk=pk)


@require_safe
@requires(Permission.SEE_OUTREACH)
def link_list(request: HttpRequest) -> HttpResponse:
    shown = ShortLink.objects.visible_to(request.user).select_related("campaign")
    context = {"links": shown.annotate(visits=Sum("days__visits", default=0))}
    return render(request, "outreach/links.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_LINKS)
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_LINKS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    link = load(request, pk)
    policy.check(links.may_change_link(request.user, link))
    return _edit(request, link)


def _edit(request: HttpRequest, link: ShortLink | None) -> HttpResponse:
    form = LinkForm(request.POST or None, user=request.user, instance=link)
    if request.method == "POST" and form.is_valid():
        try:
            saved = links.save_link(form.instance, by=request.user)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The link is ready."))
            return redirect("outreach:link", pk=saved.pk)
    context = {"form": form, "link": link and load(request, link.pk)}
    status = 422 if form.errors else 200
    return render(request, "outreach/link_form.html", context, status=status)


@require_safe
@requires(Permission.SEE_OUTREACH)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    link = load(request, pk)
    context = {
        "link": link,
        "address": address_of(link),
        "days": link.days.all()[:MOST_DAYS],
        "visits": link.days.aggregate(all=Sum("visits", default=0))["all"],
        "can_change": links.may_change_link(request.user, link),
    }
    return render(request, "outreach/link.html", context)


@require_safe
@requires(Permission.SEE_OUTREACH)
def code(request: HttpRequest, pk: int, format_: str) -> HttpResponse:
    """The code to scan, for a poster: SVG for print, PNG for a document."""
    link = load(request, pk)
    if format_ not in links.QR_TYPES:
        raise Http404
    drawn = links.qr_code(address_of(link), format_)
    response = HttpResponse(drawn, content_type=links.QR_TYPES[format_])
    response["Content-Disposition"] = f'inline; filename="{link.code}.{format_}"'
    return response


def address_of(link: ShortLink) -> str:
    return absolute(reverse("short_link", args=[link.code]))
