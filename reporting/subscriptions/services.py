"""Every write to subscriptions and their mails."""

import datetime
import logging
from collections.abc import Collection

from celery import current_app
from django.core import mail
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from accounts.permissions import Permission
from outbox.handover import hand_over
from regions.models import Region
from reporting.models import ReportMail, ReportSubscription
from reporting.periods import add_months
from reporting.services import drain_all
from reporting.subscriptions.emails import message_of
from volunteers.models import Project

logger = logging.getLogger(__name__)


@transaction.atomic
def subscribe(
    user: User,
    *,
    by: User,
    projects: Collection[Project] = (),
    regions: Collection[Region] = (),
    day: int,
) -> ReportSubscription:
    """Have the monthly report sent to somebody; asked for again, it is the same subscription.

    It is of what it names: the same projects and regions once for each person.
    """
    User.objects.select_for_update().get(pk=user.pk)
    for known in ReportSubscription.objects.filter(user=user):
        if set(known.projects.all()) == set(projects) and set(known.regions.all()) == set(regions):
            known.day = day
            known.save(update_fields=["day"])
            resume(known)
            return known
    subscription = ReportSubscription.objects.create(user=user, day=day, created_by=by)
    subscription.projects.set(projects)
    subscription.regions.set(regions)
    return subscription


def stop(subscription: ReportSubscription) -> None:
    subscription.is_active = False
    subscription.save(update_fields=["is_active"])


def resume(subscription: ReportSubscription) -> None:
    """Send again from the next day that comes; what was due meanwhile is not made up for."""
    if not subscription.is_active:
        subscription.is_active, subscription.active_since = True, timezone.now()
        subscription.save(update_fields=["is_active", "active_since"])


@transaction.atomic
def send_again(report_mail: ReportMail) -> bool:
    """Send a mail that may not have arrived; False where it has, or is on its way."""
    report_mail = ReportMail.objects.select_for_update().get(pk=report_mail.pk)
    if not report_mail.can_be_sent_again:
        return False
    report_mail.handed_over_at = report_mail.tried_at = None
    report_mail.attempts = 0
    report_mail.save()
    transaction.on_commit(lambda: _hint(report_mail.pk), robust=True)
    return True


def note_due(today: datetime.date) -> None:
    """Write down the mails that are due: last month's, for every subscription whose day has come.

    Somebody who subscribes after the day gets the first one in the next month. Days on which
    nothing ran are made up for until the month ends.
    """
    month = add_months(today.replace(day=1), -1)
    due = [
        ReportMail(subscription=subscription, month=month)
        for subscription in ReportSubscription.objects.active().filter(day__lte=today.day)
        if timezone.localdate(subscription.active_since) <= today.replace(day=subscription.day)
    ]
    ReportMail.objects.bulk_create(due, ignore_conflicts=True)


def send_due(now: datetime.datetime | None = None) -> None:
    """Note what is due, and tell workers of every mail that is to be sent."""
    now = now or timezone.now()
    note_due(timezone.localdate(now))
    for pk in ReportMail.objects.to_send(now).values_list("pk", flat=True):
        _hint(pk)


def send_mail(mail_id: int, now: datetime.datetime | None = None) -> None:
    """Send one mail, unless it was sent or another worker is at it.

    A mail server that cannot be reached, or says no, is asked again later.
    """
    report_mail = _claim(mail_id, now or timezone.now())
    if report_mail is None:
        return
    subscription = report_mail.subscription
    if not subscription.user.can(Permission.SUBSCRIBE_REPORTS):
        stop(subscription)
        logger.info("subscription %s ended with its owner's role", subscription.pk)
        return
    drain_all()
    message = message_of(report_mail)
    connection = mail.get_connection()
    try:
        connection.open()
    except OSError as error:  # smtplib's errors are some of these, too
        logger.warning("report mail %s waits, no mail server: %s", mail_id, error)
        return
    try:
        hand_over(report_mail, message, connection)
    finally:
        connection.close()


def _claim(mail_id: int, now: datetime.datetime) -> ReportMail | None:
    claimed = (
        ReportMail.objects.to_send(now)
        .filter(pk=mail_id)
        .update(tried_at=now, attempts=F("attempts") + 1)
    )
    if not claimed:
        return None
    return ReportMail.objects.select_related("subscription__user").get(pk=mail_id)


def _hint(mail_id: int) -> None:
    """Tell a worker to look at the mail; where that fails, the next sweep does."""
    try:
        current_app.send_task("reporting.tasks.send_report_mail", args=[mail_id])
    except (OperationalError, OSError) as error:
        logger.warning("no hint for report mail %s: %s", mail_id, error)
