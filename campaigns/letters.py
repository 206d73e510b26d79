"""The kinds of letters about campaigns and posts."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.outreach import notices
from outbox.kinds import LetterKind, announce
from volunteers.receivers import whose_address


def _page(about: str) -> str:
    thing, _colon, number = about.partition(":")
    return reverse("outreach:post", args=[number]) if thing == "post" else ""


announce(
    LetterKind(
        name=notices.KIND,
        label=_("Answers to posts"),
        content=notices.words_of_answer,
        in_own_words=True,
        whose_address=whose_address,
        page=_page,
    )
)
