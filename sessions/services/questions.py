"""Sending a log back with a question, and answering it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from sessions import notices, policy
from sessions.errors import NotNow, Refusal
from sessions.log_entries import LogEntry
from sessions.models import LogQuestion, SchoolSession
from sessions.services.locking import all_or_nothing, lock_session
from sessions.services.logs import rewrite_log
from volunteers.receivers import receiver_of


def send_back(school_session: SchoolSession, *, by: User, question: str) -> LogQuestion:
    """Ask whoever wrote a log about it; until they answer, nobody waits for a yes.

    :raises NotNow: it is not to be verified, or was asked about already.
    :raises Refusal: nobody can be asked: nobody writes to a minor unseen.
    """
    question = question.strip()
    if not question:
        raise Refusal(_("Write what you want to know."), field="question")
    with all_or_nothing(lambda: None):
        locked = lock_session(school_session)
        policy.check_may_verify(by, locked)
        if locked.log_questions.open().exists():
            raise NotNow(_("It was sent back already and waits for an answer."))
        if not any(receiver_of(one).may_get_own_words for one in notices.authors_of(locked)):
            raise Refusal(
                _(
                    "Whoever wrote it is under 18, and no parent or guardian is known who would "
                    "get a copy. Correct the log yourself, or record the guardian first."
                ),
                field="question",
            )
        asked = LogQuestion.objects.create(
            school_session=locked, question=question, asked_by=by, asked_at=timezone.now()
        )
        notices.log_sent_back(asked)
    return asked


def answer_question(
    school_session: SchoolSession, *, by: User, answer: str, entry: LogEntry | None = None
) -> LogQuestion:
    """Answer what was asked, and put the log right where it was wrong.

    :param entry: the log as it should have been; none leaves it alone.
    :raises Refusal: there is no answer, or the entry does not fit.
    """
    answer = answer.strip()
    if not answer:
        raise Refusal(_("Write an answer, even a short one."), field="answer")
    with all_or_nothing(lambda: None):
        locked = lock_session(school_session)
        question = locked.log_questions.open().select_related("asked_by").first()
        if not question:
            raise NotNow(_("Nothing is asked about this log any more."))
        policy.check_may_answer(by, locked)
        if entry:
            rewrite_log(locked, entry, by=by)
        question.answer = answer
        question.answered_by = by
        question.settled_at = timezone.now()
        question.save(update_fields=["answer", "answered_by", "settled_at"])
        notices.log_answered(question)
    return question
