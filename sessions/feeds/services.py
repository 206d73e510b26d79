"""Making, renewing and revoking the addresses of calendars."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import User
from accounts.permissions import Permission
from schools.models import School
from sessions import policy
from sessions.models import CalendarFeed


@transaction.atomic
def make_own_feed(*, by: User) -> CalendarFeed:
    """An address for one's own sessions; the one from before leads nowhere then."""
    if not by.can(Permission.LOG_SESSIONS):
        raise PermissionDenied
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    return _make(CalendarFeed.objects.filter(user=by), CalendarFeed(user=by, created_by=by))


@transaction.atomic
def make_school_feed(school: School, *, by: User) -> CalendarFeed:
    """An address for the sessions of a school; the one from before leads nowhere then."""
    if not policy.coordinates(by, school):
        raise PermissionDenied
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    of_school = CalendarFeed.objects.filter(school=school)
    return _make(of_school, CalendarFeed(school=school, created_by=by))


def revoke_own_feed(*, by: User) -> None:
    _revoke(CalendarFeed.objects.filter(user=by))


def revoke_school_feed(school: School, *, by: User) -> None:
    if not policy.coordinates(by, school):
        raise PermissionDenied
    _revoke(CalendarFeed.objects.filter(school=school))


def feed_of(token: str) -> CalendarFeed | None:
    """The calendar of an address; none where it was revoked or never was, or the account closed."""
    number = token.partition("-")[0]
    if not number.isdecimal() or len(number) > 18:
        return None
    feed = (
        CalendarFeed.objects.select_related("user", "school__region")
        .filter(pk=number, revoked_at=None)
        .first()
    )
    if feed is None or not constant_time_compare(feed.token, token):
        return None
    return feed if feed.user is None or feed.user.is_active else None


def _make(before, feed: CalendarFeed) -> CalendarFeed:
    _revoke(before)
    feed.save()
    return feed


def _revoke(feeds) -> None:
    feeds.filter(revoked_at=None).update(revoked_at=timezone.now())
