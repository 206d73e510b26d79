"""What schools are told by mail: that a closure has cancelled or moved sessions of theirs, or that
they take place after all. To the teacher who answers for a session, where an address is known."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping

from django.conf import settings
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from outbox.kinds import Content
from outbox.models import Letter
from outbox.services import Draft, Receiver, write_letters
from schools.models import Closure, School, SchoolContact
from sessions.choices import SessionStatus
from sessions.models import SchoolSession

KIND = "school_closure"


def tell_schools(
    closure: Closure,
    sessions: Collection[SchoolSession],
    *,
    by: User | None,
    was: Mapping[int, datetime.datetime] | None = None,
) -> None:
    """One letter to each teacher, about all of their sessions that a closure has to do with.

    :param was: the earlier time of each session that was moved, by its id.
    """
    was = was or {}
    told = SchoolSession.objects.filter(pk__in=[one.pk for one in sessions])
    told = told.exclude(contact=None).exclude(contact__email="").select_related("contact__school")
    by_contact: dict[SchoolContact, list[SchoolSession]] = defaultdict(list)
    for school_session in told.order_by("starts_at", "pk"):
        by_contact[school_session.contact].append(school_session)
    write_letters(
        [_draft(closure, contact, own, was) for contact, own in by_contact.items()], by=by
    )


def _draft(
    closure: Closure,
    contact: SchoolContact,
    sessions: list[SchoolSession],
    was: Mapping[int, datetime.datetime],
) -> Draft:
    changes = "-".join(f"{one.pk}.{one.sequence}" for one in sessions[:1])
    return Draft(
        kind=KIND,
        cause=f"{KIND}:{closure.pk}:{contact.pk}:{changes}",
        receiver=Receiver(
            name=contact.name,
            address=contact.email,
            language=_language_of(contact.school),
            person=contact.pk,
        ),
        about=f"school:{contact.school_id}",
        region_id=contact.school.region_id,
        data={
            "closure": closure.pk,
            "sessions": [one.pk for one in sessions],
            "was": {str(one.pk): was[one.pk].isoformat() for one in sessions if one.pk in was},
        },
        is_urgent=True,
    )


def _language_of(school: School) -> str:
    known = [code for code, _name in settings.LANGUAGES]
    return next((code for code in school.languages if code in known), settings.LANGUAGE_CODE)


def content(letter: Letter) -> Content | None:
    """How the sessions stand when the letter goes out."""
    closure = Closure.objects.filter(pk=letter.data["closure"]).first()
    found = SchoolSession.objects.filter(
        pk__in=letter.data["sessions"], starts_at__gt=timezone.now()
    ).select_related("lesson", "project")
    sessions = list(found.prefetch_related("attendance__class_group").order_by("starts_at", "pk"))
    if not closure or not sessions:
        return None
    was = {int(pk): datetime.datetime.fromisoformat(at) for pk, at in letter.data["was"].items()}
    lines = [_line(one, was.get(one.pk)) for one in sessions]
    if all(one.status != SessionStatus.CANCELLED and one.pk not in was for one in sessions):
        first = _("These sessions at your school take place after all:")
    else:
        first = _("Something about the sessions at your school has changed:")
    paragraphs = [first, "\n".join(lines)]
    if not closure.is_lifted:
        paragraphs.append(_("The reason: %(reason)s") % {"reason": capfirst(closure.why)})
    paragraphs.append(_("Does a time not suit you? Write to your coordinator."))
    return Content(
        subject=_("Sessions at your school: %(day)s")
        % {"day": formats.date_format(closure.since, "DATE_FORMAT")},
        paragraphs=paragraphs,
        reply_to=letter.written_by.email if letter.written_by else "",
    )


def _line(school_session: SchoolSession, was: datetime.datetime | None) -> str:
    groups = [one.class_group.label for one in school_session.attendance.all() if one.class_group]
    what = ", ".join(filter(None, [school_session.title, *groups]))
    values = {"what": what, "at": _at(school_session.starts_at)}
    if school_session.status == SessionStatus.CANCELLED:
        return _("%(at)s, %(what)s: does not take place") % values
    if was and was != school_session.starts_at:
        return _("%(what)s: now %(at)s (was: %(before)s)") % {**values, "before": _at(was)}
    return _("%(at)s, %(what)s: takes place") % values


def _at(moment: datetime.datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def whose_address(user: User, people: Collection[int]) -> set[int]:
    """A teacher's address is for those who see the school."""
    schools = School.objects.visible_to(user)
    contacts = SchoolContact.objects.filter(pk__in=people, school__in=schools)
    return set(contacts.values_list("pk", flat=True))
