"""What the letters about the way in, and about checks, say: as things stand when they are sent."""

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outbox.handover import absolute
from outbox.kinds import Content
from outbox.models import Letter
from volunteers.choices import CheckKind, VolunteerStatus
from volunteers.models import Check, Volunteer


def _receiver(letter: Letter, *statuses: VolunteerStatus) -> Volunteer | None:
    """Who it is to, as long as they have one of the statuses; any without."""
    volunteer = Volunteer.objects.filter(pk=letter.person, erased_at=None).first()
    if volunteer and statuses and volunteer.status not in statuses:
        return None
    return volunteer


def interview(letter: Letter) -> Content | None:
    volunteer = _receiver(letter, VolunteerStatus.INTERVIEW)
    if not volunteer:
        return None
    at = volunteer.interview_at
    if not at:
        return Content(
            subject=_("Let’s talk: your application"),
            paragraphs=[
                _("Hi %(name)s, we liked your application and would like to get to know you.")
                % {"name": volunteer.first_name},
                _("Your coordinator will write to you to find a time for a short talk."),
            ],
        )
    local = timezone.localtime(at)
    return Content(
        subject=_("Your interview on %(day)s") % {"day": formats.date_format(local, "DATE_FORMAT")},
        paragraphs=[
            _("Hi %(name)s, we liked your application and would like to get to know you.")
            % {"name": volunteer.first_name},
            _("It is a short, friendly talk. There is nothing to prepare."),
            _("Can’t you make it? Tell your coordinator, and you find another time."),
        ],
        facts=[(_("When"), formats.date_format(local, "DATETIME_FORMAT"))],
    )


def welcome(letter: Letter) -> Content | None:
    volunteer = _receiver(letter, VolunteerStatus.ACTIVE)
    if not volunteer:
        return None
    return Content(
        subject=_("Welcome! You can teach now"),
        paragraphs=[
            _("Hi %(name)s, everything is ready: from now on you can take lessons.")
            % {"name": volunteer.first_name},
            _("Have a look at what is open near you."),
        ],
        url=absolute(reverse("start")),
        button=_("See the lessons"),
    )


def declined(letter: Letter) -> Content | None:
    volunteer = _receiver(letter, VolunteerStatus.DECLINED)
    if not volunteer:
        return None
    return Content(
        subject=_("Your application"),
        paragraphs=[
            _("Hi %(name)s, thank you for wanting to help. This time we can’t take you on.")
            % {"name": volunteer.first_name},
            volunteer.decline_reason,
            _(
                "This says nothing about you as a person. You are welcome to apply again. What "
                "you told us is deleted in half a year, or earlier if you write to us."
            ),
        ],
    )


def check_ends(letter: Letter) -> Content | None:
    """A check ends soon; nothing to tell once there is a later one, or the check is gone."""
    volunteer = _receiver(letter, VolunteerStatus.ACTIVE, VolunteerStatus.PAUSED)
    check = Check.objects.filter(pk=letter.data["check"]).first()
    if not volunteer or not check or not check.valid_until:
        return None
    later = volunteer.checks.filter(kind=check.kind, valid_from__gte=check.valid_from)
    if any(
        one.valid_until is None or one.valid_until > check.valid_until
        for one in later.exclude(pk=check.pk)
    ):
        return None
    today = timezone.localdate()
    left = (check.valid_until - today).days
    if left < 0:
        return None
    is_conduct = check.kind == CheckKind.CONDUCT
    words = {
        "check": check.get_kind_display(),
        "day": formats.date_format(check.valid_until, "DATE_FORMAT"),
    }
    return Content(
        subject=ngettext("%(check)s: %(left)d day left", "%(check)s: %(left)d days left", left)
        % {"check": str(check.get_kind_display()).capitalize(), "left": left},
        paragraphs=[
            _("Hi %(name)s, this runs out on %(day)s: %(check)s.")
            % {**words, "name": volunteer.first_name},
            _("After that day you can’t be given lessons until there is a new one."),
            _("Read it and sign it again: it takes two minutes.")
            if is_conduct
            else _("Please get in touch with your coordinator now, so that there is no gap."),
        ],
        **(_to_conduct() if is_conduct else {}),
    )


def _to_conduct() -> dict[str, str]:
    return {"url": absolute(reverse("my_conduct")), "button": _("Read and sign it")}


def adult(letter: Letter) -> Content | None:
    volunteer = _receiver(letter)
    if not volunteer or volunteer.is_minor_on(timezone.localdate()):
        return None
    todo = [_("Say yes yourself: until now your parents’ consent counted.")]
    kinds = {
        "needs_background_check": _("A background check: your coordinator tells you how."),
        "needs_code_of_conduct": _(
            "The code of conduct: read it and sign it under “Me”. It takes two minutes."
        ),
    }
    projects = [
        enrolment.project
        for enrolment in volunteer.enrolments.filter(left_date=None).select_related("project")
    ]
    todo += [text for name, text in kinds.items() if any(getattr(one, name) for one in projects)]
    return Content(
        subject=_("You are 18: what changes"),
        paragraphs=[
            _("Happy birthday, %(name)s! As an adult you need a few things to go on teaching:")
            % {"name": volunteer.first_name},
            "\n".join(f"· {one}" for one in todo),
            _("It takes a minute, and nobody but you decides any more."),
        ],
        url=absolute(reverse("my_consents")),
        button=_("Say yes yourself"),
    )
