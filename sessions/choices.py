from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    ONLINE = "online", _("online")
    OFFLINE = "offline", _("in person")
    HYBRID = "hybrid", _("both at once")


class SessionStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    CONFIRMED = "confirmed", _("confirmed")
    DELIVERED = "delivered", _("logged")
    VERIFIED = "verified", _("verified")
    CANCELLED = "cancelled", _("cancelled")
    UNPLANNED = "unplanned", _("waits for a yes")
    """Logged without having been on the calendar: it counts once a coordinator has said yes."""


TAUGHT = (SessionStatus.DELIVERED, SessionStatus.VERIFIED)
"""The statuses that count in figures."""

TO_VERIFY = (SessionStatus.DELIVERED, SessionStatus.UNPLANNED)
"""The statuses of logs that wait for a coordinator's yes."""

WITH_LOG = (*TAUGHT, SessionStatus.UNPLANNED)

UPCOMING = (SessionStatus.PLANNED, SessionStatus.CONFIRMED)
"""The statuses of sessions that are still to be taught or logged."""


class AssignmentRole(models.TextChoices):
    LEAD = "lead", _("lead")
    CO_TEACHER = "co_teacher", _("co-teacher")
    GUEST_EXPERT = "guest_expert", _("guest expert")


class AssignmentStatus(models.TextChoices):
    ASSIGNED = "assigned", _("assigned")
    ATTENDED = "attended", _("attended")
    ABSENT = "absent", _("did not come")
    DECLINED = "declined", _("declined")


FILLING = (AssignmentStatus.ASSIGNED, AssignmentStatus.ATTENDED)
"""The statuses that fill a place and take the volunteer's time."""


SEEN_BY_THE_ASSIGNED = (*FILLING, AssignmentStatus.ABSENT)
"""The statuses with which a volunteer sees the session as an own one."""


class InvitationAnswer(models.TextChoices):
    """How an invitation ended; empty while it stands."""

    YES = "yes", _("said yes")
    NO = "no", _("said no")
    FILLED = "filled", _("the place was filled")
    EXPIRED = "expired", _("did not answer")
    WITHDRAWN = "withdrawn", _("withdrawn")


class LogSource(models.TextChoices):
    PAGE = "page", _("on the page")
    DEVICE = "device", _("sent by a device")
    IMPORT = "import", _("imported from a file")


class NotHeldReason(models.TextChoices):
    """Why a session did not take place, as its volunteer says it."""

    SCHOOL = "school", _("The school called it off")
    CLASS = "class", _("The class was not there")
    CLOSED = "closed", _("The school was closed")
    CONNECTION = "connection", _("No internet or no power")
    VOLUNTEER = "volunteer", _("I could not come")
    OTHER = "other", _("Something else")


class HowItWent(models.TextChoices):
    """A volunteer's answer to how a session went."""

    GREAT = "great", _("Great")
    WELL = "well", _("Well")
    MIXED = "mixed", _("So-so")
    HARD = "hard", _("It was hard")


class IdeaKind(models.TextChoices):
    LESSON = "lesson", _("a lesson")
    SOLUTION = "solution", _("something to make better")


class IdeaStatus(models.TextChoices):
    NEW = "new", _("to be read")
    """Seen by its author and coordinators alone: anyone can write anything."""
    OPEN = "open", _("collecting support")
    PLANNED = "planned", _("we do it")
    DONE = "done", _("done")
    NOT_NOW = "not_now", _("not now")


class PlanningWay(models.TextChoices):
    """How the sessions of a planning run were put together."""

    CLASSES = "classes", _("classes and lessons")
    WEEK = "week", _("a week copied")
    TEMPLATE = "template", _("a programme")
    ROWS = "rows", _("rows pasted")


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    SKIPPED = "skipped", _("skipped")
