"""What can be done with ideas."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from outbox.handover import absolute
from outbox.kinds import Content
from outbox.models import Letter
from outbox.services import Draft, write_letters
from sessions.choices import IdeaKind, IdeaStatus
from sessions.errors import NotNow, Refusal
from sessions.models import Idea, IdeaSupport, Lesson
from volunteers.models import Project, Volunteer
from volunteers.receivers import receiver_of


def check_may_answer(user: User, idea: Idea) -> None:
    """Coordinators of the author's region, and managers."""
    if not user.can(Permission.ANSWER_IDEAS):
        raise PermissionDenied
    if not (user.sees_all_regions or idea.volunteer.region_id in user.region_ids):
        raise PermissionDenied


def may_answer(user: User, idea: Idea) -> bool:
    try:
        check_may_answer(user, idea)
    except PermissionDenied:
        return False
    return True


def propose_idea(
    *, by: User, kind: str, title: str, text: str, project: Project | None = None
) -> Idea:
    """A new idea: its author and coordinators see it until one of them has read it."""
    volunteer = _volunteer(by)
    title, text = title.strip(), text.strip()
    if kind not in IdeaKind.values or not title or not text:
        raise Refusal(_("Give it a title, and say what you would do."))
    return Idea.objects.create(
        volunteer=volunteer, kind=kind, title=title, text=text, project=project
    )


@transaction.atomic
def set_support(idea: Idea, *, by: User, wanted: bool) -> None:
    """Support an idea, or do so no more; saying it again changes nothing.

    :raises NotNow: it is one's own, or nobody collects support for it.
    """
    volunteer = _volunteer(by)
    if not wanted:
        IdeaSupport.objects.filter(idea=idea, volunteer=volunteer).delete()
        return
    if idea.volunteer_id == volunteer.pk:
        raise NotNow(_("This is your own idea: others support it."))
    if idea.status == IdeaStatus.NEW:
        raise NotNow(_("A coordinator has to read it first."))
    IdeaSupport.objects.get_or_create(idea=idea, volunteer=volunteer)


@transaction.atomic
def answer_idea(idea: Idea, *, by: User, status: str, answer: str = "") -> Idea:
    """Say what comes of an idea. Its author is told, and everyone can read it."""
    check_may_answer(by, idea)
    answer = answer.strip()
    if status not in IdeaStatus.values or status == IdeaStatus.NEW:
        raise Refusal(_("Choose what comes of it."), field="status")
    if status == IdeaStatus.NOT_NOW and not answer:
        raise Refusal(_("Say why not now: somebody has thought about it."), field="answer")
    idea = Idea.objects.select_for_update(of=("self",)).select_related("volunteer").get(pk=idea.pk)
    if (idea.status, idea.answer) == (status, answer):
        return idea
    idea.status, idea.answer = status, answer
    idea.answered_by, idea.answered_at = by, timezone.now()
    idea.save(update_fields=["status", "answer", "answered_by", "answered_at"])
    _tell_author(idea, by=by)
    return idea


@transaction.atomic
def draft_lesson(idea: Idea, *, by: User) -> Lesson:
    """A lesson's draft out of an idea: nobody plans sessions with it before it is published."""
    check_may_answer(by, idea)
    idea = Idea.objects.select_for_update(of=("self",)).select_related("project").get(pk=idea.pk)
    if idea.lesson_id:
        return idea.lesson
    if not idea.project:
        raise Refusal(_("A lesson is of a project, and this idea names none."))
    idea.lesson = Lesson.objects.create(
        code=f"IDEA-{idea.pk}", project=idea.project, title_en=idea.title, is_draft=True
    )
    idea.save(update_fields=["lesson"])
    return idea.lesson


@transaction.atomic
def publish_lesson(idea: Idea, *, by: User) -> Lesson:
    """The lesson that an idea became can be planned with: for managers, as all lessons."""
    if not by.can(Permission.ANSWER_IDEAS) or not by.sees_all_regions:
        raise PermissionDenied
    if not idea.lesson_id:
        raise NotNow(_("There is no draft of a lesson yet."))
    lesson = Lesson.objects.select_for_update().get(pk=idea.lesson_id)
    if lesson.is_draft:
        lesson.is_draft = False
        lesson.save(update_fields=["is_draft"])
    answer_idea(idea, by=by, status=IdeaStatus.DONE, answer=idea.answer)
    return lesson


def words_of_answer(letter: Letter) -> Content | None:
    """What the letter to an author says."""
    idea = Idea.objects.filter(pk=letter.data["idea"]).first()
    if not idea or idea.status != letter.data["status"]:
        return None
    return Content(
        subject=_("About your idea: %(title)s") % {"title": idea.title},
        paragraphs=[
            _("Thank you for your idea! What comes of it: %(status)s.")
            % {"status": idea.get_status_display()},
            *([idea.answer] if idea.answer else []),
        ],
        url=absolute(reverse("sessions:idea", args=[idea.pk])),
        button=_("See your idea"),
    )


def _tell_author(idea: Idea, *, by: User) -> None:
    write_letters(
        [
            Draft(
                kind="idea_answered",
                cause=f"idea_answered:{idea.pk}:{idea.answered_at.isoformat()}",
                receiver=receiver_of(idea.volunteer, "idea_answered"),
                about=f"idea:{idea.pk}",
                region_id=idea.volunteer.region_id,
                data={"idea": idea.pk, "status": idea.status},
            )
        ],
        by=by,
    )


def _volunteer(user: User) -> Volunteer:
    volunteer = getattr(user, "volunteer", None)
    if not volunteer or not user.can(Permission.PROPOSE_IDEAS):
        raise PermissionDenied(_("Ideas come from volunteers."))
    return volunteer
