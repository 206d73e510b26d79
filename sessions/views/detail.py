"""A session's own page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.decorators import requires
from accounts.models import User
from accounts.permissions import Permission
from sessions import offers, policy
from sessions.candidates import best_candidate
from sessions.choices import FILLING, SEEN_BY_THE_ASSIGNED
from sessions.eligibility import are_without_adult
from sessions.errors import NO_ADULT
from sessions.history import history_of_session, seen_version
from sessions.models import NotHeld, SchoolSession
from sessions.queries import row_of, session_for_page
from sessions.views.loading import load_for_page


@require_safe
@requires(Permission.SEE_SESSIONS)
def session_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a session; for those who teach it, what they need to teach it; for those
    who could, how to get a place.
    """
    user = request.user
    try:
        school_session = load_for_page(request, pk)
    except Http404:
        return _offered(request, pk)
    row = row_of(school_session, user)
    context = {
        "session": school_session,
        "row": row,
        "log": school_session.log,
        "venue_is_link": school_session.venue.startswith(("https://", "http://")),
    }
    if not policy.coordinates(user, school_session.school):
        return render(
            request, "sessions/detail_taught.html", context | _for_teaching(school_session, user)
        )
    may = {
        "change": policy.allows(policy.check_may_change, user, school_session),
        "confirm": policy.allows(policy.check_may_confirm, user, school_session),
        "correct": policy.allows(policy.check_may_correct, user, school_session),
        "verify": policy.allows(policy.check_may_verify, user, school_session),
        "turn_down": policy.allows(policy.check_may_turn_down, user, school_session),
    }
    context |= {
        "may": may,
        "not_held": _not_held(school_session) if row.not_held else None,
        "best": best_candidate(school_session, user) if row.needs_volunteers else None,
        "flags": [*row.flags, *_adult_flags(school_session)],
        "seen": seen_version(school_session) if may["verify"] else "",
    }
    if school_session.is_logged:
        context |= _said_about(school_session)
    else:
        context |= _asked_and_waiting(school_session)
    if user.can(Permission.SEE_HISTORY):
        context["history"] = history_of_session(school_session)
    return render(request, "sessions/detail.html", context)


def _offered(request: HttpRequest, pk: int) -> HttpResponse:
    """For a volunteer who does not teach it and may look at it; a 404 for everyone else."""
    volunteer = getattr(request.user, "volunteer", None)
    if not volunteer or not request.user.can(Permission.TAKE_PLACES):
        raise Http404
    try:
        school_session = session_for_page(offers.offered_to(volunteer), pk)
    except SchoolSession.DoesNotExist:
        raise Http404 from None
    context = {
        "session": school_session,
        "row": row_of(school_session, request.user),
        "offer": offers.offer_of(school_session, volunteer),
    }
    return render(request, "sessions/offered.html", context)


def _for_teaching(school_session: SchoolSession, user: User) -> dict:
    """The own part in it, and who else teaches: by first name and initial."""
    seen = [one for one in school_session.assignments.all() if one.status in SEEN_BY_THE_ASSIGNED]
    own = next((one for one in seen if one.volunteer.user_id == user.pk), None)
    return {
        "own": own,
        "others": [one for one in seen if one.status in FILLING and one != own],
        "can_give_up": policy.allows(policy.check_may_give_up, user, school_session),
        "can_say_not_held": policy.allows(policy.check_may_say_not_held, user, school_session),
        "question": school_session.log_questions.open().first(),
    }


def _not_held(school_session: SchoolSession) -> NotHeld | None:
    said = school_session.not_held.filter(starts_at=school_session.starts_at)
    return said.select_related("said_by").first()


def _said_about(school_session: SchoolSession) -> dict:
    """Questions about the log with their answers, and what those said who taught it."""
    questions = school_session.log_questions.select_related("asked_by", "answered_by")
    return {
        "questions": list(questions),
        "feedback": list(school_session.feedback.select_related("volunteer")),
    }


def _asked_and_waiting(school_session: SchoolSession) -> dict:
    return {
        "invitations": list(school_session.invitations.select_related("volunteer", "by")),
        "waiting": list(school_session.waiting_places.select_related("volunteer")),
        "takes_volunteers": SchoolSession.objects.taking_volunteers()
        .filter(pk=school_session.pk)
        .exists(),
    }


def _adult_flags(school_session: SchoolSession) -> list[str]:
    """A file of sessions cannot name a teacher, so an imported one may lack an adult."""
    people = [one.volunteer for one in school_session.assignments.all() if one.status in FILLING]
    day = timezone.localdate(school_session.starts_at)
    if not school_session.is_open or school_session.contact_id:
        return []
    return [str(NO_ADULT)] if are_without_adult(people, day) else []
