"""Whether a letter is still worth sending, once all that happened meanwhile is known."""

from outbox.models import Letter
from sessions.choices import FILLING
from sessions.models import Assignment, Invitation, SchoolSession
from sessions.notices.facts import SessionFacts

FIRST_NEWS = ("assigned", "invited")
"""The kinds by which somebody learns of a session."""


def has_place(letter: Letter) -> bool:
    return place_of(letter) is not None


def place_of(letter: Letter) -> Assignment | None:
    """The place that the receiver has in the session now."""
    return Assignment.objects.filter(
        school_session=letter.data["session"], volunteer=letter.person, status__in=FILLING
    ).first()


def invitation_of(letter: Letter) -> Invitation | None:
    """The invitation to the session that the receiver can still answer."""
    return (
        Invitation.objects.standing()
        .filter(school_session=letter.data["session"], volunteer=letter.person)
        .first()
    )


def was_never_told(letter: Letter) -> bool:
    """The letters that told of the session were overtaken: there is nothing to take back."""
    first = _others(letter).filter(kind__in=FIRST_NEWS, pk__lt=letter.pk)
    return first.exists() and not first.exclude(mail=None).exists()


def is_repeated(letter: Letter) -> bool:
    """A later letter of the same kind says the same, or more."""
    return _others(letter).filter(kind=letter.kind, pk__gt=letter.pk, dropped="").exists()


def first_news_waits(letter: Letter) -> bool:
    """The letter that tells of the session at all is still to go out, with how things are now."""
    return _others(letter).waiting().filter(kind__in=FIRST_NEWS).exists()


def was_told_last(letter: Letter) -> bool:
    """The last that the receiver was told of it is this very thing."""
    told = _others(letter).exclude(mail=None).order_by("-pk").first()
    return told is not None and told.kind == letter.kind


def known_before(letter: Letter) -> SessionFacts:
    """The plan that the receiver was told last: several changes at a stretch are told as one."""
    told = _others(letter).exclude(mail=None).order_by("-pk").values_list("pk", flat=True).first()
    untold = _others(letter).filter(kind="changed", pk__gt=told or 0).order_by("pk").first()
    earliest = min(untold or letter, letter, key=lambda one: one.pk)
    return SessionFacts.from_json(earliest.data["before"])


def as_it_is_now(letter: Letter) -> SchoolSession | None:
    """The session that a letter is about, with all that its words need."""
    sessions = SchoolSession.objects.select_related("school__region", "project", "lesson")
    return sessions.filter(pk=letter.data["session"]).first()


def _others(letter: Letter):
    return Letter.objects.to(letter.about, letter.person).exclude(pk=letter.pk)
