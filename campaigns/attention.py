"""What of campaigns waits for somebody, for their start page."""

import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from campaigns.choices import CampaignStatus
from campaigns.models import Campaign, CampaignStep, Workshop

MOST_SHOWN = 5
SOON = datetime.timedelta(days=14)


def plans_to_approve(user: User) -> QuerySet[Campaign]:
    """Plans that were sent to review by others, the one that has waited longest first."""
    if not user.can(Permission.APPROVE_CAMPAIGNS):
        return Campaign.objects.none()
    sent = CampaignStep.objects.filter(campaign=OuterRef("pk"), status=CampaignStatus.IN_REVIEW)
    last = sent.order_by("-at", "-pk")
    waiting = Campaign.objects.visible_to(user).filter(status=CampaignStatus.IN_REVIEW)
    return (
        waiting.annotate(sent_by=Subquery(last.values("by")[:1]))
        .annotate(sent_at=Subquery(last.values("at")[:1]))
        .exclude(sent_by=user.pk)
        .select_related("organisation")
        .order_by("sent_at")[:MOST_SHOWN]
    )


def campaigns_at_work(user: User) -> QuerySet[Campaign]:
    """What somebody plans or runs now, with how many comments are open; the newest first."""
    shown = Campaign.objects.visible_to(user).exclude(status=CampaignStatus.CLOSED)
    is_open = Q(comments__settled_at=None, comments__pk__isnull=False)
    counted = shown.annotate(open_comments=Count("comments", filter=is_open))
    return counted.select_related("organisation").order_by("-created_at", "-pk")[:MOST_SHOWN]


def workshops_soon(user: User) -> QuerySet[Workshop]:
    """Workshops that somebody takes part in, and that go on now or begin soon."""
    today = timezone.localdate()
    near = Workshop.objects.filter(end_date__gte=today, start_date__lte=today + SOON)
    return near.visible_to(user).select_related("organisation").order_by("start_date")[:MOST_SHOWN]
