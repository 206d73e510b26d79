"""Adding pictures to posts and campaigns, looking at them, and taking them away."""

import uuid

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.models import Campaign, Picture, Post
from campaigns.outreach.policy import check
from campaigns.outreach.views.posts import load as load_post
from campaigns.pictures import files, policy, services
from campaigns.pictures.choices import GoneWhy
from campaigns.pictures.encoding import CONTENT_TYPE
from campaigns.pictures.forms import PictureForm
from campaigns.views.loading import load_campaign
from sessions.errors import Refusal
from sessions.views.loading import add_refusal

MOST_GONE = 20
MOST_OF_POSTS = 60


def load(request: HttpRequest, key: uuid.UUID) -> Picture:
    """A picture that the person may see and that may be shown at all; a 404 for any other."""
    pictures = Picture.objects.visible_to(request.user).shown()
    related = pictures.select_related("post__volunteer", "post__account", "campaign")
    return get_object_or_404(related, key=key)


@require_safe
@requires(Permission.SEE_POSTS)
def file(request: HttpRequest, key: uuid.UUID, size: str) -> HttpResponse:
    """The bytes. A browser may keep them, and asks each time whether they may still be shown."""
    picture = load(request, key)
    if size not in files.SIZES:
        raise Http404
    etag = f'"{picture.key}-{size}"'
    if request.headers.get("If-None-Match") == etag:
        return _closed(HttpResponseNotModified(), etag)
    try:
        content = files.path_of(key, size).read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    return _closed(HttpResponse(content, content_type=CONTENT_TYPE), etag)


def _closed(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_safe
@requires(Permission.SEE_POSTS)
def picture(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One picture, and for who answers for it on which consents it rests."""
    shown = load(request, key)
    context = {"picture": shown, "back": _place_of(shown)}
    if policy.may_read_consents(request.user, shown):
        consents = list(shown.consents.select_related("volunteer"))
        for consent in consents:
            if consent.volunteer_id:
                consent.name = policy.name_shown_to(request.user, consent)
        context |= {"can_take_away": True, "consents": consents}
    return render(request, "pictures/picture.html", context)


@require_POST
@requires(Permission.SEE_POSTS)
def take_away(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    shown = load(request, key)
    is_taken_back = request.POST.get("why") == GoneWhy.TAKEN_BACK
    try:
        services.take_away(
            shown, by=request.user, why=GoneWhy.TAKEN_BACK if is_taken_back else GoneWhy.REMOVED
        )
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The picture is deleted."))
    return redirect(_place_of(shown))


def _place_of(picture: Picture) -> str:
    if picture.post_id:
        return reverse("outreach:post", args=[picture.post_id])
    return reverse("campaigns:pictures", args=[picture.campaign_id])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_POSTS)
def add_to_post(request: HttpRequest, pk: int) -> HttpResponse:
    post = load_post(request, pk)
    check(policy.may_add_to_post(request.user, post))
    return _add(request, post, reverse("outreach:post", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_CAMPAIGNS)
def add_to_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = load_campaign(request, pk)
    check(policy.may_add_to_campaign(request.user, campaign))
    return _add(request, campaign, reverse("campaigns:pictures", args=[pk]))


def _add(request: HttpRequest, subject: Post | Campaign, back: str) -> HttpResponse:
    form = PictureForm(request)
    add = services.add_to_post if isinstance(subject, Post) else services.add_to_campaign
    if request.method == "POST" and form.is_valid():
        try:
            add(subject, by=request.user, new=form.new_picture())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The picture is added."))
            return redirect(back)
    context = {"form": form, "subject": subject, "back": back}
    status = 422 if form.errors else 200
    return render(request, "pictures/add.html", context, status=status)


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def of_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """The campaign's own pictures, those of its posts, and what is gone and why."""
    campaign = load_campaign(request, pk)
    may_add = policy.may_add_to_campaign(request.user, campaign)
    seen = Picture.objects.visible_to(request.user).filter(
        Q(campaign=campaign) | Q(post__campaign=campaign)
    )
    shown = list(seen.shown().select_related("post"))
    context = {
        "campaign": campaign,
        "own": [one for one in shown if one.campaign_id],
        "of_posts": [one for one in shown if one.post_id][:MOST_OF_POSTS],
        "gone": campaign.pictures.gone()[:MOST_GONE] if may_add else [],
        "may_add": may_add,
    }
    return render(request, "pictures/campaign.html", context)
