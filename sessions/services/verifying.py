"""Verifying: a coordinator's yes to a log, and corrections before and after it."""

from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from sessions import policy
from sessions.choices import AssignmentStatus, SessionStatus
from sessions.errors import ChangedMeanwhile, Refusal
from sessions.history import changes_since, seen_version
from sessions.models import COUNT_FIELDS, MAX_HEAD_COUNT, SchoolSession
from sessions.queries import rows_of
from sessions.services.locking import all_or_nothing, lock_session

CAME_OR_NOT = (AssignmentStatus.ATTENDED, AssignmentStatus.ABSENT)


def verify_log(school_session: SchoolSession, *, by: User, seen: str = "") -> SchoolSession:
    """Say yes to a log.

    :param seen: the version that the person said yes to, where one was looked at.
    """
    with all_or_nothing(lambda: None):
        locked = lock_session(school_session)
        policy.check_may_verify(by, locked)
        _check_seen(locked, seen or seen_version(locked))
        locked.status = SessionStatus.VERIFIED
        locked.verified_at = timezone.now()
        locked.verified_by = by
        locked.save(update_fields=["status", "verified_at", "verified_by"])
        locked.log_questions.open().update(settled_at=timezone.now())
    return locked


def verify_logs(
    sessions: Iterable[SchoolSession], *, by: User
) -> tuple[list[SchoolSession], list[tuple[SchoolSession, str]]]:
    """Verify those that may be, each by itself: the done ones, and the others with the reason.

    What is unusual is left for a look at its own page.
    """
    sessions = list(sessions)
    to_look_at = _to_look_at(sessions, by)
    verified, refused = [], []
    for school_session in sessions:
        if reason := to_look_at.get(school_session.pk):
            refused.append((school_session, reason))
            continue
        try:
            verified.append(verify_log(school_session, by=by))
        except Refusal as refusal:
            refused.append((school_session, refusal.message))
        except PermissionDenied:
            refused.append((school_session, _("It is outside your regions.")))
    return verified, refused


def _to_look_at(sessions: list[SchoolSession], user: User) -> dict[int, str]:
    """Why nobody should say yes to some of them without having opened them."""
    rows = rows_of(SchoolSession.objects.filter(pk__in=[one.pk for one in sessions]), user)
    reasons = {}
    for row in rows:
        if row.is_asked:
            reasons[row.pk] = _("It was sent back and waits for an answer.")
        elif row.can_be_verified and row.flags:
            flags = "; ".join(row.flags)
            reasons[row.pk] = _("Open it first: %(flags)s.") % {"flags": flags}
    return reasons


def correct_attendance(
    school_session: SchoolSession,
    counts: Mapping[int, Mapping[str, int]],
    *,
    by: User,
    seen: str,
    came: Collection[int] | None = None,
) -> SchoolSession:
    """Put head-counts right, and who of the volunteers came.

    What was verified is so no more: the yes was said to other numbers.

    :param counts: by the id of the attendance row, then by field.
    :param seen: the version that the person saw; another one refuses.
    :param came: the ids of the assignments whose volunteers taught; none leaves them alone.
    """
    with all_or_nothing(lambda: None):
        locked = lock_session(school_session)
        policy.check_may_correct(by, locked)
        _check_seen(locked, seen)
        for row in locked.attendance.filter(pk__in=counts).order_by("pk"):
            new = {field: counts[row.pk].get(field, getattr(row, field)) for field in COUNT_FIELDS}
            _check_counts(new)
            changed = [field for field in COUNT_FIELDS if getattr(row, field) != new[field]]
            for field in changed:
                setattr(row, field, new[field])
            if changed:
                row.save(update_fields=changed)
        if came is not None:
            _set_who_came(locked, came)
        if locked.status == SessionStatus.VERIFIED:
            _take_the_yes_back(locked)
    return locked


def _take_the_yes_back(school_session: SchoolSession) -> None:
    school_session.status = SessionStatus.DELIVERED
    school_session.verified_at = school_session.verified_by = None
    school_session.save(update_fields=["status", "verified_at", "verified_by"])


def _check_seen(school_session: SchoolSession, seen: str) -> None:
    if seen != seen_version(school_session):
        raise ChangedMeanwhile(
            _("Someone changed this session while you had it open."),
            changes_since(school_session, seen),
        )


def _check_counts(counts: Mapping[str, int]) -> None:
    if not all(0 <= count <= MAX_HEAD_COUNT for count in counts.values()):
        raise Refusal(
            _("A head-count is a whole number from 0 to %(most)s.") % {"most": MAX_HEAD_COUNT}
        )


def _set_who_came(school_session: SchoolSession, came: Collection[int]) -> None:
    """Those who came first: an absent one frees time that nobody else can have taken."""
    there = school_session.assignments.filter(status__in=CAME_OR_NOT)
    if there.exists() and not there.filter(pk__in=came).exists():
        raise Refusal(_("Someone must have taught it."), field="came")
    there.exclude(pk__in=came).filter(status=AssignmentStatus.ATTENDED).update(
        status=AssignmentStatus.ABSENT
    )
    there.filter(pk__in=came, status=AssignmentStatus.ABSENT).update(
        status=AssignmentStatus.ATTENDED
    )
