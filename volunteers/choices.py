from django.db import models
from django.utils.translation import gettext_lazy as _


class VolunteerStatus(models.TextChoices):
    """The way of a volunteer; ``declined`` and ``left`` end it."""

    APPLIED = "applied", _("applied")
    INTERVIEW = "interview", _("interview")
    TRAINED = "trained", _("trained")
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    DECLINED = "declined", _("declined")
    LEFT = "left", _("left")


JOINING = (VolunteerStatus.APPLIED, VolunteerStatus.INTERVIEW, VolunteerStatus.TRAINED)
"""Those who are on their way to becoming active."""


class ConsentKind(models.TextChoices):
    PARTICIPATION = "participation", _("taking part")
    GUARDIAN = "guardian", _("guardian's consent to taking part")
    PHOTO = "photo", _("pictures")


class ConsentMethod(models.TextChoices):
    ACCOUNT = "account", _("in the own account")
    LINK = "link", _("through a link by e-mail")
    PAPER = "paper", _("on paper")
    TAKEN_OVER = "taken_over", _("taken over from earlier records")


class TrainedHow(models.TextChoices):
    COURSE = "course", _("passed the training")
    EXCEPTION = "exception", _("exception by a coordinator")
    TAKEN_OVER = "taken_over", _("taken over from earlier records")


class TeachingWay(models.TextChoices):
    """How somebody who applies wants to teach."""

    ONLINE = "online", _("online")
    OFFLINE = "offline", _("in person")


class FreeTime(models.TextChoices):
    """When somebody who applies could teach; the hours themselves come later."""

    MORNINGS = "mornings", _("weekdays, mornings")
    AFTERNOONS = "afternoons", _("weekdays, afternoons")
    EVENINGS = "evenings", _("weekdays, evenings")
    SATURDAYS = "saturdays", _("Saturdays")


class CheckKind(models.TextChoices):
    BACKGROUND = "background", _("background check")
    CONDUCT = "conduct", _("code of conduct")


class WeeklyTimeKind(models.TextChoices):
    SCHOOL = "school", _("own school hours")
    AVAILABLE = "available", _("free for sessions")


class Weekday(models.IntegerChoices):
    """As ISO 8601 counts them."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")
