"""Reads across posts and accounts, for pages."""

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Prefetch, QuerySet, Subquery

from accounts.models import User
from campaigns.models import FollowerReading, Picture, Post, PostReading, SocialAccount
from regions.history import Entry, Trail, history_of

ON_A_PAGE = 50
_HIDDEN = frozenset({"recorded_by", "recorded_at"})


def for_lists(posts: QuerySet[Post]) -> QuerySet[Post]:
    """With what a row shows: its author, project and what the newest reading says."""
    newest = PostReading.objects.filter(post=OuterRef("pk")).order_by("-date", "-source")
    shown = Prefetch("pictures", Picture.objects.shown(), to_attr="shown_pictures")
    related = posts.select_related(
        "account", "volunteer__region", "organisation", "project", "region", "campaign"
    ).prefetch_related(shown)
    return related.annotate(
        views=Subquery(newest.filter(views__isnull=False).values("views")[:1]),
        reach=Subquery(newest.filter(reach__isnull=False).values("reach")[:1]),
    )


def page_of_posts(posts: QuerySet[Post], number: int) -> Page:
    """The newest first; those that are still to come stand on top."""
    ordered = for_lists(posts).order_by(F("published_on").desc(nulls_first=True), "-pk")
    return Paginator(ordered, ON_A_PAGE).get_page(number)


def history_of_post(post: Post) -> list[Entry]:
    """Who wrote and changed it and its readings; the post must be one that the reader may see."""
    of_post = {"post_id": post.pk}
    return history_of(
        Trail(
            Post,
            {"pgh_obj_id": post.pk},
            hide=frozenset({"created_by", "created_at", "volunteer", "external_id"}),
        ),
        Trail(PostReading, of_post, subject="date", hide=_HIDDEN),
    )


def history_of_account(account: SocialAccount) -> list[Entry]:
    return history_of(
        Trail(SocialAccount, {"pgh_obj_id": account.pk}),
        Trail(FollowerReading, {"account_id": account.pk}, subject="date", hide=_HIDDEN),
    )


def accounts_for_list(user: User) -> QuerySet[SocialAccount]:
    newest = FollowerReading.objects.filter(account=OuterRef("pk")).order_by("-date", "-source")
    return (
        SocialAccount.objects.visible_to(user)
        .select_related("project", "organisation")
        .annotate(
            followers=Subquery(newest.values("followers")[:1]),
            read_on=Subquery(newest.values("date")[:1]),
            post_count=Count("posts"),
        )
    )


def best_a_day(readings: list[FollowerReading]) -> list[FollowerReading]:
    """Of each day the reading of the source that is trusted most, the newest first."""
    best: dict = {}
    for reading in readings:
        known = best.get(reading.date)
        if known is None or reading.source > known.source:
            best[reading.date] = reading
    return sorted(best.values(), key=lambda reading: reading.date, reverse=True)
