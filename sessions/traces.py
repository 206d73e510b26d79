"""What this app holds about volunteers, and what it does when one leaves for good."""

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
from volunteers.privacy.traces import Trace, announce

announce_farewell(free_places)

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
