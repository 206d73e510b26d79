"""What this app holds about volunteers, and what it does when one leaves for good."""

import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sessions.models import (
    Assignment,
    CalendarFeed,
    FillProposal,
    Idea,
    IdeaSupport,
    Invitation,
    LogQuestion,
    NotHeld,
    SessionFeedback,
    SessionLog,
    WaitingPlace,
)
from sessions.services.leaving import free_places
from volunteers.privacy.erasing import announce_farewell
from volunteers.privacy.retention import Rule, announce_rule, midnight
from volunteers.privacy.traces import Trace, announce, rewriting


def forget_reasons(before: datetime.date) -> None:
    """Why somebody could not come: often an illness, and of no use once it is long ago."""
    told = ~Q(decline_reason="")
    over = Assignment.objects.filter(told, school_session__starts_at__lt=midnight(before))
    ids = list(over.values_list("pk", flat=True))
    over.update(decline_reason="")
    versions = Assignment.pgh_event_model
    with rewriting(versions):
        versions.objects.filter(told, pgh_obj_id__in=ids).update(decline_reason="")


announce_farewell(free_places)
announce_rule(Rule("reasons", forget_reasons))

SESSION = ("school_session__lesson", "school_session__project")

announce(
    Trace(
        Assignment,
        _("Sessions"),
        shows=("school_session", "role", "status", "decline_reason"),
        related=SESSION,
        empties={"decline_reason": ""},
    ),
    Trace(
        Invitation,
        _("Invitations"),
        shows=("school_session", "sent_at", "answer"),
        related=SESSION,
    ),
    Trace(
        WaitingPlace,
        _("Waiting for a place"),
        shows=("school_session", "since"),
        related=SESSION,
    ),
    Trace(FillProposal),
    Trace(
        SessionLog,
        _("Logs"),
        path="logged_by",
        shows=("delivered_at", "minutes", "mode", "note", "logged_at"),
        empties={"note": ""},
    ),
    Trace(
        LogQuestion,
        _("Questions about your logs"),
        path="answered_by",
        shows=("asked_at", "question", "answer"),
        empties={"question": "—", "answer": ""},
    ),
    Trace(
        NotHeld,
        _("Sessions that were not held"),
        path="said_by",
        shows=("school_session", "reason", "note", "said_at"),
        related=SESSION,
        empties={"note": "—"},
    ),
    Trace(
        SessionFeedback,
        _("What you said of sessions"),
        shows=("school_session", "went", "wish"),
        related=SESSION,
    ),
    Trace(Idea, _("Ideas"), shows=("title", "text", "status", "answer")),
    Trace(IdeaSupport, _("Ideas you support"), shows=("idea", "since")),
    Trace(CalendarFeed, _("Calendar to subscribe to"), path="user", shows=("created_at",)),
)
