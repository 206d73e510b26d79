"""Where the numbers of posts come from."""

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Campaign, PostReading, PostStatus, ReadingSource
from campaigns.outreach.counting import Span
from campaigns.outreach.wording import number


def sources_of(campaign: Campaign, span: Span) -> dict[ReadingSource, int]:
    """Of how many posts of these days each source told something."""
    readings = PostReading.objects.filter(
        post__campaign=campaign,
        post__status=PostStatus.PUBLISHED,
        post__published_on__range=(span.since, span.until),
    )
    counted = (
        readings.order_by("-source").values("source").annotate(posts=Count("post", distinct=True))
    )
    return {ReadingSource(row["source"]): row["posts"] for row in counted}


def sources_in_words(sources: dict[ReadingSource, int]) -> str:
    told = [
        ngettext("%(source)s (%(number)s post)", "%(source)s (%(number)s posts)", posts)
        % {"source": source.label, "number": number(posts)}
        for source, posts in sources.items()
    ]
    return _("Numbers of posts: %(sources)s.") % {"sources": "; ".join(told)}
