"""What each kind of letter says. Short: what happened, when and where, and the one next step."""

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from outbox.handover import absolute
from outbox.kinds import Content
from outbox.models import Letter
from schools.models import Closure, School
from sessions.choices import UPCOMING, InvitationAnswer, Mode, SessionStatus
from sessions.models import Invitation, Lesson, SchoolSession
from sessions.notices import standing
from sessions.notices.entries import cancelled_entry_for, entry_for
from sessions.notices.facts import SessionFacts
from volunteers.models import Volunteer
from volunteers.receivers import receiver_of

Facts = list[tuple[str, str]]


def assigned(letter: Letter) -> Content | None:
    session, place = standing.as_it_is_now(letter), standing.place_of(letter)
    if not place or not _is_to_come(session) or standing.is_repeated(letter):
        return None
    return Content(
        subject=_("You teach: %(session)s") % {"session": in_short(session)},
        paragraphs=[
            _("You have a place in this session. Thank you for taking it!"),
            _("Can’t you come? Say so on its page as early as you can, so that somebody else may."),
        ],
        facts=[*facts_of(session), (_("Your part"), capfirst(place.get_role_display()))],
        calendar=entry_for(letter, session, answer="ACCEPTED"),
        **_open(session),
    )


def invited(letter: Letter) -> Content | None:
    session, invitation = standing.as_it_is_now(letter), standing.invitation_of(letter)
    if not invitation or invitation.pk != letter.data["invitation"]:
        return None
    until = formats.date_format(timezone.localtime(invitation.expires_at), "DATETIME_FORMAT")
    return Content(
        subject=_("Can you teach? %(session)s") % {"session": in_short(session)},
        paragraphs=[
            _("This session needs a volunteer, and it would suit you. Will you take it?"),
            _("Please answer until %(until)s. A no is fine, too: then somebody else is asked.")
            % {"until": until},
        ],
        facts=facts_of(session),
        calendar=entry_for(letter, session, answer="NEEDS-ACTION"),
        url=absolute(reverse("sessions:detail", args=[session.pk])),
        button=_("Answer"),
    )


def unassigned(letter: Letter) -> Content | None:
    session = standing.as_it_is_now(letter)
    if standing.has_place(letter) or _is_old_news(letter, session):
        return None
    return Content(
        subject=_("You are free: %(session)s") % {"session": in_short(session)},
        paragraphs=[
            _("You do not teach this session any more, so you need not come."),
            _("Do you think that this is a mistake? Write to your coordinator."),
        ],
        facts=facts_of(session),
        calendar=cancelled_entry_for(letter, session),
    )


def withdrawn(letter: Letter) -> Content | None:
    """An invitation is over; the entry that it has put into the calendar leaves it again."""
    session = standing.as_it_is_now(letter)
    is_in = standing.has_place(letter) or standing.invitation_of(letter)
    if is_in or not _is_to_come(session) or _is_old_news(letter, session):
        return None
    answer = Invitation.objects.get(pk=letter.data["invitation"]).answer
    subject, words = {
        InvitationAnswer.NO: (
            _("Thank you for your answer: %(session)s"),
            _("You said that you cannot come. That is fine: somebody else is asked."),
        ),
        InvitationAnswer.EXPIRED: (
            _("No longer needed: %(session)s"),
            _("The time to answer is over, so somebody else is asked. There will be others!"),
        ),
        InvitationAnswer.FILLED: (
            _("No longer needed: %(session)s"),
            _("This session has its volunteers now. Thank you for being ready!"),
        ),
    }.get(
        answer,
        (_("No longer needed: %(session)s"), _("Nobody is needed there any more. Thank you!")),
    )
    return Content(
        subject=subject % {"session": in_short(session)},
        paragraphs=[words],
        facts=facts_of(session),
        calendar=cancelled_entry_for(letter, session),
    )


def changed(letter: Letter) -> Content | None:
    session = standing.as_it_is_now(letter)
    place, invitation = standing.place_of(letter), standing.invitation_of(letter)
    overtaken = standing.is_repeated(letter) or standing.first_news_waits(letter)
    if overtaken or not (place or invitation) or not _is_to_come(session):
        return None
    before = standing.known_before(letter)
    if before == SessionFacts.of(session):
        return None
    return Content(
        subject=_("Changed: %(session)s") % {"session": in_short(session)},
        paragraphs=[
            _("Something about this session has changed:"),
            "\n".join(_differences(before, session)),
            *_why_closed(letter, letter.data.get("closure")),
            _("Can’t you come any more? Say so on its page as early as you can."),
        ],
        facts=facts_of(session),
        calendar=entry_for(letter, session, answer="ACCEPTED" if place else "NEEDS-ACTION"),
        **_open(session),
    )


def cancelled(letter: Letter) -> Content | None:
    session = standing.as_it_is_now(letter)
    if session.status != SessionStatus.CANCELLED or _is_old_news(letter, session):
        return None
    return Content(
        subject=_("Cancelled: %(session)s") % {"session": in_short(session)},
        paragraphs=[
            _("This session does not take place, so you need not come."),
            *(_why_closed(letter, session.closure_id) or _why_cancelled(letter, session)),
        ],
        facts=facts_of(session),
        calendar=cancelled_entry_for(letter, session),
    )


def confirmed(letter: Letter) -> Content | None:
    session = standing.as_it_is_now(letter)
    is_known = standing.is_repeated(letter) or standing.was_told_last(letter)
    if session.status != SessionStatus.CONFIRMED or is_known or not standing.has_place(letter):
        return None
    return Content(
        subject=_("The school says yes: %(session)s") % {"session": in_short(session)},
        paragraphs=[_("The school has confirmed this session and looks forward to you.")],
        facts=facts_of(session),
        calendar=entry_for(letter, session, answer="ACCEPTED"),
        **_open(session),
    )


