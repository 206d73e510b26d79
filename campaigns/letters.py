"""The kinds of letters about campaigns and posts."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from campaigns.approving import notices as approving
from campaigns.models import Participant, Workshop
from campaigns.next_steps import notices as next_steps
from campaigns.outreach import notices
from campaigns.people import notices as people
from campaigns.workshops import inviting
from outbox.kinds import LetterKind, announce
from volunteers.receivers import whose_address


def _page(about: str) -> str:
    thing, _colon, number = about.partition(":")
    names = {
        "post": "outreach:post",
        "campaign": "campaigns:detail",
        "workshop": "workshops:detail",
        "organisation": "campaigns:organisation",
    }
    return reverse(names[thing], args=[number]) if thing in names else ""


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

_PLANNING = [
    (
        people.INVITED,
        _("Invitations to campaigns"),
        people.words_of_invitation,
        _("An organisation opens one of its campaigns to you."),
    ),
    (people.MEMBER, _("Who works for an organisation"), people.words_of_membership, ""),
    (
        approving.ANSWERED,
        _("Answers to plans"),
        approving.words_of_answer,
        _("A plan that you write was approved or sent back."),
    ),
    (
        approving.COMMENTED,
        _("Comments on plans"),
        approving.words_of_comment,
        _("What others say about a plan that you write, once a day."),
    ),
    (
        next_steps.GIVEN,
        _("Next steps for you"),
        next_steps.words_of_given,
        _("Somebody wrote down what you do by when."),
    ),
    (
        next_steps.REMINDER,
        _("Reminders of next steps"),
        next_steps.words_of_reminder,
        _("A few days before a step of yours is due, and on the day after."),
    ),
    (
        next_steps.READING,
        _("Readings that are due"),
        next_steps.words_of_reading,
        _("It is time to measure what a campaign has changed."),
    ),
]
_OWN_WORDS = (approving.ANSWERED, approving.COMMENTED, next_steps.GIVEN, next_steps.REMINDER)

for _name, _label, _content, _hint in _PLANNING:
    announce(
        LetterKind(
            name=_name,
            label=_label,
            content=_content,
            hint=_hint,
            is_optional=bool(_hint),
            in_own_words=_name in _OWN_WORDS,
            in_digest=_name == approving.COMMENTED,
            needs=Permission.SEE_CAMPAIGNS,
            whose_address=whose_address,
            page=_page,
        )
    )

announce(
    LetterKind(
        name=approving.SENT_IN,
        label=_("Plans to be answered"),
        content=approving.words_of_sent_in,
        hint=_("An organisation has sent in the plan of a campaign."),
        is_optional=True,
        in_own_words=True,
        needs=Permission.APPROVE_CAMPAIGNS,
        whose_address=whose_address,
        page=_page,
    )
)


def _address_of_participant(user: User, people: Collection[int]) -> set[int]:
    """A participant's address is for those who see the workshop's letters."""
    visible = Workshop.objects.visible_to(user)
    found = Participant.objects.filter(pk__in=people, workshop__in=visible)
    return set(found.values_list("pk", flat=True))


announce(
    LetterKind(
        name=inviting.KIND,
        label=_("Invitations to workshops"),
        content=inviting.words_of_invitation,
        stands_alone=True,
        whose_address=_address_of_participant,
        page=_page,
    )
)
