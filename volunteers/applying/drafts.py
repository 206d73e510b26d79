"""An application that is being written: kept with the browser's session, and nowhere else."""

from django.http import HttpRequest

from volunteers.applying.forms import STEPS, birth_date_in, steps_for
from volunteers.models import Application

_DRAFT, _SENT = "application", "application_sent"


def draft_of(request: HttpRequest) -> dict:
    return request.session.get(_DRAFT, {})


def keep(request: HttpRequest, step: str, answers: dict) -> dict:
    draft = draft_of(request) | {step: answers}
    request.session[_DRAFT] = draft
    return draft


def forget(request: HttpRequest) -> None:
    """Phones go from hand to hand in a classroom: nothing of the last one stays."""
    request.session.pop(_DRAFT, None)


def note_sent(request: HttpRequest, application: Application) -> None:
    forget(request)
    request.session[_SENT] = application.pk


def sent_by(request: HttpRequest) -> Application | None:
    """What this browser sent last, while its address waits to be confirmed."""
    number = request.session.get(_SENT)
    return Application.objects.filter(pk=number, confirmed_at=None).first() if number else None


def first_open_step(draft: dict) -> str:
    """Where the application goes on: nobody comes past questions that are not answered."""
    steps = steps_for(draft)
    return next((name for name in steps if name not in draft), steps[-1])


def may_open(draft: dict, step: str) -> bool:
    steps = steps_for(draft)
    return step in steps and steps.index(step) <= steps.index(first_open_step(draft))


def is_begun(draft: dict) -> bool:
    return birth_date_in(draft) is not None and set(draft) <= set(STEPS)