def reminder(letter: Letter) -> Content | None:
    session = standing.as_it_is_now(letter)
    is_over = session.starts_at <= timezone.now() or session.status not in UPCOMING
    is_moved = timezone.localdate(session.starts_at).isoformat() != letter.data["day"]
    if is_over or is_moved or not standing.has_place(letter):
        return None
    return Content(
        subject=_("You teach on %(session)s") % {"session": in_short(session)},
        paragraphs=[
            _("A short reminder, so that all goes well. Good luck!"),
            _("Something in the way? Say so on its page now, and call your coordinator."),
        ],
        facts=facts_of(session),
        calendar=entry_for(letter, session, answer="ACCEPTED"),
        **_open(session),
    )


def log_missing(letter: Letter) -> Content | None:
    session = standing.as_it_is_now(letter)
    if not session.is_open or not session.is_past or not standing.has_place(letter):
        return None
    if session.not_held.filter(starts_at=session.starts_at).exists():
        return None
    return Content(
        subject=_("How did it go? %(session)s") % {"session": in_short(session)},
        paragraphs=[
            _(
                "The log of your session is still missing. It takes half a minute, and only with "
                "it do the students you reached count."
            ),
        ],
        facts=facts_of(session),
        calendar=entry_for(letter, session, answer="ACCEPTED"),
        url=absolute(reverse("sessions:log", args=[session.pk])),
        button=_("Log the session"),
    )


def message(letter: Letter) -> Content | None:
    """Somebody's own words, to everyone of a session, a day or a school."""
    author = letter.written_by.get_full_name() if letter.written_by else _("your coordinator")
    written = [part.strip() for part in letter.data["text"].replace("\r\n", "\n").split("\n\n")]
    paragraphs = [*filter(None, written), f"– {author}"]
    return Content(
        subject=letter.data["subject"],
        paragraphs=paragraphs,
        reply_to=letter.data["reply_to"],
    )


def in_short(school_session: SchoolSession) -> str:
    """For a subject: the day, the time and the lesson."""
    return f"{_day(school_session.starts_at)}, {school_session.title}"


def facts_of(school_session: SchoolSession) -> Facts:
    """What one needs to know to be there."""
    facts = [
        (_("When"), _time(school_session.starts_at, school_session.minutes)),
        (_("Lesson"), f"{school_session.title} ({school_session.project.name})"),
        (_("School"), f"{school_session.school.name}, {school_session.school.region.name}"),
        (_("How"), capfirst(school_session.get_mode_display())),
    ]
    if school_session.venue:
        facts.append((_("Room or link"), school_session.venue))
    return [(str(label), str(value)) for label, value in facts]


def _why_closed(letter: Letter, closure_id: int | None) -> list[str]:
    """In the reader's own language, other than what the session itself keeps."""
    closure = Closure.objects.filter(pk=closure_id).first()
    if closure is None:
        return []
    why = closure.why if _may_get_own_words(letter) else str(closure.get_kind_display())
    return [_reason(capfirst(why))]


def _why_cancelled(letter: Letter, session: SchoolSession) -> list[str]:
    """In the words of whoever cancelled it."""
    return [_reason(session.cancel_reason)] if _may_get_own_words(letter) else []


def _may_get_own_words(letter: Letter) -> bool:
    """Whether the reader is grown up, or a guardian reads it, too."""
    volunteer = Volunteer.objects.select_related("user").filter(pk=letter.person).first()
    return bool(letter.copy_to) or bool(volunteer and receiver_of(volunteer).may_get_own_words)


def _reason(reason: str) -> str:
    return _("The reason: %(reason)s") % {"reason": reason}


def _is_old_news(letter: Letter, session: SchoolSession) -> bool:
    return session.is_past or standing.is_repeated(letter) or standing.was_never_told(letter)


def _is_to_come(session: SchoolSession) -> bool:
    return session.is_open and not session.is_past


def _open(school_session: SchoolSession) -> dict[str, str]:
    return {
        "url": absolute(reverse("sessions:detail", args=[school_session.pk])),
        "button": _("Open the session"),
    }


def _differences(before: SessionFacts, now: SchoolSession) -> list[str]:
    """One line for each thing that is different, with what it was."""
    was = []
    if (before.starts_at, before.minutes) != (now.starts_at, now.minutes):
        was.append((_time(now.starts_at, now.minutes), _time(before.starts_at, before.minutes)))
    if before.school_id != now.school_id:
        was.append((now.school.name, School.objects.get(pk=before.school_id).name))
    if before.lesson_id != now.lesson_id:
        lesson = Lesson.objects.filter(pk=before.lesson_id).first()
        was.append((now.title, lesson.title if lesson else now.project.name))
    if before.mode != now.mode:
        was.append((capfirst(now.get_mode_display()), Mode(before.mode).label))
    if before.venue != now.venue:
        was.append((now.venue or _("no room or link yet"), before.venue or _("none")))
    return [_("%(now)s (was: %(before)s)") % {"now": new, "before": old} for new, old in was]


def _time(starts_at, minutes: int) -> str:
    local = timezone.localtime(starts_at)
    return _("%(day)s, %(time)s, %(minutes)s minutes") % {
        "day": f"{formats.date_format(local, 'l')}, {formats.date_format(local, 'DATE_FORMAT')}",
        "time": formats.date_format(local, "TIME_FORMAT"),
        "minutes": minutes,
    }


def _day(starts_at) -> str:
    local = timezone.localtime(starts_at)
    weekday = formats.date_format(local, "D")
    day = formats.date_format(local, "MONTH_DAY_FORMAT")
    return f"{weekday} {day}, {formats.date_format(local, 'TIME_FORMAT')}"
