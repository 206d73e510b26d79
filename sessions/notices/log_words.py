"""What letters about logs say."""

from django.urls import reverse
from django.utils.translation import gettext as _

from outbox.handover import absolute
from outbox.kinds import Content
from outbox.models import Letter
from sessions.choices import SessionStatus
from sessions.models import LogQuestion, NotHeld
from sessions.notices import standing
from sessions.notices.content import facts_of, in_short


def log_question(letter: Letter) -> Content | None:
    session = standing.as_it_is_now(letter)
    question = LogQuestion.objects.open().filter(pk=letter.data["question"]).first()
    if not session or not question:
        return None
    paragraphs = [
        _("Thank you for your log! Before it is final, there is a question about it:"),
        f"“{question.question}”\n– {question.asked_by.get_full_name()}",
        _("Answer it on the page, and put right there what was wrong. It takes a minute."),
    ]
    return Content(
        subject=_("A question about your log: %(session)s") % {"session": in_short(session)},
        paragraphs=paragraphs,
        facts=facts_of(session),
        url=absolute(reverse("sessions:answer_log", args=[session.pk])),
        button=_("Answer"),
    )


def turned_down(letter: Letter) -> Content | None:
    session = standing.as_it_is_now(letter)
    if not session or session.status != SessionStatus.CANCELLED:
        return None
    paragraphs = [
        _("Your log of a session that was not on the calendar was not accepted."),
        _("The reason: %(reason)s") % {"reason": session.cancel_reason},
        _("Do you think that this is a mistake? Write to your coordinator."),
    ]
    return Content(
        subject=_("Not accepted: %(session)s") % {"session": in_short(session)},
        paragraphs=paragraphs,
        facts=facts_of(session),
    )


def log_answered(letter: Letter) -> Content | None:
    session = standing.as_it_is_now(letter)
    question = LogQuestion.objects.filter(pk=letter.data["question"]).first()
    if not session or not question or session.status == SessionStatus.VERIFIED:
        return None
    return Content(
        subject=_("Answered: %(session)s") % {"session": in_short(session)},
        paragraphs=[
            _("You asked: “%(question)s”") % {"question": question.question},
            _("The answer: “%(answer)s”") % {"answer": question.answer},
        ],
        facts=facts_of(session),
        url=absolute(reverse("sessions:detail", args=[session.pk])),
        button=_("Open the log"),
    )


def not_held(letter: Letter) -> Content | None:
    session = standing.as_it_is_now(letter)
    said = NotHeld.objects.filter(pk=letter.data["not_held"]).first()
    if not session or not said or not session.is_open or session.starts_at != said.starts_at:
        return None
    reason = str(said.get_reason_display())
    if said.note:
        reason = f"{reason}: {said.note}"
    return Content(
        subject=_("Did not take place: %(session)s") % {"session": in_short(session)},
        paragraphs=[
            _("The volunteer says that this session did not take place."),
            _("The reason: %(reason)s") % {"reason": reason},
            _("Find another time for it, or cancel it: until then it stands in your queue."),
        ],
        facts=facts_of(session),
        url=absolute(reverse("sessions:detail", args=[session.pk])),
        button=_("Open the session"),
    )
