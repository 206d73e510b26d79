"""What this app, and the apps below it, hold about volunteers."""

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from outbox.models import Letter, LetterChoice
from volunteers.models import (
    Application,
    Check,
    Consent,
    ConsentRequest,
    Enrolment,
    Training,
    Unavailability,
    UnitProgress,
    VolunteerNote,
    WeeklyTime,
)
from volunteers.privacy.traces import Trace, announce

announce(
    # Of the membership only days and a project are left, which name nobody.
    Trace(Enrolment, _("Projects"), shows=("project", "joined_date", "left_date"), empties={}),
    Trace(
        Consent,
        _("Consents"),
        shows=(
            "kind",
            "text_version",
            "method",
            "given_by",
            "evidence",
            "given_at",
            "withdrawn_at",
        ),
    ),
    Trace(Application, _("Your application"), shows=("created_at", "ways", "times", "motivation")),
    Trace(
        ConsentRequest,
        _("What a parent or guardian was asked"),
        shows=("created_at", "name", "address", "answered_at", "said_yes", "said_yes_to_pictures"),
    ),
    Trace(Training, _("Trainings"), shows=("project", "passed_date", "how", "note")),
    Trace(
        Check,
        _("Checks"),
        shows=("kind", "valid_from", "valid_until", "signed_at", "text_version"),
    ),
    Trace(WeeklyTime, _("Hours of the week"), shows=("kind", "weekday", "starts", "ends")),
    Trace(Unavailability, _("Times away"), shows=("starts_at", "ends_at")),
    # For coordinators only: "my data" says how many there are, and whom to ask.
    Trace(VolunteerNote),
    Trace(LetterChoice, _("Your choice of letters"), path="user", shows=("rhythm", "unwanted")),
    Trace(Letter, _("Letters to you"), path="user", shows=("written_at", "subject", "text")),
    Trace(EmailAddress, path="user"),
    Trace(UnitProgress, _("Progress in trainings"), shows=("unit", "passed_at")),
)
