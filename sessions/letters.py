"""The kinds of letters about sessions."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from outbox.kinds import LetterKind, announce
from sessions.ideas.services import words_of_answer
from sessions.notices import content, log_words, schools
from volunteers.receivers import whose_address


def _page(about: str) -> str:
    """Where the session or school is that a letter is about."""
    thing, _colon, number = about.partition(":")
    names = {
        "session": "sessions:detail",
        "school": "schools:detail",
        "idea": "sessions:idea",
    }
    return reverse(names[thing], args=[number]) if thing in names else ""


# Whom the optional ones concern; nobody else is asked whether they want them.
_NEEDS = {
    "invited": Permission.TAKE_PLACES,
    "confirmed": Permission.TAKE_PLACES,
    "reminder": Permission.TAKE_PLACES,
    "log_missing": Permission.LOG_SESSIONS,
    "log_answered": Permission.VERIFY_LOGS,
    "not_held": Permission.VERIFY_LOGS,
}
_OWN_WORDS = ("message", "log_question", "turned_down", "idea_answered")
_KINDS = [
    ("invited", _("Invitations"), content.invited, _("You are asked to teach a session.")),
    ("assigned", _("New places"), content.assigned, ""),
    ("changed", _("Changes"), content.changed, ""),
    ("cancelled", _("Cancellations"), content.cancelled, ""),
    ("unassigned", _("Places taken back"), content.unassigned, ""),
    ("withdrawn", _("Invitations taken back"), content.withdrawn, ""),
    ("message", _("Messages of coordinators"), content.message, ""),
    (
        "confirmed",
        _("The school’s yes"),
        content.confirmed,
        _("The school has confirmed a session of yours."),
    ),
    (
        "reminder",
        _("Reminders"),
        content.reminder,
        _("The afternoon before, of what you teach tomorrow."),
    ),
    (
        "log_missing",
        _("Missing logs"),
        content.log_missing,
        _("A session of yours is over and not logged yet."),
    ),
    (
        "idea_answered",
        _("Answers to ideas"),
        words_of_answer,
        "",
    ),
    ("log_question", _("Questions about logs"), log_words.log_question, ""),
    ("turned_down", _("Logs that were not accepted"), log_words.turned_down, ""),
    (
        "log_answered",
        _("Answers about logs"),
        log_words.log_answered,
        _("For coordinators: a volunteer has answered your question about a log."),
    ),
    (
        "not_held",
        _("Sessions that did not take place"),
        log_words.not_held,
        _("For coordinators: a volunteer says that a session was not held."),
    ),
]

for _name, _label, _content, _hint in _KINDS:
    announce(
        LetterKind(
            name=_name,
            label=_label,
            content=_content,
            hint=_hint,
            is_optional=bool(_hint),
            stands_alone=_name == "message",
            in_own_words=_name in _OWN_WORDS,
            needs=_NEEDS.get(_name),
            whose_address=whose_address,
            page=_page,
        )
    )

announce(
    LetterKind(
        name=schools.KIND,
        label=_("Closures, to schools"),
        content=schools.content,
        whose_address=schools.whose_address,
        page=_page,
    )
)
