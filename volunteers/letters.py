"""The kinds of letters about volunteers themselves."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from outbox.kinds import LetterKind, announce
from volunteers.applying import content as applying
from volunteers.consenting import content as consenting
from volunteers.joining import content
from volunteers.receivers import whose_address


def _page(about: str) -> str:
    """Where the volunteer is that a letter is about."""
    thing, _colon, number = about.partition(":")
    return reverse("volunteers:detail", args=[number]) if thing == "volunteer" else ""


_KINDS = [
    ("interview", _("Interviews"), content.interview),
    ("welcome", _("Welcomes"), content.welcome),
    ("declined", _("Applications declined"), content.declined),
    ("check_ends", _("Checks that end"), content.check_ends),
    ("adult", _("Turning 18"), content.adult),
]

for _name, _label, _content in _KINDS:
    announce(
        LetterKind(
            name=_name,
            label=_label,
            content=_content,
            in_own_words=_name == "declined",
            whose_address=whose_address,
            page=_page,
        )
    )

announce(
    LetterKind(
        name="application",
        label=_("Applications to confirm"),
        content=applying.confirm,
        stands_alone=True,
        holds_key=True,
    )
)
for _name, _label, _content, _holds_key in (
    ("consent_asked", _("Requests for consent"), consenting.asked, True),
    ("consent_reminder", _("Reminders of requests for consent"), consenting.reminded, True),
    ("consent_kept", _("Answers of guardians, to keep"), consenting.kept, True),
    ("consent_answered", _("Answers of guardians"), consenting.answered, False),
    ("consent_withdrawn", _("Consents taken back"), consenting.withdrawn, False),
    ("consent_lost", _("Consents taken back, to coordinators"), consenting.lost, False),
):
    announce(
        LetterKind(
            name=_name,
            label=_label,
            content=_content,
            stands_alone=_holds_key,
            holds_key=_holds_key,
            whose_address=whose_address,
            page=_page,
        )
    )
